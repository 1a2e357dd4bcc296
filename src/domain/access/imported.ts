import { lockMember, type Tx } from '#database';
import type { Clock } from '#kernel/clock';
import type { Members } from '#domain/members';
import type { ImportedStore } from './imported-store.js';
import type { AccessStore } from './store.js';

/** What comes from another product's books; part of the room's door. Sweeps do what is owed within a minute. */
export interface ImportedDoor {
  /** Notes that a member's access to these plans is to be computed anew. The caller's transaction holds the member. */
  owe(tx: Tx, communityId: string, memberId: string, planIds: readonly string[]): Promise<void>;
  /**
   * Grants a plan in the caller's transaction, unless the same (plan, reason and end) was granted to the member
   * before, whatever became of it since.
   */
  grantOnce(tx: Tx, communityId: string, grant: ImportedGrant): Promise<boolean>;
  wasGranted(communityId: string, grant: ImportedGrant): Promise<boolean>;
}

export interface ImportedGrant {
  memberId: string;
  planId: string;
  reason: string;
  endsAt: Date | null;
}

export interface ImportedDeps {
  members: Members;
  store: AccessStore;
  importedStore: ImportedStore;
  clock: Clock;
}

export function createImported({ members, store, importedStore, clock }: ImportedDeps): ImportedDoor {
  return {
    async owe(tx, communityId, memberId, planIds) {
      for (const planId of planIds) await store.owe(communityId, memberId, planId, clock.now(), tx);
    },
    wasGranted: (communityId, grant) => importedStore.wasGranted(communityId, grant),
    async grantOnce(tx, communityId, grant) {
      const { memberId, planId, reason, endsAt } = grant;
      await lockMember(tx, communityId, memberId);
      if (await importedStore.wasGranted(communityId, grant, tx)) return false;
      const now = clock.now();
      await store.putGrant(communityId, { ...grant, grantedById: null, startsAt: now }, now, tx);
      await store.owe(communityId, memberId, planId, now, tx);
      const details = { plan: planId, reason, until: endsAt?.toISOString() ?? null };
      await members.audit(
        communityId,
        { action: 'grant.given', actorId: null, subjectId: memberId, details },
        tx,
      );
      return true;
    },
  };
}
