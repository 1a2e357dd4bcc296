import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSlots, countQuantiles, expectation, isUnusual, outlook, skill } from '#domain/forecast';
import { chatHours, normal, seeded } from '../../bench/made-series.js';

const WEEK = 168;

/** A community that meets on two evenings of the week, at the hours given. */
function evenings(hours: readonly number[], weeks: number, seed = 1): number[] {
  const random = seeded(seed);
  return Array.from({ length: weeks * WEEK }, (_, at) => {
    const usual = hours.includes(at % WEEK) ? 30 : 3;
    return Math.max(0, Math.round(usual + Math.sqrt(usual) * normal(random)));
  });
}

describe('the best times', () => {
  it('are the hours that draw most, not the loudest of last week', () => {
    const series = evenings([20, 21, 92, 93], 8);
    series[series.length - WEEK + 40] = 400;
    const found = bestSlots(series, { count: 2, apart: 3 });
    expect(found).toHaveLength(2);
    expect(found.filter(({ step }) => step >= 90)).toHaveLength(1);
    for (const { step, sure, held, weeks, times } of found) {
      expect([20, 21, 92, 93]).toContain(step);
      expect([sure, held, weeks]).toEqual(['sure', 1, 8]);
      expect(times).toBeGreaterThan(3);
    }
  });

  it('keep their distance, and are only those allowed', () => {
    const series = chatHours(4, 8 * WEEK);
    const allowed = (step: number) => step % 24 >= 9;
    const steps = bestSlots(series, { count: 8, apart: 2, allowed, certain: false }).map(({ step }) => step);
    expect(steps).toHaveLength(8);
    expect(steps.every(allowed)).toBe(true);
    const sorted = [...steps].sort((a, b) => a - b);
    sorted.forEach((step, at) => expect(step - (sorted[at - 1] ?? -9)).toBeGreaterThanOrEqual(2));
  });

  it('are the same whatever hour the history begins at', () => {
    const series = chatHours(4, 20 * WEEK);
    const named = bestSlots(series, { certain: false });
    for (const missed of [1, 5, 11, 18]) {
      const later = bestSlots(series.slice(missed), { certain: false });
      expect(later.map(({ step }) => step)).toEqual(named.map(({ step }) => step));
      later.forEach(({ times }, at) => expect(times).toBeCloseTo(named[at]?.times ?? 0, 1));
    }
  });

  it('are none where no hour stands out', () => {
    const random = seeded(7);
    const even = Array.from({ length: 8 * WEEK }, () => Math.floor(6 * random()));
    const named = bestSlots(even).filter(({ sure }) => sure === 'sure');
    expect(named).toEqual([]);
    expect(bestSlots([])).toEqual([]);
    expect(bestSlots(new Float64Array(8 * WEEK))).toEqual([]);
  });
});

describe('what is unusual', () => {
  const series = chatHours(12, 8 * WEEK).map((one) => one + 5);
  const { forecast, spread } = expectation(series, { horizon: 24, period: 24 });
  const expected = forecast.mean.slice(0, 6);
  const calm = Array.from(expected, (one) => Math.round(one));

  it('is not what was expected', () => {
    expect(isUnusual({ came: calm, expected, spread })).toBeUndefined();
  });

  it('is a flood in one hour, and a silence that lasts', () => {
    const flood = [...calm.slice(0, 5), 100 * (1 + (calm[5] ?? 0))];
    const told = isUnusual({ came: flood, expected, spread });
    expect(told).toMatchObject({ direction: 'many', came: expect.any(Number) as number });
    expect(told?.chance).toBeLessThan(1e-3);
    const steady = { points: [{ mean: 50, dispersion: 0.02 }], inner: 0.8 };
    const silence = { came: [50, 48, 52, 0, 0, 0], expected: new Float64Array(6).fill(50), spread: steady };
    expect(isUnusual(silence)).toMatchObject({ direction: 'few', hours: 3, came: 0, expected: 150 });
  });

  it('is told once: a pause follows, and a week has a budget', () => {
    const flood = { came: [...calm.slice(0, 5), 1e5], expected, spread };
    expect(isUnusual({ ...flood, alerts: [] })).toBeDefined();
    expect(isUnusual({ ...flood, alerts: [100] })).toBeUndefined();
    expect(isUnusual({ ...flood, alerts: [100] }, { budget: 2 })).toBeDefined();
    expect(isUnusual({ ...flood, alerts: [10] }, { budget: 2 })).toBeUndefined();
    expect(isUnusual({ ...flood, alerts: [169] })).toBeDefined();
  });

  it('is never said of an hour that was not heard, and little of small numbers', () => {
    expect(isUnusual({ came: [null], expected: [500], spread })).toBeUndefined();
    expect(isUnusual({ came: [3], expected: [0.001], spread })).toBeUndefined();
  });

  it('is raised by chance less than once a week', () => {
    let [alerts, weeks] = [0, 0];
    for (let seed = 30; seed < 38; seed += 1) {
      const all = chatHours(seed, 9 * WEEK);
      const ahead = expectation(all.subarray(0, 8 * WEEK), { horizon: WEEK, period: 24 });
      weeks += 1;
      for (let hour = 6; hour <= WEEK; hour += 1) {
        const came = [...all.subarray(8 * WEEK + hour - 6, 8 * WEEK + hour)];
        const usual = ahead.forecast.mean.subarray(hour - 6, hour);
        if (isUnusual({ came, expected: usual, spread: ahead.spread })) alerts += 1;
      }
    }
    expect(alerts / weeks).toBeLessThan(1);
  });
});

describe('counts', () => {
  it('have the quantiles of the negative binomial', () => {
    // Mean 3, dispersion 1: the geometric distribution with 1/4.
    const geometric = (count: number) => 1 - 0.75 ** (count + 1);
    for (const share of [0.05, 0.3, 0.5, 0.9, 0.99]) {
      const [count] = countQuantiles({ mean: 3, dispersion: 1 }, [share]);
      expect(geometric(count ?? -1)).toBeGreaterThanOrEqual(share);
      expect(geometric((count ?? -1) - 1)).toBeLessThan(share);
    }
    expect(countQuantiles({ mean: 4, dispersion: 0 }, [0.025, 0.975])).toEqual([1, 8]);
    expect(countQuantiles({ mean: 0, dispersion: 1 }, [0.5])).toEqual([0]);
  });

  it('go on without a step where the sum gives way to the smooth approximation', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (dispersion, share) => {
          const [below, above] = [149.9, 150.1].map(
            (mean) => countQuantiles({ mean, dispersion }, [share])[0] ?? -1,
          );
          expect(Math.abs((above ?? 0) - (below ?? 0))).toBeLessThanOrEqual(3 + 0.08 * (below ?? 0));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('how much can be said', () => {
  const wish = { horizon: WEEK, period: 24, counts: true };

  it('is nothing at first, then what is usual, then a forecast', () => {
    const all = [...chatHours(2, 5 * WEEK)];
    expect(outlook(all.slice(0, 40), wish)).toEqual({ state: 'learning', days: 2, needed: 14 });
    const early = outlook(all.slice(0, 10 * 24), wish);
    expect(early).toMatchObject({ state: 'learning', days: 10 });
    expect(early.state === 'learning' && early.usual?.length).toBe(WEEK);
    const later = outlook(all.slice(0, 14 * 24), wish);
    expect(later).toMatchObject({ state: 'forecast', days: 14, intervals: true });
    expect(later.state === 'forecast' && later.skill).toBe(undefined);
  });

  it('counts days that were heard, not days that went by', () => {
    const deaf = [...chatHours(2, 10 * 24), ...Array.from({ length: 20 * 24 }, () => null)];
    expect(outlook(deaf, wish)).toMatchObject({ state: 'learning', days: 10 });
  });

  it('needs more of a series of days', () => {
    const days = Array.from(chatHours(6, 70), (one) => one + 10);
    const daily = { horizon: 28, period: 7, counts: true };
    expect(outlook(days.slice(0, 27), daily).state).toBe('learning');
    expect(outlook(days.slice(0, 40), daily)).toMatchObject({ state: 'forecast', intervals: false });
    expect(outlook(days, daily)).toMatchObject({ state: 'forecast', intervals: true });
  });

  it('comes with a backtest that nothing judged was chosen by', () => {
    const all = chatHours(9, 8 * WEEK);
    const found = skill(all, wish);
    expect(found).toMatchObject({ origins: 4, steps: 4 * WEEK });
    expect(found?.skill).toBeGreaterThan(0.1);
    // What came in the last week cannot change how earlier weeks were forecast.
    const changed = all.map((one, at) => (at >= 7 * WEEK ? one + 1_000 : one));
    const sums = [all, changed].map((one) => skill(one.subarray(0, 7 * WEEK), wish));
    expect(sums[0]).toEqual(sums[1]);
  });

  it('falls back and says so where the season before cannot be beaten', () => {
    const random = seeded(3);
    const week = Float64Array.from({ length: WEEK }, () => Math.floor(100 * random()));
    const exact = Array.from({ length: 6 * WEEK }, (_, at) => week[at % WEEK] ?? 0);
    const found = outlook(exact, wish);
    expect(found).toMatchObject({ state: 'forecast', fallback: 'same step last season' });
    expect(found.state === 'forecast' && [...found.forecast.mean]).toEqual([...week]);
  });
});
