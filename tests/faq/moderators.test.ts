import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import type { FaqQuestion } from '#domain/faq';
import { trainFaq } from '#jobs';
import { as, heard, type Said } from '../owners/said.js';
import { demo, startProduct, type Product } from '../_support/product.js';

/** What moderators do about the FAQ, said as commands; what learns from it runs as a job, each time twice. */
describe('the FAQ as moderators look after it', () => {
  let product: Product;
  let communityId: string;
  let memberId: string;
  let olivia: ReturnType<typeof as>;
  beforeAll(async () => {
    product = await startProduct({ bots: false, allowances: unhurried });
    communityId = product.community.id;
    olivia = as(product, 'olivia');
    memberId = (await as(product, 'ben').member()).id;
    await product.stopListening();
  });
  afterAll(() => product.close());

  const faq = () => product.app.rooms.faq;
  const question = (text: string, way: FaqQuestion['way'] = 'ask'): FaqQuestion => ({
    memberId,
    platform: 'discord',
    way,
    text,
    locale: 'en',
  });
  const learn = async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await product.app.queues.next(trainFaq, { communityId });
      await product.settle();
    }
    expect(await faq().isStale(communityId)).toBe(false);
  };
  const entry = async (title: string) => {
    const found = (await faq().entries(communityId)).find(({ texts }) =>
      texts.some((text) => text.title === title),
    );
    if (!found) throw new Error(`no entry ${title}`);
    return found;
  };
  const all = ({ lines }: Said) => lines.join('\n');
  const labels = ({ buttons }: Said) => buttons.map(({ label }) => label);
  const file = (name: string, content: string | Uint8Array) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return { name, type: 'text/plain', size: bytes.length, read: () => Promise.resolve(bytes) };
  };
  /** With a file among what is given, which `as` cannot send. */
  const withFile = async (command: string, options: Record<string, unknown>) =>
    heard(
      await product.app.dispatcher.say({
        ...olivia.speaker,
        command,
        options: options as Record<string, string>,
      }),
    );

  it('is empty at first, and knows nothing', async () => {
    expect(all(await olivia.say('faq list'))).toContain('The FAQ is empty');
    expect(all(await olivia.say('faq export'))).toContain('The FAQ is empty');
    expect((await faq().judge(communityId, question('How do I cancel?'))).kind).toBe('unsure');
    expect((await faq().judge(communityId, question('How do I cancel?', 'overheard'))).kind).toBe('silent');
    expect(all(await olivia.say('faq report'))).toContain('Nobody asked anything');
    expect(all(await olivia.say('faq unanswered'))).toContain('Nothing waits');
    expect((await as(product, 'ben').say('faq list')).lines.join()).not.toContain('The FAQ');
  });

  it('is written: a title, an answer that is asked for or comes as a file, phrasings', async () => {
    const asked = await olivia.say('faq add', {
      title: 'How do I cancel my membership?',
      phrasings: 'stop my subscription; I want to cancel ; end my membership\nunsubscribe me',
      tags: 'money, #leaving',
    });
    expect(asked.asked).toEqual(['answer']);
    const made = await olivia.answer(asked, { answer: 'Say `/membership` and press **Cancel**.' });
    expect(made.title).toContain('New entry: How do I cancel');
    expect(all(made)).toContain('4 phrasings');
    expect(all(made)).toContain('#money #leaving');
    const refund = await withFile('faq add', {
      title: 'How do I get a refund?',
      file: file('refund.md', '# Refunds\n\nWithin **14 days**.'),
      phrasings: 'money back | can I be refunded | I want my money back',
    });
    expect(refund.title).toContain('New entry');
    await olivia.say('faq add', {
      title: '直播什么时候开始？',
      answer: '每周三晚上八点。',
      phrasings: '几点直播；直播时间；什么时候有直播',
    });
    await olivia.say('faq add', {
      title: 'Where are the lessons?',
      answer: 'Say `/learn`.',
      phrasings: 'where do I watch the videos; how do I open a course; find my course',
    });
    expect((await entry('直播什么时候开始？')).texts[0]?.locale).toBe('zh-CN');
    expect(
      all(await withFile('faq add', { title: 'x', file: file('x.md', Buffer.from([0xff, 0xfe])) })),
    ).toContain('cannot read this file');
    // Members would be asked "this, or this?".
    const twin = await olivia.say('faq add', { title: 'where are the LESSONS', answer: 'Elsewhere.' });
    expect(all(twin)).toContain('already');
    expect(all(twin)).toContain('Change that one with');
    expect(all(await olivia.say('faq list', { tag: '#money' }))).toContain('1 entry fits');
    expect(all(await olivia.say('faq list'))).toContain('The FAQ: 4 entries');
  });

  it('is learned by a job, and answers in the language of the question', async () => {
    await learn();
    const verdict = await faq().judge(communityId, question('how can i stop my subscripton'));
    expect(verdict).toMatchObject({
      kind: 'answer',
      locale: 'en',
      text: { title: 'How do I cancel my membership?' },
    });
    expect(await faq().judge(communityId, question('直播几点开始'))).toMatchObject({ locale: 'zh-CN' });
    expect((await faq().judge(communityId, question('haha nice one', 'overheard'))).kind).toBe('silent');
    const tried = await olivia.say('faq test', { question: 'I want to cancel' });
    expect(all(tried)).toContain('Answer with How do I cancel my membership? (English)');
    expect(all(tried)).toContain('at most 1 answer in 20');
    expect(all(await olivia.say('faq test', { question: '哈哈哈' }))).toContain('I do not know');
  });

  it('is changed, in one language and then in both', async () => {
    const { id } = await entry('How do I cancel my membership?');
    expect(
      (await olivia.say('faq edit', { entry: id, language: 'zh-CN', title: '怎么取消会员？' })).asked,
    ).toEqual(['answer']);
    const both = await olivia.say('faq edit', {
      entry: 'how do i cancel my membership?',
      language: 'zh-CN',
      title: '怎么取消会员？',
      answer: '发送 `/membership`，再点**取消**。',
    });
    expect(all(both)).toContain('Changed');
    expect(labels(both)).toContain('English');
    expect(all(await olivia.say('faq edit', { entry: id }))).toContain('Say what to change');
    expect(all(await olivia.say('faq edit', { entry: 'nothing like it', title: 'x' }))).toContain(
      'no such entry',
    );
    await olivia.say('faq edit', { entry: id, tags: '-' });
    expect((await entry('怎么取消会员？')).tags).toEqual([]);
    await learn();
    const asked = await faq().judge(communityId, question('怎么取消会员'));
    expect(asked).toMatchObject({ kind: 'answer', text: { locale: 'zh-CN' } });
    expect(await faq().judge(communityId, question('end my membership'))).toMatchObject({
      text: { locale: 'en' },
    });
    await olivia.say('faq edit', { entry: id, language: 'zh-CN', drop: true });
    expect((await entry('How do I cancel my membership?')).texts.length).toBe(1);
    expect(all(await olivia.say('faq edit', { entry: id, language: 'en', drop: true }))).toContain(
      'at least',
    );
  });

  it('is not answered with what was removed, even before anything was learned, and brings it back', async () => {
    const { id } = await entry('How do I get a refund?');
    await learn();
    expect(await faq().judge(communityId, question('money back'))).toMatchObject({ kind: 'answer' });
    const gone = await olivia.say('faq remove', { entry: id });
    const after = await faq().judge(communityId, question('money back'));
    expect(after.kind).not.toBe('answer');
    expect(after.guesses.some(({ entryId }) => entryId === id)).toBe(false);
    expect(all(await olivia.press(gone, 'Undo'))).toContain('It is back');
    expect(all(await olivia.press(gone, 'Undo'))).toContain('It is back');
    await learn();
    expect(await faq().judge(communityId, question('money back'))).toMatchObject({ kind: 'answer' });
  });

  it('answers holders of a plan only where a plan is set, and shows nothing of it to others', async () => {
    const title = 'What is the code for the lounge door?';
    await olivia.say('faq add', {
      title,
      answer: 'It is 4711.',
      plan: 'Membership',
      phrasings: 'lounge door code; how do I get into the lounge; open the lounge door',
    });
    await learn();
    const refused = await faq().ask(communityId, question('what is the lounge door code?'));
    expect(refused.kind).toBe('unsure');
    expect(JSON.stringify(refused)).not.toContain('lounge door?"');
    const { id } = await entry(title);
    await expect(faq().pick(communityId, memberId, refused.askId ?? '', id)).rejects.toMatchObject({
      key: 'faq_unknown',
    });
    await olivia.say('grant', { member: memberId, plan: 'Membership', reason: 'a guest' });
    await product.settle();
    expect(await faq().judge(communityId, question('what is the lounge door code?'))).toMatchObject({
      kind: 'answer',
      entry: { id },
    });
    await olivia.say('faq remove', { entry: id });
  });

  it('keeps what was asked sealed, and of what was overheard a number', async () => {
    const { prisma } = product.data.database;
    const before = await prisma.faqAsk.count({ where: { communityId } });
    const chatter = await faq().ask(communityId, question('does anybody like jazz?', 'overheard'));
    expect(chatter).toMatchObject({ kind: 'silent', askId: null });
    await faq().ask(communityId, question('what a day', 'overheard'));
    expect(await prisma.faqAsk.count({ where: { communityId } })).toBe(before);
    expect(await prisma.faqSilence.findMany({ where: { communityId } })).toMatchObject([{ count: 1 }]);
    const told = await faq().ask(communityId, question('I want my money back', 'overheard'));
    expect(told.kind).toBe('answer');
    const row = await prisma.faqAsk.findFirst({ where: { communityId, id: told.askId ?? '' } });
    expect(row?.text).toBeNull();
    const asked = await faq().ask(communityId, question('I want my money back', 'direct'));
    const kept = await prisma.faqAsk.findFirst({ where: { communityId, id: asked.askId ?? '' } });
    expect(kept?.text).toMatch(/^sealed:/);
    expect((await faq().asked(communityId, asked.askId ?? '')).text).toBe('I want my money back');
  });

  it('turns questions that nobody answered into phrasings, after trying them out', async () => {
    const ask = (text: string) => faq().ask(communityId, question(text));
    for (const text of ['how do I quit this club?', 'how can I quit the club', 'do you ship to Norway?']) {
      expect((await ask(text)).kind).not.toBe('answer');
    }
    const first = await olivia.say('faq unanswered');
    expect(first.title).toMatch(/Unanswered, 1 of \d/);
    expect(all(first)).toContain('2 times');
    expect(all(first)).toContain('quit');
    const other = await olivia.press(first, 'A phrasing of another entry');
    expect(other.asked).toEqual(['entry']);
    const { id } = await entry('How do I cancel my membership?');
    const replayed = await olivia.answer(other, { entry: id });
    expect(all(replayed)).toMatch(/everything I know is still answered|Careful/);
    expect((await entry('How do I cancel my membership?')).phrasings.length).toBe(4);
    const added = await olivia.press(replayed, /^(Yes, add it|Add it all the same)$/);
    expect(added.title).toContain('Added to');
    const { phrasings } = await entry('How do I cancel my membership?');
    expect(phrasings.filter(({ source }) => source === 'unanswered').length).toBe(1);
    expect(all(await olivia.press(replayed, /^(Yes, add it|Add it all the same)$/))).toContain(
      'dealt with already',
    );
    await learn();
    expect(await faq().judge(communityId, question('how do i quit this club'))).toMatchObject({
      kind: 'answer',
    });
  });

  it('warns before a phrasing that would take questions from another entry', async () => {
    const { id } = await entry('How do I cancel my membership?');
    const warned = await olivia.say('faq phrasing', { entry: id, text: 'I want my money back!' });
    expect(all(warned)).toContain('Careful');
    expect(all(warned)).toContain('How do I get a refund?');
    expect(labels(warned)).toContain('Add it all the same');
    const known = await olivia.say('faq phrasing', { entry: id, text: 'Stop my Subscription' });
    expect(known.title).toContain('already');
  });

  it('makes a new entry of a question, and dismisses others', async () => {
    const pages: Said[] = [];
    for (let page = 1; page <= 4; page += 1) pages.push(await olivia.say('faq unanswered', { page }));
    const page = pages.find((one) => all(one).includes('Norway'));
    if (!page) throw new Error('nobody asked about Norway');
    const asked = await olivia.press(page, 'New entry');
    expect(asked.asked).toEqual(expect.arrayContaining(['title']));
    await olivia.answer(asked, { title: 'Where do you ship to?', answer: 'Everywhere.' });
    expect((await entry('Where do you ship to?')).phrasings.map(({ text }) => text)).toEqual([
      'do you ship to Norway?',
    ]);
    let left = await olivia.say('faq unanswered');
    for (let turn = 0; turn < 10 && labels(left).includes('Dismiss'); turn += 1) {
      left = await olivia.press(left, 'Dismiss');
    }
    expect(all(left)).toContain('Nothing waits');
  });

  it('hears from members what helped and what did not', async () => {
    await learn();
    const { askId } = await faq().ask(communityId, question('where are the lessons of last year?'));
    const { id } = await entry('Where are the lessons?');
    const picked = await faq().pick(communityId, memberId, askId ?? '', id);
    expect(picked).toMatchObject({ kind: 'answer', entry: { id } });
    await expect(faq().thumb(communityId, 'somebody else', askId ?? '', true)).rejects.toMatchObject({
      key: 'faq_ask_unknown',
    });
    expect((await faq().thumb(communityId, memberId, askId ?? '', true)).thumb).toBe(1);
    expect((await faq().thumb(communityId, memberId, askId ?? '', false)).thumb).toBe(-1);
    expect(await faq().isStale(communityId)).toBe(true);
    await learn();
    const queue = await olivia.say('faq unanswered');
    expect(all(queue)).toContain('called wrong');
    await olivia.press(queue, 'Dismiss');
    await learn();
  });

  it('promises, and shows what that costs', async () => {
    const shown = await olivia.say('faq promise');
    expect(shown.title).toBe('The promise: at most 1 answer in 20 is wrong');
    const strict = await olivia.press(shown, '1 in 100');
    expect(strict.title).toContain('1 answer in 100');
    const lax = await faq().setPromise(communityId, 5, memberId);
    const [a, b] = [await faq().setPromise(communityId, 100, memberId), lax];
    expect(a.threshold).toBeGreaterThan(b.threshold);
    expect(all(await olivia.say('faq promise', { one_in: 1 }))).toMatch(/2/);
    expect((await olivia.say('faq promise', { one_in: 20 })).title).toContain('1 answer in 20');
  });

  it('reports numbers, with a picture in both languages', async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const answer = await product.app.dispatcher.say({
        ...olivia.speaker,
        person: { ...olivia.speaker.person, locale },
        command: 'faq report',
        options: {},
      });
      if (answer.kind !== 'reply') throw new Error('no report');
      expect(
        Buffer.from(answer.reply.picture?.data ?? [])
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
    const report = await olivia.say('faq report', { days: 7 });
    expect(all(report)).toMatch(/Answered: \d/);
    expect(all(report)).toContain('Overheard, and silent: 1');
    const { days, ...sums } = await faq().report(
      communityId,
      product.sandbox.clock.now(),
      product.sandbox.clock.now(),
    );
    expect(days.length).toBe(1);
    expect(days[0]).toMatchObject({ answered: sums.answered, unsure: sums.unsure, silent: 1 });
    expect(sums.asked).toBe(sums.answered + sums.askedBack + sums.unsure);
  });

  it('says what to improve', async () => {
    await olivia.say('faq add', { title: 'stop my subscription', answer: 'See above.' });
    await learn();
    const lints = all(await olivia.say('faq lints'));
    expect(lints).toContain('both asked with “stop my subscription”');
    expect(lints).toContain('stop my subscription has 0 phrasings');
    await olivia.say('faq remove', { entry: 'stop my subscription' });
    const { id, phrasings } = await entry('How do I cancel my membership?');
    const listed = await olivia.say('faq phrasings', { entry: id });
    expect(all(listed)).toContain('a member’s question');
    const fewer = await olivia.press(listed, 'Remove 1');
    expect(all(fewer)).toContain(`Removed: “${phrasings[0]?.text}”`);
    await olivia.press(fewer, 'Undo');
    expect((await entry('How do I cancel my membership?')).phrasings.length).toBe(phrasings.length);
  });

  it('listens in places that a moderator chose', async () => {
    expect(all(await olivia.say('faq places'))).toContain('Nowhere');
    const spaces = await product.app.rooms.members.spaces(communityId);
    const guild = spaces.find(({ platform }) => platform === 'discord')?.id ?? '';
    const channel = demo.discord.generalChannelId;
    expect(await faq().listens(communityId, 'discord', [channel])).toBe(false);
    const added = await olivia.say('faq places-add', { place: `discord:${guild}:${channel}` });
    expect(added.title).toContain('I listen in');
    expect(await faq().listens(communityId, 'discord', ['thread', channel])).toBe(true);
    expect(await faq().listens(communityId, 'telegram', [channel])).toBe(false);
    const [place] = await faq().places(communityId);
    const removed = await olivia.say('faq places-remove', { place: place?.id ?? '' });
    expect(await faq().listens(communityId, 'discord', [channel])).toBe(false);
    await olivia.press(removed, 'Undo');
    expect(await faq().listens(communityId, 'discord', [channel])).toBe(true);
    expect(all(await olivia.say('faq places-add', { place: 'nowhere' }))).toContain('no such place');
  });

  it('goes out as a file and comes back the same', async () => {
    const before = await faq().entries(communityId);
    const bare = (list: typeof before) =>
      list.map(({ tags, planIds, texts, phrasings }) => ({
        tags,
        planIds,
        texts,
        phrasings: phrasings.map(({ locale, text }) => [locale, text]),
      }));
    for (const format of ['json', 'csv']) {
      const out = await olivia.say('faq export', { format });
      const content = out.file?.text ?? '';
      const same = await withFile('faq import', { file: file('faq', content) });
      expect(all(same)).toContain(`as before: ${before.length}`);
      expect(labels(same)).not.toContain('Yes, take it over');
      for (const { id } of await faq().entries(communityId)) await faq().remove(communityId, id, memberId);
      const dry = await withFile('faq import', { file: file('faq', content) });
      expect(all(dry)).toContain(`New: ${before.length}`);
      expect(await faq().entries(communityId)).toEqual([]);
      const done = await olivia.press(dry, 'Yes, take it over');
      expect(done.title).toBe('Taken over');
      expect(bare(await faq().entries(communityId))).toEqual(bare(before));
      // Pressed twice, it is there already.
      expect(all(await olivia.press(dry, 'Yes, take it over'))).toContain(`as before: ${before.length}`);
    }
    const wrong = JSON.stringify([
      { texts: { en: { title: 'For some', answer: 'x' } }, plans: ['No such plan'] },
      { texts: { en: { title: 'Twice', answer: 'x' } } },
      { texts: { en: { title: 'twice?', answer: 'x' } } },
    ]);
    const refused = await withFile('faq import', { file: file('faq.json', wrong), apply: true });
    expect(all(refused)).toContain('There is no plan “No such plan”');
    expect(all(refused)).toContain('in the file twice');
    expect((await faq().entries(communityId)).length).toBe(before.length);
  });

  it('learns anew when much has been asked since, once a week at most', async () => {
    await learn();
    const { clock } = product.sandbox;
    const askMuch = async () => {
      for (let n = 0; n < 50; n += 1)
        await faq().ask(communityId, question(`where do I find lesson ${n} again`));
    };
    const trainedAfter = async (count: number) => {
      await product.sandbox.advanceTo(new Date(clock.now().getTime() + count * 86_400_000));
      for (let turn = 0; turn < 2; turn += 1) await faq().tidy(communityId);
      await product.settle();
      return (await faq().promise(communityId)).trainedAt;
    };
    const { trainedAt } = await faq().promise(communityId);
    await product.pass({ hours: 1 });
    await askMuch();
    expect(await trainedAfter(1)).toEqual(trainedAt);
    const again = await trainedAfter(7);
    expect(again).toEqual(clock.now());
    // Nobody asked since.
    expect(await trainedAfter(8)).toEqual(again);
  });

  it('forgets what was asked after 30 days, and people who want to be forgotten at once', async () => {
    const { prisma } = product.data.database;
    const kept = () => prisma.faqAsk.count({ where: { communityId, text: { not: null } } });
    expect(await kept()).toBeGreaterThan(0);
    const mine = await faq().kept(communityId, memberId);
    expect(JSON.stringify(mine)).toContain('I want my money back');
    expect(JSON.stringify(mine)).not.toContain('sealed:');
    await product.sandbox.advanceTo(new Date(product.sandbox.clock.now().getTime() + 31 * 86_400_000));
    for (let turn = 0; turn < 2; turn += 1) await faq().tidy(communityId);
    expect(await kept()).toBe(0);
    expect(await prisma.faqEntry.count({ where: { communityId, removedAt: { not: null } } })).toBe(0);
    expect(await prisma.faqAsk.count({ where: { communityId } })).toBeGreaterThan(0);
    await product.data.database.transaction((tx) => faq().erase(tx, communityId, memberId, new Set()));
    expect(await prisma.faqAsk.count({ where: { communityId } })).toBe(0);
  });
});
