/** The worker's half of Discord: REST only, no gateway. */
import type { Answer, RenderedButton } from '#contracts';
import type { SeatPort } from '#domain/access';
import type { DirectMessage, Sender } from '#domain/delivery';
import type { PostContent, Poster } from '#domain/drops';
import type { DeskCard, DeskLine, DeskPort } from '#domain/handoff';
import type { Log } from '#kernel/log';
import { createDesk } from './desk.js';
import { createGuilds } from './guilds.js';
import { createPoster } from './poster.js';
import { createCall, createRest } from './rest.js';
import { createSeats } from './seats.js';
import { createSender } from './sender.js';

export interface DiscordPlatformDeps {
  token: string;
  /** In place of `https://discord.com/api`. */
  apiUrl?: string;
  /** What a notice says, ready to be drawn. */
  draw(message: DirectMessage): Promise<Answer>;
  /** The buttons below a lesson in a channel. */
  postButtons(content: PostContent): Promise<RenderedButton[][]>;
  /** How tickets are drawn at the moderators' desk; absent: there is none. */
  tickets?: { card(card: DeskCard): Promise<Answer>; line(line: DeskLine): Answer };
  log: Log;
}

export interface DiscordPlatform {
  seats: SeatPort;
  sender: Sender;
  poster: Poster;
  desk: DeskPort | null;
  stop(): void;
}

/** Discord allows a token 50 a second over all processes; the bot's registration and reconnects need a few. */
const REQUESTS_PER_SECOND = 40;

export function createDiscordPlatform({
  token,
  apiUrl,
  draw,
  postButtons,
  tickets,
  log,
}: DiscordPlatformDeps): DiscordPlatform {
  const rest = createRest({ token, apiUrl, perSecond: REQUESTS_PER_SECOND, log });
  const call = createCall(rest);
  const guilds = createGuilds(call);
  return {
    seats: createSeats(call, guilds),
    sender: createSender(call, guilds, draw),
    poster: createPoster({ call, guilds, buttons: postButtons }),
    desk: tickets ? createDesk({ call, guilds, tickets }) : null,
    stop() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
