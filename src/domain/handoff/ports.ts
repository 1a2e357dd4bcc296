import type { Locale } from '#domain/members';

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
  state: 'open' | 'claimed' | 'answered' | 'closed';
  claimedBy: string | null;
  openedAt: Date;
  locale: Locale;
  timeZone: string;
}

export type DeskResult =
  | { kind: 'sent'; messageId: string; threadId: string | null }
  | { kind: 'gone' }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'unknown'; reason: string };

/** How one platform shows tickets to moderators. */
export interface DeskPort {
  /** A second try with the same nonce within this time cannot arrive twice; 0: it can. */
  readonly dedupeMs: number;
  /** The card, and its thread where the platform has threads. */
  open(address: DeskAddress, card: DeskCard, nonce: string): Promise<DeskResult>;
  /** How the ticket stands now. */
  update(address: DeskAddress, messageId: string, card: DeskCard): Promise<DeskResult>;
  /** A line in the ticket's thread; without threads, as a reply to its card. */
  say(
    address: DeskAddress,
    at: { messageId: string; threadId: string | null },
    line: { by: string | null; text: string },
    nonce: string,
  ): Promise<DeskResult>;
}

export type Desks = Partial<Record<'discord' | 'telegram', DeskPort>>;

/** Wakes whoever speaks at the desk; losing a call costs a minute. */
export interface HandoffWake {
  desk(communityId: string): Promise<void>;
}
