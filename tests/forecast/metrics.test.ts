import { describe, expect, it } from 'vitest';
import {
  bias,
  coverage,
  intervalScore,
  MAE,
  MASE,
  MSIS,
  naive2,
  overallScore,
  RMSE,
  seasonalNaive,
  seasonalNaiveError,
  sMAPE,
} from '#domain/forecast';

const of = (...values: number[]) => Float64Array.of(...values);

describe('measures of forecasts, by hand', () => {
  it('counts the symmetric percentage error, where two zeros are no error', () => {
    expect(sMAPE([100, 200], [110, 180])).toBeCloseTo((2000 / 210 + 4000 / 380) / 2, 10);
    expect(sMAPE([0, 5], [0, 0])).toBe(100);
  });

  it('counts errors in units of repeating the season', () => {
    expect(seasonalNaiveError([1, 3, 2, 5], 1)).toBe(2);
    expect(seasonalNaiveError([1, 3, 2, 5], 2)).toBe(1.5);
    expect(seasonalNaiveError([1, NaN, 2, 5], 1)).toBe(3);
    expect(MASE([10, 20], [40, 20], [1, 3, 2, 5], 2)).toBe(10);
  });

  it('counts absolute and squared errors and bias over what is known', () => {
    expect(MAE([1, NaN, 5], [2, 100, 2])).toBe(2);
    expect(RMSE([0, 0], [3, 4])).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(bias([10, NaN, 10], [12, 900, 11])).toBeCloseTo(0.15, 12);
  });

  it('punishes an interval for its width and for what lies outside', () => {
    expect(intervalScore([12], [0], [10], 0.05)).toBe(10 + 40 * 2);
    expect(intervalScore([12, 5], [0, 0], [10, 10], 0.05)).toBe(50);
    expect(intervalScore([-1], [0], [10], 0.2)).toBe(20);
    expect(MSIS([12, 5], { low: [0, 0], high: [10, 10] }, [1, 3, 2, 5], 1)).toBe(25);
    expect(coverage([10, 0, 11, NaN], [0, 0, 0, 0], [10, 10, 10, 10])).toBeCloseTo(2 / 3, 12);
  });

  it('weighs sMAPE and MASE against Naive2 as M4 did', () => {
    const one = { history: of(1, 3, 2, 5), actual: [6, 4], predicted: [6, 5] };
    const score = overallScore([one], 1);
    expect(score.naive2.sMAPE).toBeCloseTo((200 / 11 + 200 / 9) / 2, 10);
    expect(score.naive2.MASE).toBe(0.5);
    expect(score.MASE).toBe(0.25);
    expect(score.OWA).toBeCloseTo((100 / 9 / ((200 / 11 + 200 / 9) / 2) + 0.5) / 2, 10);
    const itself = { ...one, predicted: naive2(one.history, 2, 1) };
    expect(overallScore([itself], 1).OWA).toBe(1);
  });

  it('leaves series that never change out of MASE, and says so', () => {
    const still = { history: of(4, 4, 4), actual: [4, 4], predicted: [4, 5] };
    const moving = { history: of(1, 3, 2, 5), actual: [6, 4], predicted: [6, 5] };
    const score = overallScore([still, moving], 1);
    expect(score).toMatchObject({ MASE: 0.25, unscaled: 1 });
  });
});

describe('the benchmarks', () => {
  it('repeats the season before, over a gap the one before that', () => {
    expect([...seasonalNaive(of(1, 2, 3, 4, 5, 6), 4, 3)]).toEqual([4, 5, 6, 4]);
    expect([...seasonalNaive(of(1, 2, 3, NaN, 5, 6), 3, 3)]).toEqual([1, 5, 6]);
    expect([...seasonalNaive(of(NaN, NaN), 2, 7)]).toEqual([0, 0]);
  });

  it('takes out a season where the test finds one, and only there', () => {
    const swinging = Float64Array.from({ length: 12 }, (_, at) => (at % 2 ? 10 : 20));
    expect([...naive2(swinging, 3, 2)].map((value) => +value.toFixed(9))).toEqual([20, 10, 20]);
    const jumpy = of(5, 9, 4, 6, 9, 5, 4, 8, 7, 4, 6, 5);
    expect([...naive2(jumpy, 2, 4)]).toEqual([5, 5]);
    expect([...naive2(of(3, 1, 3), 2, 2)]).toEqual([3, 3]);
  });
});
