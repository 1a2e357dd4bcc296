import type { Tx } from '#database';
import type { Kept, Traces } from './personal.js';

/** Rooms further up that keep rows of a member. Each looks after its own, in the caller's transaction. */
export interface Belongings {
  /** Two members turned out to be one person: the rows of the one become the other's. */
  move(tx: Tx, communityId: string, fromMemberId: string, toMemberId: string): Promise<void>;
  /** Adds what the member is known by in this room. */
  trace(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void>;
  /**
   * The member is to be forgotten: no row may lead to them any more, and what others have stands.
   * @param traces what the member is known by in all rooms
   */
  erase(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void>;
  /** Everything that is kept about the member here, for the member to read. */
  kept(communityId: string, memberId: string): Promise<Kept>;
}

/** A room that is built later than the one that asks for it. */
export function laterRoom(room: () => Belongings): Belongings {
  return {
    move: (...given) => room().move(...given),
    trace: (...given) => room().trace(...given),
    erase: (...given) => room().erase(...given),
    kept: (...given) => room().kept(...given),
  };
}

/** Wakes whoever has to look at a member's access again, after the transaction. */
export interface MemberWake {
  /** `sweep` (default `event`): many at once, so that the mass-removal breaker counts them as one wave. */
  member(communityId: string, memberId: string, origin?: 'event' | 'sweep'): Promise<void>;
}
