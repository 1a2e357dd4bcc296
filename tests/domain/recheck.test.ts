import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entitlementsOf, type Facts } from '#domain/access';
import { days } from '#kernel/clock';
import {
  day,
  grant,
  NOW,
  order,
  plan,
  subscription,
  type GrantFact,
  type OrderFact,
  type SubscriptionFact,
} from './facts.js';
import { STATUSES } from './sources.js';

const instant = fc.integer({ min: -20, max: 20 }).map((n) => day(n));
const maybe = fc.option(instant);

const subscriptions: fc.Arbitrary<SubscriptionFact> = fc
  .record({
    id: fc.constantFrom('one', 'two'),
    status: fc.constantFrom(...STATUSES),
    trialEnd: maybe,
    collectionPaused: fc.boolean(),
    pausedUntil: maybe,
    paidThrough: maybe,
    byInvoice: fc.boolean(),
    cancelAt: maybe,
    endedUnpaid: fc.boolean(),
    failingSince: maybe,
    money: fc.constantFrom('kept' as const, 'kept' as const, 'refunded' as const),
    fetchedAt: fc.integer({ min: -20, max: 0 }).map((n) => day(n)),
  })
  .map((given) => subscription(given));
const orders: fc.Arbitrary<OrderFact> = fc
  .record({
    priceIds: fc.constantFrom<string[]>(['pass'], ['pass'], ['pass'], ['forever'], ['pass', 'other']),
    startsAt: fc.option(fc.integer({ min: -30, max: 0 }).map((n) => day(n))),
    money: fc.constantFrom('kept' as const, 'kept' as const, 'disputed' as const),
  })
  .map((given) => order(given));
const grants: fc.Arbitrary<GrantFact> = fc
  .record({ startsAt: instant, endsAt: maybe, revokedAt: fc.option(fc.constant(day(-2))) })
  .map((given) => grant(given));
const anything: fc.Arbitrary<Facts> = fc.record({
  now: fc.constant(NOW),
  plans: fc
    .integer({ min: 0, max: 14 })
    .map((graceDays) => [{ ...plan({ price: null, pass: 10, forever: null }), graceDays }]),
  subscriptions: fc.array(subscriptions, { maxLength: 3 }),
  orders: fc.array(orders, { maxLength: 3 }),
  grants: fc.array(grants, { maxLength: 2 }),
});

/** Every instant at which any of the facts could begin to mean something else, and those beside it. */
const moments = Array.from({ length: 60 * 3 }, (_, index) => {
  const beside = (index % 3) - 1;
  return day(Math.floor(index / 3), beside);
}).filter((moment) => moment > NOW);

it('names, for any facts, a moment before which nothing changes and without which nothing ever does', () => {
  let changing = 0;
  const property = fc.property(anything, (facts) => {
    const verdict = entitlementsOf(facts)[0];
    if (!verdict) return;
    const { recheckAt, state, trial } = verdict;
    if (recheckAt) expect(recheckAt.getTime()).toBeGreaterThan(NOW.getTime());
    const until = recheckAt ?? day(1_000);
    for (const now of [...moments.filter((one) => one < until), new Date(until.getTime() - 1)]) {
      expect(entitlementsOf({ ...facts, now })[0]).toMatchObject({ state, trial });
    }
    if (recheckAt && entitlementsOf({ ...facts, now: recheckAt })[0]?.state !== state) changing += 1;
  });
  fc.assert(property, { numRuns: 2_000 });
  expect(changing).toBeGreaterThan(200);
  expect(moments.at(-1)?.getTime()).toBeGreaterThan(NOW.getTime() + days(40));
});
