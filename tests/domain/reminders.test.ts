import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graceReminders, removalLimit } from '#domain/access';
import { days, hours, later } from '#kernel/clock';
import { day, NOW } from './facts.js';

/** The reminders that somebody gets who is looked at whenever one is due, as days left. */
function reminded(since: Date, until: Date): number[] {
  const told: number[] = [];
  for (let now: Date | null = since; now; now = graceReminders(since, until, now).nextAt) {
    const { dueDaysLeft } = graceReminders(since, until, now);
    if (dueDaysLeft !== null && !told.includes(dueDaysLeft)) told.push(dueDaysLeft);
  }
  return told;
}

describe('reminders of a grace', () => {
  it('come three days and one day before its end', () => {
    expect(reminded(NOW, day(7))).toEqual([3, 1]);
    expect(graceReminders(NOW, day(7), NOW)).toEqual({ dueDaysLeft: null, nextAt: day(4) });
    expect(graceReminders(NOW, day(7), day(4, -1))).toEqual({ dueDaysLeft: null, nextAt: day(4) });
    expect(graceReminders(NOW, day(7), day(4))).toEqual({ dueDaysLeft: 3, nextAt: day(6) });
    expect(graceReminders(NOW, day(7), day(6))).toEqual({ dueDaysLeft: 1, nextAt: null });
  });

  it('do not come on the day of the failure itself', () => {
    expect(reminded(NOW, day(3))).toEqual([1]);
    expect(reminded(NOW, day(4))).toEqual([3, 1]);
    expect(reminded(NOW, day(1))).toEqual([]);
    expect(reminded(NOW, NOW)).toEqual([]);
  });

  it('are not made up for when the moment was missed', () => {
    expect(graceReminders(NOW, day(7), day(6, 5)).dueDaysLeft).toBe(1);
  });

  it('only ever count down, and none comes after the end', () => {
    const span = fc.integer({ min: 0, max: days(20) });
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 8 }), (grace, looks) => {
        const until = later(NOW, grace);
        let before = Infinity;
        for (const ms of [...looks].sort((a, b) => a - b).filter((one) => one < grace)) {
          const { dueDaysLeft, nextAt } = graceReminders(NOW, until, later(NOW, ms));
          if (dueDaysLeft !== null) {
            expect(dueDaysLeft).toBeLessThanOrEqual(before);
            expect(ms).toBeGreaterThanOrEqual(hours(24));
            before = dueDaysLeft;
          }
          if (nextAt) expect(nextAt > later(NOW, ms) && nextAt < until).toBe(true);
        }
      }),
    );
  });
});

describe('the limit of removals', () => {
  it('is five, or three in a hundred where that is more', () => {
    const limits = [0, 1, 166, 167, 199, 200, 233, 234, 1_000, 50_000].map(removalLimit);
    expect(limits).toEqual([5, 5, 5, 5, 5, 6, 6, 7, 30, 1_500]);
  });
});
