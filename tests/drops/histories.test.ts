import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { days, hours, minutes } from '#kernel/clock';
import { RetryAfter, UserFacingError } from '#kernel/errors';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openClassroom, type Classroom } from './classroom.js';
import { Died, type Fate } from './platform.js';
import { isThorough } from '../_support/thorough.js';

let data: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  data = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'lyceum-histories-'));
});
afterAll(async () => {
  await data.close();
  await rm(dataDir, { recursive: true, force: true });
});

type Step =
  | { do: 'edit'; lesson: number; letters: number }
  | { do: 'shorten'; to: number }
  | { do: 'withdraw' | 'publish' }
  | { do: 'schedule'; rule: string; whole: boolean }
  | { do: 'pass'; ms: number }
  | { do: 'fate'; on: 'discord' | 'telegram'; fate: Fate };

const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.constantFrom<Fate>('died before', 'died after', 'lost', 'unheard'),
  fc.constant({ wait: 3_000 }),
  fc.constant({ refused: 'missing_permission_send' }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('edit' as const),
    lesson: fc.nat(3),
    letters: fc.constantFrom(10, 900, 2_500),
  }),
  fc.record({ do: fc.constant('shorten' as const), to: fc.integer({ min: 2, max: 4 }) }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'publish' as const) }),
  fc.record({
    do: fc.constant('schedule' as const),
    rule: fc.constantFrom(
      'now',
      'every day 20:00',
      'every Tuesday 20:00',
      '2026-05-12 08:00',
      'after joining',
    ),
    whole: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('pass' as const),
    ms: fc.constantFrom(minutes(1), minutes(3), hours(9), days(2)),
  }),
  fc.record({
    do: fc.constant('fate' as const),
    on: fc.constantFrom('discord' as const, 'telegram' as const),
    fate,
  }),
);

/** What a process does that may die in the middle; whoever comes next does the rest. */
async function risking(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isExpected =
      error instanceof Died || error instanceof RetryAfter || error instanceof UserFacingError;
    if (!isExpected) throw error;
  }
}

async function live(room: Classroom, steps: readonly Step[]): Promise<void> {
  let lessons = [0, 1, 2, 3].map((n) => ({ key: `l${n}`, body: `Lesson ${n}.` }));
  await room.addPlaces('discord', 2);
  await room.addPlaces('telegram', 1);
  const id = await room.publish('alpha', lessons);
  for (const one of steps) {
    await risking(async () => {
      switch (one.do) {
        case 'edit':
          lessons = lessons.map((lesson, at) =>
            at === one.lesson ? { ...lesson, body: `${'x'.repeat(one.letters)} ${lesson.key}` } : lesson,
          );
          return room.publish('alpha', lessons);
        case 'shorten':
          lessons = lessons.slice(0, one.to);
          return room.publish('alpha', lessons);
        case 'withdraw':
          return room.withdraw('alpha');
        case 'publish':
          return room.publish('alpha');
        case 'schedule':
          return room.schedule(id, one.rule, { whole: one.whole });
        case 'pass':
          return room.pass(one.ms);
        case 'fate':
          return void room.platforms[one.on].fates.push(one.fate);
      }
    });
  }
  // Nothing goes wrong any more: it comes to rest, whatever was left of it.
  room.platforms.discord.fates.length = 0;
  room.platforms.telegram.fates.length = 0;
  for (let n = 0; n < 6; n += 1) await risking(() => room.pass(minutes(2)));
  for (let n = 0; n < 4; n += 1) await risking(() => room.pass(hours(7)));
}

/** What should stand in a place by the drops and the live version, worked out anew. */
async function wanted(room: Classroom): Promise<Map<string, string>> {
  const { communityId, courses, drops, clock } = room;
  const course = await courses.course(communityId, 'alpha');
  const found = new Map<string, string>();
  if (course.state !== 'published' || !course.liveId) return found;
  const version = await courses.version(communityId, course.liveId);
  for (const drop of await drops.drops(communityId, course.id)) {
    const lesson = version.lessons.find(({ key }) => key === drop.lessonKey);
    if (!lesson) continue;
    expect(drop.postAt && drop.postAt <= clock.now() ? drop.postedAt : 'not yet').not.toBeNull();
    if (!drop.postedAt) continue;
    const parts = drop.whole ? Math.max(1, Math.ceil(lesson.body.length / 1_000)) : 1;
    for (let part = 0; part < parts; part += 1) {
      // Of a whole lesson, each part has its own thousand letters.
      const text = drop.whole ? lesson.body.slice(part * 1_000, (part + 1) * 1_000) : null;
      found.set(`${lesson.key} ${part}`, text === null ? '' : `${lesson.title}\n${text}`);
    }
  }
  return found;
}

it('whatever happens, each drop stands at most once in a place, and in the end as it should', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const room = await openClassroom(data.database, dataDir);
      await live(room, steps);
      const uncertain = await room.drops.troubles(room.communityId);
      const goal = await wanted(room);
      for (const { platform, externalId } of await room.drops.outlets(room.communityId)) {
        const standing = room.platforms[platform].in(externalId);
        const names = standing.map(({ lesson, part }) => `${lesson} ${part}`);
        expect(new Set(names).size, `doubled in ${externalId}: ${names.join()}`).toBe(names.length);
        const unknown = uncertain
          .filter(({ outlet, state }) => outlet.externalId === externalId && state === 'uncertain')
          .map(({ lessonKey, part }) => `${lessonKey} ${part}`);
        if (platform === 'discord') expect(unknown).toEqual([]);
        const sure = (name: string) => !unknown.includes(name);
        expect(names.filter(sure).sort()).toEqual([...goal.keys()].filter(sure).sort());
        for (const { lesson, part, text } of standing) {
          const right = goal.get(`${lesson} ${part}`);
          if (right && sure(`${lesson} ${part}`)) expect(text).toBe(right);
        }
      }
    }),
    { numRuns: isThorough ? 60 : 5 },
  );
}, 240_000);
