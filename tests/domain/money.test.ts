import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf, type Payment } from '#domain/billing';
import { day, NOW } from './facts.js';

type Paid = Pick<Payment, 'amount' | 'refunded' | 'dispute' | 'paidAt' | 'goneAt'>;

const paid = (given: Partial<Paid> = {}): Paid => ({
  amount: 1_900,
  refunded: 0,
  dispute: 'none',
  paidAt: day(-1),
  goneAt: null,
  ...given,
});
const KEPT = { money: 'kept', goneAt: null };

describe('where money stands', () => {
  it('is where it was paid to, until it goes', () => {
    expect(standingOf([paid()], null)).toEqual(KEPT);
    expect(standingOf([paid({ refunded: 1_899 })], null)).toEqual(KEPT);
    expect(standingOf([paid({ refunded: 1_900, goneAt: NOW })], null)).toEqual({
      money: 'refunded',
      goneAt: NOW,
    });
  });

  it('is not missing where nothing was to be paid: a trial, a price of nothing', () => {
    expect(standingOf([], null)).toEqual(KEPT);
    expect(standingOf([paid({ amount: 0 })], null)).toEqual(KEPT);
  });

  it.each([
    ['none', 'kept'],
    ['inquiry', 'kept'],
    ['open', 'disputed'],
    ['won', 'kept'],
    ['lost', 'disputed'],
  ] as const)('under a dispute that is %s is %s', (dispute, money) => {
    expect(standingOf([paid({ dispute, goneAt: NOW })], null).money).toBe(money);
  });

  it('is back after a dispute was won, unless it was refunded besides', () => {
    expect(standingOf([paid({ dispute: 'won', refunded: 1_900, goneAt: NOW })], null).money).toBe('refunded');
  });

  it('is gone only when every payment of the period is: an upgrade was paid for by itself', () => {
    const first = paid({ refunded: 1_900, goneAt: day(-1) });
    expect(standingOf([first, paid({ amount: 700 })], null)).toEqual(KEPT);
    const both = [first, paid({ amount: 700, refunded: 700, goneAt: NOW })];
    expect(standingOf(both, null)).toEqual({ money: 'refunded', goneAt: NOW });
  });

  it('of earlier periods was used up: a refund or a lost dispute over it takes nothing of this one', () => {
    const since = day(-10);
    const earlier = { paidAt: day(-40), goneAt: NOW };
    expect(standingOf([paid({ ...earlier, refunded: 1_900 }), paid()], since)).toEqual(KEPT);
    expect(standingOf([paid({ ...earlier, dispute: 'lost' }), paid()], since)).toEqual(KEPT);
    // Whoever takes money back now is not served meanwhile, whatever it is about.
    expect(standingOf([paid({ ...earlier, dispute: 'open' }), paid()], since).money).toBe('disputed');
  });

  it('of a period for which nothing was paid yet is not missing', () => {
    expect(standingOf([paid({ paidAt: day(-40), refunded: 1_900, goneAt: day(-39) })], day(-10))).toEqual(
      KEPT,
    );
  });

  it('counts from the very moment at which the period begins', () => {
    const gone = { refunded: 1_900, goneAt: NOW };
    expect(standingOf([paid({ ...gone, paidAt: day(-10) })], day(-10)).money).toBe('refunded');
    expect(standingOf([paid({ ...gone, paidAt: day(-10, -1) })], day(-10)).money).toBe('kept');
  });

  it('does not depend on the order of payments, and a dispute weighs more than a refund', () => {
    const payment = fc.record({
      amount: fc.constant(1_000),
      refunded: fc.constantFrom(0, 500, 1_000),
      dispute: fc.constantFrom<Paid['dispute']>('none', 'inquiry', 'open', 'won', 'lost'),
      paidAt: fc.integer({ min: -20, max: 0 }).map((n) => day(n)),
      goneAt: fc.constant(NOW),
    });
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 4 }), (payments) => {
        const stands = standingOf(payments, day(-10));
        expect(standingOf(payments.toReversed(), day(-10)).money).toBe(stands.money);
        if (payments.some((one) => one.dispute === 'open')) expect(stands.money).toBe('disputed');
        expect(stands.goneAt === null).toBe(stands.money === 'kept');
      }),
    );
  });
});
