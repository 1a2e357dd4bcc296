import type { WireEntry } from '../kit.js';
import type { UpdateQueue } from './queue.js';
import type { PendingUpdate, TelegramState, WebhookRecord } from './state.js';

const answerBoundMs = 60_000;
const longestPauseMs = 60_000;

export interface WebhookPusher {
  /** Starts over with the webhook now in the state, or stops when there is none. */
  restart(): void;
  stop(): void;
}

/**
 * Pushes updates to the bot's webhook: one at a time for each lane (chat or person), several lanes at once,
 * again after a failure with growing pauses until the bot answers 2xx or the update is a day old.
 */
export function createWebhookPusher(deps: {
  state: () => TelegramState;
  queue: UpdateQueue;
  now: () => number;
  clockMs: () => number;
  wire: (entry: WireEntry) => void;
  changed: () => void;
  /** Runs a Bot API call that the bot put into its answer. */
  runReply: (call: Record<string, unknown>) => Promise<void>;
  /** The first pause after a failure, in milliseconds. */
  retryMs: number;
}): WebhookPusher {
  const { state, queue, now, clockMs, wire, changed, runReply, retryMs } = deps;
  let stopper = new AbortController();
  let busy = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();

  function pump(): void {
    const webhook = state().webhook;
    if (!webhook) return;
    for (const entry of queue.pending()) {
      if (busy.size >= webhook.maxConnections) return;
      if (busy.has(entry.lane)) continue;
      busy.add(entry.lane);
      void push(webhook, entry, 1);
    }
  }

  async function push(webhook: WebhookRecord, entry: PendingUpdate, attempt: number): Promise<void> {
    const { signal } = stopper;
    const lanes = busy;
    const failure = await attemptOnce(webhook, entry, signal);
    if (signal.aborted) return;
    if (!failure) {
      queue.confirm((update) => update.update_id === entry.update.update_id);
      lanes.delete(entry.lane);
      return pump();
    }
    webhook.lastErrorDate = now();
    webhook.lastErrorMessage = failure.message;
    changed();
    const pause = failure.retryAfterMs ?? Math.min(longestPauseMs, retryMs * 2 ** (attempt - 1));
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (queue.pending().includes(entry)) return void push(webhook, entry, attempt + 1);
      lanes.delete(entry.lane);
      pump();
    }, pause);
    timers.add(timer);
  }

  async function attemptOnce(
    webhook: WebhookRecord,
    entry: PendingUpdate,
    signal: AbortSignal,
  ): Promise<{ message: string; retryAfterMs?: number } | undefined> {
    const started = performance.now();
    const log = (status?: number, response?: unknown): void =>
      wire({
        at: clockMs(),
        platform: 'telegram',
        direction: 'out',
        method: 'POST',
        path: new URL(webhook.url).pathname,
        ...(status !== undefined && { status }),
        ms: Math.round(performance.now() - started),
        body: entry.update,
        ...(response !== undefined && { response }),
      });
    try {
      const answer = await fetch(webhook.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(webhook.secret !== undefined && { 'x-telegram-bot-api-secret-token': webhook.secret }),
        },
        body: JSON.stringify(entry.update),
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerBoundMs)]),
      });
      const reply = readReply(await answer.text());
      log(answer.status, reply);
      if (answer.ok) {
        if (reply) await runReply(reply);
        return undefined;
      }
      const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN);
      return {
        message: `Wrong response from the webhook: ${answer.status} ${answer.statusText}`,
        ...(answer.status === 429 && Number.isFinite(retryAfter) && { retryAfterMs: retryAfter * 1000 }),
      };
    } catch (error) {
      if (signal.aborted) return undefined;
      log();
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      return { message: isTimeout ? 'Read timeout expired' : 'Connection refused' };
    }
  }

  function stop(): void {
    stopper.abort();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    busy = new Set();
  }

  queue.listen(pump);
  return {
    stop,
    restart() {
      stop();
      stopper = new AbortController();
      pump();
    },
  };
}

/** A bot may answer an update with one Bot API call: an object with a `method`. Anything else means nothing. */
function readReply(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isCall = typeof value === 'object' && value !== null && 'method' in value;
    return isCall ? value : undefined;
  } catch {
    return undefined;
  }
}
