import type { Member } from '#domain/members';
import type { Classroom } from '../drops/classroom.js';

interface Here {
  school: Classroom;
  ada: Member;
}

type Step = 'solve' | 'serve';

/** For the jobs that train what recommends, situations in which there is something to learn. */
export function recommendSituations(
  here: () => Here,
): Record<string, Record<string, () => Promise<unknown>>> {
  const room = () => here().school.stage.rooms.recommends;

  /** Two members took two courses. */
  async function taken(): Promise<string> {
    const { school, ada } = here();
    const { communityId, learning } = school;
    const first = await school.publish('ink', [{ key: 'one', body: 'Take the brush.' }]);
    const second = await school.publish('paper', [{ key: 'one', body: 'Take the paper.' }]);
    const ben = await school.arrive('ben');
    for (const { id } of [ada, ben]) {
      await learning.seen(communityId, id, first, 'one', 0);
      await learning.seen(communityId, id, second, 'one', 0);
    }
    return communityId;
  }

  /** All steps before this one were done. */
  async function before(step: Step): Promise<unknown> {
    const communityId = await taken();
    const { training } = room();
    const begun = await training.begin(communityId);
    if (!begun) throw new Error('there is nothing to train');
    const { run } = begun;
    await training.count(communityId, run, 0);
    if (step === 'serve') {
      await training.solve(communityId, run);
      await training.score(communityId, run, 0);
    }
    return { communityId, run, step, shard: 0 };
  }

  return {
    'recommend-courses': {
      'a course was begun that had been recommended': async () => {
        const communityId = await taken();
        const { school, ada } = here();
        const third = await school.publish('pens', [{ key: 'one', body: 'Take the pen.' }], ['free: true']);
        await room().forMember(communityId, ada.id, { count: 3, way: 'asked' });
        await school.learning.seen(communityId, ada.id, third, 'one', 0);
        return {};
      },
    },
    'train-recommender': {
      'all shards are counted': () => before('solve'),
      'all is judged': () => before('serve'),
    },
  };
}
