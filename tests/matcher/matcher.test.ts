import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadMatcher, trainMatcher, type Encoder, type LabelledText, type Matcher } from '#domain/faq';
import { ASKED, CHATTER, phrasings, titles } from './community.js';

const best = (matcher: Matcher, text: string) => matcher.match(text).candidates[0]?.intent ?? null;
const rightOf = (matcher: Matcher, asked: readonly LabelledText[]) =>
  asked.filter(({ text, intent }) => best(matcher, text) === intent).length;

describe('the FAQ matcher', () => {
  let matcher: Matcher;
  beforeAll(async () => {
    matcher = await trainMatcher({ phrasings, background: CHATTER.slice(0, 8) });
  });

  it('finds what is meant, in both languages and in other words', () => {
    expect(rightOf(matcher, ASKED)).toBe(ASKED.length);
  });

  it('is surer of questions than of chatter', () => {
    const asked = ASKED.map(({ text }) => matcher.match(text).probability).sort((a, b) => a - b);
    expect(matcher.match('how').probability).toBeLessThan(0.25);
    const said = [...CHATTER, 'how', 'what is the capital of mongolia', '鸡蛋要煮几分钟'].map(
      (text) => matcher.match(text).probability,
    );
    expect(asked[Math.floor(asked.length / 2)]).toBeGreaterThan(0.7);
    expect(Math.max(...said)).toBeLessThan(0.7);
  });

  it('mends one typing error in a word', () => {
    const mistyped = [
      ['how can i cancle my membership', 'cancel', 'cancel'],
      ['where is my invoce', 'invoice', 'invoice'],
      ['i want a refnud', 'refund', 'refund'],
      ['print my certifficate', 'certificate', 'certificate'],
      ['connect my twoaccounts', 'link', 'two accounts'],
    ] as const;
    for (const [text, intent, word] of mistyped) {
      const match = matcher.match(text);
      expect(match.candidates[0]?.intent, text).toBe(intent);
      expect(match.repaired, text).toContain(word);
    }
    expect(matcher.match('how can i cancel my membership').repaired).toBeNull();
  });

  it('reads traditional characters, and characters typed for others that sound the same', () => {
    expect(best(matcher, '怎麼取消會員')).toBe('cancel');
    expect(best(matcher, '在哪裡下載發票')).toBe('invoice');
    expect(best(matcher, '可以推款吗')).toBe('refund');
    expect(best(matcher, '怎么邦定电报帐号')).toBe('link');
  });

  it('knows nothing of what has no words', () => {
    for (const text of ['', '   ', '👍👍👍', '?!…', '\u200f\u202e']) {
      expect(matcher.match(text)).toEqual({ candidates: [], probability: 0, unasked: 0, repaired: null });
    }
  });

  it('answers alike after it was saved and loaded', () => {
    const again = loadMatcher(matcher.save());
    for (const text of [...ASKED.map((one) => one.text), ...CHATTER, 'cancle']) {
      expect(again.match(text)).toEqual(matcher.match(text));
    }
    expect(again.curve).toEqual(matcher.curve);
    expect(again.intents).toEqual(matcher.intents);
  });

  it('says so when it is given something else to load', () => {
    expect(() => loadMatcher(new Uint8Array(0))).toThrow(/not a FAQ model/);
    expect(() => loadMatcher(new TextEncoder().encode('something quite different'))).toThrow();
    expect(() => loadMatcher(matcher.save().slice(0, -200))).toThrow(/too early/);
  });

  it('learns the same from the same phrasings in another order', async () => {
    const other = await trainMatcher({
      phrasings: phrasings.toReversed(),
      background: CHATTER.slice(0, 8).toReversed(),
    });
    for (const { text } of ASKED) expect(other.match(text)).toEqual(matcher.match(text));
  });

  it('measures what a threshold brings and costs', () => {
    const { curve } = matcher;
    expect(curve.length).toBeGreaterThan(10);
    curve.slice(1).forEach((point, at) => {
      expect(point.threshold).toBeGreaterThan(curve[at]?.threshold ?? 1);
      expect(point.coverage).toBeLessThanOrEqual(curve[at]?.coverage ?? 0);
      expect(point.wrong).toBeGreaterThanOrEqual(0);
      expect(point.wrong).toBeLessThanOrEqual(1);
    });
  });

  it('is less sure of what members found wrong', async () => {
    const text = 'when is the next live session';
    const told = await trainMatcher({
      phrasings,
      background: CHATTER.slice(0, 8),
      against: [{ text, intent: 'lesson' }],
    });
    expect(told.match(text).probability).toBeLessThan(matcher.match(text).probability - 0.1);
    expect(best(told, 'what time is the live session')).toBe('lesson');
  });

  it('goes by collected questions where there are some', async () => {
    const validation = [
      ...ASKED,
      ...CHATTER.map((text) => ({ text, intent: null })),
      { text: 'how do I boil an egg', intent: null },
    ];
    const told = await trainMatcher({ phrasings, validation });
    const known = ASKED.map(({ text }) => told.match(text).probability);
    expect(Math.min(...known)).toBeGreaterThan(told.match('how do I boil an egg').probability);
  });

  it('works with one phrasing for each entry, one entry, and none', async () => {
    const few = await trainMatcher({ phrasings: titles });
    expect(best(few, 'cancel my membership')).toBe('cancel');
    expect(few.match('how do I cancel my membership').probability).toBeGreaterThan(0.7);
    expect(few.match('good morning everyone').probability).toBeLessThan(0.3);
    const one = await trainMatcher({ phrasings: titles.slice(0, 1) });
    expect(best(one, 'cancel my membership')).toBe('cancel');
    expect(one.match('good morning everyone').probability).toBeLessThan(0.5);
    const none = await trainMatcher({ phrasings: [] });
    expect(none.match('cancel my membership').candidates).toEqual([]);
    expect(loadMatcher(none.save()).match('anything').probability).toBe(0);
  });

  it('bears anything that may be typed', () => {
    const stacked = `cancel${'\u0335\u0321\u0489'.repeat(3_000)} membership`;
    expect(best(matcher, stacked)).toBe('cancel');
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom('a'.repeat(10_000), '退'.repeat(10_000), '👩‍👩‍👧'.repeat(2_000), "'".repeat(10_000)),
      fc.constantFrom('\ud800', '<@'.repeat(5_000), 'https://'.repeat(1_500), 'sses'.repeat(2_500), stacked),
      fc.mixedCase(fc.constantFrom(...phrasings.map(({ text }) => text))),
    );
    fc.assert(
      fc.property(odd, (text) => {
        const { candidates, probability } = matcher.match(text);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(candidates.length).toBeLessThanOrEqual(5);
        const total = candidates.reduce((sum, { share }) => sum + share, 0);
        expect(total).toBeLessThanOrEqual(1 + 1e-9);
        expect(candidates.every(({ share }, at) => share <= (candidates[at - 1]?.share ?? 1))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('learns from anything that may be typed', async () => {
    const odd = fc.record({
      text: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('', '👍', 'a'.repeat(5_000)),
      ),
      intent: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { maxLength: 20 }), async (given) => {
        const { probability } = (await trainMatcher({ phrasings: given })).match(given[0]?.text ?? 'a');
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });
});

describe('with an encoder', () => {
  /** Knows that some words mean the same, and nothing else. */
  const meanings = [
    ['refund', 'money', 'reimburse'],
    ['invoice', 'receipt', 'paperwork'],
    ['lesson', 'class', 'lecture'],
  ];
  const encoder: Encoder = {
    dims: 4,
    embed: (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const at = meanings.findIndex((words) => words.some((word) => text.toLowerCase().includes(word)));
          return Float32Array.from({ length: 4 }, (_, d) => (d === (at < 0 ? 3 : at) ? 1 : 0));
        }),
      ),
  };
  const broken: Encoder = { dims: 4, embed: () => Promise.reject(new Error('no weights')) };

  it('asks it where letters leave it open', async () => {
    const matcher = await trainMatcher({ phrasings, encoder });
    const text = 'reimburse me';
    expect((await matcher.matchWell(text, encoder)).candidates[0]?.intent).toBe('refund');
    const loaded = loadMatcher(matcher.save());
    expect(await loaded.matchWell(text, encoder)).toEqual(await matcher.matchWell(text, encoder));
  });

  it('goes by letters alone when there is none, or it fails', async () => {
    const matcher = await trainMatcher({ phrasings, encoder });
    const without = await trainMatcher({ phrasings, encoder: broken });
    for (const { text } of ASKED) {
      expect(await matcher.matchWell(text)).toEqual(matcher.match(text));
      expect(await matcher.matchWell(text, broken)).toEqual(matcher.match(text));
      expect(await without.matchWell(text, encoder)).toEqual(without.match(text));
    }
  });
});
