import type { Api } from 'grammy';
import type { Log } from '#kernel/log';
import { GrammyError } from 'grammy';
import { loggable, troubleOf } from './errors.js';
import type { Intake } from './intake.js';

/** Without these two by name Telegram never tells who comes and goes, nor who reacts. */
export const wantedUpdates = [
  'message',
  'callback_query',
  'chat_member',
  'message_reaction',
  'my_chat_member',
  'chat_join_request',
] as const;

export interface Polling {
  /** Resolves with the first answer of Telegram, or when stopped; the loop goes on until `stop`. */
  start(): Promise<void>;
  /** Ends the loop after what is under way and confirms what was handled, so that it never comes again. */
  stop(): Promise<void>;
  /** Whether the last call for updates was answered. */
  ready(): boolean;
}

export interface PollingDeps {
  api: Api;
  intake: Intake;
  log: Log;
  /** Seconds Telegram holds a call open. */
  holdSeconds?: number;
}

/**
 * Long polling, batch after batch. grammY's own loop goes on through its batch after `stop` and confirms only
 * a part of it, so that updates come twice after a restart; this one does not.
 */
export function createPolling({ api, intake, log, holdSeconds = 30 }: PollingDeps): Polling {
  const stopping = new AbortController();
  let offset = 0;
  let isReady = false;
  let failures = 0;
  let running: Promise<void> | undefined;
  let reportReady = (): void => undefined;

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const updates = await fetchUpdates();
      const taken: Promise<void>[] = [];
      for (const update of updates) {
        if (stopping.signal.aborted) break;
        taken.push(intake.take(update));
      }
      // Confirmed together: nothing counts as handled while something before it is under way.
      await Promise.all(taken);
      const last = updates[taken.length - 1];
      if (last) offset = last.update_id + 1;
    }
  }

  async function fetchUpdates(): Promise<Awaited<ReturnType<Api['getUpdates']>>> {
    try {
      const updates = await api.getUpdates(
        { offset, limit: 100, timeout: isReady ? holdSeconds : 0, allowed_updates: wantedUpdates },
        grammySignal(stopping.signal),
      );
      if (failures > 0) log.info({ failures }, 'polling Telegram again');
      isReady = true;
      failures = 0;
      reportReady();
      return updates;
    } catch (error) {
      if (stopping.signal.aborted) return [];
      isReady = false;
      failures += 1;
      const waitMs = await repair(error);
      log.warn({ waitMs, failures, ...loggable(error) }, 'Telegram gives no updates');
      await pause(waitMs, stopping.signal);
      return [];
    }
  }

  /** @returns how long to wait before the next try */
  async function repair(error: unknown): Promise<number> {
    if (error instanceof GrammyError && error.error_code === 409) {
      // Either a webhook is set, which we can take away, or another process polls: then we wait for its end.
      if (!/webhook/i.test(error.description)) return 5_000;
      await api.deleteWebhook({}, grammySignal(stopping.signal)).catch(() => undefined);
      return 250;
    }
    const trouble = troubleOf(error);
    if (trouble.kind === 'retry') return Math.max(trouble.afterMs, backoff(failures));
    return trouble.kind === 'token' ? 60_000 : backoff(failures);
  }

  return {
    start() {
      running ??= loop().catch((error: unknown) => {
        isReady = false;
        log.error(loggable(error), 'polling ended');
      });
      const ready = new Promise<void>((resolve) => (reportReady = resolve));
      return Promise.race([ready, running]);
    },
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      isReady = false;
      await running;
      await intake.idle();
      if (offset === 0) return;
      try {
        await api.getUpdates({ offset, limit: 1, timeout: 0 }, grammySignal(AbortSignal.timeout(5_000)));
      } catch (error) {
        log.warn(loggable(error), 'the last updates could not be confirmed and may come again');
      }
    },
    ready: () => isReady,
  };
}

/** grammY's types know an older class of the same name and use nothing that Node's own lacks. */
function grammySignal(signal: AbortSignal): NonNullable<Parameters<Api['getMe']>[0]> {
  return signal as unknown as NonNullable<Parameters<Api['getMe']>[0]>;
}

/** A quarter of a second, doubled up to half a minute. @param failures in a row, from 1 */
export function backoff(failures: number): number {
  return Math.min(30_000, 250 * 2 ** (failures - 1));
}

/** Waits, or returns at once when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
