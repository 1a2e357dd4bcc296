import type { Happened } from '#domain/engagement';
import type { Member } from '#domain/members';
import { hours, later } from '#kernel/clock';
import type { Classroom } from '../drops/classroom.js';

interface Here {
  school: Classroom;
  ada: Member;
}

/** For the job that counts, situations in which something happened; each returns the job's data. */
export function activitySituations(here: () => Here): Record<string, Record<string, () => Promise<unknown>>> {
  return {
    'rollup-activity': {
      'somebody asked, and was answered on the next day': async () => {
        const { communityId, stage, clock } = here().school;
        const note = (happened: Omit<Happened, 'communityId' | 'at' | 'place'>) =>
          stage.rooms.engagement.note({
            ...happened,
            communityId,
            at: clock.now(),
            place: { externalId: 'general', title: '#general' },
          });
        note({ kind: 'question', person: { platform: 'discord', externalId: 'ada' }, messageId: 'q' });
        clock.moveTo(later(clock.now(), hours(20)));
        note({ kind: 'reply', person: { platform: 'discord', externalId: 'bo' }, repliesTo: 'q' });
        await stage.rooms.engagement.flush();
        return {};
      },
    },
  };
}
