import { describe, expect, it } from 'vitest';
import { entitlementsOf, type Facts } from '#domain/access';
import { later, minutes } from '#kernel/clock';
import {
  day,
  facts,
  grant,
  NOW,
  plan,
  subscription,
  type GrantFact,
  type SubscriptionFact,
} from './facts.js';

const verdictOf = (given: Partial<Facts>) => entitlementsOf(facts(given))[0];
const stateOf = (one: Partial<SubscriptionFact>, now = NOW) =>
  verdictOf({ now, subscriptions: [subscription(one)] })?.state;

describe('one subscription', () => {
  it('gives while it is active or on trial, without an end', () => {
    for (const status of ['active', 'trialing'] as const) {
      const verdict = verdictOf({ subscriptions: [subscription({ status })] });
      expect(verdict).toMatchObject({ state: 'active', until: null, recheckAt: null, failingSince: null });
    }
  });

  it('gives nothing before it is paid, and nothing while it is paused', () => {
    for (const status of ['incomplete', 'incomplete_expired', 'paused'] as const) {
      expect(stateOf({ status, failingSince: day(0) })).toBe('ended');
    }
  });

  it('gives nothing for a price that is not listed, and is not even spoken of', () => {
    expect(entitlementsOf(facts({ subscriptions: [subscription({ priceIds: ['foreign'] })] }))).toEqual([]);
  });

  it('gives each plan that one of its prices buys', () => {
    const plans = ['a', 'b', 'c'].map((id) => plan({ [`${id}-price`]: null }, id));
    const both = subscription({ priceIds: ['a-price', 'c-price'] });
    expect(entitlementsOf(facts({ plans, subscriptions: [both] })).map((one) => one.planId)).toEqual([
      'a',
      'c',
    ]);
  });
});

describe('grace', () => {
  it('ends to the millisecond, three days after the failure', () => {
    for (const status of ['past_due', 'unpaid'] as const) {
      const failing = { status, failingSince: NOW, fetchedAt: day(3, 1) };
      expect(stateOf(failing, NOW)).toBe('grace');
      expect(stateOf(failing, day(3, -1))).toBe('grace');
      expect(stateOf(failing, day(3))).toBe('ended');
      expect(stateOf(failing, day(3, 1))).toBe('ended');
    }
  });

  it('of no days is no grace at all', () => {
    const plans = [{ ...plan(), graceDays: 0 }];
    const subscriptions = [subscription({ status: 'past_due', failingSince: NOW })];
    expect(verdictOf({ plans, subscriptions })?.state).toBe('ended');
  });

  it('says since when, until when, and when to look again', () => {
    const subscriptions = [subscription({ status: 'past_due', failingSince: day(-1) })];
    expect(verdictOf({ subscriptions })).toMatchObject({
      state: 'grace',
      failingSince: day(-1),
      graceUntil: day(2),
      until: day(2),
      recheckAt: day(2),
      sources: [{ kind: 'subscription', verdict: 'grace', cause: 'unpaid', until: day(2).toISOString() }],
    });
  });

  it('that ran out while Stripe was not asked is unknown: perhaps it was paid', () => {
    const failing = { status: 'past_due', failingSince: NOW } as const;
    expect(stateOf({ ...failing, fetchedAt: day(3, -1) }, day(3))).toBe('unknown');
    expect(stateOf({ ...failing, fetchedAt: day(3) }, day(3))).toBe('ended');
    expect(stateOf({ ...failing, fetchedAt: day(3) }, day(9))).toBe('ended');
  });

  it('counts from when it was first heard of, where Stripe does not date it', () => {
    const undated = { status: 'past_due', failingSince: null, fetchedAt: day(-3, 1) } as const;
    expect(stateOf(undated)).toBe('grace');
  });

  it('runs on when Stripe gives up before us, and does not wait for an answer then', () => {
    const given: Partial<SubscriptionFact> = {
      status: 'canceled',
      endedUnpaid: true,
      endedAt: day(1),
      failingSince: NOW,
      fetchedAt: day(1),
    };
    expect(stateOf(given, day(1))).toBe('grace');
    expect(stateOf(given, day(3, -1))).toBe('grace');
    // Stripe will not try again: there is nothing to ask.
    expect(stateOf(given, day(3))).toBe('ended');
  });

  it('is not for whoever cancelled, owing or not', () => {
    expect(stateOf({ status: 'canceled', endedAt: NOW, failingSince: day(-1) })).toBe('ended');
    expect(stateOf({ status: 'canceled', endedAt: NOW, endedUnpaid: true, failingSince: null })).toBe(
      'ended',
    );
  });
});

describe('an announced end', () => {
  const ending = { cancelAt: day(2) };

  it('is told, and looked at again on its day', () => {
    expect(verdictOf({ subscriptions: [subscription(ending)] })).toMatchObject({
      state: 'active',
      until: day(2),
      recheckAt: day(2),
    });
  });

  it('that passed unasked is unknown, and asked again in ten minutes', () => {
    expect(stateOf(ending, day(2, -1))).toBe('active');
    const passed = verdictOf({ now: day(2), subscriptions: [subscription(ending)] });
    expect(passed).toMatchObject({ state: 'unknown', recheckAt: later(day(2), minutes(10)) });
  });

  it('that Stripe has not carried out yet is no reason to ask without pause', () => {
    const now = day(2, 5);
    const verdict = verdictOf({ now, subscriptions: [subscription({ ...ending, fetchedAt: now })] });
    expect(verdict).toMatchObject({ state: 'active', recheckAt: later(now, minutes(10)) });
  });
});

describe('a grant', () => {
  const stateOfGrant = (one: Partial<GrantFact>, now = NOW) =>
    verdictOf({ now, grants: [grant(one)] })?.state;

  it('begins and ends to the millisecond', () => {
    const term = { startsAt: day(1), endsAt: day(2) };
    expect(stateOfGrant(term, day(1, -1))).toBe('ended');
    expect(stateOfGrant(term, day(1))).toBe('active');
    expect(stateOfGrant(term, day(2, -1))).toBe('active');
    expect(stateOfGrant(term, day(2))).toBe('ended');
  });

  it('is looked at again when it begins and when it ends', () => {
    const term = grant({ startsAt: day(1), endsAt: day(2) });
    expect(verdictOf({ grants: [term] })?.recheckAt).toEqual(day(1));
    expect(verdictOf({ now: day(1), grants: [term] })?.recheckAt).toEqual(day(2));
    expect(verdictOf({ now: day(2), grants: [term] })?.recheckAt).toBeNull();
  });

  it('revoked gives nothing any more, whatever its end', () => {
    expect(stateOfGrant({ revokedAt: NOW })).toBe('ended');
    expect(stateOfGrant({ revokedAt: NOW, endsAt: day(9) })).toBe('ended');
  });

  it('without an end has none, and needs no second look', () => {
    expect(verdictOf({ grants: [grant()] })).toMatchObject({ state: 'active', until: null, recheckAt: null });
  });
});

describe('several sources', () => {
  const dead = subscription({ id: 'dead', status: 'canceled', endedAt: day(-1) });

  it('give when one of them does, in any order', () => {
    for (const order of [
      [dead, subscription()],
      [subscription(), dead],
    ]) {
      expect(verdictOf({ subscriptions: order })?.state).toBe('active');
    }
    expect(verdictOf({ subscriptions: [dead], grants: [grant()] })?.state).toBe('active');
  });

  it('are unknown, not ended, when one that cannot be judged is all there is', () => {
    const unsure = subscription({ id: 'unsure', cancelAt: day(-1), fetchedAt: day(-2) });
    expect(verdictOf({ subscriptions: [dead, unsure] })?.state).toBe('unknown');
    expect(verdictOf({ subscriptions: [dead, unsure], grants: [grant()] })?.state).toBe('active');
  });

  it('end with the last of them', () => {
    const grants = [grant({ id: 'a', endsAt: day(1) }), grant({ id: 'b', endsAt: day(5) })];
    expect(verdictOf({ grants })).toMatchObject({ until: day(5), recheckAt: day(1) });
    expect(verdictOf({ grants: [...grants, grant({ id: 'c' })] })?.until).toBeNull();
  });

  it('share the longest grace, counted from the first failure', () => {
    const late = subscription({ id: 'late', status: 'past_due', failingSince: day(-1) });
    const early = subscription({ id: 'early', status: 'past_due', failingSince: day(-2) });
    expect(verdictOf({ subscriptions: [late, early] })).toMatchObject({
      graceUntil: day(2),
      failingSince: day(-2),
      recheckAt: day(1),
    });
  });
});
