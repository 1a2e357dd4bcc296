import type { Belongings, Locale, Platform } from '#domain/members';
import type { FaqGuess } from '#domain/faq';

export type TicketState = 'open' | 'claimed' | 'answered' | 'closed';

export interface TicketLine {
  id: string;
  voice: 'member' | 'moderator' | 'event';
  byId: string | null;
  text: string;
  at: Date;
}

export interface Ticket {
  id: string;
  number: number;
  memberId: string;
  platform: Platform;
  locale: Locale;
  /** Where it was asked, in words; null: in private. */
  place: string | null;
  question: string;
  guesses: FaqGuess[];
  state: TicketState;
  openedAt: Date;
  /** When a moderator was first really told; null: nobody was yet. */
  notifiedAt: Date | null;
  claimedById: string | null;
  claimedAt: Date | null;
  answeredAt: Date | null;
  escalations: number;
  dueAt: Date | null;
  closedAt: Date | null;
}

export interface Desk {
  platform: Platform;
  spaceId: string;
  externalId: string;
  kind: 'channel' | 'forum' | 'chat';
  title: string;
  problem: string | null;
}

/** Who of the staff was told of a ticket, how, and what came of it. */
export interface Telling {
  memberId: string;
  state: 'pending' | 'sent' | 'refused' | 'uncertain' | 'inbox';
  platform: Platform | null;
  at: Date | null;
}

/** The room's door. What members and moderators write is sealed. */
export interface Handoff extends Belongings {
  /**
   * Opens a ticket and tells the staff, through the ladder and at the desk. The same member's open ticket with the
   * same question is the same one. Throws UserFacingError `words_missing`, `words_too_long`, `tickets_enough`.
   */
  open(
    communityId: string,
    input: {
      memberId: string;
      platform: Platform;
      locale: Locale;
      place: string | null;
      question: string;
      guesses: readonly FaqGuess[];
      /** The question of the FAQ room it grew from. */
      askId?: string;
    },
  ): Promise<Ticket>;
  ticket(communityId: string, ticketId: string): Promise<Ticket>;
  /** By number. Throws UserFacingError `ticket_unknown`. */
  byNumber(communityId: string, number: number): Promise<Ticket>;
  /** Open ones by how long they wait, closed ones newest first. */
  tickets(
    communityId: string,
    filter: { memberId?: string; state?: 'waiting' | 'closed'; limit: number; offset: number },
  ): Promise<{ tickets: Ticket[]; total: number }>;
  lines(communityId: string, ticketId: string): Promise<TicketLine[]>;
  /** Who was told, from the outbox. */
  tellings(communityId: string, ticketId: string): Promise<Telling[]>;

  /** @returns false: somebody else has it (the ticket says who) */
  claim(communityId: string, ticketId: string, byId: string): Promise<{ ticket: Ticket; mine: boolean }>;
  release(communityId: string, ticketId: string, byId: string): Promise<Ticket>;
  /** Reaches the member where they asked, through the ladder. `origin`: the message it was said in. */
  answer(
    communityId: string,
    input: { ticketId: string; text: string; byId: string; origin?: string },
  ): Promise<Ticket>;
  /** The member goes on. A closed ticket opens again for a week. */
  reply(
    communityId: string,
    input: { ticketId: string; memberId: string; text: string; origin?: string },
  ): Promise<Ticket>;
  /** By a moderator, or by the member: it is settled. `returned`: the bot answers again. */
  close(communityId: string, ticketId: string, byId: string, how: 'closed' | 'returned'): Promise<Ticket>;
  reopen(communityId: string, ticketId: string, byId: string): Promise<Ticket>;

  /**
   * Something was said: in private by somebody whose ticket a person answers now, or at the desk in a ticket's
   * thread (or as a reply to its message). @returns null: it has nothing to do with any ticket
   */
  heard(
    communityId: string,
    said: {
      memberId: string;
      platform: Platform;
      /** May speak for the community. */
      isStaff: boolean;
      direct: boolean;
      placeExternalIds: readonly string[];
      repliesTo?: string;
      text: string;
      origin: string;
    },
  ): Promise<{ ticket: Ticket; as: 'member' | 'moderator' } | null>;

  desk(communityId: string): Promise<Desk | null>;
  setDesk(
    communityId: string,
    input: { spaceId: string; externalId: string; kind: Desk['kind']; title: string; byId: string } | null,
  ): Promise<Desk | null>;

  /** Tickets nobody came to in time: tells those not told yet, then everybody again; safe to repeat. */
  escalate(communityId: string): Promise<string[]>;
  /** Brings what is said to the desk, in order. Throws RetryAfter. Safe to repeat. */
  settleDesk(communityId: string): Promise<void>;
  /** Whether something waits to be brought to the desk. */
  deskWaits(communityId: string): Promise<boolean>;
  /** Forgets tickets whose time is over. */
  tidy(communityId: string): Promise<void>;
}
