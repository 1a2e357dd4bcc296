import type { Database } from '#database';
import { minutes, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { FORGOTTEN, type Kept, type Traces } from './personal.js';
import type { PersonalStore } from './personal-store.js';
import type { Belongings } from './ports.js';
import type { RankStore } from './rank-store.js';
import type { MemberStore } from './store.js';

/** What becomes of somebody who wants to know what is kept, or to be forgotten; part of the room's door. */
export interface LeavingDoor {
  /** Everything that any room keeps about a member, by what it is. */
  kept(communityId: string, memberId: string): Promise<Kept>;
  /**
   * From now on nothing is theirs any more; asking again changes nothing. Throws UserFacingError `last_owner`
   * rather than leave nobody in charge.
   */
  leave(communityId: string, memberId: string): Promise<void>;
  /** They stay after all. */
  stay(communityId: string, memberId: string): Promise<void>;
  /** Whether there is such a member, who is not leaving. */
  isKnown(communityId: string, memberId: string): Promise<boolean>;
  /** Ids of those who are leaving and are still known, first come first. */
  leaving(communityId: string): Promise<string[]>;
  /**
   * Takes away, or makes nobody's, every row of every room about a member, in one transaction.
   * @returns what they were known by, for whoever keeps something outside of the database
   */
  forget(communityId: string, memberId: string): Promise<Traces>;
}

export interface LeavingDeps {
  database: Database;
  store: MemberStore;
  rankStore: RankStore;
  personalStore: PersonalStore;
  /** Lowest room first. */
  belongings: readonly Belongings[];
  clock: Clock;
}

/** Looking through what others were told and did takes longer than an ordinary transaction may. */
const PATIENCE_MS = minutes(5);

export function createLeaving(deps: LeavingDeps): LeavingDoor {
  const { database, store, rankStore, personalStore, belongings, clock } = deps;
  return {
    async kept(communityId, memberId) {
      const all = [await personalStore.kept(communityId, memberId)];
      for (const room of belongings) all.push(await room.kept(communityId, memberId));
      return Object.assign({}, ...all) as Kept;
    },

    async leave(communityId, memberId) {
      await database.transaction(async (tx) => {
        const owners = await rankStore.lockOwners(communityId, tx);
        if (owners.length === 1 && owners[0] === memberId) throw new UserFacingError('last_owner');
        await personalStore.setLeaving(communityId, memberId, clock.now(), tx);
      });
    },
    stay: (communityId, memberId) => personalStore.setLeaving(communityId, memberId, null),
    isKnown: (communityId, memberId) => personalStore.isKnown(communityId, memberId),
    leaving: (communityId) => personalStore.leaving(communityId),

    forget: (communityId, memberId) =>
      database.transaction(
        async (tx) => {
          const { traces, named } = await personalStore.known(tx, communityId, memberId);
          for (const room of belongings) await room.trace(tx, communityId, memberId, traces);
          for (const room of belongings.toReversed()) await room.erase(tx, communityId, memberId, traces);
          await personalStore.erase(tx, communityId, memberId, traces, named);
          const entry = { action: 'member.forgotten', actorId: FORGOTTEN, subjectId: FORGOTTEN, details: {} };
          await store.audit(communityId, { ...entry, at: clock.now() }, tx);
          return traces;
        },
        { timeout: PATIENCE_MS },
      ),
  };
}
