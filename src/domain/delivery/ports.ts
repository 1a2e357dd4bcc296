import type { Locale, Platform } from '#domain/members';
import type { NoticeKind, NoticeValues } from './model.js';

export interface DirectMessage {
  /** The platform's id of the person. */
  to: string;
  kind: NoticeKind;
  values: NoticeValues;
  locale: Locale;
  timeZone: string;
  communityId: string;
  communityName: string;
  memberId: string;
  /** At most 25 characters, the same for every try of one row. */
  nonce: string;
}

export type SendResult =
  | { kind: 'sent'; chat: string; messageId: string }
  /** This person cannot be written to (closed, blocked, never started). */
  | { kind: 'closed'; code: string }
  /** The message itself is refused: trying again cannot help. */
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; afterMs: number }
  /** The platform refuses all our direct messages for a while. */
  | { kind: 'platform_closed'; afterMs: number; code: string }
  /** No answer: it may or may not have arrived. */
  | { kind: 'unknown'; reason: string };

/** How one platform delivers a direct message. */
export interface Sender {
  /** True when a second try with the same nonce cannot arrive twice (within `dedupeMs`). */
  readonly dedupeMs: number;
  send(message: DirectMessage): Promise<SendResult>;
  /**
   * Looks for an earlier try in the conversation, for platforms that allow it.
   * `null`: cannot be told.
   */
  find?(message: DirectMessage, since: Date): Promise<{ chat: string; messageId: string } | 'absent' | null>;
}

export type Senders = Partial<Record<Platform, Sender>>;

/** Wakes the sender; losing a call costs delay, not messages. */
export interface DeliveryWake {
  message(communityId: string, messageId: string): Promise<void>;
}
