import { beforeAll, describe, expect, it } from 'vitest';
import { demoFaq } from '#app/seed-faq';
import { trainMatcher, type LabelledText, type Matcher } from '#domain/faq';
import { likelihoods } from '../../src/domain/faq/likelihoods.js';
import { shiftOf } from '../../src/domain/faq/matcher/gate/shift.js';
import { thresholdFor } from '../../src/domain/faq/thresholds.js';
import { decide } from '../../src/domain/faq/verdict.js';
import { corpus, LANGUAGES } from '../questions/corpus.js';

/** One wrong answer in so many is promised. */
const ONE_IN = 10;

/** The demo's FAQ, questions of members that nobody labelled, and others to judge by. */
const lines = LANGUAGES.flatMap((language) => corpus(`faq/held-out.${language}`));
const unknown = LANGUAGES.flatMap((language) => corpus(`faq/out-of-scope.${language}`));
const asked = [...lines.filter((_, at) => at % 2 === 0), ...unknown.slice(0, 8)].map(({ text }) => text);
const judgedBy = lines.filter((_, at) => at % 2 === 1);
let phrasings: LabelledText[];
beforeAll(async () => {
  phrasings = (await demoFaq()).flatMap((entry) =>
    [entry.en, entry['zh-CN']].flatMap(({ title, phrasings: more }) =>
      [title, ...more].map((text) => ({ text, intent: entry.id })),
    ),
  );
});

const barOf = (matcher: Matcher, curve = matcher.curve) =>
  thresholdFor(ONE_IN, curve, matcher.intents.length);
function answered(matcher: Matcher) {
  const bar = barOf(matcher);
  const said = judgedBy
    .map(({ text, intent }) => ({ intent, ...matcher.match(text) }))
    .filter(({ probability }) => probability >= bar);
  const right = said.filter(({ intent, candidates }) => candidates[0]?.intent === intent);
  return { share: said.length / judgedBy.length, wrong: (said.length - right.length) / said.length };
}

describe('what members ask', () => {
  it('shows that more of it is known than phrasings say of each other: more is answered, the promise kept', async () => {
    const by = {
      phrasings: await trainMatcher({ phrasings }),
      asking: await trainMatcher({ phrasings, asked }),
    };
    const [before, after] = [answered(by.phrasings), answered(by.asking)];
    expect(after.share).toBeGreaterThan(2 * before.share);
    expect(after.wrong).toBeLessThanOrEqual(1 / ONE_IN);
    // Nor does it talk into everyday chat.
    const chat = LANGUAGES.flatMap((language) => corpus<{ text: string }>(`faq/chat.${language}`));
    const spoken = chat.filter(({ text }) => {
      const match = by.asking.match(text);
      const guesses = likelihoods(match, match.unasked).map(({ intent, probability }) => ({
        entryId: intent,
        title: '',
        probability,
      }));
      return (
        decide(guesses, { threshold: barOf(by.asking, by.asking.unaskedCurve), way: 'overheard', asks: 1 })
          .kind !== 'silent'
      );
    });
    expect(spoken.map(({ text }) => text)).toEqual([]);
  });

  it('shows the opposite as well: where they ask about other things, the bot has to be surer', async () => {
    const others = unknown.map(({ text }) => text);
    const matcher = await trainMatcher({ phrasings, asked: others });
    const usual = await trainMatcher({ phrasings });
    for (const { text } of judgedBy) {
      expect(matcher.match(text).probability).toBeLessThanOrEqual(usual.match(text).probability);
    }
  });
});

describe('the shift', () => {
  it('is none by a few questions, by as many found as tried, and by shares that say nothing', () => {
    expect(shiftOf(0.5, Array<number>(19).fill(0.99))).toBe(0);
    expect(shiftOf(0.5, [...Array<number>(500).fill(0.9), ...Array<number>(500).fill(0.1)])).toBeCloseTo(
      0,
      6,
    );
    for (const found of [0, 1]) expect(shiftOf(found, Array<number>(100).fill(0.5))).toBe(0);
  });

  it('finds how much is known from probabilities alone', () => {
    // Tried: half was found, and probabilities of .8 and .2 were right of themselves. Asked: nine in ten are found.
    const [surely, hardly] = [0.9 * 0.8 + 0.1 * 0.2, 0.9 * 0.2 + 0.1 * 0.8];
    const probabilities = Array.from({ length: 10_000 }, (_, at) =>
      at < 10_000 * (surely / (surely + hardly)) ? 0.8 : 0.2,
    );
    expect(shiftOf(0.5, probabilities)).toBeCloseTo((10_000 / 10_100) * Math.log(0.9 / 0.1), 2);
  });

  it('grows with how much was asked, and has an end', () => {
    const shifts = [20, 100, 1_000, 10_000].map((n) => shiftOf(0.4, Array<number>(n).fill(0.9)));
    expect(shifts).toEqual([...shifts].sort((a, b) => a - b));
    expect(shifts[0]).toBeGreaterThan(0);
    expect(shifts.at(-1)).toBeLessThan(4);
  });
});
