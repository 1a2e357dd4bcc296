import type { Rooms } from '#contracts';
import type { Community, Platform } from '#domain/members';
import { createMemory } from '../memory.js';

/** Whose space it is, and where the team looks after tickets, for whoever hears every word that is said. */
export interface Whereabouts {
  /** null: nobody's. */
  communityOf(platform: Platform, spaceExternalId: string): Promise<Community | null>;
  /** Whether one of these is where moderators answer tickets. */
  isDesk(communityId: string, platform: Platform, externalIds: readonly string[]): Promise<boolean>;
  /** Somebody who may change such things said something. */
  forget(): void;
}

/** Another process may change them, so what is known of them grows old, in milliseconds. */
const KEPT = { community: 60_000, desk: 5_000 };

/** Remembers for a while, so that most of what is said costs no question to the database. */
export function createWhereabouts({ members, handoff }: Pick<Rooms, 'members' | 'handoff'>): Whereabouts {
  const communities = createMemory<Community | null>(KEPT.community);
  const desks = createMemory<string | null>(KEPT.desk);
  return {
    communityOf: (platform, externalId) =>
      communities.get(`${platform} ${externalId}`, () => members.communityOfSpace(platform, externalId)),
    async isDesk(communityId, platform, externalIds) {
      const place = await desks.get(communityId, async () => {
        const desk = await handoff.desk(communityId);
        return desk && `${desk.platform} ${desk.externalId}`;
      });
      return place !== null && externalIds.some((id) => place === `${platform} ${id}`);
    },
    forget() {
      communities.clear();
      desks.clear();
    },
  };
}
