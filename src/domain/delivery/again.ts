import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Members } from '#domain/members';
import type { AgainDoor, Undelivered } from './again-model.js';
import type { AgainStore } from './again-store.js';
import type { DeliveryWake } from './ports.js';

export interface AgainDeps {
  database: Database;
  members: Members;
  againStore: AgainStore;
  wake: DeliveryWake;
  clock: Clock;
}

/** What a person has sent again, or leaves as it is. */
export function createAgain({ database, members, againStore, wake, clock }: AgainDeps): AgainDoor {
  async function found(communityId: string, messageId: string): Promise<Undelivered> {
    const row = await againStore.one(communityId, messageId);
    if (!row) throw new UserFacingError('message_unknown');
    return row;
  }

  async function again(communityId: string, row: Undelivered, byId: string): Promise<boolean> {
    const { id, memberId, kind, state } = row;
    // An account that refused the last one is tried again, or nobody would be.
    await members.forgetRefusals(communityId, memberId);
    const reopened = await database.transaction(async (tx) => {
      if (!(await againStore.reopen(communityId, id, state, clock.now(), tx))) return false;
      const details = { message: id, kind, was: state };
      const entry = { action: 'message.resent', actorId: byId, subjectId: memberId, details };
      await members.audit(communityId, entry, tx);
      return true;
    });
    if (reopened) await wake.message(communityId, id);
    return reopened;
  }

  return {
    undelivered: (communityId, state, { offset, limit }) =>
      againStore.list(communityId, state, offset, limit),
    undeliveredOne: (communityId, messageId) => againStore.one(communityId, messageId),

    async sendAgain(communityId, messageId, byId) {
      const row = await found(communityId, messageId);
      if (!(await again(communityId, row, byId))) throw new UserFacingError('message_unknown');
    },

    async sendRefusedAgain(communityId, limit, byId) {
      const { rows } = await againStore.list(communityId, 'refused', 0, limit);
      let sent = 0;
      for (const row of rows) if (await again(communityId, row, byId)) sent += 1;
      return sent;
    },

    async leaveUncertain(communityId, messageId, byId) {
      const { memberId, kind } = await found(communityId, messageId);
      await database.transaction(async (tx) => {
        if (!(await againStore.leave(communityId, messageId, tx))) {
          throw new UserFacingError('message_unknown');
        }
        const details = { message: messageId, kind };
        const entry = { action: 'message.left', actorId: byId, subjectId: memberId, details };
        await members.audit(communityId, entry, tx);
      });
    },
  };
}
