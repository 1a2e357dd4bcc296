import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, MAE, RMSE, seasonalNaive, type Forecast, type ForecastOptions } from '#domain/forecast';
import { chatHours, smoothHours } from '../../bench/made-series.js';

/** What holds of any forecast of anything. */
function holds(found: Forecast, horizon: number, neverNegative: boolean): void {
  expect(found.method).not.toBe('');
  for (const list of [found.mean, found.lo80, found.hi80, found.lo95, found.hi95]) {
    expect(list.length).toBe(horizon);
    expect(list.every((value) => Number.isFinite(value) && (!neverNegative || value >= 0))).toBe(true);
  }
  for (let step = 0; step < horizon; step += 1) {
    const at = (list: Float64Array) => list[step] ?? NaN;
    expect(at(found.lo95)).toBeLessThanOrEqual(at(found.lo80));
    expect(at(found.lo80)).toBeLessThanOrEqual(at(found.mean));
    expect(at(found.mean)).toBeLessThanOrEqual(at(found.hi80));
    expect(at(found.hi80)).toBeLessThanOrEqual(at(found.hi95));
  }
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 50 }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, 1e15, 1e-12, 3e8, 1e300) },
);

describe('a forecast', () => {
  it('is in order and finite for any series, any season, counts or not', () => {
    const seasons = fc.constantFrom<Partial<ForecastOptions>>(
      { period: 1 },
      { period: 7 },
      { period: 12 },
      { period: 24 },
      { period: 24, period2: 0 },
      { period: 4, period2: 12 },
    );
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 140 }),
        seasons,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (series, season, horizon, counts) => {
          const wish = { period: 1, ...season, horizon, counts };
          const never = !series.some((one) => one !== null && one < 0);
          const found = forecast(series, wish);
          holds(found, horizon, never);
          expect(forecast(series, wish)).toEqual(found);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('stays so where hours are missing here and there, and for weeks', () => {
    const hours = fc.record({
      seed: fc.integer({ min: 1, max: 99 }),
      from: fc.integer({ min: 0, max: 900 }),
      length: fc.integer({ min: 0, max: 700 }),
      every: fc.integer({ min: 2, max: 40 }),
      counts: fc.boolean(),
    });
    fc.assert(
      fc.property(hours, ({ seed, from, length, every, counts }) => {
        const all = counts ? chatHours(seed, 1_000) : smoothHours(seed, 1_000);
        const gap = (at: number) => at % every === 0 || (at >= from && at < from + length);
        const series = Array.from(all, (one, at) => (gap(at) ? null : one));
        holds(forecast(series, { horizon: 48, period: 24, counts }), 48, counts);
      }),
      { numRuns: 25 },
    );
  });

  it('says what it does not know, and what never changes', () => {
    const wish = { horizon: 3, period: 24, counts: true };
    expect(forecast([], wish)).toMatchObject({ method: 'nothing known', mean: new Float64Array(3) });
    expect(forecast([null, null], wish).method).toBe('nothing known');
    const zeros = forecast(new Float64Array(400), wish);
    expect([...zeros.mean, ...zeros.hi95]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...forecast([-7, null, -7], { horizon: 2, period: 1 }).mean]).toEqual([-7, -7]);
  });

  it('refuses what is no horizon and no season', () => {
    expect(() => forecast([1, 2], { horizon: 0, period: 1 })).toThrow(RangeError);
    expect(() => forecast([1, 2], { horizon: 1, period: 2.5 })).toThrow(RangeError);
    expect(() => forecast([1, 2], { horizon: 1, period: 24, period2: 100 })).toThrow(/no multiple/);
  });

  it('does not take a missing hour for an empty one', () => {
    const all = chatHours(3, 1_344);
    const full = forecast(all, { horizon: 168, period: 24, counts: true });
    const down = Array.from(all, (one, at) => (at >= 1_200 && at < 1_290 ? null : one));
    const gaps = forecast(down, { horizon: 168, period: 24, counts: true });
    const total = ({ mean }: Forecast) => mean.reduce((sum, one) => sum + one, 0);
    expect(total(gaps) / total(full)).toBeGreaterThan(0.8);
    const empty = Array.from(down, (one) => one ?? 0);
    expect(total(forecast(empty, { horizon: 168, period: 24, counts: true }))).toBeLessThan(total(gaps));
  });

  it('multiplies with the series', () => {
    const series = smoothHours(5, 700);
    const wish = { horizon: 24, period: 24 };
    const [once, huge] = [
      forecast(series, wish),
      forecast(
        Array.from(series, (one) => one * 1e12),
        wish,
      ),
    ];
    once.mean.forEach((one, step) => expect((huge.mean[step] ?? 0) / 1e12 / one).toBeCloseTo(1, 6));
  });

  it('is nearer than repeating the day, for smooth hours', () => {
    let [own, naive] = [0, 0];
    for (let seed = 1; seed <= 8; seed += 1) {
      const all = smoothHours(seed, 900);
      const [past, came] = [all.subarray(0, 852), all.subarray(852)];
      const unit = MAE(came, seasonalNaive(past, 48, 24));
      own += MAE(came, forecast(past, { horizon: 48, period: 24 }).mean) / unit;
      naive += 1;
    }
    expect(own / naive).toBeLessThan(0.75);
  });

  it('is nearer than the same hour last week for counts, unbiased, and holds 95 of 100', () => {
    const sum = { own: 0, naive: 0, came: 0, told: 0, inside: 0, steps: 0 };
    for (let seed = 1; seed <= 20; seed += 1) {
      const all = chatHours(seed, 1_512);
      const [past, came] = [all.subarray(0, 1_344), all.subarray(1_344)];
      const found = forecast(past, { horizon: 168, period: 24, counts: true });
      const scale = 1 + found.mean.reduce((total, one) => total + one, 0);
      sum.own += RMSE(came, found.mean) / scale;
      sum.naive += RMSE(came, seasonalNaive(past, 168, 168)) / scale;
      came.forEach((one, step) => {
        sum.came += one / scale;
        sum.told += (found.mean[step] ?? 0) / scale;
        sum.inside += one >= (found.lo95[step] ?? 0) && one <= (found.hi95[step] ?? 0) ? 1 : 0;
        sum.steps += 1;
      });
    }
    expect(sum.own / sum.naive).toBeLessThan(0.8);
    expect(Math.abs(sum.told / sum.came - 1)).toBeLessThan(0.08);
    expect(sum.inside / sum.steps).toBeGreaterThan(0.93);
    expect(sum.inside / sum.steps).toBeLessThan(0.985);
  });

  it('learns what holidays do, and nothing from them about other days', () => {
    // Every fourth Monday is a holiday with a fifth of the messages.
    const holidays = new Set<number>();
    for (let week = 0; week < 9; week += 4)
      for (let hour = 0; hour < 24; hour += 1) holidays.add(week * 168 + hour);
    const usual = chatHours(8, 1_512).map((one) => one + 20);
    const series = usual.subarray(0, 1_344).map((one, at) => (holidays.has(at) ? one / 5 : one));
    const wish = { horizon: 48, period: 24, counts: true };
    const [aware, unaware] = [forecast(series, { ...wish, holidays }), forecast(series, wish)];
    const day = (found: Forecast, from: number) =>
      found.mean.slice(from, from + 24).reduce((a, b) => a + b, 0);
    expect(day(aware, 0)).toBeLessThan(0.5 * day(unaware, 0));
    expect(day(aware, 24) / day(unaware, 24)).toBeCloseTo(1, 0);
    expect(aware.method).toMatch(/holidays$/);
  });
});
