import type { Events, Rooms } from '#contracts';
import type { Clock } from '#kernel/clock';
import { legibleName } from '#kernel/legible';
import type { Log } from '#kernel/log';
import type { JoinVerdict } from '#domain/access';
import type { MemberWake } from '#domain/members';
import { createTally } from './tally.js';

export interface EventsDeps {
  rooms: Rooms;
  wake: MemberWake;
  clock: Clock;
  log: Log;
}

/** What platforms report by themselves, brought to the rooms. The one catch for events is here. */
export function createEvents({ rooms, wake, clock, log }: EventsDeps): Events {
  async function guarded<T>(what: string, fallback: T, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      // A lost event is mended by the next sweep.
      log.error(
        { what, err: error instanceof Error ? error : String(error) },
        'an event could not be handled',
      );
      return fallback;
    }
  }

  const tally = createTally({ rooms, log });
  return {
    happened: (activity) => tally.happened(activity),
    listening: (platform) => guarded('listening', undefined, () => tally.listening(platform)),

    seatSeen: (seen) =>
      guarded('seatSeen', undefined, async () => {
        const drifted = await rooms.access.seatSeen(seen);
        if (drifted) await wake.member(drifted.communityId, drifted.memberId);
      }),

    // Without an answer the request stays open: neither let in nor turned away.
    joinRequested: (person, spaceExternalId) =>
      guarded<JoinVerdict | 'unknown'>('joinRequested', 'unknown', () =>
        rooms.access.joinRequested(person.platform, spaceExternalId, person.externalId),
      ),

    personSeen: ({ person, space }) =>
      guarded('personSeen', undefined, async () => {
        const community = space
          ? await rooms.members.communityOfSpace(person.platform, space.externalId)
          : null;
        if (!community) return;
        const known = await rooms.members.byAccount(community.id, person.platform, person.externalId);
        // Only people who used the bot count as seen; a passer-by does not, nor who was put on the list.
        const used = known?.accounts.some((account) => account.lastSeenAt.getTime() > 0);
        if (used) await rooms.members.arrive(community.id, { ...person, name: legibleName(person.name) });
      }),

    spaceChanged: (change) =>
      guarded('spaceChanged', undefined, async () => {
        const { platform, externalId } = change;
        const community = await rooms.members.communityOfSpace(platform, externalId);
        if (!community) return;
        await rooms.members.changeSpace(
          community.id,
          { platform, externalId },
          {
            ...(change.title === undefined ? {} : { title: legibleName(change.title) }),
            ...(change.lost === undefined ? {} : { lostAt: change.lost ? clock.now() : null }),
            ...(change.newExternalId === undefined ? {} : { newExternalId: change.newExternalId }),
          },
        );
        if (!change.rights && change.lost === undefined && change.newExternalId === undefined) return;
        tally.forget();
        // Moderators hear at once what we may not do any more; what was refused before may be possible now.
        const here = change.newExternalId ?? externalId;
        for (const memberId of await rooms.access.rightsChanged(community.id, platform, here)) {
          await wake.member(community.id, memberId, 'sweep');
        }
      }),
  };
}
