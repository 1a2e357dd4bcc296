import type { Activity, Events, Rooms } from '#contracts';
import type { Community } from '#domain/members';
import { legibleName } from '#kernel/legible';
import type { Log } from '#kernel/log';
import { createMemory } from './memory.js';

export interface Tally extends Pick<Events, 'happened' | 'listening'> {
  /** A space came, went, or has another id. */
  forget(): void;
}

/** How old what we know of a space may grow, in milliseconds: another process may give it to a community. */
const KEPT_MS = 10_000;

/** Brings what people did to the community's count; whose space it is, is remembered, so that it costs no query. */
export function createTally({
  rooms,
  log,
}: {
  rooms: Pick<Rooms, 'members' | 'engagement'>;
  log: Log;
}): Tally {
  const { members, engagement } = rooms;
  const communities = createMemory<Community | null>(KEPT_MS);

  function note(communityId: string, activity: Activity): void {
    const { platform, personId, place, repliesTo, messageId, kind, at, minutes } = activity;
    const { parent } = place ?? {};
    engagement.note({
      communityId,
      kind,
      at,
      platform,
      person: personId === null ? null : { platform, externalId: personId },
      ...(place && {
        place: { ...named(place), ...(parent && { parent: named(parent) }) },
      }),
      ...(messageId !== undefined && { messageId }),
      ...(repliesTo && { repliesTo: repliesTo.messageId }),
      ...(repliesTo && repliesTo.personId !== null && { to: { externalId: repliesTo.personId } }),
      ...(minutes !== undefined && { count: minutes }),
    });
  }

  return {
    happened(activity) {
      const { platform, spaceExternalId } = activity;
      communities
        .get(`${platform} ${spaceExternalId}`, () => members.communityOfSpace(platform, spaceExternalId))
        .then((community) => community && note(community.id, activity))
        // Counting is the least of what goes wrong then.
        .catch((error: unknown) => log.warn({ error: String(error) }, 'something could not be counted'));
    },
    async listening(platform) {
      for (const { id } of await members.communities()) {
        const spaces = await members.spaces(id);
        if (spaces.some((space) => space.platform === platform)) await engagement.listening(id, platform);
      }
    },
    forget: () => communities.clear(),
  };
}

function named({ externalId, title }: { externalId: string; title: string }) {
  return { externalId, title: legibleName(title) };
}
