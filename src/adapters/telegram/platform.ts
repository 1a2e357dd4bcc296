import { Api, type Transformer } from 'grammy';
import type { Answer, RenderedButton } from '#contracts';
import type { SeatPort } from '#domain/access';
import type { DirectMessage, Sender } from '#domain/delivery';
import type { PostContent, Poster } from '#domain/drops';
import type { DeskCard, DeskLine, DeskPort } from '#domain/handoff';
import type { Log } from '#kernel/log';
import { createDesk } from './desk.js';
import type { Pauses } from './pauses.js';
import { createPoster } from './poster.js';
import { createSeats } from './seats.js';
import { createSender } from './sender.js';

export interface TelegramPlatformOptions {
  token: string;
  /** Another Bot API server; without it Telegram's own. */
  apiUrl?: string;
  /** Turns a notice into what is shown. */
  draw: (message: DirectMessage) => Promise<Answer>;
  /** The buttons below a lesson in a channel. */
  postButtons: (content: PostContent) => Promise<RenderedButton[][]>;
  /** How tickets are drawn at the moderators' desk; absent: there is none. */
  tickets?: { card(card: DeskCard): Promise<Answer>; line(line: DeskLine): Answer };
  log: Log;
  /** Shared with the bot of the same process. */
  pauses?: Pauses;
  /** A group became a supergroup; both ids are Telegram's. */
  onMigrated?: (from: string, to: string) => Promise<void>;
}

export interface TelegramPlatform {
  seats: SeatPort;
  sender: Sender;
  poster: Poster;
  desk: DeskPort | null;
  /** Waits for the calls on their way. */
  stop(): Promise<void>;
}

/** Telegram as the worker needs it: seats and direct messages over the Bot API, without receiving anything. */
export function createTelegramPlatform(options: TelegramPlatformOptions): TelegramPlatform {
  const { token, draw, tickets, log } = options;
  const api = createApi(token, options.apiUrl, 30);
  if (options.pauses) api.config.use(options.pauses.transformer);
  const onTheWay = new Set<Promise<unknown>>();
  const keepTrack: Transformer = (call, method, payload, signal) => {
    const answer = call(method, payload, signal);
    const settled = answer.then(
      () => undefined,
      () => undefined,
    );
    onTheWay.add(settled);
    void settled.then(() => onTheWay.delete(settled));
    return answer;
  };
  api.config.use(keepTrack);
  const botId = botIdOf(token);
  const onMigrated = options.onMigrated ?? (() => Promise.resolve());
  return {
    seats: createSeats({ api, botId, log, onMigrated }),
    sender: createSender({ api, draw, log }),
    poster: createPoster({ api, botId, buttons: options.postButtons, onMigrated }),
    desk: tickets ? createDesk({ api, tickets, onMigrated }) : null,
    async stop() {
      while (onTheWay.size > 0) await Promise.all(onTheWay);
    },
  };
}

/** @param timeoutSeconds after which a call counts as unanswered */
export function createApi(token: string, apiUrl: string | undefined, timeoutSeconds: number): Api {
  return new Api(token, clientOptions(apiUrl, timeoutSeconds));
}

export function clientOptions(
  apiUrl: string | undefined,
  timeoutSeconds: number,
): { timeoutSeconds: number; apiRoot?: string } {
  return { timeoutSeconds, ...(apiUrl !== undefined && { apiRoot: apiUrl.replace(/\/+$/, '') }) };
}

/** A bot token begins with the bot's user id. */
export function botIdOf(token: string): number {
  return Number(token.split(':', 1)[0]);
}
