import { describe, expect, it } from 'vitest';
import { entitlementsOf, type Facts } from '#domain/access';
import { day, facts, NOW, order, plan, subscription, type OrderFact } from './facts.js';

const plans = [plan({ pass: 30, short: 7, forever: null, price: null })];
const pass = (id: string, startsOn: number, given: Partial<OrderFact> = {}) =>
  order({ id, priceIds: ['pass'], startsAt: day(startsOn), ...given });
const verdictOf = (orders: OrderFact[], now = NOW, more: Partial<Facts> = {}) =>
  entitlementsOf(facts({ now, plans, orders, ...more }))[0];
const untils = (orders: OrderFact[], now = NOW) =>
  Object.fromEntries(
    (verdictOf(orders, now)?.sources ?? []).map((one) => [one.id, one.until && new Date(one.until)]),
  );

describe('a pass', () => {
  it('gives for its days, to the millisecond, and says when to look again', () => {
    expect(verdictOf([pass('a', -30)], day(0, -1))).toMatchObject({
      state: 'active',
      until: day(0),
      recheckAt: day(0),
    });
    expect(verdictOf([pass('a', -30)])).toMatchObject({
      state: 'ended',
      until: day(0),
      recheckAt: null,
      sources: [{ kind: 'order', verdict: 'ended', cause: 'over', trial: false }],
    });
  });

  it('is never a trial, in no grace, and never unknown: no answer of anybody is needed to know its end', () => {
    expect(verdictOf([pass('a', -1)])).toMatchObject({ trial: false, graceUntil: null, failingSince: null });
    expect(verdictOf([pass('a', -400)])?.state).toBe('ended');
  });

  it('follows the one before it: no day of either is lost', () => {
    const both = [pass('first', -10), pass('second', -5)];
    expect(untils(both)).toEqual({ first: day(20), second: day(50) });
    expect(untils(both.toReversed())).toEqual(untils(both));
    expect(verdictOf(both)).toMatchObject({ state: 'active', until: day(50), recheckAt: day(20) });
    expect(verdictOf(both, day(50, -1))?.state).toBe('active');
    expect(verdictOf(both, day(50))?.state).toBe('ended');
  });

  it('bought after the last one was over begins when it was bought', () => {
    const later = [pass('first', -40), pass('second', -5)];
    expect(untils(later)).toEqual({ first: day(-10), second: day(25) });
    expect(verdictOf(later, day(-7))?.state).toBe('active');
    expect(untils([pass('first', -35), pass('second', -5)])).toEqual({ first: day(-5), second: day(25) });
  });

  it('of another length follows too, and three add up', () => {
    const three = [pass('a', -3), order({ id: 'b', priceIds: ['short'], startsAt: day(-2) }), pass('c', -1)];
    expect(untils(three)).toEqual({ a: day(27), b: day(34), c: day(64) });
  });

  it('of another plan does not make it longer', () => {
    const other = order({ id: 'other', priceIds: ['foreign'], startsAt: day(-20) });
    expect(untils([other, pass('a', -1)])).toEqual({ a: day(29) });
  });

  it('with two prices of the plan lasts as long as the longer one', () => {
    expect(untils([pass('a', 0, { priceIds: ['short', 'pass'] })])).toEqual({ a: day(30) });
    expect(verdictOf([pass('a', 0, { priceIds: ['pass', 'forever'] })])?.until).toBeNull();
  });

  it('whose price left the plan is not even spoken of', () => {
    expect(entitlementsOf(facts({ plans: [plan({ price: null })], orders: [pass('a', -1)] }))).toEqual([]);
  });
});

describe('money that went back', () => {
  it('takes what it paid for, at once, with the reason', () => {
    for (const money of ['refunded', 'disputed'] as const) {
      expect(verdictOf([pass('a', -1, { money, goneAt: day(0) })])).toMatchObject({
        state: 'ended',
        until: day(0),
        sources: [{ cause: money }],
      });
      expect(verdictOf([order({ priceIds: ['forever'], money, goneAt: day(0) })])?.state).toBe('ended');
    }
  });

  it('frees the days of those after it', () => {
    const second = pass('second', -5);
    expect(untils([pass('first', -10), second])).toMatchObject({ second: day(50) });
    const refunded = [pass('first', -10, { money: 'refunded', goneAt: day(-1) }), second];
    expect(untils(refunded)).toMatchObject({ second: day(25) });
  });

  it('takes nothing that was paid for otherwise', () => {
    const gone = pass('gone', -1, { money: 'disputed', goneAt: day(0) });
    expect(verdictOf([gone, order({ id: 'kept', priceIds: ['forever'] })])?.state).toBe('active');
    expect(verdictOf([gone], NOW, { subscriptions: [subscription()] })?.state).toBe('active');
  });
});

describe('what was bought for good', () => {
  it('has no end and needs no second look', () => {
    const forever = order({ priceIds: ['forever'], startsAt: day(-3_000) });
    expect(verdictOf([forever])).toMatchObject({ state: 'active', until: null, recheckAt: null });
  });

  it('neither takes days from passes nor gives them any', () => {
    const orders = [order({ id: 'forever', priceIds: ['forever'], startsAt: day(-20) }), pass('a', -10)];
    expect(untils(orders)).toEqual({ forever: null, a: day(20) });
    expect(verdictOf(orders)).toMatchObject({ until: null, recheckAt: day(20) });
  });
});

describe('a gift', () => {
  it('gives nothing before it is redeemed, and its days count from then', () => {
    expect(verdictOf([pass('gift', 0, { startsAt: null })])).toBeUndefined();
    expect(untils([pass('gift', 0, { startsAt: day(-2) })])).toEqual({ gift: day(28) });
  });

  it('redeemed during a pass follows it', () => {
    expect(untils([pass('own', -10), pass('gift', 0, { startsAt: day(-2) })])).toEqual({
      own: day(20),
      gift: day(50),
    });
  });

  it('that waits takes no days from anything', () => {
    expect(untils([pass('gift', 0, { startsAt: null }), pass('own', -1)])).toEqual({ own: day(29) });
  });
});
