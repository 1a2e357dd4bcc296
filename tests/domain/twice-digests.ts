import { days, later } from '#kernel/clock';
import type { Member } from '#domain/members';
import type { Classroom } from '../drops/classroom.js';

interface Here {
  school: Classroom;
  ada: Member;
}

/** For the jobs that write once a week, situations in which there is something to say. */
export function digestSituations(here: () => Here): Record<string, Record<string, () => Promise<unknown>>> {
  const room = () => here().school.stage.rooms.digests;

  /** Ada takes a course, and there is a new one that she may read. */
  async function planned(): Promise<{ memberId: string; week: string }> {
    const { school, ada } = here();
    const { communityId, learning } = school;
    const known = await school.publish('ink', [{ key: 'one', body: 'Take the brush.' }], ['free: true']);
    await school.publish('paper', [{ key: 'one', body: 'Take the paper.' }], ['free: true']);
    await learning.seen(communityId, ada.id, known, 'one', 0);
    await room().plan(communityId);
    return { memberId: ada.id, week: '' };
  }

  /** It is the evening on which hers is due. */
  async function due(): Promise<{ memberId: string; week: string }> {
    await planned();
    const { school, ada } = here();
    for (let day = 0; day < 14; day += 1) {
      const [first] = await room().due(school.communityId, 1);
      if (first) return first;
      school.clock.moveTo(later(school.clock.now(), days(1)));
    }
    throw new Error(`nothing is due for ${ada.id}`);
  }

  return {
    'plan-digests': {
      'somebody takes a course': async () => {
        const { school, ada } = here();
        const known = await school.publish('ink', [{ key: 'one', body: 'Take the brush.' }], ['free: true']);
        await school.learning.seen(school.communityId, ada.id, known, 'one', 0);
        return {};
      },
    },
    'send-digests': {
      'one is due': async () => {
        await due();
        return { communityId: here().school.communityId };
      },
    },
    'compose-digest': {
      'a course is new': async () => ({ communityId: here().school.communityId, ...(await due()) }),
    },
    'send-reports': {
      'the owner asked for both': async () => {
        const { communityId, members, clock } = here().school;
        const [owner] = await members.ranked(communityId);
        await room().setReader(communityId, owner?.id ?? '', { report: true, forecast: true });
        const untilMonday = (8 - clock.now().getUTCDay()) % 7;
        const monday = later(clock.now(), days(untilMonday)).toISOString().slice(0, 10);
        clock.moveTo(new Date(`${monday}T12:00:00Z`));
        return {};
      },
    },
  };
}
