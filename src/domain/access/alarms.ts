import type { Members } from '#domain/members';
import type { SeatPorts } from './ports.js';

export interface AlarmsDoor {
  /**
   * Who asked to be told what needs a decision is told for as long as a platform says that they are in charge.
   * No answer takes nothing from anybody.
   */
  checkAlarms(communityId: string): Promise<void>;
}

/** Whoever is told only because they asked for it, and what the platforms say of them by now. */
export function createAlarms({ members, ports }: { members: Members; ports: SeatPorts }): AlarmsDoor {
  async function isInCharge(communityId: string, memberId: string): Promise<boolean> {
    const { accounts } = await members.member(communityId, memberId);
    let asked = 0;
    for (const space of await members.spaces(communityId)) {
      for (const account of accounts.filter(({ platform }) => platform === space.platform)) {
        const port = ports[space.platform];
        if (!port) continue;
        // Throws when the platform does not answer.
        const standing = await port.standing(space.externalId, account.externalId);
        if (standing === 'owner' || standing === 'moderator') return true;
        asked += 1;
      }
    }
    return asked === 0;
  }

  return {
    async checkAlarms(communityId) {
      for (const memberId of await members.askedForAlarms(communityId)) {
        const inCharge = await isInCharge(communityId, memberId).catch(() => true);
        if (!inCharge) await members.setAlarms(communityId, memberId, null, null);
      }
    },
  };
}
