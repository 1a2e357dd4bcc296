import type { Belongings, Locale, Platform } from '#domain/members';
import type { FaqGuess } from '#domain/faq';

export type TicketState = 'open' | 'claimed' | 'answered' | 'closed';

/** What happened, as a line between what was said. */
export type TicketEvent =
  | 'opened'
  | 'claimed'
  | 'released'
  | 'escalated'
  | 'undelivered'
  | 'closed'
  | 'settled'
  | 'returned'
  | 'ran_out'
  | 'reopened';

/** Where a line stands on its way to the desk; null: it was said there, or there was no desk. */
export type DeskState = 'pending' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'withdrawn';

export interface TicketLine {
  id: string;
  voice: 'member' | 'moderator' | 'event';
  byId: string | null;
  /** What was said; of an event, its name (TicketEvent). */
  text: string;
  at: Date;
  desk: DeskState | null;
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
  /** How often nobody came in time. */
  escalations: number;
  /** When it is looked at again. */
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

/** Who was told of a ticket or of a line in it, how, and what came of it. */
export interface Telling {
  memberId: string;
  /** staff: there is a ticket, or it still waits; said: to whoever has it; reply: to the member; trouble: to whoever answered. */
  kind: 'staff' | 'said' | 'reply' | 'trouble';
  lineId: string | null;
  state: 'pending' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'inbox';
  platform: Platform | null;
  /** When it was sent, or read in /inbox; null: neither. */
  at: Date | null;
}

/** The room's door. What members and moderators write is sealed. Moderators' calls are audited. */
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
  /** Throws UserFacingError `ticket_unknown`. */
  ticket(communityId: string, ticketId: string): Promise<Ticket>;
  /** By number. Throws UserFacingError `ticket_unknown`. */
  byNumber(communityId: string, number: number): Promise<Ticket>;
  /** Waiting ones by how long they wait, all and closed ones newest first. */
  tickets(
    communityId: string,
    filter: { memberId?: string; state?: 'waiting' | 'closed'; limit: number; offset: number },
  ): Promise<{ tickets: Ticket[]; total: number }>;
  lines(communityId: string, ticketId: string): Promise<TicketLine[]>;
  /** Who was told, from the outbox, in order. */
  tellings(communityId: string, ticketId: string): Promise<Telling[]>;

  /** @returns `mine` false: somebody else has it (the ticket says who). Throws UserFacingError `ticket_closed`. */
  claim(communityId: string, ticketId: string, byId: string): Promise<{ ticket: Ticket; mine: boolean }>;
  /** Everybody is told again that it waits. */
  release(communityId: string, ticketId: string, byId: string): Promise<Ticket>;
  /**
   * Reaches the member where they asked, through the ladder. Whoever answers an open ticket has it from then on; a
   * closed one opens again. `origin`: the message it was said in; the same message is one answer.
   * Throws UserFacingError `words_missing`, `words_too_long`.
   */
  answer(
    communityId: string,
    input: { ticketId: string; text: string; byId: string; origin?: string },
  ): Promise<Ticket>;
  /**
   * The member goes on. A closed ticket opens again for a week, after that UserFacingError `ticket_over`.
   * Throws also `words_missing`, `words_too_long`, `ticket_unknown` for somebody else's.
   */
  reply(
    communityId: string,
    input: { ticketId: string; memberId: string; text: string; origin?: string },
  ): Promise<Ticket>;
  /** By a moderator, or by the member: it is settled. `returned`: the bot answers again. */
  close(communityId: string, ticketId: string, byId: string, how: 'closed' | 'returned'): Promise<Ticket>;
  reopen(communityId: string, ticketId: string, byId: string): Promise<Ticket>;

  /**
   * Something was said: in private by somebody whose ticket a person answers now, or at the desk in a ticket's
   * thread (or as a reply to its message). `note`: moderators among themselves, it goes to nobody.
   * @returns null: it has nothing to do with any ticket. Throws as `answer` and `reply`.
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
  ): Promise<{ ticket: Ticket; as: 'member' | 'moderator' | 'note' } | null>;

  desk(communityId: string): Promise<Desk | null>;
  /** Open tickets are brought to the new desk. */
  setDesk(
    communityId: string,
    input: {
      spaceId: string;
      externalId: string;
      kind: Desk['kind'];
      title: string;
    } | null,
    byId: string,
  ): Promise<Desk | null>;

  /**
   * Looks what came of what was told, tells again elsewhere what reached nobody, and moves on tickets whose time has
   * come. Safe to repeat. @returns ids of messages to be delivered
   */
  escalate(communityId: string): Promise<string[]>;
  /** Brings what is said to the desk, in order. Throws RetryAfter. Safe to repeat. */
  settleDesk(communityId: string): Promise<void>;
  /** Whether something waits to be brought to the desk. */
  deskWaits(communityId: string): Promise<boolean>;
  /** Forgets tickets whose time is over. */
  tidy(communityId: string): Promise<void>;
}
