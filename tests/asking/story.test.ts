import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDispatcher } from '#app/dispatch/dispatcher';
import { commands } from '#commands';
import type { Heard } from '#contracts';
import type { FaqAsked } from '#domain/faq';
import { silentLog } from '#kernel/log';
import { as } from '../owners/said.js';
import { demo, person } from '../_support/product.js';
import { openSchool, type School } from './school.js';
import { discordVoice, labels, telegramVoice, type Voice } from './voices.js';

let school: School;
const logged: string[] = [];
beforeAll(async () => {
  const keep = (data: object, message: string) => void logged.push(JSON.stringify({ ...data, message }));
  school = await openSchool({ debug: keep, info: keep, warn: keep, error: keep });
});
afterAll(() => school.product.close());

const rooms = () => school.product.app.rooms;
const asksOf = (way: string) =>
  school.product.data.database.unscoped.faqAsk.findMany({
    where: { communityId: school.communityId, ...(way === '' ? {} : { way: way as FaqAsked['way'] }) },
  });

/** Questions that may be left open; which of them are depends on how sure the matcher has become. */
const english = [
  'where do I find the recording?',
  'where is the recording?',
  'where do I find the morning or the evening recording?',
  'how do I change my name?',
  'where can I change my name?',
  'how do I change the recording?',
  'where do I download the recording?',
  'when do the recordings start?',
  'what about the name and the recording?',
];
const chinese = [
  '录像在哪里看？',
  '哪里可以看录像？',
  '早课还是晚课的录像在哪里看？',
  '怎么改名字？',
  '在哪里改名字？',
  '怎么下载录像？',
  '录像几点开始？',
];

/** The first of these that is left open in this way. */
async function open(kind: 'choose' | 'unsure', questions: readonly string[]): Promise<string> {
  const [memberId = ''] = await rooms().members.staff(school.communityId);
  for (const text of questions) {
    const question = { memberId, platform: 'discord', way: 'direct', text, locale: 'en' } as const;
    const found = await rooms().faq.judge(school.communityId, question);
    if (found.kind === kind && found.guesses.length > 0) return text;
  }
  throw new Error(`the matcher is never brought to ${kind}`);
}

/** Questions and answers as people have them, each on both platforms and in both languages. */
describe.each(['discord', 'telegram'] as const)('asking on %s', (platform) => {
  const voices = new Map<string, Voice>();
  const voice = (key: string): Voice => {
    const known = voices.get(key);
    if (known) return known;
    const made = (platform === 'discord' ? discordVoice : telegramVoice)(school.product, key);
    voices.set(key, made);
    return made;
  };
  const member = (key: string) => {
    const { discordId, telegramId } = person(key);
    const externalId = platform === 'discord' ? discordId : String(telegramId);
    return rooms().members.byAccount(school.communityId, platform, externalId);
  };
  const bold = (text: string) =>
    platform === 'discord' ? text : text.replaceAll('**', '').replaceAll('`', '');

  it('overhears in the places that were chosen, and only there; nobody is noted for chatter', async () => {
    const lin = voice('lin');
    for (const chatter of ['大家早上好', '哈哈哈', '谢谢！', 'lol nice one', '今天天气真好']) {
      await lin.says(chatter, 'listening');
    }
    // Heard after all of these, so that their silence is known when it is answered.
    const before = await asksOf('');
    const answer = await lin.asks('直播课几点开始？', 'listening');
    expect(lin.reads('listening').filter(({ replyTo }) => replyTo !== undefined)).toHaveLength(1);
    expect(answer.text).toContain('直播课几点开始？');
    expect(answer.text).toContain(bold('每周三晚上**八点**'));
    expect(labels(answer)).toEqual(['👍', '👎', '转人工']);
    expect(await asksOf('')).toHaveLength(before.length + 1);

    const moyan = voice('moyan');
    await moyan.says('How do I cancel my membership?', 'elsewhere');
    const called = await moyan.calls('how do I get a refund?', 'elsewhere');
    expect((await moyan.answerTo(called, 'elsewhere')).text).toContain('How do I get a refund?');
    expect(moyan.reads('elsewhere')).toHaveLength(1);
  });

  it('does not register whoever only talks; whoever is answered is', async () => {
    const ben = voice('ben');
    await ben.says('see you all tomorrow', 'listening');
    await ben.says('who is going to the museum tonight?', 'listening');
    const lin = voice('lin');
    await lin.asks('怎么退款？', 'listening');
    expect(await member('ben')).toBeNull();
    await ben.asks('How do I cancel my membership?', 'listening');
    expect(await member('ben')).not.toBeNull();
  });

  it('answers in private in the language of the question, and keeps what was asked for a while', async () => {
    const ada = voice('ada');
    if (platform === 'telegram') await ada.says('/start', 'private');
    const english = await ada.asks('How do I cancel my membership?', 'private');
    expect(english.text).toContain('How do I cancel my membership?');
    expect(english.text).toContain(bold('press **Cancel**'));
    expect(labels(english)).toEqual(['👍', '👎', 'Talk to a person']);
    const chinese = await ada.asks('怎么取消会员？', 'private');
    expect(chinese.text).toContain('怎么取消会员？');
    expect(labels(chinese)).toEqual(['👍', '👎', '转人工']);
    const wei = voice('wei');
    if (platform === 'telegram') await wei.says('/start', 'private');
    expect((await wei.asks('I want my money back', 'private')).text).toContain('How do I get a refund?');
  });

  it('asks back when two are close, and shows what was picked in the place of the question', async () => {
    const ada = voice('ada');
    const which = await ada.asks(await open('choose', english), 'private');
    expect(which.text).toContain('Which one do you mean?');
    const [first = '', second = '', last] = labels(which);
    expect(which.text).toContain(first);
    expect(which.text).toContain(second);
    expect([labels(which).length, last]).toEqual([3, 'Neither: talk to a person']);
    await ada.presses(which, second, 'private');
    const picked = await school.product.until('the one picked', () =>
      ada.reads('private').find(({ id, text }) => id === which.id && !text.includes('Which one')),
    );
    expect(picked?.text.startsWith(second)).toBe(true);
    expect(labels(picked ?? which)).toEqual(['👍', '👎', 'Talk to a person']);
    const asked = (await asksOf('direct')).filter((one) => one.platform === platform);
    expect(asked.find(({ outcome }) => outcome === 'asked_back')?.entryId).not.toBeNull();

    const wei = voice('wei');
    const back = await wei.asks(await open('choose', chinese), 'private');
    expect(back.text).toContain('你想问的是哪一个？');
    expect(labels(back).at(-1)).toBe('都不是，转人工');
  });

  it('gives three titles when it is unsure, says so when it knows nothing, and is silent about chatter', async () => {
    const ada = voice('ada');
    const unsure = await ada.asks(await open('unsure', english), 'private');
    expect(unsure.text).toContain('I am not sure');
    expect(labels(unsure).length).toBeGreaterThan(1);
    expect(labels(unsure).length).toBeLessThanOrEqual(4);
    expect(labels(unsure).at(-1)).toBe('None of these: talk to a person');
    const nothing = await ada.asks('Qxz vbw jkl plf?', 'private');
    expect(nothing.text).toContain('I do not know');
    expect(labels(nothing)).toEqual(['Talk to a person']);
    const before = (await asksOf('')).length;
    const hint = await ada.asks('thanks', 'private');
    expect(hint.text).toContain('/help');
    await ada.says('ok', 'private');
    await ada.asks('How do I cancel my membership?', 'private');
    expect(ada.reads('private').filter(({ text }) => text === hint.text)).toHaveLength(1);
    expect(await asksOf('')).toHaveLength(before + 1);
  });

  it('counts the thumb of whoever asked, thanks for it, and nobody else’s', async () => {
    const ada = voice('ada');
    const answer = await ada.asks('How do I get a refund?', 'listening');
    const { id: memberId } = (await member('ada')) ?? { id: '' };
    const asked = async () =>
      (await asksOf('overheard')).find(
        (one) => one.memberId === memberId && one.entryId === school.entries[2],
      );
    const wei = voice('wei');
    expect(await wei.presses(answer, '👎', 'listening')).toMatch(/按钮是给别人的|belongs to somebody else/);
    expect(await asked()).toMatchObject({ thumb: null });
    const thanked = (text: string) =>
      school.product.until('thanks', () =>
        ada.reads('listening').find((one) => one.id === answer.id && one.text.includes(text)),
      );
    await ada.presses(answer, '👎', 'listening');
    const sorry = await thanked('Thank you for telling me');
    expect(sorry?.text).toContain('Within 14 days');
    expect(labels(sorry ?? answer)).toEqual(['Talk to a person']);
    expect(await asked()).toMatchObject({ thumb: -1, text: null });

    const second = await ada.asks('直播课几点开始？', 'private');
    await ada.presses(second, '👍', 'private');
    await school.product.until('thanks in Chinese', () =>
      ada.reads('private').find((one) => one.id === second.id && one.text.includes('很高兴能帮到你')),
    );
  });

  it('hands over to a person: with the words that are known, else it asks for them', async () => {
    const ada = voice('ada');
    const unknown = await ada.asks('Qxz vbw jkl plf mnr?', 'private');
    const shown = await ada.presses(unknown, 'Talk to a person', 'private');
    const handed =
      shown ||
      (await school.product.until(
        'the ticket',
        () => ada.reads('private').find(({ text }) => text.includes('with the team'))?.text,
      ));
    const { tickets } = await rooms().handoff.tickets(school.communityId, { limit: 1, offset: 0 });
    expect(tickets[0]).toMatchObject({ question: 'Qxz vbw jkl plf mnr?', platform, place: null });
    expect(handed).toContain(`ticket ${tickets[0]?.number}`);
    const told = await rooms().handoff.tellings(school.communityId, tickets[0]?.id ?? '');
    expect(told.length).toBeGreaterThan(0);
    expect(handed).toMatch(/moderators? (is|are) being told right now|moderators? (has|have) been told/);
    expect((await asksOf('direct')).map(({ ticketId }) => ticketId)).toContain(tickets[0]?.id);

    const overheard = await ada.asks('Where do I download the brushes?', 'listening');
    const asked = await ada.presses(overheard, 'Talk to a person', 'listening');
    if (platform === 'discord') expect(asked).toBe('modal');
    else {
      const question = await school.product.until('the question', () =>
        ada.reads('private').find(({ text }) => text.includes('What would you like a person to answer?')),
      );
      expect(question).toBeTruthy();
      await ada.says('The link is dead', 'private');
      await school.product.until('the second ticket', () =>
        ada.reads('private').find(({ text }) => text.includes('on Telegram')),
      );
      const [latest] = (await rooms().handoff.tickets(school.communityId, { limit: 1, offset: 0 })).tickets;
      expect(latest).toMatchObject({ question: 'The link is dead', place: 'Lyceum Lobby' });
    }
  });
});

describe('/ask and what is not for everybody', () => {
  const said = async (key: string, command: string, options: Record<string, string | boolean> = {}) =>
    as(school.product, key).say(command, options);

  it('answers whoever asks alone, in the language of the question, and asks for the question', async () => {
    const { speaker } = as(school.product, 'ada');
    const ask = (question: string) =>
      school.product.app.dispatcher.say({ ...speaker, command: 'ask', options: { question } });
    expect(await ask('直播课几点开始？')).toMatchObject({
      kind: 'reply',
      locale: 'zh-CN',
      visibility: 'private',
    });
    expect(await ask('How do I get a refund?')).toMatchObject({
      locale: 'en',
      reply: { document: { page: 0 } },
    });
    expect((await said('lin', 'ask')).asked).toEqual(['question']);
    const answered = new Set((await asksOf('ask')).map(({ entryId }) => entryId));
    expect(answered).toEqual(new Set([school.entries[1], school.entries[2]]));
  });

  it('keeps the buttons of an answer to whoever asked, whatever is typed', async () => {
    const { id: about } = (await asksOf('ask'))[0] ?? { id: '' };
    const [entry = ''] = school.entries;
    for (const part of ['answer show', 'answer read', 'answer person'])
      expect((await said('ben', part, { about, entry })).lines.join()).toMatch(/do not know/);
    expect((await said('ben', 'answer rate', { about, helped: true })).lines.join()).toMatch(/do not know/);
    for (const one of await asksOf('ask')) expect(one).toMatchObject({ thumb: null, ticketId: null });
  });

  it('reads out to everybody only what is for everybody', async () => {
    const { faq, billing, members } = rooms();
    const { communityId } = school;
    const [plan] = await billing.plans(communityId);
    const [byId = ''] = await members.staff(communityId);
    await faq.add(communityId, {
      texts: [
        { locale: 'en', title: 'Which password opens the studio archive?', answer: 'It is `ultramarine`.' },
      ],
      phrasings: [{ text: 'studio archive password' }, { text: 'what opens the studio archive' }],
      planIds: [plan?.id ?? ''],
      byId,
    });
    await faq.train(communityId);
    const ada = discordVoice(school.product, 'ada');
    const question = 'Which password opens the studio archive?';
    expect((await ada.answerTo(await ada.calls(question, 'listening'), 'listening')).text).not.toContain(
      'studio',
    );
    const { id: memberId } = await as(school.product, 'ada').member();
    await rooms().access.grant(communityId, {
      memberId,
      planId: plan?.id ?? '',
      reason: 'for the test',
      endsAt: null,
      byId,
    });
    await school.product.settle();
    const card = await ada.answerTo(await ada.calls(question, 'listening'), 'listening');
    expect(card.text).toContain('I show it to you alone');
    expect(card.text).not.toContain('ultramarine');
    expect(await ada.presses(card, 'Show me the answer', 'listening')).toContain('ultramarine');
  });
});

describe('what goes wrong', () => {
  const heard = (way: Heard['way'], messageId: string, text: string): Heard => ({
    person: { platform: 'discord', externalId: person('ada').discordId, name: 'Ada Brook' },
    ...(way === 'direct' ? {} : { space: { externalId: demo.discord.guildId, title: 'Demo' } }),
    placeExternalIds: way === 'direct' ? [] : [demo.discord.generalChannelId],
    way,
    messageId,
    text,
  });
  const question = 'How do I cancel my membership?';

  it('is answered once, however often it comes', async () => {
    const { dispatcher } = school.product.app;
    for (const way of ['direct', 'mention', 'overheard'] as const) {
      const before = (await asksOf(way)).length;
      expect(await dispatcher.hear(heard(way, `7${way}`, question)), way).not.toBeNull();
      expect(await dispatcher.hear(heard(way, `7${way}`, question)), way).toBeNull();
      expect(await asksOf(way)).toHaveLength(before + 1);
    }
  });

  it('is silent where nobody called, and said where somebody did; the words stay out of the log', async () => {
    const broken = (): never => {
      throw new Error('nothing works');
    };
    const lines: string[] = [];
    const keep = (data: object, message: string) => void lines.push(JSON.stringify({ ...data, message }));
    const { faq, ...others } = rooms();
    const dispatcher = createDispatcher({
      commands,
      rooms: { ...others, faq: { ...faq, ask: broken, judge: broken } },
      ports: {},
      clock: school.product.sandbox.clock,
      log: { debug: keep, info: keep, warn: keep, error: keep },
    });
    expect(await dispatcher.hear(heard('overheard', '78', question))).toBeNull();
    const answer = await dispatcher.hear(heard('direct', '79', question));
    expect(answer?.reply.body?.[0]?.key).toBe('errors.unexpected');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join()).not.toContain('cancel');
  });

  it('takes nobody’s every word, and hostile ones as any other', async () => {
    const { dispatcher } = school.product.app;
    const long = `How do I cancel${' my my'.repeat(4_000)} membership?`;
    const nasty = [
      'Z̷̢̧̛'.repeat(500),
      '\u202Ehow do I cancel?',
      '🔥'.repeat(3_000),
      '\0\uD800?',
      '@everyone how?',
    ];
    for (const [at, text] of [long, ...nasty].entries()) {
      await dispatcher.hear(heard('overheard', `h${at}`, text));
      await dispatcher.hear(heard('direct', `h${at}`, text));
    }
    const strict = createDispatcher({
      commands,
      rooms: rooms(),
      ports: {},
      clock: school.product.sandbox.clock,
      log: silentLog,
    });
    let answers = 0;
    for (let at = 0; at < 30; at += 1)
      answers += (await strict.hear(heard('overheard', `f${at}`, question))) ? 1 : 0;
    expect(answers).toBe(20);
  });
});

describe('what is left of it', () => {
  it('is no text of what was overheard: not in the database, not in the log', async () => {
    const rows = await asksOf('overheard');
    expect(rows.length).toBeGreaterThan(6);
    for (const { text, textUntil } of rows) expect([text, textUntil]).toEqual([null, null]);
    expect((await asksOf('direct')).every(({ text }) => text !== null)).toBe(true);
    expect(logged.join('\n')).not.toMatch(/museum|tomorrow|cancel my|退款|直播课|recording|Qxz/);
  });
});
