import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, onTelegram, payLink, type Seen } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';
import { shelve } from './shelf.js';

const steps = Array.from({ length: 60 }, (_, at) => `Step ${at + 1}. ${'Take the brush again. '.repeat(8)}`);

/** A course from the first look to the certificate, by one person on two platforms, and by another in Chinese. */
describe('learning in both chats', () => {
  let product: Product;
  let courseId = '';
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
    await onDiscord(product, 'olivia').say('help');
    courseId = await shelve(product, {
      slug: 'brushes',
      title: 'Brushes and water',
      plans: ['Membership'],
      more: 'level: beginner\ntags: [painting, 水彩]\nlanguage: en',
      lessons: {
        paper: '# Paper first\n\nPaper **drinks** water.',
        brush: `# The brush\n\n${steps.join('\n\n')}`,
        wash: '# The first wash\n\nFrom light to dark.',
      },
    });
    await shelve(product, {
      slug: 'shufa',
      title: '零基础学书法',
      more: 'language: zh-CN\ntags: [书法]\nprerequisites: [brushes]',
      lessons: { one: '# 执笔\n\n先学**执笔**。', two: '# 横画\n\n再学横画。' },
    });
  });
  afterAll(() => product.close());

  const rooms = () => product.app.rooms;
  const memberOf = async (platform: 'discord' | 'telegram', key: string) => {
    const { discordId, telegramId } = person(key);
    const id = platform === 'discord' ? discordId : String(telegramId);
    const member = await rooms().members.byAccount(product.community.id, platform, id);
    if (!member) throw new Error(`${key} is not known`);
    return member;
  };
  const linkOf = (seen: Seen) => seen.buttons.find((button) => button.url)?.url ?? '';
  const labels = (seen: Seen) => seen.buttons.map(({ label }) => label);

  it('says what opens a closed course, and opens it once that is paid', async () => {
    const ada = onDiscord(product, 'ada');
    const list = await ada.say('courses');
    expect(list.text).toContain('2 courses');
    expect(list.text).toMatch(/Brushes and water\*\* – locked; opened by Membership \(/);
    expect(list.text).toMatch(/零基础学书法\*\* – open to you/);

    const card = await ada.press(list, 'Brushes and water');
    expect(card.text).toContain('It is locked. What opens it: Membership (');
    expect(labels(card)).toEqual(['Get Membership', 'All courses']);
    expect((await ada.say('learn', { course: 'brushes' })).text).toContain('Brushes and water is locked');
    expect((await ada.say('learn', { course: 'brushes', lesson: 'paper', done: true })).text).toContain(
      'is locked',
    );

    const page = await ada.press(await ada.press(card, 'Get Membership'), '$19.00 a month');
    await payLink(product, linkOf(page));
    await product.settle();
    expect((await ada.say('courses')).text).toMatch(/Brushes and water\*\* – open to you/);
    expect((await ada.say('courses', { search: '书法' })).text).toContain('1 course found');
    expect((await ada.say('courses', { tag: 'painting' })).text).not.toContain('零基础学书法');
    expect((await ada.say('courses', { level: 'advanced' })).text).toContain('No course fits');
    expect((await ada.say('courses', { language: 'zh-CN' })).text).toContain('1 course found');
  });

  it('reads a long lesson page by page, and goes on there on the other platform', async () => {
    const ada = onDiscord(product, 'ada');
    const first = await ada.press(await ada.say('courses', { course: 'brushes' }), 'Start');
    expect(first.text).toContain('Paper **drinks** water');
    const done = await ada.press(first, 'Done');
    expect(done.text).toContain('**1 of 3** lessons done');
    const again = await ada.press(first, 'Done');
    expect(again.text).toContain('**1 of 3** lessons done');

    const second = await ada.press(done, 'Next: The brush');
    expect(second.text).toContain('Step 1.');
    const turned = await ada.press(second, '›');
    expect(turned.text).not.toContain('Step 1.');

    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec((await ada.say('link')).text)?.[0] ?? '';
    const telegram = onTelegram(product, 'ada');
    await telegram.act('start', {});
    await telegram.say(`/link ${code}`);
    const there = await telegram.say('/learn');
    expect(there.text).toContain('Step');
    expect(there.text).not.toContain('Step 1.');
  });

  it('finishes the course there, rates it, and holds a certificate that stays the same', async () => {
    const telegram = onTelegram(product, 'ada');
    const lesson = await telegram.say('/learn brushes 2');
    expect((await telegram.press(lesson, 'Done')).text).toContain('2 of 3 lessons done');
    expect((await telegram.say('/certificate brushes')).text).toContain('Not yet: 2 of 3 lessons are done');
    const after = await telegram.press(await telegram.say('/learn brushes'), 'Done');
    expect(after.text).toContain('You have finished Brushes and water');
    const rated = await telegram.press(after, '4★');
    expect(rated.text).toContain('★★★★ for “The first wash”');
    await telegram.press(rated, 'Add a few words');
    expect((await telegram.say('Clear as *water*')).text).toContain('without your name');

    const one = await telegram.say('/certificate');
    expect(one.text).toContain('Certificate: Brushes and water');
    expect(linkOf(one)).toMatch(/\/certificates\/[\w-]{22}$/);
    const other = await onDiscord(product, 'ada').say('certificate', {
      course: 'brushes',
      name: 'Somebody Else',
    });
    expect(linkOf(other)).toBe(linkOf(one));
    expect(other.text).toContain('stays so');
    const proof = await rooms().learning.proof(linkOf(one).split('/').at(-1) ?? '');
    expect(proof).toMatchObject({
      courseTitle: 'Brushes and water',
      lessons: 3,
      communityName: 'Lyceum Demo',
    });
    expect(proof?.name).toMatch(/ada/i);
    expect(await rooms().learning.proof('A'.repeat(22))).toBeNull();
    expect((await telegram.say('/courses')).text).toContain('Brushes and water – finished');
  });

  it('carries a question to the maker and the answer back', async () => {
    const ada = onDiscord(product, 'ada');
    const olivia = onDiscord(product, 'olivia');
    const asked = await ada.say('question', { course: 'brushes', text: 'Which *paper* for beginners?' });
    expect(asked.text).toContain('Your question is on its way');
    await ada.say('question', { course: 'brushes', text: 'Which *paper* for beginners?' });
    await product.settle();
    const told = olivia.mail().filter((mail) => mail.text.includes('A question about Brushes and water'));
    expect(told).toHaveLength(1);

    const open = await olivia.say('course questions');
    expect(open.text).toContain('beginners?');
    const [question] = await rooms().learning.questions(product.community.id, {
      open: true,
      limit: 9,
      offset: 0,
    });
    for (const text of ['Cold pressed, 300 g.', 'Cold pressed, 300 g.']) {
      await olivia.say('course questions', { question: question?.id ?? '', answer: text });
    }
    await product.settle();
    const everywhere = [...ada.mail(), ...onTelegram(product, 'ada').mail()];
    expect(everywhere.filter((mail) => mail.text.includes('Cold pressed, 300 g.'))).toHaveLength(1);
    expect((await ada.say('question')).text).toContain('Cold pressed, 300 g.');
    expect((await olivia.say('course questions')).text).toContain('No question is waiting');

    for (let index = 0; index < 5; index += 1) {
      await ada.say('question', { course: 'brushes', text: `And number ${index}?` });
    }
    expect((await ada.say('question', { course: 'brushes', text: 'One more?' })).text).toContain(
      'You have 5 questions',
    );
  });

  it('teaches somebody else in Chinese, with nothing to pay', async () => {
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    expect((await wei.say('/learn')).text).toContain('执笔');
    const card = await wei.press(await wei.say('/courses'), '零基础学书法');
    expect(card.text).toContain('建议先学：Brushes and water');
    let after = await wei.press(await wei.say('/learn shufa'), '学完了');
    expect(after.text).toContain('已学完 1/2 节');
    after = await wei.press(await wei.press(after, '下一节：横画'), '学完了');
    expect(after.text).toContain('恭喜学完“零基础学书法”');
    const certificate = await wei.press(after, '我的证书');
    expect(certificate.text).toMatch(/陈薇 于 2026年3月1日 学完 零基础学书法/);
    expect((await wei.press(await wei.say('/learn shufa 1'), '改回未学完')).text).toContain('1/2');
    expect(linkOf(await wei.say('/certificate shufa'))).toBe(linkOf(certificate));
  });

  it('says when a lesson opens, and opens it then', async () => {
    const communityId = product.community.id;
    const slow = await shelve(product, {
      slug: 'slow',
      title: 'Slowly',
      lessons: { one: '# Sit\n\nSit down.', two: '# Wait\n\nWait.', three: '# Rise\n\nRise.' },
    });
    const { id: byId } = await memberOf('discord', 'olivia');
    await rooms().drops.schedule(communityId, {
      courseId: slow,
      rules: new Map([
        ['two', { all: [{ kind: 'after_joining', days: 3 }], zone: 'community' }],
        ['three', { all: [{ kind: 'after_lesson', lessonKey: 'two' }], zone: 'community' }],
      ]),
      whole: false,
      byId,
    });
    const ben = onDiscord(product, 'ben');
    const done = await ben.press(await ben.say('learn', { course: 'slow' }), 'Done');
    expect(done.text).toMatch(/It opens on /);
    const card = await ben.say('courses', { course: 'slow' });
    expect(card.text).toMatch(/Wait – It opens on/);
    expect(card.text).toContain('It opens after “Wait”');
    const closed = await ben.say('learn', { course: 'slow', lesson: 'two' });
    expect(closed.text).toContain('“Wait” is still to come');
    expect((await ben.say('learn', { course: 'slow', lesson: 'two', done: true })).text).toContain(
      'still to come',
    );
    expect((await ben.press(closed, 'Tell me of new lessons')).text).toContain('I will tell you');
    await product.pass({ days: 3, hours: 12 });
    await product.settle();
    const second = await ben.say('learn');
    expect(second.text).toContain('Wait');
    const after = await ben.press(second, 'Done');
    expect(after.text).toContain('Newly opened: Rise');
    expect((await ben.press(after, 'Next: Rise')).text).toContain('Rise');
  });

  it('tells the maker how it goes, and names nobody', async () => {
    const stats = await onDiscord(product, 'olivia').say('course stats', { course: 'brushes' });
    expect(stats.text).toContain('**1** learner');
    expect(stats.text).toContain('Clear as');
    expect(stats.text.toLowerCase()).not.toContain('ada');
    expect((await onDiscord(product, 'ben').say('course stats', { course: 'brushes' })).text).toContain(
      'You may not do this here',
    );
  });

  it('forgets whoever asks for it, and counts without them', async () => {
    const communityId = product.community.id;
    const { id } = await memberOf('discord', 'ada');
    const kept = await rooms().members.kept(communityId, id);
    expect(kept['questions']).toEqual(
      expect.arrayContaining([expect.objectContaining({ text: 'Which *paper* for beginners?' })]),
    );
    expect(kept['lessons']).toEqual(
      expect.arrayContaining([expect.objectContaining({ stars: 4, comment: 'Clear as *water*' })]),
    );
    expect(kept['certificates']).toHaveLength(1);
    await rooms().members.leave(communityId, id);
    await rooms().members.forget(communityId, id);
    const { learners, openQuestions, comments } = await rooms().learning.stats(communityId, courseId);
    expect({ learners, openQuestions, comments }).toEqual({ learners: 0, openQuestions: 0, comments: [] });
    const told = await rooms().delivery.inbox(communityId, (await memberOf('discord', 'olivia')).id, 50);
    expect(told.filter(({ kind }) => kind === 'question_asked')).toEqual([]);
  });
});
