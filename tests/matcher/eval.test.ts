import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateFaq } from '#app/eval/faq';
import { faqFigures } from '#app/eval/faq-figures';
import { readFaqLines } from '#app/eval/faq-lines';
import { withTitles } from '#app/eval/faq-titles';
import { CHATTER, phrasings } from './community.js';

describe('what is measured of the matcher', () => {
  it('is counted as it is named', () => {
    const outcomes = [
      { intent: 'a', best: 'a', probability: 0.9 },
      { intent: 'a', best: 'b', probability: 0.8 },
      { intent: 'b', best: 'b', probability: 0.2 },
      { intent: null, best: 'a', probability: 0.7 },
      { intent: null, best: null, probability: 0 },
    ];
    const found = faqFigures(outcomes, 0.5);
    expect(found).toMatchObject({ questions: 5, inScope: 3, outOfScope: 2, answered: 3 / 5 });
    expect(found.accuracy).toBeCloseTo(2 / 3);
    expect(found.inScopeAccuracy).toBeCloseTo(1 / 3);
    expect(found.outOfScopeRecall).toBeCloseTo(1 / 2);
    expect(found.wrongOfAnswered).toBeCloseTo(2 / 3);
    // Of six pairs, only 0.2 below 0.7 stands the wrong way round.
    expect(found.auroc).toBeCloseTo(5 / 6);
    // Each of the five in a bin of its own: how far the probability was from what happened.
    expect(found.ece).toBeCloseTo((0.1 + 0.8 + 0.8 + 0.7 + 0) / 5);
    expect(faqFigures([], 0.5)).toMatchObject({ accuracy: null, auroc: null, ece: 0 });
    const tie = [outcomes[0], { intent: null, best: 'a', probability: 0.9 }].flatMap((one) => one ?? []);
    expect(faqFigures(tie, 0.5).auroc).toBe(0.5);
  });

  it('comes from asking every question of the test once, after learning without it', async () => {
    const test = [
      { text: 'how can I cancel my membership', intent: 'cancel' },
      { text: '怎么领取证书', intent: 'certificate' },
      { text: 'good morning to everyone', intent: null },
    ];
    const said: string[] = [];
    const train = [...phrasings, ...CHATTER.map((text) => ({ text, intent: null }))];
    const { evaluation, predictions } = await evaluateFaq({
      train,
      test,
      progress: (line) => said.push(line),
    });
    expect(predictions.map(({ text }) => text)).toEqual(test.map(({ text }) => text));
    expect(predictions.slice(0, 2).map(({ decision }) => decision)).toEqual(['cancel', 'certificate']);
    for (const { best, probability, decision } of predictions) {
      expect(decision).toBe(probability >= evaluation.threshold ? best : null);
    }
    expect(evaluation).toMatchObject({
      accuracy: 1,
      auroc: 1,
      encoder: false,
      phrasings: phrasings.length,
    });
    expect(evaluation.latency.p99).toBeGreaterThanOrEqual(evaluation.latency.p50);
    expect(said.join()).toContain(`${phrasings.length} phrasings`);
    // Where every question to choose by has an answer, nothing is held back.
    const valid = [{ text: 'stop my plan', intent: 'cancel' }];
    const open = await evaluateFaq({ train, valid, test, progress: () => undefined });
    expect(open.evaluation.threshold).toBe(0);
  });
});

describe("an intent's name", () => {
  it('is a phrasing, as the title of an entry is, when it says something', () => {
    const lines = ['card_arrival', 'lostCard', '退款', 'top-up', 'intent_12', 'q7', '3', 'class.b', null].map(
      (intent) => ({ text: 'x', intent }),
    );
    expect(withTitles(lines).slice(lines.length)).toEqual([
      { text: 'card arrival', intent: 'card_arrival' },
      { text: 'lost Card', intent: 'lostCard' },
      { text: '退款', intent: '退款' },
      { text: 'top up', intent: 'top-up' },
    ]);
    expect(withTitles(lines).slice(0, lines.length)).toEqual(lines);
  });
});

describe('a file of questions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faq-lines-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const lines = async (content: string) => {
    const file = join(folder, 'questions.jsonl');
    await writeFile(file, content);
    return readFaqLines(file);
  };

  it('is read line by line, empty ones left out', async () => {
    expect(await lines('\ufeff{"text":"where","intent":"place"}\r\n\n{"text":"嗯","intent":null}\n')).toEqual(
      [
        { text: 'where', intent: 'place' },
        { text: '嗯', intent: null },
      ],
    );
  });

  it.each([
    ['{"text":"a","intent":"b"}\nnonsense', /questions\.jsonl:2: not JSON/],
    ['{"intent":"b"}', /questions\.jsonl:1: "text" is missing/],
    ['{"text":"a","intent":""}', /write null/],
    ['{"text":"a"}', /"intent" is neither/],
    ['\n\n', /no line in it/],
  ])('is refused with what to put right: %j', async (content, message) => {
    await expect(lines(content)).rejects.toThrow(message);
  });

  it('that is not there is named', async () => {
    await expect(readFaqLines(join(folder, 'missing.jsonl'))).rejects.toThrow(
      /missing\.jsonl: there is no such/,
    );
  });
});
