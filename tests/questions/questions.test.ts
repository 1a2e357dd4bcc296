import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsIn, languageOf, questionness } from '#domain/faq';
import { corpus, LANGUAGES } from './corpus.js';

const NOW = new Date('2026-11-22T20:00:00Z');
const facts = (text: string) => factsIn(text, NOW, 'Asia/Shanghai');
const days = (text: string) => facts(text).dates.map(({ from, to }) => (from === to ? from : [from, to]));

describe('whether somebody asks', () => {
  it.each(LANGUAGES)('is told from labelled lines: %s', (language) => {
    const lines = corpus<{ text: string; question: boolean }>(`questions/${language}`).map(
      ({ text, question }) => ({ said: questionness(text) >= 0.5, is: question }),
    );
    const of = (said: boolean, is: boolean) =>
      lines.filter((line) => line.said === said && line.is === is).length;
    const f1 = (2 * of(true, true)) / (2 * of(true, true) + of(true, false) + of(false, true));
    expect(lines.length).toBeGreaterThanOrEqual(250);
    expect(f1).toBeGreaterThanOrEqual(0.93);
  });

  it.each(LANGUAGES)('finds what members ask of a community, also when it is told: %s', (language) => {
    const lines = corpus(`faq/held-out.${language}`);
    const found = lines.filter(({ text }) => questionness(text) >= 0.5);
    expect(found.length / lines.length).toBeGreaterThanOrEqual(0.9);
  });

  it('sees the question in the last of many words, and not in a quotation', () => {
    expect(questionness('Good morning! Lovely weather here. How do I cancel?')).toBeGreaterThan(0.7);
    expect(questionness('大家好，刚入群。证书怎么拿')).toBeGreaterThan(0.7);
    expect(questionness('> how do i cancel?\nthat helped me too')).toBeLessThan(0.5);
    expect(questionness('zenme tuikuan')).toBeGreaterThan(0.5);
    expect(questionness('')).toBe(0);
    expect(questionness('👍👍👍')).toBe(0);
  });

  it('is a number between 0 and 1 for whatever is typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'how ',
        '怎么',
        '? ',
        '，',
        '\u202e',
        'e\u0301\u0302\u0303',
        '🙃',
        'can i ',
        '不',
        '> ',
        '`',
        '<@1> ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (pieces, times) => {
        const text = pieces.join('').repeat(times);
        expect(questionness(text)).toBeGreaterThanOrEqual(0);
        expect(questionness(text)).toBeLessThanOrEqual(1);
        expect(['en', 'zh-CN', null]).toContain(languageOf(text));
        expect(facts(text).money.every(({ amount }) => Number.isFinite(amount))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the language of a question', () => {
  it.each([
    ['how do I cancel', 'en'],
    ['cancel subscription', 'en'],
    ['怎么取消', 'zh-CN'],
    ['請問發票在哪裡', 'zh-CN'],
    ['我的 certificate 在哪里 download', 'zh-CN'],
    ['what does 会员 mean', 'en'],
    ['zenme tuikuan', 'zh-CN'],
    ['¿cómo puedo cancelar?', null],
    ['как отменить', null],
    ['キャンセルしたいです', null],
    ['refund', null],
    ['12:30', null],
  ])('%s: %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(LANGUAGES)('is right for nearly all that members ask: %s', (language) => {
    const lines = corpus(`faq/held-out.${language}`);
    const right = lines.filter(({ text }) => languageOf(text) === (language === 'en' ? 'en' : 'zh-CN'));
    expect(right.length / lines.length).toBeGreaterThanOrEqual(0.98);
  });
});

describe('what a question is about', () => {
  it('knows days as they are meant where the asker lives', () => {
    // In Shanghai it is Monday the 23rd already.
    expect(days('I paid yesterday and again on March 3rd')).toEqual(['2026-11-22', '2026-03-03']);
    expect(days('the workshop on 5 December, or next week')).toEqual([
      '2026-12-05',
      ['2026-11-30', '2026-12-06'],
    ]);
    expect(days('last friday, two weeks ago, 2026-02-29')).toEqual(['2026-11-20', '2026-11-09', null]);
    expect(days('on 3/4 or on 25/12')).toEqual([null, '2026-12-25']);
    expect(days('昨天扣了一次，3号也扣了，上个月没扣')).toEqual([
      '2026-11-22',
      '2026-11-03',
      ['2026-10-01', '2026-10-31'],
    ]);
    expect(days('上周五和三天前')).toEqual(['2026-11-20', '2026-11-20']);
    expect(days('nothing of the kind, I may march on')).toEqual([]);
  });

  it('knows money in both languages, and not what a bare yen sign is', () => {
    expect(facts('charged $49.50, then 1.900,00 EUR and 20 bucks').money).toEqual([
      { text: '$49.50', amount: 49.5, currency: 'USD' },
      { text: '1.900,00 EUR', amount: 1900, currency: 'EUR' },
      { text: '20 bucks', amount: 20, currency: 'USD' },
    ]);
    expect(facts('扣了128元，还有 ￥30 和19美元').money).toEqual([
      { text: '128元', amount: 128, currency: 'CNY' },
      { text: '¥30', amount: 30, currency: null },
      { text: '19美元', amount: 19, currency: 'USD' },
    ]);
    expect(facts('lesson 19, 50% off').money).toEqual([]);
  });

  it('knows people, and does not take Discord for one', () => {
    expect(facts('I paid John Smith on Discord, where is my invoice?').names).toEqual(['John Smith']);
    expect(facts('王老师说可以问 @moyanqiu').names).toEqual(['王老师', '@moyanqiu']);
  });
});
