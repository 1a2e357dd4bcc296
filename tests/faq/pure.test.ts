import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheet } from '../../commands/faq/reading.js';
import { toCsv, toJson } from '../../commands/faq/sheet.js';
import type { FaqEntry } from '#domain/faq';
import type { Plan } from '#domain/billing';
import { groupsOf } from '../../src/domain/faq/likeness.js';
import { likelihoods } from '../../src/domain/faq/likelihoods.js';
import { measuredAt, thresholdFor } from '../../src/domain/faq/thresholds.js';
import { decide } from '../../src/domain/faq/verdict.js';

const guesses = (...probabilities: number[]) =>
  probabilities.map((probability, index) => ({ entryId: `e${index}`, title: `T${index}`, probability }));
const asked = { threshold: 0.9, way: 'ask', asks: 1 } as const;
const overheard = { ...asked, way: 'overheard' } as const;

describe('what is done with a question', () => {
  it('is answered when the promise allows it, and where nobody asked us only when it is surer', () => {
    expect(decide(guesses(0.93, 0.02), asked).kind).toBe('answer');
    expect(decide(guesses(0.93, 0.02), overheard).kind).toBe('silent');
    expect(decide(guesses(0.96, 0.02), overheard).kind).toBe('answer');
    // What asks nothing may still be answered, but hardly ever.
    expect(decide(guesses(0.96), { ...overheard, asks: 0 }).kind).toBe('silent');
    expect(decide(guesses(0.998), { ...overheard, asks: 0 }).kind).toBe('answer');
  });

  it('is asked back about when two are close, and otherwise shown titles where somebody asked', () => {
    expect(decide(guesses(0.5, 0.45, 0.04), asked)).toEqual({ kind: 'choose', guesses: guesses(0.5, 0.45) });
    expect(decide(guesses(0.5, 0.3, 0.2, 0.1), asked)).toEqual({
      kind: 'choose',
      guesses: guesses(0.5, 0.3),
    });
    expect(decide(guesses(0.3, 0.2, 0.1, 0.1), asked)).toEqual({
      kind: 'unsure',
      guesses: guesses(0.3, 0.2, 0.1),
    });
    expect(decide(guesses(0.5, 0.3, 0.2), overheard).kind).toBe('silent');
    expect(decide(guesses(0.52, 0.46), overheard).kind).toBe('choose');
    expect(decide(guesses(0.52, 0.46), { ...overheard, asks: 0.3 }).kind).toBe('silent');
    expect(decide([], asked)).toEqual({ kind: 'unsure', guesses: [] });
    expect(decide([], overheard).kind).toBe('silent');
  });

  it('never gets a lower bar because nobody asked', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (first, second, threshold, asks) => {
        const all = guesses(...[first, second].sort((a, b) => b - a));
        const there = decide(all, { threshold, way: 'overheard', asks });
        if (there.kind !== 'answer') return;
        expect(decide(all, { threshold, way: 'mention', asks }).kind).toBe('answer');
      }),
    );
  });

  it('has likelihoods that add up to one at most, the best one as the matcher told it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (probability, weights) => {
          const total = weights.reduce((sum, one) => sum + one, 0) * 1.01;
          const shares = weights.map((one) => one / total).sort((a, b) => b - a);
          const candidates = shares.map((share, index) => ({ intent: `e${index}`, share }));
          const likely = likelihoods(
            { candidates, probability, unasked: probability, repaired: null },
            probability,
          );
          expect(likely[0]?.probability).toBe(probability);
          expect(likely.reduce((sum, one) => sum + one.probability, 0)).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
    );
  });
});

describe('the promise', () => {
  const curve = [
    { threshold: 0, wrong: 0.3, coverage: 1 },
    { threshold: 0.5, wrong: 0.1, coverage: 0.9 },
    { threshold: 0.7, wrong: 0.04, coverage: 0.8 },
    { threshold: 0.8, wrong: 0.06, coverage: 0.7 },
    { threshold: 0.9, wrong: 0.01, coverage: 0.5 },
    { threshold: 0.99, wrong: 0, coverage: 0 },
  ];

  it('is kept by a careful bar where nothing could be measured', () => {
    expect(thresholdFor(20, [], 3)).toBeCloseTo(0.95);
    expect(thresholdFor(2, [], 3)).toBeCloseTo(0.5);
  });

  it('is kept by what was measured, the more the more was known', () => {
    // All that is answered from 0.7 on keeps it together; that a part of it does not is no matter.
    expect(thresholdFor(20, curve, 1e9)).toBeCloseTo(0.7);
    expect(thresholdFor(10, curve, 1e9)).toBeCloseTo(0.5);
    expect(thresholdFor(2, curve, 1e9)).toBeCloseTo(0.5);
    expect(thresholdFor(20, curve, 15)).toBeCloseTo((0.7 + 0.95) / 2);
    expect(measuredAt(0.9, curve)).toEqual(curve[4]);
    expect(measuredAt(0.89, curve)).toEqual(curve[3]);
    expect(measuredAt(0.5, [])).toBeNull();
  });

  it('never gets laxer when it gets stricter', () => {
    const oneIn = fc.integer({ min: 2, max: 200 });
    fc.assert(
      fc.property(oneIn, oneIn, fc.integer({ min: 1, max: 500 }), (a, b, entries) => {
        const [lax, strict] = [Math.min(a, b), Math.max(a, b)];
        expect(thresholdFor(strict, curve, entries)).toBeGreaterThanOrEqual(
          thresholdFor(lax, curve, entries) - 1e-9,
        );
      }),
    );
  });
});

describe('questions that are alike', () => {
  it('come together, in either language', () => {
    const groups = groupsOf(
      [
        'when is the next live session?',
        'where do I download the workbook',
        '直播几点开始',
        'when is next live session please',
        '直播几点开始啊？',
        'is there a discount for students',
        'where can I download the workbook?',
      ],
      (text) => text,
    );
    expect(groups.map((group) => [...group].sort())).toEqual([
      ['when is next live session please', 'when is the next live session?'],
      ['where can I download the workbook?', 'where do I download the workbook'],
      ['直播几点开始', '直播几点开始啊？'],
      ['is there a discount for students'],
    ]);
  });

  it('are each in one group, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 12 }), (texts) => {
        const items = texts.map((text, index) => ({ text, index }));
        const found = groupsOf(items, (one) => one.text).flat();
        expect(found.map(({ index }) => index).sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a file of the FAQ', () => {
  const plans = [
    { id: 'p1', name: 'Gold' },
    { id: 'p2', name: 'Same' },
    { id: 'p3', name: 'Same' },
  ] as Plan[];
  const trimmed = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((text) => `x${text.replaceAll(/[\0\r\n\s\u0085]+/g, ' ')}x`);
  // What a spreadsheet would run, and what looks like our mark against that.
  const nasty = fc.constantFrom('=1+1', "'=1", "''-2", '- a list', '@all', '+1', "'quoted'", 'a,b;"c"');
  const line = fc.oneof(trimmed, nasty);
  const text = fc.record({
    title: line,
    answer: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  });
  const entry = fc
    .record({
      id: fc.uuid(),
      tags: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 3 }),
      planIds: fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3'), { maxLength: 2 }),
      en: fc.option(text),
      zh: text,
      phrasings: fc.array(fc.record({ locale: fc.constantFrom('en', 'zh-CN'), text: line }), {
        maxLength: 4,
      }),
    })
    .map(({ id, tags, planIds, en, zh, phrasings }) => ({
      id,
      tags,
      planIds,
      texts: [...(en ? [{ locale: 'en' as const, ...en }] : []), { locale: 'zh-CN' as const, ...zh }],
      phrasings: phrasings.map((one) => ({ ...one, source: 'written', addedById: null })),
    })) as unknown as fc.Arbitrary<FaqEntry>;

  it('says the same when it comes back, as JSON and for a spreadsheet', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (entries) => {
        for (const content of [toJson(entries, plans), toCsv(entries, plans)]) {
          const rows = await readSheet(content);
          expect(rows.length).toBe(entries.length);
          for (const [index, { id, tags, planIds, texts, phrasings }] of entries.entries()) {
            const row = rows[index];
            expect(row?.id).toBe(id);
            expect(row?.tags).toEqual(tags);
            expect(row?.plans).toEqual(planIds.map((plan) => (plan === 'p1' ? 'Gold' : plan)));
            expect(row?.texts.filter((one) => one.title !== null)).toEqual(texts);
            for (const locale of ['en', 'zh-CN']) {
              const said = phrasings.filter((one) => one.locale === locale).map((one) => one.text);
              expect(row?.phrasings.find((one) => one.locale === locale)?.texts).toEqual(said);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that is something else is told from one that is not', async () => {
    await expect(readSheet('{"entries": [')).rejects.toMatchObject({ key: 'faq_import_json' });
    await expect(readSheet('[{"texts": {"en": {"title": 1}}}]')).rejects.toMatchObject({
      key: 'faq_import_shape',
      params: { where: 'entries.0.texts.en.title' },
    });
    await expect(readSheet('name,phone\r\nada,1')).rejects.toMatchObject({ key: 'faq_import_columns' });
    await expect(readSheet('')).rejects.toMatchObject({ key: 'faq_import_columns' });
    await expect(readSheet('title_en,answer_en\n"open,x')).rejects.toMatchObject({
      key: 'faq_import_line',
      params: { line: 2 },
    });
    expect(await readSheet('Title_EN;Answer_EN\nWhen?;Soon')).toEqual([
      { row: 2, texts: [{ locale: 'en', title: 'When?', answer: 'Soon' }], phrasings: [] },
    ]);
  });
});
