import { describe, expect, it } from 'vitest';
import { expectation } from '#domain/forecast';
import { causeOf, type Around } from '../../src/domain/forecast/causes.js';
import { publicDay } from '../../src/domain/forecast/public-days.js';
import { findings, type Line } from '../../src/domain/forecast/watch-plan.js';
import { counted, seeded, share } from './history.js';

const WEEK = 168;

describe('what is out of the ordinary', () => {
  it('is found by mistake far less than once a week, over a year of hours like any other', () => {
    let found = 0;
    let weeks = 0;
    for (const [seed, level, dispersion] of [
      [1, 1, 0.4],
      [2, 8, 0.2],
      [3, 40, 0.3],
    ] as const) {
      const random = seeded(seed);
      const all = Array.from({ length: (8 + 17) * WEEK }, (_, at) =>
        counted(random, level * share(at % WEEK), dispersion),
      );
      // A forecast a week, as good as one a night for hours that come from the same week again and again.
      for (let week = 8; week < 8 + 17; week += 1) {
        const history = all.slice((week - 8) * WEEK, week * WEEK);
        const { forecast, spread } = expectation(history, { horizon: WEEK, period: 24, counts: true });
        const came = all.slice(week * WEEK, (week + 1) * WEEK);
        const line: Line = { step: 'hour', came, expected: [...forecast.mean], spread, found: [] };
        found += findings(line, 0).length;
        weeks += 1;
      }
    }
    expect(weeks).toBe(51);
    // A measure alone may do so once in ten weeks; all three together, days included, less than once in two.
    expect(found / weeks).toBeLessThan(0.15);
  });

  const spread = { points: [{ mean: 10, dispersion: 0.1 }], inner: 0.8 };
  const line = (came: (number | null)[], more: Partial<Line> = {}): Line => ({
    step: 'hour',
    came,
    expected: came.map(() => 10),
    spread,
    found: [],
    ...more,
  });

  it('is found where much more or much less comes, and once only', () => {
    const came = [10, 9, 11, 12, 200, 150, 90, 10];
    const [first, ...rest] = findings(line(came), 0);
    expect(first).toMatchObject({ at: 4, steps: 1, seen: 200, direction: 'high' });
    expect(rest).toEqual([]);
    expect(findings(line(came, { found: [4] }), 0)).toEqual([]);
    const quiet = findings(line([40, 41, 39, 0, 0, 0, 0, 0, 0], { expected: Array(9).fill(40) }), 0);
    expect(quiet).toHaveLength(1);
    expect(quiet[0]?.direction).toBe('low');
  });

  it('is never found in hours that nobody heard, or of which nothing was forecast', () => {
    expect(findings(line([10, 10, null, null, null, null, null, null]), 0)).toEqual([]);
    expect(findings(line([10, 500], { expected: [10, null] }), 0)).toEqual([]);
    expect(findings(line([]), 0)).toEqual([]);
  });

  it('is found in a day', () => {
    const expected = [240, 240, 240];
    const day = { step: 'day', expected } as const;
    expect(findings(line([230, 2_400, 250], day), 0)).toMatchObject([{ at: 1, steps: 1, direction: 'high' }]);
    expect(findings(line([230, 260, 250], day), 0)).toEqual([]);
  });

  it('has the cause that fits best, and none where nothing fits', () => {
    const around: Around = {
      direction: 'high',
      missing: 0,
      joins: { seen: 1, expected: 1 },
      messages: { seen: 90, expected: 10 },
      voice: { seen: 0, usual: 0 },
      announced: [],
      holiday: null,
    };
    const cause = (more: Partial<Around>) => causeOf({ ...around, ...more });
    expect(cause({})).toEqual({ cause: null, subject: null });
    expect(cause({ announced: ['Bread', 'Salt'] })).toEqual({ cause: 'drop', subject: 'Bread' });
    expect(cause({ joins: { seen: 50, expected: 2 }, announced: ['Bread'] }).cause).toBe('raid');
    expect(cause({ joins: { seen: 50, expected: 2 }, messages: { seen: 9, expected: 10 } }).cause).toBe(null);
    expect(cause({ voice: { seen: 300, usual: 20 } }).cause).toBe('live');
    expect(cause({ voice: { seen: 300, usual: 280 } }).cause).toBe(null);
    expect(cause({ holiday: 'christmas' })).toEqual({ cause: 'holiday', subject: 'christmas' });
    expect(cause({ direction: 'low', missing: 2, holiday: 'christmas' }).cause).toBe('outage');
    expect(cause({ direction: 'low', announced: ['Bread'] }).cause).toBe(null);
  });

  it('knows public days by both calendars, in the zone of the community', () => {
    expect(publicDay(new Date('2026-12-31T20:00:00Z'), 'Asia/Shanghai')).toBe('new_year');
    expect(publicDay(new Date('2026-02-17T02:00:00Z'), 'Asia/Shanghai')).toBe('spring_festival');
    expect(publicDay(new Date('2026-09-25T12:00:00Z'), 'UTC')).toBe('mid_autumn');
    expect(publicDay(new Date('2026-03-10T12:00:00Z'), 'UTC')).toBe(null);
  });
});
