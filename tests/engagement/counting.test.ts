import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityKinds, type ActivityKind, type Happened } from '#domain/engagement';
import { hours, later } from '#kernel/clock';
import { NOW, said, setStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => void (stage = await setStage()));
afterAll(() => stage.close());

const HOUR = 3_600_000;
const FROM = new Date('2026-02-27T00:00:00Z');
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const messages: readonly ActivityKind[] = ['message', 'reply', 'question'];

/** Everything that was counted, row by row. */
async function counted(communityId: string): Promise<string> {
  const { prisma } = stage.data.database;
  const where = { where: { communityId } };
  const rows = [
    await prisma.activityHour.findMany(where),
    await prisma.activityDay.findMany(where),
    await prisma.subjectDay.findMany(where),
    await prisma.memberDay.findMany(where),
    await prisma.communityDay.findMany(where),
    await prisma.cohortWeek.findMany(where),
  ];
  const text = (row: object) =>
    JSON.stringify(row, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
  return rows.map((table) => table.map(text).toSorted().join('\n')).join('\n\n');
}

interface Made {
  kind: ActivityKind;
  minute: number;
  person: number;
  place: number;
}

/** Some seventy hours of few people in few places, in the order in which the platforms told it. */
const told = fc.array(
  fc.record<Made>({
    kind: fc.constantFrom(...activityKinds),
    minute: fc.integer({ min: 0, max: 3_590 }),
    person: fc.integer({ min: 0, max: 4 }),
    place: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('roll-ups', () => {
  it('count the same in whatever order and however often, and twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(told, fc.integer({ min: 0, max: 40 }), async (events, cut) => {
        const { engagement } = stage;
        const { id } = await stage.community();
        await engagement.listened(id, 'discord', FROM, NOW);
        const noted = events.map(({ kind, minute, person, place }): Happened =>
          said(id, `p${person}`, later(FROM, minute * 60_000), {
            kind,
            place: { externalId: `c${place}`, title: `c${place}` },
            ...(kind === 'command' ? { subject: 'command:help' } : {}),
          }),
        );
        noted.slice(0, cut).forEach(engagement.note);
        await engagement.flush();
        await engagement.rollUp(id);
        noted.slice(cut).forEach(engagement.note);
        await engagement.flush();
        await Promise.all([engagement.rollUp(id), engagement.rollUp(id)]);
        const once = await counted(id);
        await engagement.rollUp(id, { days: 5 });
        expect(await counted(id)).toBe(once);

        const hour = (at: Date) => (at.getTime() - FROM.getTime()) / HOUR;
        const wish = { step: 'hour', from: FROM, to: NOW } as const;
        const expected = Array.from({ length: hour(NOW) }, () => 0);
        for (const { kind, at } of noted) {
          const n = Math.floor(hour(at));
          if (messages.includes(kind)) expected[n] = (expected[n] ?? 0) + 1;
        }
        expect(await engagement.series(id, { ...wish, measure: 'messages' })).toEqual(expected);
        const active = expected.map(
          (_, n) =>
            new Set(
              noted
                .filter(
                  (one) => Math.floor(hour(one.at)) === n && one.kind !== 'join' && one.kind !== 'leave',
                )
                .map((one) => one.person?.externalId),
            ).size,
        );
        expect(await engagement.series(id, { ...wish, measure: 'active' })).toEqual(active);
        for (const { day, newcomers, counts } of await engagement.days(id, dayOf(FROM), dayOf(NOW))) {
          const here = noted.filter(({ at }) => dayOf(at) === day);
          for (const kind of activityKinds) {
            expect(counts[kind] ?? 0).toBe(here.filter((one) => one.kind === kind).length);
          }
          const fresh = new Set(here.map((one) => one.person?.externalId));
          for (const one of noted) if (dayOf(one.at) < day) fresh.delete(one.person?.externalId);
          expect(newcomers).toBe(fresh.size);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('know how long answers took, by others, in the same place, within a day', async () => {
    const { engagement } = stage;
    const { id } = await stage.community();
    const ask = (messageId: string, at: string) =>
      engagement.note(said(id, 'ada', at, { kind: 'question', messageId }));
    const answer = (person: string, repliesTo: string, at: string, more: Partial<Happened> = {}) =>
      engagement.note(said(id, person, at, { kind: 'reply', repliesTo, ...more }));
    for (const n of [1, 2, 3, 4]) ask(`q${n}`, `2026-02-27T2${n - 1}:00:00Z`);
    answer('ada', 'q1', '2026-02-27T20:05:00Z');
    answer('bo', 'q1', '2026-02-28T00:00:00Z');
    answer('cy', 'q1', '2026-02-28T01:00:00Z');
    answer('bo', 'q2', '2026-02-27T21:10:00Z');
    answer('bo', 'q3', '2026-02-28T22:00:01Z');
    answer('bo', 'q4', '2026-02-27T23:01:00Z', { place: { externalId: 'elsewhere', title: 'else' } });
    await engagement.flush();
    await engagement.rollUp(id);
    const [day] = await engagement.days(id, '2026-02-27', '2026-02-27');
    // Four hours and ten minutes: the middle lies between.
    expect(day).toMatchObject({ questions: 4, answered: 2, responseSeconds: (4 * 3_600 + 600) / 2 });
  });
});

describe('days of the community', () => {
  it('begin and end by its own clocks, also when these change, and half an hour off', async () => {
    const now = new Date('2026-03-31T12:00:00Z');
    const engagement = stage.room({ clock: { now: () => now } });
    for (const [zone, begins, ends, hoursLong] of [
      ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
      ['Asia/Kolkata', '2026-03-28T18:30:00Z', '2026-03-29T18:30:00Z', 24],
    ] as const) {
      const { id } = await stage.community(zone);
      const [first, last] = [new Date(begins), new Date(ends)];
      await engagement.listened(id, 'discord', later(first, -hours(24)), later(last, hours(24)));
      for (const at of [later(first, -1), first, later(last, -1), last]) engagement.note(said(id, 'ada', at));
      await engagement.flush();
      await engagement.rollUp(id);
      const days = await engagement.days(id, '2026-03-28', '2026-03-30');
      expect(days.map(({ counts }) => counts.message)).toEqual([1, 2, 1]);
      // Hours are those of UTC: one that two days share counts for both.
      expect(days[1]?.listened).toBe(zone === 'Asia/Kolkata' ? 25 * 60 : hoursLong * 60);
      const wish = { measure: 'messages', step: 'day', from: first, to: last } as const;
      expect(await engagement.series(id, wish)).toEqual([2]);
      expect(await engagement.since(id)).toEqual(later(first, -hours(24)));
    }
  });
});

describe('hours that were not listened to', () => {
  it('are missing, not zero', async () => {
    const { engagement, members } = stage;
    const { id } = await stage.community();
    const at = (text: string) => new Date(`2026-03-01T${text}:00Z`);
    await engagement.listened(id, 'discord', at('03:00'), at('04:44'));
    await engagement.listened(id, 'discord', at('05:15'), at('06:00'));
    await engagement.listened(id, 'discord', at('05:20'), at('05:40'));
    await engagement.listened(id, 'discord', at('06:00'), at('12:00'));
    engagement.note(said(id, 'ada', at('04:10')));
    engagement.note(said(id, 'ada', at('05:30')));
    await engagement.flush();
    const series = async () =>
      engagement.series(id, { measure: 'messages', step: 'hour', from: at('02:00'), to: at('14:00') });
    expect(await series()).toEqual(Array(12).fill(null));
    await engagement.rollUp(id);
    expect(await series()).toEqual([null, 0, null, 1, 0, 0, 0, 0, 0, 0, null, null]);
    // A second platform counts from when it is listened to; without a place there, not at all.
    await engagement.listened(id, 'telegram', at('08:00'), at('09:30'));
    expect((await series())[7]).toBe(0);
    await members.attachSpace(id, { platform: 'telegram', externalId: `-${id}`, title: 'Group' });
    expect(await series()).toEqual([null, 0, null, 1, 0, 0, 0, null, null, null, null, null]);
  });

  it('are told minute by minute, and the same minute counts once', async () => {
    const { data } = stage;
    const { id } = await stage.community();
    let now = new Date('2026-03-01T10:58:30Z');
    const clock = { now: () => now };
    const rooms = [stage.room({ clock }), stage.room({ clock })];
    for (const seconds of [0, 0, 61, 119, 119, 240]) {
      now = later(new Date('2026-03-01T10:58:30Z'), seconds * 1_000);
      for (const room of rooms) await room.listening(id, 'discord');
    }
    const rows = await data.database.prisma.listenedHour.findMany({
      where: { communityId: id },
      orderBy: { hour: 'asc' },
    });
    // 10:58, 10:59, 11:00; then nobody for two minutes; 11:02.
    expect(rows.map(({ minutes }) => minutes)).toEqual([2, 2]);
  });
});

describe('what was counted', () => {
  it('is told by place, threads with their channel, beside the days before; by subject; by who came back', async () => {
    const { data } = stage;
    const now = new Date('2026-03-16T12:00:00Z');
    const engagement = stage.room({ clock: { now: () => now } });
    const { id } = await stage.community();
    await engagement.listened(id, 'discord', new Date('2026-03-02T00:00:00Z'), now);
    const thread = { externalId: 't', title: 'thread', parent: { externalId: 'general', title: '#general' } };
    const lounge = { externalId: 'l', title: 'lounge' };
    const note = (person: string, day: string, more: Partial<Happened> = {}) =>
      engagement.note(said(id, person, `${day}T10:00:00Z`, more));
    note('ada', '2026-03-03');
    note('bo', '2026-03-04');
    note('ada', '2026-03-10', { place: thread });
    note('ada', '2026-03-11');
    note('cy', '2026-03-11', { place: lounge });
    note('cy', '2026-03-12', { kind: 'command', subject: 'command:help' });
    note('ada', '2026-03-12', { kind: 'command', subject: 'command:help' });
    note('ada', '2026-03-13', { kind: 'command', subject: 'command:help' });
    await engagement.flush();
    await engagement.rollUp(id);
    const places = await engagement.places(id, '2026-03-09', '2026-03-15');
    expect(places.map(({ title, messages: said, people, before }) => [title, said, people, before])).toEqual([
      ['#general', 2, 2, 2],
      ['lounge', 1, 1, 0],
    ]);
    expect((await engagement.places(id, '2026-03-02', '2026-03-08'))[0]?.before).toBeNull();
    const help = { subject: 'command:help', kind: 'command', count: 3, people: 2 };
    expect(await engagement.subjects(id, '2026-03-09', '2026-03-15')).toEqual([help]);
    expect(await engagement.cohorts(id, 8)).toEqual([
      { week: '2026-03-09', people: 1, active: [1, null] },
      { week: '2026-03-02', people: 2, active: [2, 1, null] },
    ]);
    // Without the events, people are told from what the days keep.
    await data.database.prisma.activityEvent.deleteMany({ where: { communityId: id } });
    expect(await engagement.subjects(id, '2026-03-09', '2026-03-15')).toEqual([help]);
    expect((await engagement.places(id, '2026-03-09', '2026-03-15'))[0]).toMatchObject({
      messages: 2,
      people: 2,
    });
  });

  it('shows when somebody is there, by their own clock', async () => {
    const { engagement, members } = stage;
    const { id } = await stage.community('Europe/Berlin');
    const { member } = await members.arrive(id, { platform: 'discord', externalId: 'ada', name: 'Ada' });
    await members.updateSettings(id, member.id, { timeZone: 'Asia/Shanghai' });
    for (const at of [
      '2026-02-27T23:30:00Z',
      '2026-02-28T12:10:00Z',
      '2026-02-28T12:50:00Z',
      '2026-03-01T10:00:00Z',
    ]) {
      engagement.note(said(id, 'ada', at));
    }
    await engagement.flush();
    await engagement.rollUp(id);
    const habits = (await engagement.habits(id, [member.id])).get(member.id) ?? [];
    expect(habits).toHaveLength(24);
    expect(habits.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([
      [7, 1],
      [18, 1],
      [20, 1],
    ]);
  });
});
