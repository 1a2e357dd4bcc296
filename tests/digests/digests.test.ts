import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeDigest, planDigests, sendDigests, sendReports, sweepDue } from '#jobs';
import { days, hours, later, minutes } from '#kernel/clock';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';

let product: Product;
let communityId: string;
let ada: ReturnType<typeof onDiscord>;
let lin: ReturnType<typeof onTelegram>;
let olivia: ReturnType<typeof onDiscord>;

const rooms = () => product.app.rooms;
const now = () => product.sandbox.clock.now();

beforeAll(async () => {
  product = await startProduct({ courses: true });
  communityId = product.community.id;
  ada = onDiscord(product, 'ada');
  lin = onTelegram(product, 'lin');
  olivia = onDiscord(product, 'olivia');
  await product.app.rooms.courses.editCourse(communityId, {
    slug: 'good-notes',
    free: true,
    byId: (await memberOf('cleo')).id,
  });
  await product.app.rooms.courses.editCourse(communityId, {
    slug: 'clear-words',
    free: true,
    byId: (await memberOf('cleo')).id,
  });
  for (const slug of ['good-notes', 'clear-words']) {
    await product.app.rooms.courses
      .publish(communityId, { slug, byId: (await memberOf('cleo')).id })
      .catch(() => undefined);
  }
});
afterAll(() => product.close());

async function memberOf(key: string, platform: 'discord' | 'telegram' = 'discord') {
  const { discordId, telegramId, name, locale } = person(key);
  const externalId = platform === 'discord' ? discordId : String(telegramId);
  return (await rooms().members.arrive(communityId, { platform, externalId, name, locale })).member;
}

/** Each job twice, as after a crash. */
async function run(job: typeof planDigests): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    await product.app.queues.next(job, {});
    await product.settle();
  }
}

async function to(at: Date): Promise<void> {
  await product.sandbox.advanceTo(at);
  await run(sweepDue);
}

const rowsOf = async (week: string) =>
  (await rooms().digests.ofWeek(communityId, week, { limit: 1_000, offset: 0 })).rows;
const weekAt = (at: Date) => DateTime.fromJSDate(at, { zone: 'UTC' }).toFormat("kkkk-'W'WW");
const digestsIn = <Mail extends { text: string }>(mail: Mail[]): Mail[] =>
  mail.filter(({ text }) => /Your week|本周速递/.test(text));

describe('the digest', () => {
  it('is planned for whoever used the bot and has something here, in the hours that are theirs', async () => {
    await ada.say('learn', { course: 'good-notes' });
    await lin.say('/start');
    await lin.say('/learn clear-words');
    const crowd = await quietPeople();
    await run(planDigests);

    const week = weekAt(later(now(), days(7)));
    const rows = await rowsOf(week);
    const planned = new Map(rows.map((row) => [row.memberId, row.dueAt]));
    expect(planned.size).toBe(rows.length);
    expect(planned.has((await memberOf('ada')).id)).toBe(true);
    expect(planned.has((await memberOf('lin', 'telegram')).id)).toBe(true);
    // Cleo made the courses, and takes none.
    expect(planned.has((await memberOf('cleo')).id)).toBe(false);
    for (const { id, zone, from, until } of crowd) {
      const at = DateTime.fromJSDate(planned.get(id) ?? new Date(0), { zone });
      const minute = at.hour * 60 + at.minute;
      const isQuiet = from > until ? minute >= from || minute < until : minute >= from && minute < until;
      expect([zone, at.toISO(), isQuiet, at.weekday >= 4]).toEqual([zone, at.toISO(), false, true]);
    }
    // Spread, so that nobody's platform is flooded.
    expect(new Set(rows.map(({ dueAt }) => dueAt.getTime())).size).toBeGreaterThan(rows.length * 0.8);
  });

  it('arrives once, says what is true of them, and its buttons count', async () => {
    // It is Sunday morning.
    const week = weekAt(now());
    const mine = (await rowsOf(week)).find(({ memberId }) => memberId === adaId);
    await to(later(mine?.dueAt ?? now(), -1_000));
    expect(digestsIn(ada.mail())).toEqual([]);
    await to(mine?.dueAt ?? now());
    await run(sweepDue);
    await product.app.queues.next(sendDigests, { communityId });
    await product.app.queues.next(composeDigest, { communityId, memberId: adaId, week });
    await product.settle();

    const [digest, ...others] = digestsIn(ada.mail());
    expect(others).toEqual([]);
    expect(digest?.text).toContain('A new course: 把事情讲明白');
    const pick = /\*\*1\\?\. (.+?)\*\*/.exec(digest?.text ?? '')?.[1] ?? '';
    expect(pick).toMatch(/Notes you will use again|把事情讲明白/);
    if (!digest) return;
    await ada.act('pressButton', {
      as: ada.id,
      channelId: ada.view().dms[0]?.channelId,
      messageId: digest.id,
      customId: digest.buttons.find(({ label }) => label === 'Know it already 1')?.data,
    });
    const known = (await rooms().digests.weeks(communityId, 9)).find((one) => one.week === week);
    // Whoever was due before her got theirs, too.
    expect(known?.sent).toBeGreaterThan(0);
    expect(known?.known).toBe(1);
    const pages = [1, 2].map(async (page) => (await olivia.say('digests', { week, page })).text);
    expect((await Promise.all(pages)).join('\n')).toMatch(/Ada Brook\s.*arrived\s+0 \/ 0 \/ 1 \/ 0/);
  });

  it('reaches a reader of Chinese on Telegram', async () => {
    const week = weekAt(now());
    const linId = (await memberOf('lin', 'telegram')).id;
    const due = (await rowsOf(week)).find(({ memberId }) => memberId === linId)?.dueAt ?? now();
    if (due > now()) await to(due);
    const [digest] = digestsIn(lin.mail());
    expect(digest?.text).toContain('推荐给你');
    expect(digest?.text).toContain('新课程上线：Notes you will use again');
  });

  it('says nothing where there is nothing to say, and nothing to whoever wants none', async () => {
    const before = digestsIn(ada.mail()).length;
    await ada.say('settings', { recommended: false });
    const [digest] = digestsIn(lin.mail());
    if (digest) await lin.press(digest, '不再接收速递');
    await run(planDigests);
    await to(later(now(), days(8)));
    const rows = await rowsOf(weekAt(later(now(), -days(3))));
    const fateOf = (id: string) => rows.find(({ memberId }) => memberId === id)?.fate;
    // What was new was said, and nothing is recommended to her.
    expect(fateOf(adaId)).toBe('empty');
    expect(fateOf((await memberOf('lin', 'telegram')).id)).toBe('dropped');
    expect(digestsIn(ada.mail())).toHaveLength(before);
  });

  it('is sent by the next process when one chose what to recommend, and died before it was written down', async () => {
    const ben = onDiscord(product, 'ben');
    await ben.say('learn', { course: 'good-notes' });
    const { id: memberId } = await memberOf('ben');
    await run(planDigests);
    const week = weekAt(later(now(), days(7)));
    const due = (await rowsOf(week)).find((row) => row.memberId === memberId)?.dueAt ?? now();
    await product.sandbox.advanceTo(later(due, minutes(2)));
    const chosen = await rooms().recommends.forMember(communityId, memberId, { count: 3, way: 'digest' });
    expect(chosen.length).toBeGreaterThan(0);
    await to(later(due, minutes(9)));
    await product.app.queues.next(sendDigests, { communityId });
    await product.settle();
    expect(digestsIn(ben.mail())).toHaveLength(1);
  });
});

describe('reports', () => {
  it('come on Monday from nine, once, to who asked and may read them', async () => {
    await olivia.say('reports', { weekly: true, forecast: true });
    expect((await ada.say('reports', { weekly: true })).text).toContain('You may not do this here');
    const monday = DateTime.fromJSDate(now(), { zone: 'UTC' }).plus({ weeks: 1 }).startOf('week');
    await to(monday.plus({ hours: 8 }).toJSDate());
    const before = olivia.mail().length;
    await run(sendReports);
    expect(olivia.mail()).toHaveLength(before);
    await to(monday.plus({ hours: 9, minutes: 5 }).toJSDate());
    await run(sendReports);
    expect(olivia.mail()).toHaveLength(before + 2);
    await to(later(now(), hours(5)));
    await run(sendReports);
    expect(olivia.mail()).toHaveLength(before + 2);
    await olivia.say('reports', { weekly: false, forecast: false });
    await to(later(now(), days(7)));
    await run(sendReports);
    expect(olivia.mail()).toHaveLength(before + 2);
  });
});

it('goes with whoever is forgotten', async () => {
  const kept = await rooms().digests.kept(communityId, adaId);
  expect(kept['digests']?.length).toBeGreaterThan(0);
  await rooms().members.forget(communityId, adaId);
  expect(await rooms().digests.kept(communityId, adaId)).toEqual({ digests: [], reports: [] });
});

let adaId = '';

const ZONES = ['Pacific/Kiritimati', 'Asia/Shanghai', 'Asia/Kathmandu', 'Europe/Berlin', 'America/New_York'];

/** People all over the world who sleep at different times and take a course. */
async function quietPeople() {
  adaId = (await memberOf('ada')).id;
  const { id: courseId } = await rooms().courses.course(communityId, 'good-notes');
  const crowd = [];
  for (let n = 0; n < 20; n += 1) {
    const externalId = `19${String(n).padStart(16, '0')}`;
    const someone = { platform: 'discord', externalId, name: `Sleeper ${n}`, locale: 'en' } as const;
    const { member } = await rooms().members.arrive(communityId, someone);
    const zone = ZONES[n % ZONES.length] ?? 'UTC';
    const [from, until] = n % 3 === 0 ? [60 * (n % 24), 60 * ((n + 20) % 24)] : [22 * 60, 8 * 60];
    await rooms().members.updateSettings(communityId, member.id, {
      timeZone: zone,
      quiet: { from, to: until },
    });
    const at = now();
    await product.data.database.prisma.enrolment.create({
      data: { communityId, memberId: member.id, courseId, startedAt: at, countsFrom: at, lastAt: at },
    });
    crowd.push({ id: member.id, zone, from, until });
  }
  return crowd;
}
