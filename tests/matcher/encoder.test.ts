import { describe, expect, it } from 'vitest';
import { createEncoder } from '#adapters/encoder';
import { silentLog } from '#kernel/log';

/** A model that counts what it is asked and how often it was opened, and never works on two things at once. */
function counting(vector: (text: string) => number[]) {
  const seen = { opened: 0, texts: [] as string[], most: 0 };
  let busy = 0;
  const open = () => {
    seen.opened += 1;
    return Promise.resolve({
      async embed(texts: string[]) {
        busy += 1;
        seen.most = Math.max(seen.most, busy);
        await new Promise(setImmediate);
        busy -= 1;
        seen.texts.push(...texts);
        return texts.map(vector);
      },
    });
  };
  return { seen, open };
}

const WORDS = new Map(Object.entries({ 怎么: 'how', 退款: 'refund', 会: 'can', 员: 'person' }));

const lengthOf = (vector: Float32Array | undefined) => Math.hypot(...(vector ?? []));
const product = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  (a ?? new Float32Array()).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0);

describe('the sentence encoder', () => {
  it('opens its weights when it is first asked, and encodes each text once', async () => {
    const { seen, open } = counting((text) => [text.length, 3]);
    const encoder = createEncoder({ open });
    expect(seen.opened).toBe(0);
    const [one, same] = await encoder.embed(['how  do I\npay', 'how do I pay']);
    expect(one).toEqual(same);
    expect(one?.length).toBe(encoder.dims);
    expect(lengthOf(one)).toBeCloseTo(1, 5);
    await Promise.all([encoder.embed(['how do I pay', 'and where']), encoder.embed(['and when'])]);
    expect(seen).toEqual({ opened: 1, texts: ['how do I pay', 'and where', 'and when'], most: 1 });
  });

  it('hands out every vector, also of more texts than it remembers, and cuts what is long', async () => {
    const { seen, open } = counting((text) => [Number(text.slice(0, 3)), 1]);
    const encoder = createEncoder({ open, remembered: 4 });
    const texts = Array.from({ length: 50 }, (_, at) => `${100 + at} ${'x'.repeat(1_000)}`);
    const vectors = await encoder.embed(texts);
    vectors.forEach((vector, at) => expect((vector[0] ?? 0) / (vector[1] ?? 1)).toBeCloseTo(100 + at, 1));
    expect(Math.max(...seen.texts.map((text) => text.length))).toBeLessThanOrEqual(240);
    await encoder.embed(texts.slice(0, 1));
    expect(seen.texts.length).toBe(51);
  });

  it('makes nothing of nothing, and of what is no number', async () => {
    const { seen, open } = counting(() => [Number.NaN, 1]);
    const encoder = createEncoder({ open });
    const [empty, broken] = await encoder.embed([' \n ', 'text']);
    expect(lengthOf(empty)).toBe(0);
    expect(lengthOf(broken)).toBe(0);
    expect(seen.texts).toEqual(['text']);
  });

  it('that cannot be opened says so once, and rejects from then on', async () => {
    const warnings: string[] = [];
    let opened = 0;
    const encoder = createEncoder({
      open: () => {
        opened += 1;
        return Promise.reject(new Error('no weights here'));
      },
      log: { ...silentLog, warn: (_data, message) => warnings.push(message) },
    });
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(encoder.embed([`text ${turn}`])).rejects.toThrow('no weights here');
    }
    expect(opened).toBe(1);
    expect(warnings).toEqual(['no sentence encoder: the FAQ goes by letters alone']);
  });

  it('goes on after one text that the model could not take', async () => {
    const { open } = counting((text) => {
      if (text === 'bad') throw new Error('cannot');
      return [1, 2];
    });
    const encoder = createEncoder({ open });
    await expect(encoder.embed(['bad'])).rejects.toThrow('cannot');
    expect(lengthOf((await encoder.embed(['good']))[0])).toBeCloseTo(1, 5);
  });

  it('reads Chinese word by word through its dictionary, and trusts that less', async () => {
    const { seen, open } = counting(() => [3, 4]);
    let opened = 0;
    const encoder = createEncoder({
      open,
      dictionary: () => {
        opened += 1;
        return Promise.resolve((word: string) => WORDS.get(word) ?? null);
      },
    });
    await encoder.embed(['how do I pay']);
    expect(opened).toBe(0);
    const [chinese, mixed, english, japanese] = await encoder.embed([
      '怎么退款？',
      '怎么 reset my password',
      'reset my password',
      '返金はできますか',
    ]);
    expect(seen.texts.slice(1)).toEqual(['how refund', 'how reset my password', 'reset my password']);
    expect(lengthOf(chinese)).toBeCloseTo(0.6, 5);
    expect(lengthOf(mixed)).toBeCloseTo(0.9, 5);
    expect(lengthOf(english)).toBeCloseTo(1, 5);
    expect(lengthOf(japanese)).toBe(0);
    // A word that is not in it is taken apart; of what is not, nothing is made.
    await encoder.embed(['会员', '囧']);
    expect(seen.texts.slice(4)).toEqual(['can person']);
    expect(opened).toBe(1);
  });

  it('without its dictionary makes nothing of Chinese, says so once, and reads English on', async () => {
    const { open } = counting(() => [1, 2]);
    const warnings: string[] = [];
    const encoder = createEncoder({
      open,
      dictionary: () => Promise.reject(new Error('no dictionary here')),
      log: { ...silentLog, warn: (_data, message) => warnings.push(message) },
    });
    const vectors = await encoder.embed(['怎么退款', '价格', 'the price']);
    expect(vectors.map(lengthOf)).toEqual([0, 0, expect.closeTo(1, 5)]);
    expect(warnings).toEqual(['no Chinese dictionary: the FAQ goes by characters alone in Chinese']);
  });

  it('with the weights of its package finds what means the same', async () => {
    const encoder = createEncoder();
    const [end, stop, rain] = await encoder.embed([
      'How do I cancel my membership?',
      'I want to end my subscription',
      'It will rain in the mountains tomorrow',
    ]);
    expect(product(end, stop)).toBeGreaterThan(product(end, rain) + 0.2);
    const [refund, where, asked] = await encoder.embed([
      'How do I get a refund?',
      'Where is my certificate?',
      '怎么申请退款',
    ]);
    expect(product(asked, refund)).toBeGreaterThan(product(asked, where) + 0.05);
  });
});
