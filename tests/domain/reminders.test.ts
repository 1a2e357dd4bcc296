import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitlementsOf, graceReminders, removalLimit, type Facts } from '#domain/access';
import { days, hours, later } from '#kernel/clock';
import { endReminder } from '../../src/domain/access/reminders.js';
import { day, facts, grant, NOW, order, plan, subscription } from './facts.js';

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

describe('reminders of an end', () => {
  const reminded = (given: Partial<Facts>, now = NOW, since = day(-30)) => {
    const plans = [plan({ price: null, pass: 30 })];
    const [verdict] = entitlementsOf(facts({ now, plans, ...given }));
    if (!verdict) throw new Error('nothing is given');
    return endReminder(verdict, { since }, now);
  };
  const trying = (given: object = {}) => ({
    subscriptions: [subscription({ status: 'trialing', trialEnd: day(9), ...given })],
  });
  const pass = { orders: [order({ priceIds: ['pass'], startsAt: day(-20) })] };

  it('come three days before a trial becomes paid, to the millisecond', () => {
    expect(reminded(trying())).toEqual({ endsAt: null, what: 'trial', nextAt: day(6) });
    expect(reminded(trying(), day(6, -1))).toEqual({ endsAt: null, what: 'trial', nextAt: day(6) });
    expect(reminded(trying(), day(6))).toEqual({ endsAt: day(9), what: 'trial', nextAt: null });
    expect(reminded(trying(), day(9, -1)).endsAt).toEqual(day(9));
  });

  it('come three days before a pass is over, or the last of several', () => {
    expect(reminded(pass)).toEqual({ endsAt: null, what: 'pass', nextAt: day(7) });
    expect(reminded(pass, day(7))).toEqual({ endsAt: day(10), what: 'pass', nextAt: null });
    const second = order({ id: 'second', priceIds: ['pass'], startsAt: day(-10) });
    expect(reminded({ orders: [...pass.orders, second] }, day(7))).toMatchObject({
      endsAt: null,
      nextAt: day(37),
    });
  });

  it('are not for whoever knows: who cancelled, who was granted it, who pays on', () => {
    const none = { endsAt: null, nextAt: null };
    expect(reminded(trying({ cancelAt: day(9) }), day(7))).toMatchObject(none);
    expect(reminded({ grants: [grant({ endsAt: day(1) })] })).toMatchObject(none);
    expect(reminded({ subscriptions: [subscription()] })).toMatchObject(none);
    expect(reminded({ ...pass, subscriptions: [subscription()] }, day(8))).toMatchObject(none);
    expect(reminded({ ...pass, grants: [grant({ endsAt: day(60) })] }, day(8))).toMatchObject(none);
  });

  it('are not for what has just begun and hardly lasts longer', () => {
    const short = { subscriptions: [subscription({ status: 'trialing', trialEnd: day(3) })] };
    expect(reminded(short, NOW, NOW)).toMatchObject({ endsAt: null, nextAt: null });
    expect(reminded(short, NOW, day(-1, 1))).toMatchObject({ endsAt: null, nextAt: null });
    expect(reminded(short, NOW, day(-1))).toMatchObject({ endsAt: day(3) });
  });

  it('are over with the end itself', () => {
    expect(reminded(pass, day(10))).toMatchObject({ endsAt: null, nextAt: null });
    expect(reminded(trying(), day(9))).toMatchObject({ endsAt: null, nextAt: null });
  });
});
