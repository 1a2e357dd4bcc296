import { autoRetry } from '@grammyjs/auto-retry';
import { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { Command, Dispatcher, Events } from '#contracts';
import type { Log } from '#kernel/log';
import { createActivityReports } from './activity.js';
import { createAsks } from './asks.js';
import { loggable, troubleOf } from './errors.js';
import { createInbound } from './inbound.js';
import { createIntake } from './intake.js';
import { onMessage } from './interactions.js';
import type { Pauses } from './pauses.js';
import { createPeople } from './people.js';
import { clientOptions } from './platform.js';
import { backoff, createPolling, pause, wantedUpdates } from './polling.js';
import { createPresses } from './presses.js';
import { registerCommands } from './registration.js';
import { createJoinRequests } from './requests.js';
import type { Talk } from './show.js';
import { createVocabulary } from './vocabulary.js';
import { createWebhook, type WebhookHandler } from './webhook.js';

export type TelegramMode =
  | { kind: 'polling' }
  /** @property secret 1 to 256 of A-Z, a-z, 0-9, _ and - */
  | { kind: 'webhook'; url: string; secret: string };

export interface TelegramBotOptions {
  token: string;
  /** Another Bot API server; without it Telegram's own. */
  apiUrl?: string;
  dispatch: Dispatcher;
  events: Events;
  commands: readonly Command[];
  /** Those of them that Telegram lists while somebody types; all unless told. */
  listed?: () => Promise<readonly Command[]>;
  log: Log;
  mode: TelegramMode;
  /** Shared with the platform of the same process. */
  pauses?: Pauses;
}

export interface TelegramBot {
  /**
   * Resolves when updates arrive. Waits, with growing pauses, while Telegram is away. Rejects when Telegram
   * does not accept the token, and when it is stopped while Telegram is away.
   */
  start(): Promise<void>;
  /** Finishes the update at hand and confirms what was handled. */
  stop(): Promise<void>;
  /** Whether updates arrive right now. */
  ready(): boolean;
  /** Brings Telegram's lists of commands up to date, after what is listed has changed. */
  relist(): Promise<void>;
  /** In webhook mode: the path of the url that Telegram posts to. */
  webhookPath?: string;
  /** Takes what Telegram posts. Answers 503 while the bot does not run, and 404 when it polls. */
  handleWebhook: WebhookHandler;
}

/** Telegram as the bot process needs it: it listens, asks the dispatcher, and answers. */
export function createTelegramBot(options: TelegramBotOptions): TelegramBot {
  const { token, apiUrl, dispatch, events, commands, listed = async () => commands, log, mode } = options;
  const bot = new Bot(token, { client: clientOptions(apiUrl, 60) });
  const { api } = bot;
  if (options.pauses) api.config.use(options.pauses.transformer);
  // Whoever waits for an answer would rather wait a moment than get none; but a 5xx may have been carried out.
  const retry = { maxRetryAttempts: 2, maxDelaySeconds: 10 };
  api.config.use(autoRetry({ ...retry, rethrowHttpErrors: true, rethrowInternalServerErrors: true }));

  const people = createPeople();
  const talk: Talk = {
    api,
    me: () => bot.botInfo,
    dispatch,
    vocabulary: createVocabulary(commands),
    asks: createAsks(),
    people,
    files: { api, token, apiUrl },
    log,
  };
  const requests = createJoinRequests({ api, events, log });
  const inbound = createInbound({ events, people, requests });
  const activity = createActivityReports(events);
  const onPress = createPresses(talk);

  bot.on('chat_member', ({ chatMember }) => {
    activity.memberChanged(chatMember);
    return inbound.memberChanged(chatMember);
  });
  bot.on('message_reaction', ({ messageReaction }) => activity.reacted(messageReaction));
  bot.on('my_chat_member', ({ myChatMember }) => inbound.ownMemberChanged(myChatMember));
  bot.on('chat_join_request', ({ chatJoinRequest }) => inbound.joinRequested(chatJoinRequest));
  bot.on('callback_query', ({ callbackQuery }) => onPress(callbackQuery));
  bot.on('message', async ({ message }) => {
    activity.messageSeen(message);
    await inbound.messageSeen(message);
    await onMessage(talk, message);
  });

  const intake = createIntake((update: Update) => bot.handleUpdate(update), log);
  const stopping = new AbortController();
  const polling = mode.kind === 'polling' ? createPolling({ api, intake, log }) : undefined;
  let isWebhookSet = false;
  let isTaking = false;

  /** Tries until Telegram answers. Throws when it refuses, or when we are stopped. */
  async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await call();
      } catch (error) {
        const trouble = troubleOf(error);
        if (stopping.signal.aborted || trouble.kind === 'token' || trouble.kind === 'refused') throw error;
        const waitMs = trouble.kind === 'retry' ? Math.max(trouble.afterMs, 250) : backoff(failures);
        log.warn({ waitMs, failures, ...loggable(error) }, 'Telegram does not answer');
        await pause(waitMs, stopping.signal);
        if (stopping.signal.aborted) throw error;
      }
    }
  }

  async function register(): Promise<void> {
    try {
      const changed = await registerCommands(api, await listed());
      if (changed > 0) log.info({ lists: changed }, 'Telegram lists our commands anew');
    } catch (error) {
      log.warn(loggable(error), 'the lists of commands could not be brought up to date');
    }
  }

  const webhook = mode.kind === 'webhook' ? createWebhook(mode.secret, intake) : undefined;

  return {
    /** Brings Telegram's lists up to date, after what is listed has changed. */
    relist: register,
    async start() {
      bot.botInfo = await untilAnswered(() => api.getMe());
      await register();
      if (mode.kind === 'webhook') {
        const { url, secret } = mode;
        // Telegram posts what waited while our call is still on its way.
        isTaking = true;
        await untilAnswered(() =>
          api.setWebhook(url, { secret_token: secret, allowed_updates: wantedUpdates, max_connections: 4 }),
        );
        isWebhookSet = true;
        return;
      }
      await untilAnswered(() => api.deleteWebhook());
      await polling?.start();
    },
    async stop() {
      stopping.abort();
      isTaking = false;
      isWebhookSet = false;
      requests.stop();
      await polling?.stop();
      await intake.idle();
    },
    ready: () => polling?.ready() ?? isWebhookSet,
    ...(mode.kind === 'webhook' && { webhookPath: new URL(mode.url).pathname }),
    async handleWebhook(body, secretHeader) {
      if (!webhook) return 404;
      // Telegram keeps what we do not take and posts it again.
      return isTaking ? webhook(body, secretHeader) : 503;
    },
  };
}
