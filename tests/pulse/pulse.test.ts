import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import type { CommandOptions } from '#contracts';
import { onDiscord } from '../_support/chat.js';
import { startProduct, type Product } from '../_support/product.js';
import { as, heard } from '../owners/said.js';
import { pixelsOf, colorAt } from '../pictures/seen.js';
import { live } from './history.js';

const english = { locale: 'en', timeZone: 'UTC' } as const;
const chinese = { locale: 'zh-CN', timeZone: 'UTC' } as const;

/** The first of March 2026 is a Sunday; the week before it ends with Saturday, 28 February. */
describe('the week and the figures, as moderators read them', () => {
  let product: Product;
  let courseId: string;
  const saidTo = async (
    command: string,
    options: CommandOptions = {},
    reader: typeof english | typeof chinese = english,
  ) => {
    const { speaker } = as(product, reader.locale === 'en' ? 'olivia' : 'moyan');
    const answer = await product.app.dispatcher.say({ ...speaker, command, options });
    const reply = answer.kind === 'reply' ? answer.reply : undefined;
    return { ...heard(answer, reader), picture: reply?.picture, table: reply?.table };
  };

  beforeAll(async () => {
    product = await startProduct({ bots: false, courses: true, allowances: unhurried });
    await product.stopListening();
  });
  afterAll(() => product.close());

  it('say what they wait for where nothing was counted yet', async () => {
    for (const command of ['pulse', 'stats']) {
      const { title, picture, lines } = await saidTo(command);
      expect([title, picture]).toEqual(['There is nothing to tell yet', undefined]);
      expect(lines.join(' ')).toContain('I wait for the first messages');
    }
    expect((await saidTo('pulse', {}, chinese)).title).toBe('还没有可以说的');
    expect((await as(product, 'ada').say('pulse')).lines.join(' ')).toContain('You may not do this here');
  });

  it('tell the week against what is usual, in five sentences that are true', async () => {
    const { id } = product.community;
    const found = await product.app.rooms.courses.courses(id, { state: 'published', limit: 1, offset: 0 });
    courseId = found.courses[0]?.id ?? '';
    await live(product, {
      until: new Date('2026-02-28T00:00:00Z'),
      days: 70,
      courseId,
      // Forty a day; in the last week sixty, and two hundred on Thursday.
      messages: (ago) => (ago === 2 ? 200 : ago < 7 ? 60 : 40),
      // Six hours of Tuesday are missing, and the whole of 11 January.
      listens: (ago, hour) => !(ago === 4 && hour < 6) && ago !== 48,
    });
    const { lines, picture, buttons } = await saidTo('pulse');
    expect(lines[0]).toBe('The week from Feb 22, 2026 to Feb 28, 2026');
    // 40 × 7 × 162 of 168 hours are 270.
    const sentences = lines.filter((line) => line.startsWith('dot '));
    expect(sentences).toHaveLength(5);
    expect(sentences[0]).toMatch(
      /^dot 560 messages were written \(107% more than usual\) and 1\d people were active/,
    );
    expect(sentences[1]).toMatch(
      /of the 9 who first came in the week from Feb 9, 2026, 1 came back the week after \(11%, usually 11%\)\.$/,
    );
    expect(sentences[2]).toBe(
      'dot 7 questions were put to everybody (usually 7); 7 got an answer within a day (100%, usually 100%), typically after 20 minutes (usually 20 minutes).',
    );
    expect(sentences[3]).toMatch(
      /^dot Lessons were opened 4 times \(usually [34]\) and finished 3 times \(usually [34]\)\.$/,
    );
    expect(sentences[4]).toBe('dot Thursday stood out with 200 messages: on that weekday, 40 are usual.');
    await product.data.database.prisma.oddity.create({
      data: {
        communityId: id,
        measure: 'messages',
        from: new Date('2026-02-26T00:00:00Z'),
        hours: 24,
        seen: 200,
        expected: 40,
        direction: 'high',
        probability: 1e-9,
        cause: 'live',
        foundAt: new Date('2026-02-27T01:00:00Z'),
      },
    });
    const again = (await saidTo('pulse')).lines.filter((line) => line.startsWith('dot '));
    expect(again.slice(0, 4)).toEqual(sentences.slice(0, 4));
    expect(again[4]).toMatch(/40 are usual\. Likely a live session/);
    expect(lines.at(1)).toContain('I was not listening for 6 hours on Tuesday');
    expect(picture?.data.length).toBeGreaterThan(20_000);
    expect(buttons.map(({ label }) => label)).toEqual([
      '‹ Week before',
      'Dark picture',
      'All figures',
      'What comes next',
      'What I am sent',
    ]);
  });

  it('say the same in Chinese, and draw it dark', async () => {
    const { lines, picture } = await saidTo('pulse', { theme: 'dark' }, chinese);
    expect(lines[0]).toBe('2026年2月22日至2026年2月28日这一周');
    expect(lines.join('\n')).toContain('dot 最特别的是周四，有 200 条消息，而平时这一天是 40。');
    expect(lines.join('')).toContain('共有 560 条消息（比平时多 107%）');
    const pixels = await pixelsOf(picture?.data ?? new Uint8Array());
    expect([pixels.width, colorAt(pixels, 0, 0)]).toEqual([1_080, '#151a25']);
  });

  it('go back week by week, to where nothing is known', async () => {
    const { lines } = await saidTo('pulse', { week: '2026-02-18' });
    expect(lines[0]).toBe('The week from Feb 16, 2026 to Feb 22, 2026');
    // Sunday the 22nd is the first of the busy days.
    expect(lines).toContain('dot Sunday stood out with 60 messages: on that weekday, 40 are usual.');
    const early = (await saidTo('pulse', { week: '2025-12-29' })).lines.join('\n');
    expect(early).toContain('that takes 3 counted weeks before this one, and so far there are 1');
    const before = (await saidTo('pulse', { week: '2025-11-03' })).lines.join('\n');
    expect(before).toContain('nothing is known about it');
  });

  it('reach whoever asked as a direct message with the picture, drawn when it is sent', async () => {
    const { delivery } = product.app.rooms;
    const { id: communityId } = product.community;
    const memberId = (await as(product, 'olivia').member()).id;
    const posted = await product.data.database.transaction((tx) =>
      delivery.post(tx, {
        communityId,
        memberId,
        kind: 'weekly_report',
        key: 'weekly_report:2026-W09',
        values: { week: '2026-W09' },
        urgent: true,
      }),
    );
    await delivery.wake(communityId, [posted]);
    await product.settle();
    const olivia = onDiscord(product, 'olivia');
    const mail = olivia.mail().at(-1);
    expect(mail?.text).toContain('The week from Feb 16, 2026 to Feb 22, 2026');
    const last = olivia
      .view()
      .dms.flatMap(({ messages }) => messages)
      .at(-1);
    expect(JSON.stringify(last)).toContain('week-2026-02-16.png');
    const inbox = await as(product, 'olivia').say('inbox');
    expect(inbox.lines.join('\n')).toContain('Your week from Feb 16, 2026');
  });

  it('count any span, beside the one before it, with gaps for days that are missing', async () => {
    const { lines, table, picture } = await saidTo('stats', {
      from: '2026-01-05',
      to: '2026-02-01',
      compare: true,
    });
    expect(lines).toContain('Jan 5 – Feb 1, 2026, 28 whole days.');
    expect(lines.join(' ')).toContain('1 day is missing');
    const rows = table?.rows.map((row) => row.map((cell) => Object.values(cell.values ?? {})[0] ?? cell.key));
    // 27 days of 40, against the 15 days before on which there was anything: by counted day it is the same.
    expect(rows?.[0]?.slice(1)).toEqual([1_080, 600, 'stats.change.same']);
    expect(picture?.data.length).toBeGreaterThan(20_000);
  });

  it('count one place or one course alone, and say what they do not know', async () => {
    const lounge = await saidTo('stats', { range: '7', place: 'lounge' });
    expect(lounge.lines[0]).toBe('Figures of lounge');
    // Tuesday was not heard as a whole, so it is not among them.
    expect(lounge.lines.join(' ')).toContain('1 day is missing');
    expect(lounge.table?.rows[0]?.[1]?.values).toEqual({ number: 5 * 20 + 66 });
    const course = await saidTo('stats', { range: '7', course: courseId });
    const seen = course.table?.rows.map((row) => row[1]?.values?.['number']);
    expect(seen?.slice(0, 5)).toEqual([0, 4, 1, 3, 1]);
    expect((await saidTo('stats', { place: 'attic' })).lines.join(' ')).toContain('called “attic”');
    expect((await saidTo('stats', { place: 'lounge', course: courseId })).lines.join(' ')).toContain(
      'not both at once',
    );
    expect((await saidTo('stats', {}, chinese)).title).toBe('社区数据');
  });
});
