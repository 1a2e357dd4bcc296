import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Members, Rank } from './model.js';
import type { RankStore } from './rank-store.js';
import type { MemberStore } from './store.js';

const ORDER: readonly Rank[] = ['member', 'creator', 'moderator', 'owner'];

/** The higher of two ranks. */
export function higher(one: Rank, other: Rank): Rank {
  return ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other;
}

export interface RanksDeps {
  database: Database;
  store: MemberStore;
  rankStore: RankStore;
  clock: Clock;
  member: Members['member'];
}

type RanksDoor = Pick<Members, 'staff' | 'ranked' | 'setRank' | 'setAlarms' | 'askedForAlarms'>;

/** Who may do what by our own list. What a platform says about a person is asked live and never stored. */
export function createRanks({ database, store, rankStore, clock, member }: RanksDeps): RanksDoor {
  return {
    staff: (communityId) => rankStore.told(communityId),
    askedForAlarms: (communityId) => rankStore.askedForAlarms(communityId),

    async ranked(communityId) {
      const found = [];
      for (const id of await rankStore.ranked(communityId)) found.push(await member(communityId, id));
      return found;
    },

    async setRank(communityId, memberId, rank, byId) {
      await database.transaction(async (tx) => {
        const owners = await rankStore.lockOwners(communityId, tx);
        const isLast = owners.length === 1 && owners[0] === memberId;
        if (isLast && rank !== 'owner') throw new UserFacingError('last_owner');
        const before = await rankStore.rank(communityId, memberId, tx);
        if (before === rank) return;
        await rankStore.setRank(communityId, memberId, rank, tx);
        const entry = { action: 'rank.set', actorId: byId, subjectId: memberId, details: { rank, before } };
        await store.audit(communityId, { ...entry, at: clock.now() }, tx);
      });
    },

    async setAlarms(communityId, memberId, wanted, byId) {
      await database.transaction(async (tx) => {
        await rankStore.setAlarms(communityId, memberId, wanted, tx);
        const entry = { action: 'alarms.set', actorId: byId, subjectId: memberId, details: { on: wanted } };
        await store.audit(communityId, { ...entry, at: clock.now() }, tx);
      });
    },
  };
}
