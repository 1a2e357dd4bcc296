import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { releaseDrops, settleOutlet } from '#jobs';
import { days, hours, minutes } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openClassroom, type Classroom } from './classroom.js';

let data: TestDatabase;
let dataDir: string;
let room: Classroom;
beforeAll(async () => {
  data = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'lyceum-drops-'));
});
afterAll(async () => {
  await data.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  // Sunday, 2026-05-10, 12:00 UTC.
  room = await openClassroom(data.database, dataDir);
});

const lessons = [
  { key: 'one', body: 'The first lesson.' },
  { key: 'two', body: 'The second lesson.' },
  { key: 'three', body: 'The third lesson.' },
];

/** Every job once more, whatever it did already. */
async function twice(): Promise<void> {
  const { queue, communityId, drops } = room;
  await queue.next(releaseDrops, { communityId });
  for (const { id } of await drops.outlets(communityId))
    await queue.next(settleOutlet, { communityId, outletId: id });
  await queue.runDue();
}

describe('posts', () => {
  it('go to every place of the plan at their time, once, and to no other', async () => {
    const { platforms, schedule, publish, addPlaces, pass, billing, communityId } = room;
    await addPlaces('discord', 2);
    await addPlaces('telegram', 1);
    const other = await billing.createPlan(communityId, { name: 'Other', priceId: 'price-other' });
    await addPlaces('discord', 1, [other.id]);
    const id = await publish('alpha', lessons);
    await schedule(id, 'every Tuesday 20:00');
    await twice();
    expect(platforms.discord.everything).toEqual([]);

    await pass(days(2) + hours(8));
    const { drops } = await room.drops.coming(communityId, { limit: 10, offset: 0 });
    expect(drops.map(({ lessonTitle, drop }) => [lessonTitle, drop.postAt?.toISOString()])).toEqual([
      ['Lesson two', '2026-05-19T20:00:00.000Z'],
      ['Lesson three', '2026-05-26T20:00:00.000Z'],
    ]);
    await twice();
    for (let week = 0; week < 4; week += 1) {
      await pass(days(7));
      await twice();
    }
    for (const place of ['discord-1', 'discord-2']) {
      expect(platforms.discord.in(place).map(({ lesson }) => lesson)).toEqual(['one', 'two', 'three']);
    }
    expect(platforms.telegram.in('telegram-1').map(({ lesson }) => lesson)).toEqual(['one', 'two', 'three']);
    expect(platforms.discord.in('discord-3')).toEqual([]);
    expect(platforms.discord.everything).toHaveLength(6);
  });

  it('stand in the order of the lessons and of their parts', async () => {
    const { platforms, schedule, upload, publish, addPlaces } = room;
    await addPlaces('discord', 1);
    const long = lessons.map(({ key }) => ({ key, body: `${key} ${'word '.repeat(500)}` }));
    const id = await upload('alpha', long);
    await schedule(id, 'now', { whole: true });
    await publish('alpha');
    const seen = platforms.discord.in('discord-1').map(({ lesson, part }) => `${lesson} ${part}`);
    expect(seen).toEqual(['one', 'two', 'three'].flatMap((key) => [0, 1, 2].map((part) => `${key} ${part}`)));
  });

  it('do not overtake one that was told to wait, or of which nobody heard yet', async () => {
    const { platforms, schedule, publish, addPlaces, pass, queue } = room;
    await addPlaces('discord', 1);
    const id = await publish('alpha', lessons);
    platforms.discord.fates.push({ wait: 30_000 }, 'lost');
    await schedule(id, 'now');
    await twice();
    await queue.runDue();
    expect(platforms.discord.in('discord-1')).toEqual([]);
    for (let time = 0; time < 4; time += 1) await pass(minutes(10));
    const seen = platforms.discord.in('discord-1').map(({ lesson }) => lesson);
    expect(seen).toEqual(['one', 'two', 'three']);
    expect(platforms.discord.everything).toHaveLength(3);
  });

  it('follow their course: changed where it changed, gone when it is taken back, back when it comes back', async () => {
    const { platforms, schedule, publish, withdraw, addPlaces } = room;
    await addPlaces('discord', 1);
    await addPlaces('telegram', 1);
    const id = await publish('alpha', lessons);
    await schedule(id, 'now', { whole: true });
    const texts = () => platforms.discord.in('discord-1').map(({ text }) => text.split('\n')[1]);
    expect(texts()).toEqual(lessons.map(({ body }) => body));
    const ids = platforms.discord.in('discord-1').map(({ messageId }) => messageId);

    const edited = lessons.map((one) => (one.key === 'two' ? { ...one, body: 'Another text.' } : one));
    await publish('alpha', edited);
    expect(texts()).toEqual(['The first lesson.', 'Another text.', 'The third lesson.']);
    expect(platforms.discord.in('discord-1').map(({ messageId }) => messageId)).toEqual(ids);

    // Longer, shorter again, and one lesson less.
    const longer = edited.map((one) => (one.key === 'three' ? { ...one, body: 'word '.repeat(500) } : one));
    await publish('alpha', longer);
    expect(platforms.discord.in('discord-1')).toHaveLength(5);
    await publish('alpha', edited.slice(0, 2));
    expect(texts()).toEqual(['The first lesson.', 'Another text.']);

    await withdraw('alpha');
    expect(platforms.discord.standing).toEqual([]);
    expect(platforms.telegram.standing).toEqual([]);
    await publish('alpha');
    expect(texts()).toEqual(['The first lesson.', 'Another text.']);
    await twice();
    expect(platforms.telegram.in('telegram-1')).toHaveLength(2);
  });

  it('show the beginning only, where not everybody may read the rest', async () => {
    const { platforms, schedule, publish, addPlaces } = room;
    await addPlaces('discord', 1, []);
    await addPlaces('discord', 1);
    const body = `The beginning.\n\n${'word '.repeat(200)}\n\nThe end.`;
    const id = await publish('alpha', [{ key: 'one', body }]);
    await schedule(id, 'now', { whole: true });
    const text = (place: string) =>
      platforms.discord
        .in(place)
        .map((one) => one.text)
        .join('');
    expect(text('discord-1')).toContain('The beginning.');
    expect(text('discord-1')).not.toContain('The end.');
    expect(text('discord-2')).toContain('The end.');
  });

  it('that somebody took away by hand do not come back by themselves', async () => {
    const { platforms, schedule, publish, addPlaces } = room;
    await addPlaces('discord', 1);
    const id = await publish('alpha', lessons);
    await schedule(id, 'now');
    platforms.discord.take(platforms.discord.in('discord-1')[1]?.messageId ?? '');
    await publish(
      'alpha',
      lessons.map((one) => ({ ...one, body: `${one.body} Again.` })),
    );
    await publish('alpha', lessons);
    expect(platforms.discord.in('discord-1').map(({ lesson }) => lesson)).toEqual(['one', 'three']);
  });

  it('tell whoever is in charge once that a place refuses them, and go out once it does not', async () => {
    const { platforms, schedule, publish, addPlaces, pass, delivery, communityId, maker } = room;
    await addPlaces('discord', 1);
    const id = await publish('alpha', lessons);
    platforms.discord.block('missing_permission_send');
    await schedule(id, 'now');
    await pass(minutes(1));
    await pass(minutes(5));
    await pass(hours(1));
    const told = (await delivery.inbox(communityId, maker.id, 20)).filter(
      ({ kind }) => kind === 'outlet_blocked',
    );
    expect(told).toHaveLength(1);
    const [outlet] = await room.drops.outlets(communityId);
    expect(outlet?.problem).toBe('missing_permission_send');
    const troubles = await room.drops.troubles(communityId);
    expect(troubles.map(({ state, failure }) => `${state} ${failure}`)).toContain(
      'refused missing_permission_send',
    );

    platforms.discord.block(null);
    for (const { id: post } of troubles) await room.drops.retry(communityId, post, maker.id);
    await room.queue.runDue();
    expect(
      platforms.discord
        .in('discord-1')
        .map(({ lesson }) => lesson)
        .sort(),
    ).toEqual(['one', 'three', 'two']);
    expect((await room.drops.outlets(communityId))[0]?.problem).toBeNull();
    expect(await room.drops.troubles(communityId)).toEqual([]);
  });

  it('of which nobody heard are looked for on Discord, and listed on Telegram', async () => {
    const { platforms, schedule, publish, addPlaces, pass, communityId, maker } = room;
    await addPlaces('discord', 1);
    await addPlaces('telegram', 1);
    const id = await publish('alpha', lessons.slice(0, 1));
    platforms.discord.fates.push('lost');
    platforms.telegram.fates.push('lost');
    await schedule(id, 'now');
    await pass(minutes(10));
    await pass(minutes(10));
    expect(platforms.discord.everything).toHaveLength(1);
    expect(platforms.telegram.everything).toHaveLength(1);
    const troubles = await room.drops.troubles(communityId);
    expect(troubles.map(({ state, outlet }) => `${outlet.platform} ${state}`)).toEqual([
      'telegram uncertain',
    ]);

    // Somebody looks there, takes the message for missing, and is believed.
    await room.drops.retry(communityId, troubles[0]?.id ?? '', maker.id);
    await room.queue.runDue();
    expect(platforms.telegram.everything).toHaveLength(2);
    expect(await room.drops.troubles(communityId)).toEqual([]);
  });
});
