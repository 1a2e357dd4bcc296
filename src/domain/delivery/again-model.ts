import type { Platform } from '#domain/members';
import type { NoticeKind, NoticeState } from './model.js';

/** A message that was not delivered, or of which nobody knows. Its words are for the member alone. */
export interface Undelivered {
  id: string;
  memberId: string;
  kind: NoticeKind;
  /** `refused`: it did not arrive. `uncertain`: it may have. The member finds both in /inbox. */
  state: Extract<NoticeState, 'refused' | 'uncertain'>;
  platform: Platform | null;
  createdAt: Date;
  /** A code of `problems.` texts; null: unknown. */
  failure: string | null;
}

/** Trying messages again; part of the room's door. Nothing here is done but because somebody asked for it. */
export interface AgainDoor {
  /** Newest first. `count` counts them all. */
  undelivered(
    communityId: string,
    state: Undelivered['state'],
    page: { offset: number; limit: number },
  ): Promise<{ count: number; rows: Undelivered[] }>;
  undeliveredOne(communityId: string, messageId: string): Promise<Undelivered | null>;
  /**
   * Sends one row again, by the whole ladder. An uncertain one may arrive twice where the platform does not
   * de-duplicate: whoever calls this has been told. Throws UserFacingError `message_unknown`.
   */
  sendAgain(communityId: string, messageId: string, byId: string): Promise<void>;
  /** Sends refused rows again, newest first, at most `limit`; these did not arrive, so nothing doubles. */
  sendRefusedAgain(communityId: string, limit: number, byId: string): Promise<number>;
  /** An uncertain row is left at that: it stays in /inbox, and is no longer listed. */
  leaveUncertain(communityId: string, messageId: string, byId: string): Promise<void>;
}
