import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateForecast } from '#app/eval/forecast';
import { readSeries } from '#app/eval/forecast-series';
import { chatHours, smoothHours } from '../../bench/made-series.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'series-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string) {
  const file = join(folder, 'series.csv');
  await writeFile(file, content);
  return readSeries(file);
}

describe('a file of series', () => {
  it('is read with gaps, quotes, a heading and line ends of any kind', async () => {
    const found = await read('\ufeffseries,v1,v2,v3\r\n"a","1",,3\r\n\r\nb, 4 ,5e2,-6.5,\n');
    expect([...found.keys()]).toEqual(['a', 'b']);
    expect([...(found.get('a') ?? [])]).toEqual([1, NaN, 3]);
    expect([...(found.get('b') ?? [])]).toEqual([4, 500, -6.5, NaN]);
  });

  it.each([
    ['a,1,2\nb,3,x4\n', /series\.csv:2: value 2 of "b" is "x4", which is no number/],
    ['a,1\n,2\n', /:2: the line does not begin with the name/],
    ['a,1\nb\n', /:2: no values after the name/],
    ['a,1\na,2\n', /:2: a second series named "a"/],
    ['a,1,Infinity\n', /:1: value 2 of "a" is "Infinity"/],
    ['\n\n', /no series in it/],
  ])('is refused with the line: %j', async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('is refused where there is none', async () => {
    await expect(readSeries(join(folder, 'nowhere.csv'))).rejects.toThrow(/there is no such file/);
  });
});

describe('an evaluation', () => {
  const quiet = () => undefined;

  it('forecasts each series and judges by what came, which no forecast has seen', () => {
    const make = (seed: number) => smoothHours(seed, 600);
    const train = new Map([1, 2, 3].map((seed) => [`s${seed}`, make(seed).subarray(0, 576)] as const));
    const test = new Map([1, 2].map((seed) => [`s${seed}`, make(seed).subarray(576)] as const));
    const options = { horizon: 24, period: 24 };
    const { evaluation, lines } = evaluateForecast({ train, test, options, progress: quiet });
    expect(evaluation).toMatchObject({ series: 3, horizon: 24, intervals: true, figures: { judged: 2 } });
    expect(evaluation.figures?.OWA).toBeGreaterThan(0);
    expect(evaluation.figures?.scoreToPoisson).toBeNull();
    const blind = evaluateForecast({ train, options, progress: quiet });
    const bare = (all: typeof lines) => all.map((line) => ({ ...line, ms: 0 }));
    expect(bare(blind.lines)).toEqual(bare(lines));
    expect(lines[2]).toMatchObject({ series: 's3' });
    expect([lines[2]?.mean.length, lines[2]?.lo95?.length, lines[2]?.hi95?.length]).toEqual([24, 24, 24]);
  });

  it('compares counts with Poisson intervals, and takes no negative ones', () => {
    const all = chatHours(2, 900);
    const options = { horizon: 168, period: 24, counts: true };
    const train = new Map([['a', all.subarray(0, 732)]]);
    const test = new Map([['a', all.subarray(732)]]);
    const { evaluation } = evaluateForecast({ train, test, options, progress: quiet });
    expect(evaluation.figures?.scoreToPoisson).toBeLessThan(1);
    const below = new Map([['a', Float64Array.of(1, -2, 3)]]);
    expect(() => evaluateForecast({ train: below, options, progress: quiet })).toThrow(
      /value 2 of "a" is -2/,
    );
  });

  it('refuses a test of other series', () => {
    const one = new Map([['a', Float64Array.of(1, 2, 3)]]);
    const other = new Map([['b', Float64Array.of(1)]]);
    const wish = { train: one, test: other, options: { horizon: 1, period: 1 }, progress: quiet };
    expect(() => evaluateForecast(wish)).toThrow(/a series "b" that the training file does not have/);
  });
});
