import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followAccess, releaseDrops } from '#jobs';
import { days, hours, minutes } from '#kernel/clock';
import type { Member } from '#domain/members';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openClassroom, type Classroom } from './classroom.js';

let data: TestDatabase;
let dataDir: string;
let room: Classroom;
let ada: Member;
let id: string;
const lessons = ['one', 'two', 'three', 'four', 'five'].map((key) => ({ key, body: `Lesson ${key}.` }));

beforeAll(async () => {
  data = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'lyceum-drips-'));
});
afterAll(async () => {
  await data.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  // Sunday, 2026-05-10, 12:00 UTC.
  room = await openClassroom(data.database, dataDir);
  ada = await room.arrive('ada');
  await grant();
  id = await room.publish('alpha', lessons);
});

async function grant(): Promise<void> {
  const { access, communityId, plan, maker, queue } = room;
  const reason = 'a test';
  await access.grant(communityId, {
    memberId: ada.id,
    planId: plan.id,
    reason,
    endsAt: null,
    byId: maker.id,
  });
  await access.converge(communityId, ada.id, 'event');
  await queue.runDue();
}

/** Her payment fails: nobody pays, nobody gives. */
async function fail(): Promise<void> {
  const { access, communityId, maker, queue } = room;
  for (const { id: grantId } of await access.grants(communityId, ada.id)) {
    await access.revoke(communityId, { grantId, reason: 'a test', byId: maker.id });
  }
  await access.converge(communityId, ada.id, 'event');
  await queue.next(followAccess, { communityId, memberId: ada.id });
  await queue.next(followAccess, { communityId, memberId: ada.id });
  await queue.runDue();
}

async function recover(): Promise<void> {
  const { communityId, queue } = room;
  await grant();
  for (let n = 0; n < 2; n += 1) {
    await queue.next(followAccess, { communityId, memberId: ada.id });
    await queue.runDue();
  }
}

/** Lessons that are open, as the books have it and as she is shown them. */
async function open(): Promise<string[]> {
  const { learning, drops, communityId } = room;
  const studies = await learning.studies(communityId, ada.id, id);
  const opened = studies.filter(({ openAt }) => openAt).map(({ lessonKey }) => lessonKey);
  const shown = [...(await drops.opening(communityId, ada.id, id))].filter(([, how]) => how === 'open');
  expect(new Set(shown.map(([key]) => key))).toEqual(new Set(opened));
  return lessons.map(({ key }) => key).filter((key) => opened.includes(key));
}

async function notices(): Promise<string[]> {
  const inbox = await room.delivery.inbox(room.communityId, ada.id, 50);
  return inbox
    .filter(({ kind }) => kind === 'lesson_open')
    .map(({ values }) => `${String(values['lessonKey'])}+${String(values['more'])}`)
    .reverse();
}

/** Time passes; whatever runs, runs twice. */
async function pass(ms: number): Promise<void> {
  await room.pass(ms);
  await room.queue.next(releaseDrops, { communityId: room.communityId });
  await room.queue.runDue();
}

describe('a drip', () => {
  it('opens what is due by now quietly, and the rest in its time, told to whoever follows', async () => {
    const { schedule, drops, learning, communityId } = room;
    await schedule(id, 'every 2 days after joining 20:00');
    await drops.begin(communityId, ada.id, id);
    await drops.begin(communityId, ada.id, id);
    expect(await open()).toEqual([]);
    expect((await drops.opening(communityId, ada.id, id)).get('one')).toEqual({
      at: new Date('2026-05-12T20:00:00Z'),
    });
    await learning.follow(communityId, ada.id, id, true);
    await pass(days(2) + hours(7));
    expect(await open()).toEqual([]);
    await pass(hours(1));
    expect(await open()).toEqual(['one']);
    await pass(days(4));
    expect(await open()).toEqual(['one', 'two', 'three']);
    expect(await notices()).toEqual(['one+0', 'two+1']);
    await learning.follow(communityId, ada.id, id, false);
    await pass(days(10));
    expect(await open()).toHaveLength(5);
    expect(await notices()).toHaveLength(2);
  });

  it('goes by the clock of the member, or of the community', async () => {
    const { schedule, drops, members, communityId } = room;
    await members.updateSettings(communityId, ada.id, { timeZone: 'Asia/Shanghai' });
    await schedule(id, 'after joining 21:00', { zone: 'member', only: 'one' });
    await schedule(id, 'after joining 21:00', { zone: 'community', only: 'two' });
    const opening = await drops.opening(communityId, ada.id, id);
    expect(opening.get('one')).toEqual({ at: new Date('2026-05-10T13:00:00Z') });
    expect(opening.get('two')).toEqual({ at: new Date('2026-05-10T21:00:00Z') });
  });

  it('opens what waited for a lesson once that is done', async () => {
    const { schedule, drops, learning, communityId } = room;
    await schedule(id, 'after the one before');
    await drops.begin(communityId, ada.id, id);
    expect(await open()).toEqual(['one']);
    expect((await drops.opening(communityId, ada.id, id)).get('three')).toEqual({ after: 'two' });
    await learning.finish(communityId, ada.id, id, 'one', true);
    expect(await drops.finished(communityId, ada.id, id)).toEqual(['two']);
    expect(await drops.finished(communityId, ada.id, id)).toEqual([]);
    expect(await open()).toEqual(['one', 'two']);
    expect(await notices()).toEqual([]);
  });

  it('pauses with a payment that failed, and comes back one lesson a day', async () => {
    const { schedule, drops, learning, communityId } = room;
    await schedule(id, 'every day 20:00');
    await drops.begin(communityId, ada.id, id);
    await learning.follow(communityId, ada.id, id, true);
    await pass(hours(9));
    expect(await open()).toEqual(['one']);
    await fail();
    await pass(days(6));
    expect(await open()).toEqual(['one']);
    expect((await drops.opening(communityId, ada.id, id)).get('two')).toBe('paused');

    // It is 21:00: the first one opens at once, then one each day at the hour of the rule.
    await recover();
    expect(await open()).toEqual(['one', 'two']);
    expect((await drops.opening(communityId, ada.id, id)).get('three')).toEqual({
      at: new Date('2026-05-17T20:00:00Z'),
    });
    await pass(hours(22));
    expect(await open()).toEqual(['one', 'two']);
    await pass(hours(1));
    expect(await open()).toEqual(['one', 'two', 'three']);
    await pass(days(1));
    expect(await open()).toEqual(['one', 'two', 'three', 'four']);
    await pass(days(1));
    expect(await open()).toHaveLength(5);
    expect(await notices()).toEqual(['one+0', 'two+0', 'three+0', 'four+0', 'five+0']);
    expect((await learning.enrolment(communityId, ada.id, id))?.catchingUp).toBe(false);
  });

  it('does not count the days of a pause', async () => {
    const { schedule, drops, communityId } = room;
    await schedule(id, 'every 3 days after joining');
    await drops.begin(communityId, ada.id, id);
    await pass(days(4));
    expect(await open()).toEqual(['one']);
    await fail();
    await pass(days(30));
    await recover();
    expect(await open()).toEqual(['one']);
    await pass(days(2));
    expect(await open()).toEqual(['one', 'two']);
    await pass(days(3));
    expect(await open()).toEqual(['one', 'two', 'three']);
  });

  it('follows a new schedule, after a dry run that says whom it moves', async () => {
    const { schedule, drops, rulesOf, communityId } = room;
    await schedule(id, 'every 3 days after joining');
    await drops.begin(communityId, ada.id, id);
    const rules = await rulesOf(id, 'every 5 days after joining');
    const report = await drops.tryOut(communityId, id, rules);
    expect(report.moved).toBe(1);
    expect(report.members.map(({ name, lessonKey, to }) => [name, lessonKey, to?.toISOString()])).toEqual([
      ['ada', 'one', '2026-05-15T12:00:00.000Z'],
    ]);
    await pass(days(3) + minutes(1));
    expect(await open()).toEqual(['one']);
    await schedule(id, 'every 5 days after joining');
    await pass(days(4));
    // What is open stays open; the rest moves.
    expect(await open()).toEqual(['one']);
    await pass(days(3));
    expect(await open()).toEqual(['one', 'two']);
    expect((await drops.tryOut(communityId, id, await rulesOf(id, 'every 5 days after joining'))).moved).toBe(
      0,
    );
  });

  it('opens a lesson that came later by its rule, and nothing of a course that was taken back', async () => {
    const { schedule, drops, publish, withdraw, communityId } = room;
    await schedule(id, 'every 3 days after joining');
    await drops.begin(communityId, ada.id, id);
    await withdraw('alpha');
    await pass(days(10));
    expect(await drops.opening(communityId, ada.id, id)).toEqual(new Map());
    await publish('alpha', [...lessons, { key: 'six', body: 'More.' }]);
    const opening = await drops.opening(communityId, ada.id, id);
    expect(opening.get('three')).toBe('open');
    expect(opening.get('four')).toEqual({ at: new Date('2026-05-22T12:00:00Z') });
    // Nobody gave it a rule: it opens with the course.
    expect(opening.get('six')).toBe('open');
  });
});
