import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HELD_OUT_FROM, isHeldOut, type Reason, type Recommendation } from '#domain/recommend';
import { recommendCourses } from '#jobs';
import { startProduct, type Product } from '../_support/product.js';
import { enrolCrowd, journeys, teach } from './crowd.js';

const EACH = 3;
const COURSES = 12;

let product: Product;
let communityId: string;
let courseIds: string[];
let members: string[];
const lists = journeys(150, COURSES, EACH);

beforeAll(async () => {
  product = await startProduct({ bots: false });
  communityId = product.community.id;
  const [owner] = await product.app.rooms.members.ranked(communityId);
  courseIds = await teach(product.app.rooms, communityId, owner?.id ?? '', EACH);
  const { database } = product.data;
  members = await enrolCrowd(database, communityId, courseIds, lists, product.sandbox.clock.now());
});
afterAll(() => product.close());

const prisma = () => product.data.database.prisma;
const room = () => product.app.rooms.recommends;
const row = () => prisma().recommendModel.findUniqueOrThrow({ where: { communityId } });
const rowsOf = (memberId: string) => prisma().suggestion.findMany({ where: { communityId, memberId } });
const ask = (memberId: string) => room().forMember(communityId, memberId, { count: 3, way: 'asked' });
const served = async (): Promise<string> => {
  const { bytes, report, courseIds: order } = await row();
  return createHash('sha256')
    .update(bytes)
    .update(JSON.stringify([report, order]))
    .digest('hex');
};

/** The same steps without the queue; each `times` times, as after crashes. */
async function train(shards: number, times = 1): Promise<boolean> {
  const { training } = room();
  const begin = () => training.begin(communityId, { again: true, shards });
  const begun = await begin();
  if (!begun) throw new Error('nothing to train');
  const { run, of } = begun;
  for (let time = 0; time < times; time += 1) {
    expect(await begin()).toEqual(begun);
    // In any order: they run beside one another.
    for (let shard = of - 1; shard >= 0; shard -= 1) await training.count(communityId, run, shard);
  }
  for (let time = 0; time < times; time += 1) await training.solve(communityId, run);
  for (let time = 0; time < times; time += 1) {
    for (let shard = 0; shard < of; shard += 1) await training.score(communityId, run, shard);
  }
  return training.serve(communityId, run);
}

/** Says of a reason whether it is so, from what the crowd took and nothing else. */
function holds(reason: Reason, member: number, courseId: string): boolean {
  const own = lists[member] ?? [];
  const course = courseIds.indexOf(courseId);
  const place = (id: string) => own.indexOf(courseIds.indexOf(id));
  const taken = (of: number) => lists.filter((list) => list.includes(of)).length;
  switch (reason.kind) {
    case 'because':
      // Whoever was made up has finished all but their last.
      return (
        reason.courseIds.length > 0 &&
        reason.courseIds.every((id) => place(id) >= 0) &&
        reason.finished === reason.courseIds.every((id) => place(id) < own.length - 1)
      );
    case 'next_lesson':
      return course === own.at(-1) && reason.lessonKey === 'one';
    case 'taken_next': {
      const before = courseIds.indexOf(reason.courseId);
      const after = lists.filter((list) => {
        const at = list.indexOf(before);
        return at >= 0 && list[at + 1] === course;
      }).length;
      return own.includes(before) && after >= 3 && after >= 0.2 * taken(before);
    }
    case 'new_from':
      return own.length > 0 && !own.includes(course);
    case 'like':
      // Courses of one topic have their words in common.
      return place(reason.courseId) >= 0;
    case 'popular':
      return taken(course) >= 3;
    case 'fresh':
    case 'untried':
      return !own.includes(course);
    case 'plan_popular':
      return false;
  }
}

describe('the recommender of a community', () => {
  it('is trained over the queue, wins against popularity, and says why', async () => {
    expect(await room().training.due(communityId)).toBe(true);
    for (let time = 0; time < 2; time += 1) {
      await product.app.queues.next(recommendCourses, { communityId });
      await product.settle();
    }
    const report = await room().report(communityId);
    expect(report?.served).not.toBe('popularity');
    expect(report?.gain?.low).toBeGreaterThan(0);
    expect(report?.table.map(({ model }) => model).slice(-2)).toEqual(['popularity', 'random']);
    expect(report?.judged).toBe(lists.length);
    expect(await prisma().recommendShard.count({ where: { communityId } })).toBe(0);
    expect(await room().training.due(communityId)).toBe(false);
    expect(await room().training.begin(communityId)).toBeNull();
  });

  it('is the same to the bit in any number of shards, and when steps run twice', async () => {
    expect(await train(1)).toBe(true);
    const one = await served();
    for (const [shards, times] of [
      [3, 2],
      [8, 1],
    ] as const) {
      expect(await train(shards, times)).toBe(true);
      expect(await served()).toBe(one);
    }
  });

  it('gives reasons that are true, and nothing that the member has', async () => {
    const kinds = new Set<string>();
    for (const [at, memberId] of members.slice(0, 15).entries()) {
      const shown = await ask(memberId);
      expect(shown).toHaveLength(3);
      for (const { courseId, lessonKey, reason, lockedBy } of shown) {
        kinds.add(reason.kind);
        expect([reason, holds(reason, at, courseId)]).toEqual([reason, true]);
        expect(lockedBy).toBeNull();
        if (lessonKey === null) expect(lists[at]).not.toContain(courseIds.indexOf(courseId));
      }
    }
    expect(kinds.has('because')).toBe(true);
  });

  it('holds a tenth of the members out, who get what is popular', async () => {
    const eligible = await prisma().member.count({ where: { communityId, recommended: true } });
    expect(eligible).toBeGreaterThanOrEqual(HELD_OUT_FROM);
    const held = members.filter((id) => isHeldOut(communityId, id, eligible));
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(members.length / 4);
    const models = async (memberId: string) => {
      await ask(memberId);
      return (await rowsOf(memberId)).filter((one) => one.lessonKey === null).map(({ model }) => model);
    };
    expect(new Set(await models(held[0] ?? ''))).toEqual(new Set(['popularity']));
    const other = members.find((id) => !held.includes(id)) ?? '';
    expect((await models(other)).every((model) => model !== 'popularity')).toBe(true);
    expect(await room().heldOut(communityId, held[0] ?? '')).toBe(true);
  });

  it('notes what was begun after it was recommended, and compares both groups', async () => {
    const { clock } = product.sandbox;
    const from = clock.now();
    const memberId = members[40] ?? '';
    const shown = (await ask(memberId)).find(({ lessonKey }) => lessonKey === null) as Recommendation;
    await product.app.rooms.learning.seen(communityId, memberId, shown.courseId, 'one', 0);
    const to = new Date(clock.now().getTime() + 1);
    const once = await room().lift(communityId, from, to);
    await room().settle(communityId);
    expect(await room().lift(communityId, from, to)).toEqual(once);
    expect(once.served.taken + once.heldOut.taken).toBe(1);
    const begun = (await rowsOf(memberId)).find(({ id }) => id === shown.id);
    expect(begun?.takenAt).toEqual(clock.now());
  });

  it('forgets whoever opts out at once and to the bit, also in a training that is under way', async () => {
    const memberId = members[3] ?? '';
    expect(await train(1)).toBe(true);
    await ask(memberId);
    expect(await rowsOf(memberId)).not.toEqual([]);
    const { members: people } = product.app.rooms;
    const begun = await room().training.begin(communityId, { again: true, shards: 2 });
    await room().training.count(communityId, begun?.run ?? '', 0);
    await people.updateSettings(communityId, memberId, { recommended: false });
    await room().forget(communityId, memberId);
    expect(await ask(memberId)).toEqual([]);
    expect(await rowsOf(memberId)).toEqual([]);
    expect(await room().training.solve(communityId, begun?.run ?? '')).toBeNull();
    expect(await room().training.serve(communityId, begun?.run ?? '')).toBe(false);
    const less = (await row()).bytes;
    expect(await train(2)).toBe(true);
    expect(Buffer.from((await row()).bytes).equals(Buffer.from(less))).toBe(true);
  });

  it('subtracts whoever is forgotten, and a stranger changes nothing', async () => {
    const before = (await row()).bytes;
    const opted = members[3] ?? '';
    await product.app.rooms.privacy.forget(communityId, opted);
    expect(Buffer.from((await row()).bytes).equals(Buffer.from(before))).toBe(true);
    const memberId = members[5] ?? '';
    await ask(memberId);
    const kept = await product.app.rooms.privacy.kept(communityId, memberId);
    expect(kept['recommendations']?.length).toBeGreaterThan(0);
    expect(await product.app.rooms.privacy.forget(communityId, memberId)).toEqual({ kind: 'forgotten' });
    expect(await rowsOf(memberId)).toEqual([]);
    const less = (await row()).bytes;
    expect(await train(3)).toBe(true);
    expect(Buffer.from((await row()).bytes).equals(Buffer.from(less))).toBe(true);
  });
});
