import { lockMember } from '#database';
import { days, later } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { hashOfCode } from '#kernel/ids';
import { createDeeds, type DeedDeps } from './deeds.js';
import { fromRows } from './from-rows.js';
import { fromStripe } from './from-stripe.js';
import type { Claimed, Imports } from './model.js';
import { createPersonalStore } from './personal-store.js';
import { createImportStore } from './store.js';

export type ImportsDeps = Omit<DeedDeps, 'store'>;

/** Codes that ran out are known for so long, so that whoever says one late can be told. */
const KEPT_DAYS = 30;

/** Undoes the transaction: the customer of this code is somebody else by now. */
class Taken extends Error {}

/** Builds the imports room. */
export function createImports(given: ImportsDeps): Imports {
  const { database, members, billing, access, clock } = given;
  const store = createImportStore(database);
  const deps = { ...given, store };
  const deeds = createDeeds(deps);

  return {
    fromStripe: (communityId, source, options, report) =>
      fromStripe(deps, deeds, communityId, source, options, report),
    fromRows: (communityId, records, source, options, report) =>
      fromRows(deps, deeds, communityId, records, source, options, report),

    async claim(communityId, { id: memberId }, code) {
      const planIds = (await billing.plans(communityId, true)).map((plan) => plan.id);
      const refuse = async (key: 'claim_code_bad' | 'claim_taken'): Promise<never> => {
        await members.audit(communityId, {
          action: 'claim.refused',
          actorId: memberId,
          details: { why: key },
        });
        throw new UserFacingError(key);
      };
      const claimed = await database
        .transaction(async (tx): Promise<Claimed | 'claim_code_bad'> => {
          await lockMember(tx, communityId, memberId);
          const taken = await store.takeCode(communityId, hashOfCode(code), memberId, clock.now(), tx);
          if (!taken) return 'claim_code_bad';
          const { stripeCustomerId: customerId, planId, endsAt, reason } = taken;
          if (customerId) {
            const tied = await billing.tie(tx, communityId, memberId, customerId);
            // The code stays as it was: somebody has to look who that other member is.
            if (tied === 'taken') throw new Taken();
            await access.owe(tx, communityId, memberId, planIds);
          } else if (planId) {
            await access.grantOnce(tx, communityId, { memberId, planId, reason, endsAt });
          }
          const details = { customer: customerId, plan: planId };
          await members.audit(communityId, { action: 'claim.used', actorId: memberId, details }, tx);
          return { customerId, planId, endsAt };
        })
        .catch((error: unknown) => {
          if (error instanceof Taken) return 'claim_taken' as const;
          throw error;
        });
      return typeof claimed === 'string' ? refuse(claimed) : claimed;
    },

    tidy: (communityId) => store.dropCodes(communityId, later(clock.now(), -days(KEPT_DAYS))),
    move: (tx, communityId, from, to) => store.move(tx, communityId, from, to),
    ...createPersonalStore(database),
  };
}
