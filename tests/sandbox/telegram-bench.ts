/** A Telegram server with a movable clock, and a real grammY bot whose updates can be awaited. */
import { Bot, GrammyError, type Api, type BotConfig, type Context } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach } from 'vitest';
import type { WireEntry } from '../../src/sandbox/kit.js';
import { demo, people } from '../../src/sandbox/people.js';
import {
  createTelegramServer,
  type TelegramServer,
  type TelegramServerOptions,
} from '../../src/sandbox/telegram/index.js';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Runs after the test, the last one first. */
export function afterwards(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

export const { chatId, lobbyId, botId, token } = demo.telegram;

/** Telegram id of a person of the demo community. */
export function id(key: string): number {
  const found = people.find((person) => person.key === key);
  if (!found) throw new Error(`nobody is called ${key}`);
  return found.telegramId;
}

export interface Bench {
  server: TelegramServer;
  clock: { now(): number; forward(seconds: number): void };
  wire: WireEntry[];
  api: Api;
  config: BotConfig<Context>;
}

export async function openBench(options: Partial<TelegramServerOptions> = {}): Promise<Bench> {
  let at = Date.UTC(2026, 10, 22, 9);
  const clock = {
    now: () => at,
    forward: (seconds: number) => {
      at += seconds * 1000;
    },
  };
  const wire: WireEntry[] = [];
  const context = { clock, wire: (entry: WireEntry) => void wire.push(entry), changed: () => undefined };
  const server = await createTelegramServer({ context, port: 0, ...options });
  afterwards(() => server.close());
  const config: BotConfig<Context> = { client: { apiRoot: server.url } };
  return { server, clock, wire, api: new Bot(token, config).api, config };
}

type Kind = Exclude<keyof Update, 'update_id'>;

export interface Listener {
  bot: Bot;
  seen: Update[];
  /** The first update of this kind that was not asked for before, waiting for it when necessary. */
  next<K extends Kind>(kind: K): Promise<NonNullable<Update[K]>>;
}

/** A bot that records what it is told; add handlers before it is started. */
export function listener(bench: Bench): Listener {
  const bot = new Bot(token, bench.config);
  const seen: Update[] = [];
  const unread: Update[] = [];
  let wake = (): void => undefined;
  bot.use(async (context, next) => {
    seen.push(context.update);
    unread.push(context.update);
    wake();
    await next();
  });
  return {
    bot,
    seen,
    async next(kind) {
      for (;;) {
        const index = unread.findIndex((update) => update[kind] !== undefined);
        const value = unread[index]?.[kind];
        if (value !== undefined) {
          unread.splice(index, 1);
          return value;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Starts long polling and resolves once the bot is connected. */
export async function poll(
  { bot }: Listener,
  allowed_updates?: readonly Exclude<Kind, never>[],
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const running = bot.start({ onStart: () => resolve(), ...(allowed_updates && { allowed_updates }) });
    running.catch(reject);
    afterwards(() => bot.stop().then(() => running));
  });
}

/** The words of a refusal, or `done` when the call went through. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
    throw error;
  }
}

/** A new group of everybody's standing: creator olivia, administrator moyan, and the bot with its usual rights. */
export function status(bench: Bench, userId: number, place: number = chatId): Promise<string> {
  return bench.api.getChatMember(place, userId).then((member) => member.status);
}
