import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { PlatformServer, SandboxContext } from '../kit.js';
import { requirePerson } from './actions/act.js';
import { createActions, type TelegramActions } from './actions/index.js';
import { createHttpServer, runMethod } from './http.js';
import { createLimiter } from './limits.js';
import { createPoller } from './polling.js';
import { createPressAnswers } from './presses.js';
import { createUpdateQueue } from './queue.js';
import { seedTelegram } from './seed.js';
import type { TelegramState } from './state.js';
import { viewOf, type TelegramView } from './view.js';
import { createWebhookPusher } from './webhook.js';
import type { World } from './world.js';

export interface TelegramServer extends PlatformServer<TelegramState> {
  readonly actions: TelegramActions;
  /** What that person sees. @throws ActionError 404 when nobody has this id */
  view(userId: number): TelegramView;
}

export interface TelegramServerOptions {
  context: SandboxContext;
  /** 0 takes any free port. */
  port: number;
  /** Left out: the demo community. */
  state?: TelegramState;
  /** Monotonic milliseconds for the sending limits; left out: real time. */
  pace?: () => number;
  /** The first pause before a failed webhook is tried again, in milliseconds; it doubles from there. */
  webhookRetryMs?: number;
}

/** Starts a Telegram in miniature on loopback. A bot's `apiRoot` is the server's `url`. */
export async function createTelegramServer(options: TelegramServerOptions): Promise<TelegramServer> {
  const { context, port, pace = () => performance.now(), webhookRetryMs = 1000 } = options;
  let state = options.state ?? seedTelegram();
  const now = (): number => Math.floor(context.clock.now() / 1000);
  const clockMs = (): number => context.clock.now();
  const changed = (): void => context.changed();
  const wire: SandboxContext['wire'] = (entry) => context.wire(entry);

  const queue = createUpdateQueue({ state: () => state, now, changed });
  const poller = createPoller(() => state, queue);
  const pusher = createWebhookPusher({
    state: () => state,
    queue,
    now,
    clockMs,
    wire,
    changed,
    retryMs: webhookRetryMs,
    async runReply({ method, ...values }) {
      await runMethod(String(method), {
        world,
        params: { values, uploads: {} },
        signal: AbortSignal.timeout(60_000),
      });
    },
  });
  const world: World = {
    get state() {
      return state;
    },
    now,
    changed,
    queue,
    poller,
    pusher,
    limiter: createLimiter(pace),
    presses: createPressAnswers(),
  };

  const http = createHttpServer(world, wire, clockMs);
  // Longer than a client keeps an idle connection, or it would now and then write into a closed one.
  http.keepAliveTimeout = 75_000;
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address() as AddressInfo;
  pusher.restart();

  function letGo(): void {
    pusher.stop();
    poller.interrupt();
    queue.release();
    world.presses.release();
  }

  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    actions: createActions(world),
    state: () => state,
    load(next) {
      letGo();
      state = withLaterUpdates(next, state.updates.next);
      world.limiter.reset();
      pusher.restart();
      changed();
    },
    view(userId) {
      requirePerson(world, userId);
      return viewOf(world, userId);
    },
    async close() {
      letGo();
      if (!http.listening) return;
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

/**
 * A bot that keeps polling remembers the last update it saw. Numbers must therefore never go back, or it would
 * confirm updates of the loaded state without having seen them.
 */
function withLaterUpdates(state: TelegramState, least: number): TelegramState {
  const shift = Math.max(
    0,
    least - Math.min(state.updates.next, state.updates.pending[0]?.update.update_id ?? Infinity),
  );
  if (shift === 0) return state;
  const pending = state.updates.pending.map((entry) => ({
    ...entry,
    update: { ...entry.update, update_id: entry.update.update_id + shift },
  }));
  return { ...state, updates: { ...state.updates, next: state.updates.next + shift, pending } };
}

/**
 * Carries over what the bot itself set up (commands, texts, webhook, kinds of updates), so that a running bot
 * survives a reset of the community.
 */
export function keepBotSetup(previous: TelegramState, next: TelegramState): TelegramState {
  const { commands, names, descriptions, shortDescriptions } = previous.bot;
  return {
    ...next,
    bot: { ...next.bot, ...structuredClone({ commands, names, descriptions, shortDescriptions }) },
    webhook: structuredClone(previous.webhook),
    updates: { ...next.updates, allowed: structuredClone(previous.updates.allowed) },
  };
}
