import type { Locale } from '#domain/members';
import type { TicketEvent, TicketState } from './model.js';

export interface DeskAddress {
  spaceExternalId: string;
  externalId: string;
  kind: 'channel' | 'forum' | 'chat';
}

/** What the desk shows of a ticket; the adapter draws it. */
export interface DeskCard {
  communityId: string;
  communityName: string;
  ticketId: string;
  number: number;
  memberName: string;
  place: string | null;
  question: string;
  guesses: { title: string; probability: number }[];
  state: TicketState;
  claimedBy: string | null;
  openedAt: Date;
  /** Of the community: a desk is read by many. */
  locale: Locale;
  timeZone: string;
}

/** Something said in a ticket, or something that happened (`voice` event, `text` its name). */
export interface DeskLine {
  number: number;
  voice: 'member' | 'moderator' | 'event';
  /** Who said it; null: somebody who is gone, or nobody. */
  by: string | null;
  text: string | TicketEvent;
  locale: Locale;
}

export type DeskResult =
  | { kind: 'sent'; messageId: string; threadId: string | null }
  /** What it was to stand under, or to change, is not there any more. */
  | { kind: 'gone' }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; afterMs: number }
  /** No answer: it may or may not have arrived. */
  | { kind: 'unknown'; reason: string };

/** How one platform shows tickets to moderators. */
export interface DeskPort {
  /** A second try with the same nonce within this time cannot arrive twice; 0: it can. */
  readonly dedupeMs: number;
  /** The card, and its thread where the platform has threads. @param nonce at most 25 characters */
  open(address: DeskAddress, card: DeskCard, nonce: string): Promise<DeskResult>;
  /** How the ticket stands now. */
  update(address: DeskAddress, messageId: string, card: DeskCard): Promise<DeskResult>;
  /** A line in the ticket's thread; without threads, as a reply to its card (null: nobody knows where that is). */
  say(
    address: DeskAddress,
    at: { messageId: string | null; threadId: string | null },
    line: DeskLine,
    nonce: string,
  ): Promise<DeskResult>;
  /** Takes a message away, with its thread; where that is not allowed, its words. `gone`: done. */
  remove(address: DeskAddress, messageId: string, threadId: string | null): Promise<DeskResult>;
}

export type Desks = Partial<Record<'discord' | 'telegram', DeskPort>>;

/** Wakes whoever speaks at the desk; losing a call costs a minute. */
export interface HandoffWake {
  desk(communityId: string): Promise<void>;
}
