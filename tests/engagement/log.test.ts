import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNotedCount } from '#app/noted-count';
import { createDatabase } from '#database';
import type { Person } from '#domain/members';
import { silentLog } from '#kernel/log';
import { openLine } from './line.js';
import { NOW, said, setStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => void (stage = await setStage()));
afterAll(() => stage.close());

const ada: Person = { platform: 'discord', externalId: 'ada', name: 'Ada' };
const rows = (communityId: string) =>
  stage.data.database.prisma.activityEvent.findMany({ where: { communityId }, orderBy: { at: 'asc' } });
const pseudonyms = (communityId: string) =>
  stage.data.database.prisma.pseudonym.findMany({ where: { communityId } });

describe('what is noted', () => {
  it('is written without words and names, people by number', async () => {
    const { engagement } = stage;
    const { id } = await stage.community();
    engagement.note(said(id, 'ada', '2026-03-01T09:10:00Z', { messageId: 'm' }));
    engagement.note(
      said(id, 'bo', '2026-03-01T09:20:00Z', { kind: 'reply', repliesTo: 'm', to: { externalId: 'ada' } }),
    );
    engagement.note(
      said(id, 'bo', '2026-03-01T09:30:00Z', {
        kind: 'voice',
        count: 12,
        person: null,
        platform: 'telegram',
      }),
    );
    await engagement.flush();
    const [first, answer, nobody] = await rows(id);
    expect(first?.number).not.toBe(answer?.number);
    expect(answer).toMatchObject({
      toNumber: first?.number,
      repliesTo: first?.messageRef,
      placeId: first?.placeId,
    });
    expect(nobody).toMatchObject({ number: null, count: 12 });
    expect(nobody?.placeId).not.toBe(first?.placeId);
    const known = await pseudonyms(id);
    expect(known).toHaveLength(2);
    expect(
      JSON.stringify(known, (_, value: unknown) => (typeof value === 'bigint' ? '' : value)),
    ).not.toMatch(/ada|bo\b/);
  });

  it('can be written, whatever a platform makes of it', async () => {
    const { engagement } = stage;
    const { id } = await stage.community();
    const before = stage.said.length;
    const late = '2030-01-01T00:00:00Z';
    engagement.note(said(id, 'ada', late, { place: { externalId: 'a', title: 'half \ud83d and \0' } }));
    engagement.note(said(id, 'ada', new Date(NaN)));
    engagement.note(said(id, 'ada', '2020-01-01T00:00:00Z'));
    engagement.note(said(id, 'ada', NOW, { count: -3 }));
    engagement.note(said(id, 'ada', NOW, { subject: 'x'.repeat(5_000), count: 1e12 }));
    // One that the database refuses does not keep the others back.
    engagement.note(said(id, 'ada', NOW, { place: { externalId: 'b\0', title: 'b' } }));
    engagement.note(said(id, 'ada', NOW));
    await engagement.flush();
    expect((await rows(id)).map(({ at, subject, count }) => [at, subject?.length, count])).toEqual([
      [NOW, undefined, 1],
      [NOW, 100, 44_640],
      [NOW, undefined, 1],
    ]);
    expect(stage.said.slice(before)).toEqual(['1 events were not written: it cannot be']);
  });

  it('lies in the month in which it happened, until that is dropped; what was counted stays', async () => {
    const { engagement, data } = stage;
    const { id } = await stage.community();
    const months = async () =>
      (
        await data.database.unscoped.$queryRaw<{ name: string }[]>`
          SELECT c.relname AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
          WHERE inhparent = '"ActivityEvent"'::regclass ORDER BY 1`
      ).map(({ name }) => name.slice(-7));
    for (const at of ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00Z', '2026-02-28T23:59:59.999Z', NOW]) {
      engagement.note(said(id, 'ada', at));
    }
    await engagement.flush();
    await engagement.rollUp(id);
    await engagement.tidy();
    expect(await months()).toEqual(expect.arrayContaining(['2026_01', '2026_02', '2026_03', '2026_04']));
    const counted = await engagement.days(id, '2026-01-25', '2026-03-01');
    const later = stage.room({ rawDays: 31, clock: { now: () => new Date('2026-03-04T00:00:00Z') } });
    expect((await later.tidy()).dropped).toBe(1);
    expect(await months()).not.toContain('2026_01');
    expect(await rows(id)).toHaveLength(3);
    await later.rollUp(id, { days: 200 });
    expect(await engagement.days(id, '2026-01-25', '2026-03-01')).toEqual(counted);
  });
});

describe('whoever does not want to be counted', () => {
  it('is not, from then on, and what was counted is nobody’s', async () => {
    const { engagement, members, data } = stage;
    const { id } = await stage.community();
    const { member } = await members.arrive(id, ada);
    engagement.note(said(id, 'ada', NOW));
    await engagement.flush();
    const set = (counted: boolean) =>
      data.database.prisma.member.update({ where: { communityId: id, id: member.id }, data: { counted } });
    const [before] = await pseudonyms(id);
    expect(before?.memberId).toBe(member.id);
    await set(false);
    await engagement.forgetCounted(id, member.id);
    engagement.note(said(id, 'ada', NOW));
    engagement.note(said(id, 'bo', NOW));
    await engagement.flush();
    expect((await pseudonyms(id)).map(({ memberId }) => memberId)).toEqual([null]);
    expect(await rows(id)).toHaveLength(2);
    await set(true);
    engagement.note(said(id, 'ada', NOW));
    await engagement.flush();
    const after = (await pseudonyms(id)).find(({ memberId }) => memberId === member.id);
    expect(after).toBeDefined();
    expect(after?.number).not.toBe(before?.number);
    expect(after?.account).toBe(before?.account);
  });

  it('is forgotten with the rest, also what still waits, and can read it all before', async () => {
    const { engagement, members } = stage;
    const { id } = await stage.community();
    engagement.note(said(id, 'ada', '2026-03-01T08:00:00Z', { messageId: 'theirs' }));
    engagement.note(said(id, 'bo', NOW, { kind: 'reply', repliesTo: 'theirs', to: { externalId: 'ada' } }));
    await engagement.flush();
    // Known to the bot only now: what was counted before is theirs as well.
    const { member } = await members.arrive(id, ada);
    await engagement.rollUp(id);
    const day = {
      day: '2026-03-01',
      messages: 1,
      replies: 0,
      reactions: 0,
      commands: 0,
      lessons: 0,
      voiceMinutes: 0,
    };
    expect((await members.kept(id, member.id))['activity']).toEqual([day]);
    await members.leave(id, member.id);
    engagement.note(said(id, 'ada', NOW));
    await members.forget(id, member.id);
    await engagement.flush();
    const left = await rows(id);
    expect(left.map(({ messageRef, repliesTo }) => [messageRef === null, repliesTo])).toEqual([
      [true, null],
      [false, null],
    ]);
    expect((await pseudonyms(id)).map(({ number }) => number)).toEqual([left[1]?.number]);
    await engagement.rollUp(id);
    expect((await engagement.days(id, '2026-03-01', '2026-03-01'))[0]).toMatchObject({
      active: 2,
      newcomers: 1,
    });
  });

  it('has one number for two accounts that turn out to be one person’s', async () => {
    const { engagement, members } = stage;
    const { id } = await stage.community();
    const other: Person = { platform: 'telegram', externalId: '77', name: 'Ada' };
    const first = await members.arrive(id, ada);
    const second = await members.arrive(id, other);
    const say = (person: Person) => engagement.note(said(id, '', NOW, { person }));
    for (const person of [ada, other, other]) say(person);
    await engagement.flush();
    await engagement.rollUp(id);
    const code = await members.startLink(id, first.member.id, 'discord');
    const joined = await members.finishLink(id, second.account, code);
    say(other);
    await engagement.flush();
    expect(new Set((await rows(id)).map(({ number }) => number)).size).toBe(1);
    const [kept] = (await members.kept(id, joined.id))['activity'] ?? [];
    expect(kept).toMatchObject({ messages: 3 });
    await engagement.rollUp(id);
    expect((await engagement.days(id, '2026-03-01', '2026-03-01'))[0]).toMatchObject({
      active: 1,
      counts: { message: 4 },
    });
  });

  it('keeps their number when the installation gets another key', async () => {
    const { id } = await stage.community();
    const old = stage.room({ secrets: ['an old secret, long enough'] });
    old.note(said(id, 'ada', NOW));
    await old.flush();
    const now = stage.room({ secrets: ['a new secret, long enough', 'an old secret, long enough'] });
    now.note(said(id, 'ada', NOW));
    await now.flush();
    expect(new Set((await rows(id)).map(({ number }) => number)).size).toBe(1);
    expect(await pseudonyms(id)).toHaveLength(1);
  });
});

describe('when things go wrong', () => {
  it('waits for a database that is away, and says what does not fit', async () => {
    const { id } = await stage.community();
    const line = await openLine(stage.data.networkUrl);
    const database = createDatabase({ url: line.url, log: silentLog });
    try {
      const before = stage.said.length;
      const { note, flush } = stage.room({ database });
      await line.cut();
      for (let n = 0; n < 50_010; n += 1) {
        note({
          communityId: id,
          kind: 'message',
          at: NOW,
          person: n < 1_000 ? { platform: 'discord', externalId: `p${n % 9}` } : null,
        });
      }
      await flush();
      expect(stage.said.slice(before)).toContain(
        '10 events were not written: too many waited for the database',
      );
      await line.mend();
      // Whoever is asked for while a try fails answers with that try.
      for (let tries = 0; tries < 3; tries += 1) await flush();
      expect(await stage.data.database.prisma.activityEvent.count({ where: { communityId: id } })).toBe(
        50_000,
      );
      expect(await pseudonyms(id)).toHaveLength(9);
    } finally {
      await database.close();
      await line.cut();
    }
  });

  it('tells how many events a process took along that was killed', async () => {
    const home = await mkdtemp(join(tmpdir(), 'lyceum-count-'));
    const { id } = await stage.community();
    try {
      const first = openNotedCount(home, 'bot', silentLog);
      const room = stage.room({ count: first });
      await room.begin();
      for (let n = 0; n < 3; n += 1) room.note(said(id, 'ada', NOW));
      await room.flush();
      // What is noted and never written is what a kill leaves: the count alone.
      first.note(first.noted + 3 + 7);
      first.close();
      const before = stage.said.length;
      for (let start = 0; start < 2; start += 1) {
        const again = openNotedCount(home, 'bot', silentLog);
        expect(again).toMatchObject({ writer: first.writer, noted: 10 });
        await stage.room({ count: again }).begin();
        again.close();
      }
      const told = '7 events were not written: the process before this one ended too early';
      expect(stage.said.slice(before)).toEqual([told]);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
