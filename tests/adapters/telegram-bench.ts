/** The Telegram adapter against the sandbox server over HTTP, with a dispatcher written by hand. */
import { afterEach } from 'vitest';
import { createTelegramBot, type TelegramBot, type TelegramMode } from '#adapters/telegram';
import {
  command,
  say,
  type Activity,
  type Answer,
  type Ask,
  type Command,
  type Dispatcher,
  type Events,
  type Invocation,
  type Speaker,
} from '#contracts';
import type { SeatSeen } from '#domain/access';
import type { Log } from '#kernel/log';
import type { WireEntry } from '../../src/sandbox/kit.js';
import { demo, people } from '../../src/sandbox/people.js';
import {
  createTelegramServer,
  type MessageView,
  type TelegramServer,
} from '../../src/sandbox/telegram/index.js';

export const { chatId, lobbyId, botId, botName, token } = demo.telegram;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Runs after the test, the last one first. */
export function afterwards(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

/** Telegram id of a person of the demo community. */
export function id(key: string): number {
  const found = people.find((person) => person.key === key);
  if (!found) throw new Error(`nobody is called ${key}`);
  return found.telegramId;
}

/** A log that keeps its lines, to look for what must not be in them. */
export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const keep = (data: object, message: string): void => void lines.push(JSON.stringify({ ...data, message }));
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, lines };
}

export interface Bench {
  server: TelegramServer;
  wire: WireEntry[];
  log: Log;
  logged: string[];
  /** Calls of one Bot API method so far. */
  calls(method: string): WireEntry[];
  /** What a person reads in a chat; without one, in the private chat. */
  reads(key: string, chat?: number): MessageView[];
  /** Writes as a person; without a chat to the bot. Resolves when the bot has handled it. */
  says(key: string, text: string, place?: { chat?: number; replyTo?: number }): Promise<number>;
  /** Presses the button with this label (or data) under the last message that has it. */
  presses(key: string, label: string, chat?: number): Promise<{ text?: string }>;
}

export async function openBench(): Promise<Bench> {
  const wire: WireEntry[] = [];
  const at = Date.UTC(2026, 10, 22, 9);
  const server = await createTelegramServer({
    context: { clock: { now: () => at }, wire: (entry) => void wire.push(entry), changed: () => undefined },
    port: 0,
  });
  afterwards(() => server.close());
  const { log, lines } = keptLog();
  const reads = (key: string, chat = id(key)): MessageView[] =>
    server.view(id(key)).chats.find((one) => one.id === chat)?.messages ?? [];
  return {
    server,
    wire,
    log,
    logged: lines,
    calls: (method) => wire.filter((entry) => entry.direction === 'in' && entry.path.endsWith(`/${method}`)),
    reads,
    async says(key, text, { chat = id(key), replyTo } = {}) {
      const { messageId } = await server.actions.sendMessage.run({
        as: id(key),
        chatId: chat,
        text,
        replyTo,
      });
      return messageId;
    },
    async presses(key, label, chat = id(key)) {
      for (const message of reads(key, chat).toReversed()) {
        const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
        const data = buttons.find(
          (button) => button.text === label || button.callback_data === label,
        )?.callback_data;
        if (data === undefined) continue;
        return server.actions.pressButton.run({
          as: id(key),
          chatId: chat,
          messageId: message.message_id,
          row: undefined,
          data,
        });
      }
      throw new Error(`${key} sees no button "${label}"`);
    },
  };
}

export type Heard =
  | { kind: 'say'; command: string; options: Invocation['options']; speaker: Speaker }
  | { kind: 'press'; token: string; speaker: Speaker }
  | { kind: 'answer'; token: string; given: Invocation['options']; speaker: Speaker };

/** What was said that is no command. */
export type Overheard = Parameters<Dispatcher['hear']>[0];

/** A dispatcher that remembers what it heard and answers what the test says. */
export function scriptedDispatcher(
  answer: (heard: Heard) => Answer | Ask,
  hear: (said: Overheard) => Answer | null = () => null,
): {
  dispatch: Dispatcher;
  heard: Heard[];
  overheard: Overheard[];
} {
  const heard: Heard[] = [];
  const overheard: Overheard[] = [];
  const take = (one: Heard): Promise<Answer | Ask> => {
    heard.push(one);
    return Promise.resolve(answer(one));
  };
  return {
    heard,
    overheard,
    dispatch: {
      say: ({ command: name, options, ...speaker }) => take({ kind: 'say', command: name, options, speaker }),
      press: (pressed, speaker) => take({ kind: 'press', token: pressed, speaker }),
      answerAsk: (asked, speaker, given) => take({ kind: 'answer', token: asked, given, speaker }),
      suggest: () => Promise.resolve([]),
      hear(said) {
        overheard.push(said);
        return Promise.resolve(hear(said));
      },
    },
  };
}

export type Reported =
  | { kind: 'seat'; seen: SeatSeen }
  | { kind: 'join'; person: string; space: string }
  | { kind: 'person'; person: string; space?: string }
  | { kind: 'space'; change: Parameters<Events['spaceChanged']>[0] };

export function recordedEvents(verdict: () => 'approve' | 'decline' | 'ignore' = () => 'ignore'): {
  events: Events;
  reported: Reported[];
  happened: Activity[];
} {
  const reported: Reported[] = [];
  const happened: Activity[] = [];
  return {
    reported,
    happened,
    events: {
      happened: (activity) => void happened.push(activity),
      listening: async () => {},
      async seatSeen(seen) {
        reported.push({ kind: 'seat', seen });
      },
      async joinRequested(person, space) {
        reported.push({ kind: 'join', person: person.externalId, space });
        return verdict();
      },
      async personSeen({ person, space }) {
        reported.push({
          kind: 'person',
          person: person.externalId,
          ...(space && { space: space.externalId }),
        });
      },
      async spaceChanged(change) {
        reported.push({ kind: 'space', change });
      },
    },
  };
}

/** Starts a bot on the bench and stops it after the test. */
export async function startBot(
  bench: Bench,
  parts: {
    dispatch?: Dispatcher;
    events?: Events;
    commands?: readonly Command[];
    mode?: TelegramMode;
  },
): Promise<TelegramBot> {
  const bot = createTelegramBot({
    token,
    apiUrl: bench.server.url,
    dispatch: parts.dispatch ?? scriptedDispatcher(() => answered()).dispatch,
    events: parts.events ?? recordedEvents().events,
    commands: parts.commands ?? testCommands,
    log: bench.log,
    mode: parts.mode ?? { kind: 'polling' },
  });
  afterwards(() => bot.stop());
  await bot.start();
  return bot;
}

/** An answer that says one literal line. */
export function answered(text = 'done', extra: Partial<Answer> & { reply?: Answer['reply'] } = {}): Answer {
  return {
    kind: 'reply',
    reply: { body: [literal(text)], buttons: [] },
    locale: 'en',
    timeZone: 'UTC',
    visibility: 'private',
    ...extra,
  };
}

export const literal = (text: string) => say('common.literal', { text });

export function asks(name: string, missing: Ask['missing'], token_ = 'T'.repeat(22)): Ask {
  return {
    kind: 'ask',
    command: name,
    given: {},
    missing,
    token: token_,
    locale: 'en',
    timeZone: 'UTC',
  };
}

const notRun = (): never => {
  throw new Error('the dispatcher is scripted: no command runs');
};

const leaf = (name: string, rank: Command['for'], visibility: Command['visibility'], options = {}): Command =>
  command({ name, for: rank, visibility, options, run: notRun });

const suggest = () => Promise.resolve([]);

/** Names and texts of the real commands, so that both languages are there. */
export const testCommands: readonly Command[] = [
  leaf('membership', 'member', 'private'),
  leaf('plans', 'member', 'public'),
  leaf('help', 'member', 'private'),
  command({
    name: 'link',
    for: 'member',
    visibility: 'private',
    options: { code: { type: 'text', summary: 'commands.link.options.code.summary' } },
    run: notRun,
  }),
  command({
    name: 'setup',
    for: 'member',
    visibility: 'public',
    options: { code: { type: 'text', summary: 'commands.setup.options.code.summary' } },
    run: notRun,
  }),
  command({
    name: 'grant',
    for: 'moderator',
    visibility: 'private',
    options: {
      member: { type: 'member', required: true, summary: 'commands.grant.options.member.summary' },
      plan: { type: 'text', required: true, summary: 'commands.grant.options.plan.summary', suggest },
      reason: { type: 'text', required: true, summary: 'commands.grant.options.reason.summary' },
      until: { type: 'date', summary: 'commands.grant.options.until.summary' },
    },
    run: notRun,
  }),
  {
    name: 'plan',
    for: 'moderator',
    visibility: 'public',
    parts: {
      create: command({
        name: 'create',
        for: 'moderator',
        visibility: 'public',
        options: {
          name: { type: 'text', required: true, summary: 'commands.plan.options.name.summary' },
          price: { type: 'text', required: true, summary: 'commands.plan.options.price.summary', suggest },
          grace: { type: 'integer', min: 0, max: 60, summary: 'commands.plan.options.grace.summary' },
          removal: {
            type: 'choice',
            summary: 'commands.plan.options.removal.summary',
            choices: [
              { value: 'role', label: 'commands.plan.choices.removal.role' },
              { value: 'kick', label: 'commands.plan.choices.removal.kick' },
            ],
          },
          sure: { type: 'flag', summary: 'commands.plan.options.sure.summary' },
        },
        run: notRun,
      }),
      'price-add': command({
        name: 'price-add',
        for: 'moderator',
        visibility: 'public',
        options: {
          plan: { type: 'text', required: true, summary: 'commands.plan.options.plan.summary', suggest },
        },
        run: notRun,
      }),
    },
  },
];
