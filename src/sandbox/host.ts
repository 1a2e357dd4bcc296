import { movableClock, type MovableClock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { createDiscordServer, seedDiscord, type DiscordServer, type DiscordState } from './discord/index.js';
import type { WireEntry } from './kit.js';
import { keepState, type Kept } from './persistence.js';
import { createStripeServer, seedStripe, type StripeServer, type StripeState } from './stripe/index.js';
import {
  createTelegramServer,
  keepBotSetup,
  seedTelegram,
  type TelegramServer,
  type TelegramState,
} from './telegram/index.js';
import { demo } from './people.js';
import { createWireLog, type WireLog } from './wire.js';

export interface SandboxOptions {
  log: Log;
  /** 0: any free port. A wanted port that is taken is replaced by a free one when `flexible`. */
  ports?: { discord: number; telegram: number; stripe: number };
  flexible?: boolean;
  /** Where state is kept between starts; absent: in memory only. */
  stateFile?: string;
  /** Where Stripe sends its webhooks. */
  webhookUrl?: string;
  /** False: time stands still between jumps (tests). */
  ticking?: boolean;
  /** First instant of a clock that stands still. */
  startAt?: Date;
}

export interface SandboxState {
  discord: DiscordState;
  telegram: TelegramState;
  stripe: StripeState;
}

export interface Sandbox {
  readonly discord: DiscordServer;
  readonly telegram: TelegramServer;
  readonly stripe: StripeServer;
  readonly clock: MovableClock;
  readonly wire: WireLog;
  /** Moves time forward; what Stripe has to do on the way happens in order, each at its time. */
  advanceTo(to: Date): Promise<void>;
  /** Everything as on the first day. Whoever keeps a copy of it is told. */
  reset(): Promise<void>;
  onReset(listener: () => Promise<void>): void;
  /** Called, at most once a tick, after anything changed. */
  onChange(listener: () => void): () => void;
  /** Connects Stripe's webhooks to the product. */
  setWebhook(url: string): void;
  close(): Promise<void>;
}

/** Starts Discord, Telegram and Stripe in miniature, on loopback, over one clock and one wire log. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { log, ports = { discord: 0, telegram: 0, stripe: 0 }, ticking = true } = options;
  const store: Kept<SandboxState> = keepState(options.stateFile, log);
  const kept = store.read();
  const start = kept ? new Date(Date.now() + kept.offsetMs) : (options.startAt ?? new Date());
  const clock = movableClock(start, ticking);
  const wire = createWireLog();
  const changeListeners = new Set<() => void>();
  const resetListeners: (() => Promise<void>)[] = [];
  let told = false;

  const changed = () => {
    store.dirty();
    if (told) return;
    told = true;
    queueMicrotask(() => {
      told = false;
      for (const listener of changeListeners) listener();
    });
  };
  const context = {
    clock: { now: () => clock.now().getTime() },
    wire(entry: WireEntry) {
      wire.add(entry);
      changed();
    },
    changed,
  };

  const at = async <T>(port: number, make: (port: number) => Promise<T>): Promise<T> => {
    try {
      return await make(port);
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || !options.flexible) throw error;
      return make(0);
    }
  };
  const discord = await at(ports.discord, (port) =>
    createDiscordServer({ context, port, state: kept?.state.discord ?? seedDiscord() }),
  );
  const telegram = await at(ports.telegram, (port) =>
    createTelegramServer({ context, port, state: kept?.state.telegram ?? seedTelegram() }),
  );
  const webhook = {
    secret: demo.stripe.webhookSecret,
    ...(options.webhookUrl ? { url: options.webhookUrl } : {}),
  };
  const stripe = await at(ports.stripe, (port) =>
    createStripeServer({ context, port, state: kept?.state.stripe ?? seedStripe(), webhook }),
  );
  store.start(() => ({
    offsetMs: clock.now().getTime() - Date.now(),
    state: { discord: discord.state(), telegram: telegram.state(), stripe: stripe.state() },
  }));

  return {
    discord,
    telegram,
    stripe,
    clock,
    wire,
    async advanceTo(to) {
      if (to <= clock.now()) return;
      // Who hears of something on the way lives at that moment, not before the jump.
      await stripe.advanceTo(to.getTime(), (ms) => clock.moveTo(new Date(ms)));
      clock.moveTo(to);
      changed();
    },
    async reset() {
      // A bot that is connected stays set up: its commands and its webhook outlive the community.
      discord.load({ ...seedDiscord(), commands: discord.state().commands });
      telegram.load(keepBotSetup(telegram.state(), seedTelegram()));
      stripe.load(seedStripe());
      wire.clear();
      for (const listener of resetListeners) await listener();
      changed();
    },
    onReset: (listener) => void resetListeners.push(listener),
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    setWebhook: (url) => stripe.setWebhook(url),
    async close() {
      store.stop();
      await Promise.all([discord.close(), telegram.close(), stripe.close()]);
    },
  };
}
