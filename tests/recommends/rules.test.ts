import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Course } from '#domain/courses';
import type { Enrolment } from '#domain/learning';
import { days, hours, later } from '#kernel/clock';
import { shareDifference } from '../../src/domain/recommend/lift.js';
import { stepsTo } from '../../src/domain/recommend/path.js';
import type { Audience } from '../../src/domain/recommend/serving/audience.js';
import { pick } from '../../src/domain/recommend/serving/pick.js';
import { reasonFor } from '../../src/domain/recommend/serving/reasons.js';
import { isDue } from '../../src/domain/recommend/training/due.js';

const NOW = new Date('2026-03-01T03:00:00Z');
const SIZE = 8;

/** Only what the rules look at. */
const courseOf = (id: string, more: Partial<Course> = {}): Course =>
  ({ id, slug: id, createdById: null, publishedAt: null, prerequisites: [], ...more }) as Course;

const count = <Key>(keys: readonly Key[]): Map<Key, number> => {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** Members with what they took in order, and whether each is on the plan. */
const crowds = fc.array(
  fc.record({
    took: fc.uniqueArray(fc.integer({ min: 0, max: SIZE - 1 }), { minLength: 1, maxLength: SIZE - 1 }),
    onPlan: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
);

function audienceOf(crowd: readonly { took: readonly number[]; onPlan: boolean }[]): Audience {
  const taken = (of: typeof crowd) => count(of.flatMap(({ took }) => took.map(String)));
  const next = new Map<string, Map<string, number>>();
  for (const { took } of crowd) {
    took.slice(1).forEach((after, at) => {
      const others = next.get(String(took[at])) ?? new Map<string, number>();
      others.set(String(after), (others.get(String(after)) ?? 0) + 1);
      next.set(String(took[at]), others);
    });
  }
  const plan = crowd.filter(({ onPlan }) => onPlan);
  return {
    eligible: crowd.length,
    all: { members: crowd.length, taken: taken(crowd) },
    plans: new Map([['plan', { members: plan.length, taken: taken(plan) }]]),
    next,
  };
}

describe('reasons', () => {
  it('hold for whoever is told them, whatever people took', () => {
    const maker = fc.constantFrom('ann', 'bo', null);
    const age = fc.integer({ min: 0, max: 60 });
    const makers = fc.array(fc.tuple(maker, age), { minLength: SIZE, maxLength: SIZE });
    const because = fc.boolean();
    const likeness = fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(crowds, makers, because, likeness, (crowd, made, carries, likes) => {
        const [me] = crowd;
        if (!me) return;
        const published = new Map(
          made.map(([createdById, old], at) => [
            String(at),
            courseOf(String(at), { createdById, publishedAt: later(NOW, -days(old)) }),
          ]),
        );
        const history = me.took.map(
          (course, at) => ({ courseId: String(course), finishedAt: at % 2 === 0 ? NOW : null }) as Enrolment,
        );
        const alike = (one: string, other: string) => likes[Number(one) * SIZE + Number(other)] ?? 0;
        const planIds = me.onPlan ? ['plan'] : [];
        const facts = { history, published, planIds, audience: audienceOf(crowd), alike, now: NOW };
        for (const [id, course] of published) {
          if (me.took.includes(Number(id))) continue;
          const reason = reasonFor(course, carries ? [String(me.took[0])] : [], facts);
          const took = (of: string, among = crowd) =>
            among.filter((one) => one.took.includes(Number(of))).length;
          const mine = (of: string) => me.took.includes(Number(of));
          const isNew = (made[Number(id)]?.[1] ?? 99) <= 30;
          switch (reason.kind) {
            case 'because':
              expect(reason.courseIds.every(mine)).toBe(true);
              expect(reason.finished).toBe(true);
              break;
            case 'new_from':
              expect(isNew && me.took.some((of) => made[of]?.[0] === reason.creatorMemberId)).toBe(true);
              break;
            case 'taken_next': {
              const after = crowd.filter(({ took: own }) => {
                const at = own.indexOf(Number(reason.courseId));
                return at >= 0 && own[at + 1] === Number(id);
              }).length;
              expect(mine(reason.courseId) && after >= 3 && after >= 0.2 * took(reason.courseId)).toBe(true);
              break;
            }
            case 'like':
              expect(mine(reason.courseId) && alike(reason.courseId, id) >= 0.15).toBe(true);
              break;
            case 'plan_popular':
              expect(
                me.onPlan &&
                  took(
                    id,
                    crowd.filter(({ onPlan }) => onPlan),
                  ) >= 3,
              ).toBe(true);
              break;
            case 'popular':
              expect(took(id)).toBeGreaterThanOrEqual(3);
              break;
            case 'fresh':
              expect(isNew).toBe(true);
              break;
            case 'untried':
              expect(mine(id)).toBe(false);
              break;
            case 'next_lesson':
              throw new Error('a course that was not begun has no next lesson');
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('lists', () => {
  it('have at most one that is locked, never first while anything is open, and what is liked first', () => {
    const items = fc.uniqueArray(
      fc.record({
        courseId: fc.string({ minLength: 1, maxLength: 3 }),
        score: fc.double(),
        isLocked: fc.boolean(),
        isForeign: fc.boolean(),
      }),
      { selector: ({ courseId }) => courseId, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0, max: 0.99 }),
        (found, size, random) => {
          const scored = found.map((one) => ({
            ...one,
            score: Number.isNaN(one.score) ? 0 : one.score,
            item: one,
          }));
          const open = scored.filter(({ isLocked }) => !isLocked);
          const liked = new Set(open.slice(0, 1).map(({ courseId }) => courseId));
          const wish = { count: size, liked, alike: () => 0, random: () => random };
          const picked = pick(scored, wish);
          expect(new Set(picked.map(({ item }) => item)).size).toBe(picked.length);
          const locked = picked.filter(({ item }) => item.isLocked).length;
          expect(locked).toBeLessThanOrEqual(1);
          const most = Math.min(size, open.length + (open.length < scored.length ? 1 : 0));
          expect(picked).toHaveLength(most);
          if (size > 1 && open.length > 0) {
            expect(picked[0]?.item.isLocked).toBe(false);
            expect(liked.has(picked[0]?.item.courseId ?? '')).toBe(true);
          }
          for (const { propensity } of picked) expect(propensity > 0 && propensity <= 1).toBe(true);
          // Unless something is tried out: nothing they perhaps cannot read while something they can is left out.
          const sure = pick(scored, { ...wish, random: null }).map(({ item }) => item);
          const shown = sure.filter(({ courseId, isLocked }) => !isLocked && !liked.has(courseId));
          const left = open.filter(({ courseId, item }) => !sure.includes(item) && !liked.has(courseId));
          if (shown.some(({ isForeign }) => isForeign)) {
            expect(left.filter(({ isForeign }) => !isForeign)).toEqual([]);
          }
        },
      ),
    );
  });
});

describe('paths', () => {
  const nobody: Audience = {
    eligible: 0,
    all: { members: 0, taken: new Map() },
    plans: new Map(),
    next: new Map(),
  };

  it('go through all that is needed, deepest first, also where demands go round in a circle', () => {
    const all = [
      courseOf('a', { prerequisites: ['c', 'gone'] }),
      courseOf('b', { prerequisites: ['a'] }),
      courseOf('c', { prerequisites: ['b'] }),
      courseOf('d'),
    ];
    const [, goal] = all;
    if (!goal) throw new Error('no goal');
    const steps = stepsTo(goal, all, nobody).map(({ course, why }) => `${course.id} ${why}`);
    expect(steps).toEqual(['c prerequisite', 'a prerequisite', 'b goal']);
  });

  it('name what others took right before, when enough did', () => {
    const goal = courseOf('goal');
    const next = new Map([
      ['often', new Map([['goal', 6]])],
      ['rarely', new Map([['goal', 2]])],
    ]);
    const audience = { ...nobody, next, all: { members: 20, taken: new Map([['goal', 10]]) } };
    const steps = stepsTo(goal, [courseOf('often'), courseOf('rarely'), goal], audience);
    expect(steps.map(({ course, why }) => `${course.id} ${why}`)).toEqual([
      'often taken_before',
      'goal goal',
    ]);
  });
});

describe('figures', () => {
  it('of two shares hold zero where nothing differs, and widen where there are few', () => {
    const few = shareDifference(2, 10, 1, 10);
    expect(few.low < 0 && few.high > 0).toBe(true);
    const many = shareDifference(600, 2_000, 400, 2_000);
    expect(many.mean).toBeCloseTo(0.1, 10);
    expect(many.low).toBeGreaterThan(0.07);
    // Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80.
    const known = shareDifference(56, 70, 48, 80);
    expect([known.low, known.high].map((value) => value.toFixed(4))).toEqual(['0.0524', '0.3339']);
  });

  it('of a training say when it is time: never yet, at night, or after much', () => {
    const at = (old: number, since: number, now = NOW) =>
      isDue({ trainedAt: later(now, -hours(old)), learned: 1_000, since }, now, 'UTC');
    expect(isDue({ trainedAt: null, learned: 0, since: 0 }, NOW, 'UTC')).toBe(true);
    expect(at(13, 0)).toBe(true);
    const noon = later(NOW, hours(9));
    expect(at(13, 0, noon)).toBe(false);
    expect(at(31, 0, noon)).toBe(true);
    expect([at(2, 49, noon), at(2, 50, noon), at(0.5, 500, noon)]).toEqual([false, true, false]);
    expect(isDue({ trainedAt: later(noon, -hours(13)), learned: 1, since: 0 }, noon, 'Asia/Shanghai')).toBe(
      false,
    );
  });
});
