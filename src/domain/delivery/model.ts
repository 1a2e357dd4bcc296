import type { Tx } from '#database';
import type { Belongings, Platform } from '#domain/members';
import type { AgainDoor } from './again-model.js';

/** What members are told without having asked. Each kind has its text in contracts. */
export type NoticeKind =
  | 'welcome'
  | 'payment_failed'
  | 'grace_ending'
  | 'access_ended'
  | 'back_again'
  | 'join_link'
  | 'grant_given'
  | 'hold_asked'
  | 'place_blocked'
  | 'lesson_open'
  | 'outlet_blocked'
  | 'trial_ending'
  | 'pass_ending'
  | 'invoice_open'
  | 'gift_ready'
  | 'dispute'
  | 'answer_ready'
  | 'question_asked'
  | 'ticket_opened'
  | 'ticket_waits'
  | 'ticket_said'
  | 'ticket_reply'
  | 'ticket_undelivered'
  | 'ticket_closed'
  | 'desk_blocked'
  | 'digest'
  | 'weekly_report'
  | 'weekly_forecast'
  | 'odd_activity';

/** JSON scalars only; instants as ISO strings, money as minor units. */
export type NoticeValues = Record<string, string | number | boolean | null>;

export interface NewNotice {
  communityId: string;
  memberId: string;
  kind: NoticeKind;
  /** Unique in the community: the same fact is told once, whatever crashes or repeats. */
  key: string;
  values: NoticeValues;
  /** Urgent notices do not wait for the end of the quiet hours. */
  urgent?: boolean;
  /** Where it is tried first; absent: where the member was last seen. */
  via?: Platform;
}

/** What came of a message, without its words. */
export interface Fate {
  id: string;
  memberId: string;
  state: NoticeState;
  platform: Platform | null;
  sentAt: Date | null;
  /** In /inbox. */
  readAt: Date | null;
  /** The platform's id of the message. */
  externalId: string | null;
}

export type NoticeState = 'pending' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'inbox';

export interface Notice {
  id: string;
  communityId: string;
  memberId: string;
  kind: NoticeKind;
  values: NoticeValues;
  state: NoticeState;
  platform: Platform | null;
  createdAt: Date;
  sentAt: Date | null;
  readAt: Date | null;
  failure: string | null;
}

/** What a pressed button says: a command with arguments. */
export interface ButtonCall {
  communityId: string;
  /** null: anyone may press it. */
  memberId: string | null;
  /** Command path, e.g. `membership` or `plan archive`. */
  command: string;
  options: Record<string, string | number | boolean>;
}

/** The room's door. */
export interface Delivery extends AgainDoor, Belongings {
  /** Writes the outbox row in the caller's transaction; a known key is left alone. @returns its id when it is new */
  post(tx: Tx, notice: NewNotice): Promise<string | null>;
  /** Wakes the sender for what the transaction has posted, once it is committed. */
  wake(communityId: string, messageIds: readonly (string | null)[]): Promise<void>;
  /** Sends one row by the ladder; safe to call any number of times. Throws RetryAfter. */
  deliver(communityId: string, messageId: string): Promise<NoticeState>;
  /** Rows that are due and unsent, oldest first. */
  due(communityId: string, limit: number): Promise<string[]>;
  /** Rows claimed by a process that died: resent where the platform de-duplicates, else uncertain. */
  reclaim(communityId: string): Promise<{ resent: number; uncertain: number }>;
  /** What came of messages, by id; those that are forgotten are left out. */
  fates(communityId: string, messageIds: readonly string[]): Promise<Map<string, Fate>>;
  inbox(communityId: string, memberId: string, limit: number): Promise<Notice[]>;
  markRead(communityId: string, memberId: string): Promise<void>;
  uncertain(communityId: string): Promise<Notice[]>;
  /** Forgets buttons that expired, and what was said half a year ago. */
  tidy(communityId: string): Promise<void>;
  /** Two members turned out to be one person. */
  move(tx: Tx, communityId: string, fromMemberId: string, toMemberId: string): Promise<void>;

  /** Stores what buttons do and returns their tokens in order. They expire after 30 days by default. */
  mintButtons(calls: readonly ButtonCall[], ttlMs?: number): Promise<string[]>;
  /** What a token says, or null when unknown or expired. */
  pressed(token: string): Promise<ButtonCall | null>;
}
