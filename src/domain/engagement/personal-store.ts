import { readable, type Belongings } from '#domain/members';
import { fromDate } from '#kernel/calendar';
import type { ErasingStore } from './erasing-store.js';
import type { Noted } from './noted.js';

export interface PersonalDeps {
  store: ErasingStore;
  /** Lets go of what waits to be written and belongs to somebody. */
  forgetNoted(belongs: (event: Noted) => boolean): void;
}

/** All that this room keeps about one person: which numbers stand for them, and what was counted under these. */
export function createPersonalStore({ store, forgetNoted }: PersonalDeps): Belongings {
  return {
    move: (tx, communityId, from, to) => store.move(tx, communityId, from, to),

    async kept(communityId, memberId) {
      const { pseudonyms, days } = await store.kept(communityId, memberId);
      return {
        pseudonyms: pseudonyms.map((row) => ({ ...readable(row, []), number: String(row.number) })),
        activity: days.map(({ day, messages, replies, reactions, commands, lessons, voice }) => ({
          day: fromDate(day),
          messages,
          replies,
          reactions,
          commands,
          lessons,
          voiceMinutes: voice,
        })),
      };
    },

    // A number is no trace: nothing outside of this room knows it.
    async trace() {},

    async erase(tx, communityId, memberId, traces) {
      forgetNoted(
        ({ person, communityId: where }) =>
          where === communityId &&
          person !== null &&
          (person.memberId === memberId || traces.has(person.externalId)),
      );
      await store.erase(tx, communityId, memberId);
    },
  };
}
