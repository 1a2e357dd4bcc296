import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { isUniqueViolation } from '#database';
import type { Community, Member, Person } from './model.js';
import type { MemberStore } from './store.js';

export interface EnlistDeps {
  database: Database;
  store: MemberStore;
  clock: Clock;
  community: (id: string) => Promise<Community>;
}

/** Before anybody ever saw them: nobody is written to who never used the bot. */
const NEVER_SEEN = new Date(0);

/** Putting people on the list who never spoke to us; part of the room's door. */
export interface EnlistDoor {
  /**
   * The member behind accounts that an owner vouches for. Accounts that are known stay as they are; the others
   * are put on the list, with that member. `two_people`: they belong to different members, which only the people
   * themselves can join.
   */
  enlist(communityId: string, accounts: readonly Person[]): Promise<Member | 'two_people'>;
}

export function createEnlist({ database, store, clock, community }: EnlistDeps): EnlistDoor {
  async function known(home: Community, accounts: readonly Person[]) {
    const found = await Promise.all(
      accounts.map((one) => store.byAccount(home, one.platform, one.externalId)),
    );
    const ids = new Set(found.flatMap((member) => (member ? [member.id] : [])));
    const missing = accounts.filter((_, at) => !found[at]);
    return { ids: [...ids], missing };
  }

  return {
    async enlist(communityId, accounts) {
      const home = await community(communityId);
      for (let tries = 0; ; tries += 1) {
        const { ids, missing } = await known(home, accounts);
        if (ids.length > 1) return 'two_people';
        const [first] = accounts;
        if (!first) throw new Error('nobody to enlist');
        try {
          await database.transaction(async (tx) => {
            if (missing.length === 0) return;
            const memberId = ids[0] ?? (await store.createMember(communityId, clock.now(), tx));
            for (const person of missing) {
              // A member has one account a platform: another one of theirs is somebody else's.
              if (await store.accountOn(communityId, memberId, person.platform, tx)) continue;
              await store.createAccount(communityId, memberId, person, clock.now(), tx, NEVER_SEEN);
            }
          });
        } catch (error) {
          // They spoke for the first time in this very moment.
          if (isUniqueViolation(error) && tries < 3) continue;
          throw error;
        }
        const member = await store.byAccount(home, first.platform, first.externalId);
        if (!member) return 'two_people';
        return member;
      }
    },
  };
}
