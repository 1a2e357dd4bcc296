import type { Tx } from '#database';

/**
 * Rooms further up that keep rows of a member. When two members turn out to be one person,
 * each moves its rows from the one to the other inside the same transaction.
 */
export interface Belongings {
  move(tx: Tx, communityId: string, fromMemberId: string, toMemberId: string): Promise<void>;
}

/** Wakes whoever has to look at a member's access again, after the transaction. */
export interface MemberWake {
  /** `sweep` (default `event`): many at once, so that the mass-removal breaker counts them as one wave. */
  member(communityId: string, memberId: string, origin?: 'event' | 'sweep'): Promise<void>;
}
