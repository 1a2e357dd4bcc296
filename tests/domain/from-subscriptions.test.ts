import { describe, expect, it } from 'vitest';
import { entitlementsOf } from '#domain/access';
import { later, minutes } from '#kernel/clock';
import { day, facts, grant, NOW, order, plan, subscription, type SubscriptionFact } from './facts.js';

const verdictOf = (one: Partial<SubscriptionFact>, now = NOW) =>
  entitlementsOf(facts({ now, subscriptions: [subscription(one)] }))[0];
const stateOf = (one: Partial<SubscriptionFact>, now = NOW) => verdictOf(one, now)?.state;

describe('a trial', () => {
  const trying = { status: 'trialing', trialEnd: day(5) } as const;

  it('gives, says that it is one and when it is over, and is looked at again then', () => {
    expect(verdictOf(trying)).toMatchObject({
      state: 'active',
      trial: true,
      trialEnd: day(5),
      until: null,
      recheckAt: day(5),
    });
  });

  it('that is over since Stripe was asked is unknown: it may have been paid for', () => {
    expect(stateOf(trying, day(5, -1))).toBe('active');
    expect(verdictOf(trying, day(5))).toMatchObject({
      state: 'unknown',
      trial: true,
      recheckAt: later(day(5), minutes(10)),
    });
  });

  it('that Stripe is late to end goes on, and is asked about again in ten minutes', () => {
    const now = day(5, 9);
    expect(verdictOf({ ...trying, fetchedAt: now }, now)).toMatchObject({
      state: 'active',
      trial: true,
      trialEnd: null,
      recheckAt: later(now, minutes(10)),
    });
  });

  it('that was cancelled ends with it, and does not become paid', () => {
    expect(verdictOf({ ...trying, cancelAt: day(5) })).toMatchObject({
      state: 'active',
      until: day(5),
      trialEnd: null,
      recheckAt: day(5),
    });
  });

  it('is none beside anything that was paid for', () => {
    const subscriptions = [subscription(trying), subscription({ id: 'paid' })];
    expect(entitlementsOf(facts({ subscriptions }))[0]).toMatchObject({ trial: false, trialEnd: null });
    const orders = [order()];
    expect(entitlementsOf(facts({ subscriptions: [subscription(trying)], orders }))[0]?.trial).toBe(false);
    const grants = [grant()];
    expect(entitlementsOf(facts({ subscriptions: [subscription(trying)], grants }))[0]?.trial).toBe(false);
  });

  it('may be all there is when what was paid cannot be known', () => {
    const unsure = subscription({ id: 'unsure', cancelAt: day(-1), fetchedAt: day(-2) });
    expect(entitlementsOf(facts({ subscriptions: [subscription(trying), unsure] }))[0]).toMatchObject({
      state: 'active',
      trial: null,
    });
    // What is known to be paid decides, whatever else is not known.
    const subscriptions = [subscription(trying), unsure, subscription({ id: 'paid' })];
    expect(entitlementsOf(facts({ subscriptions }))[0]?.trial).toBe(false);
  });
});

describe('a pause', () => {
  it('of the subscription gives nothing from its first moment', () => {
    expect(verdictOf({ status: 'paused' })).toMatchObject({ state: 'ended', sources: [{ cause: 'paused' }] });
  });

  const collecting = { collectionPaused: true, paidThrough: day(4) } as const;

  it('of the collection leaves what was paid for', () => {
    expect(verdictOf(collecting)).toMatchObject({ state: 'active', until: day(4), recheckAt: day(4) });
    const asked = { ...collecting, fetchedAt: day(4) };
    expect(verdictOf(asked, day(4))).toMatchObject({
      state: 'ended',
      until: day(4),
      sources: [{ cause: 'paused' }],
    });
  });

  it('of the collection that used up what was paid, unasked, is unknown: somebody may have resumed it', () => {
    expect(stateOf(collecting, day(4, -1))).toBe('active');
    expect(stateOf(collecting, day(4))).toBe('unknown');
  });

  it('of the collection before anything was paid gives nothing', () => {
    expect(verdictOf({ ...collecting, paidThrough: null })).toMatchObject({
      state: 'ended',
      recheckAt: null,
    });
  });

  it('is over on its day, which is looked at whether it gives meanwhile or not', () => {
    const resumes = { ...collecting, pausedUntil: day(2) };
    expect(verdictOf(resumes)).toMatchObject({ state: 'active', recheckAt: day(2) });
    expect(stateOf(resumes, day(2))).toBe('unknown');
    expect(stateOf({ ...resumes, fetchedAt: day(2) }, day(2))).toBe('active');
    const usedUp = { ...resumes, paidThrough: day(-1), fetchedAt: day(0) };
    expect(verdictOf(usedUp)).toMatchObject({ state: 'ended', recheckAt: day(2) });
    expect(verdictOf({ ...usedUp, paidThrough: null })).toMatchObject({ state: 'ended', recheckAt: day(2) });
    expect(stateOf({ ...usedUp, fetchedAt: day(2) }, day(2))).toBe('active');
  });

  it('ends with an announced end, if that is sooner', () => {
    const ending = { ...collecting, cancelAt: day(1) };
    expect(verdictOf(ending)).toMatchObject({ state: 'active', until: day(1), recheckAt: day(1) });
    expect(stateOf(ending, day(1))).toBe('unknown');
    expect(verdictOf({ ...collecting, cancelAt: day(9) })).toMatchObject({
      until: day(4),
      recheckAt: day(4),
    });
  });
});

describe('invoices paid by hand', () => {
  const sent = { byInvoice: true } as const;

  it('give nothing before the first one is paid, whatever Stripe calls it', () => {
    for (const status of ['active', 'past_due', 'unpaid'] as const) {
      const one = { ...sent, status, failingSince: status === 'active' ? null : NOW };
      expect(verdictOf(one)).toMatchObject({ state: 'ended', sources: [{ cause: 'incomplete' }] });
    }
    const gone = { ...sent, status: 'canceled', endedUnpaid: true, failingSince: NOW, endedAt: NOW } as const;
    expect(stateOf(gone)).toBe('ended');
  });

  it('give once one was paid, also while the next one waits', () => {
    expect(verdictOf({ ...sent, paidThrough: day(3) })).toMatchObject({ state: 'active', until: null });
    expect(stateOf({ ...sent, paidThrough: day(-2) })).toBe('active');
  });

  it('that are overdue count their grace from the day on which they were due', () => {
    const late = { ...sent, status: 'past_due', paidThrough: day(-9), failingSince: day(-2) } as const;
    expect(verdictOf(late)).toMatchObject({ state: 'grace', graceUntil: day(1), failingSince: day(-2) });
    expect(stateOf({ ...late, fetchedAt: day(1) }, day(1))).toBe('ended');
  });
});

describe('money that went back', () => {
  it('pays for nothing, whatever the subscription is called', () => {
    for (const status of ['active', 'trialing', 'past_due'] as const) {
      for (const money of ['refunded', 'disputed'] as const) {
        expect(verdictOf({ status, money, goneAt: day(-1), failingSince: NOW })).toMatchObject({
          state: 'ended',
          until: day(-1),
          sources: [{ cause: money }],
        });
      }
    }
  });

  it('takes nothing that another source gives', () => {
    const gone = subscription({ id: 'gone', money: 'disputed', goneAt: NOW });
    expect(entitlementsOf(facts({ subscriptions: [gone, subscription()] }))[0]?.state).toBe('active');
  });
});

describe('one subscription to two plans', () => {
  it('gives both, each with its own grace', () => {
    const plans = [
      { ...plan({ a: null }, 'a'), graceDays: 1 },
      { ...plan({ b: null }, 'b'), graceDays: 9 },
    ];
    const failing = subscription({ priceIds: ['a', 'b'], status: 'past_due', failingSince: day(-2) });
    expect(entitlementsOf(facts({ plans, subscriptions: [failing] }))).toMatchObject([
      { planId: 'a', state: 'ended' },
      { planId: 'b', state: 'grace', graceUntil: day(7) },
    ]);
  });
});
