import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countDay,
  currenciesOf,
  monthlyWorth,
  worthOf,
  type Facts,
  type PriceFacts,
  type SubscriptionFacts,
} from '#domain/revenue';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-01T00:00:00Z');
const DAYS = 60;
const span = (index: number) => ({
  day: new Date(START + index * DAY).toISOString().slice(0, 10),
  from: new Date(START + index * DAY),
  to: new Date(START + (index + 1) * DAY),
});

const prices = new Map<string, PriceFacts>([
  ['monthly', { planId: 'a', amount: 1_900, interval: 'month', intervalCount: 1 }],
  ['yearly', { planId: 'a', amount: 19_000, interval: 'year', intervalCount: 1 }],
  ['weekly', { planId: 'b', amount: 700, interval: 'week', intervalCount: 2 }],
  ['yuan', { planId: 'b', amount: 12_800, interval: 'month', intervalCount: 3 }],
  ['once', { planId: 'b', amount: 2_400, interval: null, intervalCount: 1 }],
]);
const currencyOf = (price: string) => (price === 'yuan' ? 'cny' : 'usd');

/** What happens to a subscription, in hours from the beginning; the order is hostile. */
const life = fc.record({
  price: fc.constantFrom('monthly', 'yearly', 'weekly', 'yuan', 'elsewhere'),
  begins: fc.integer({ min: 0, max: DAYS * 24 - 1 }),
  trialHours: fc.option(fc.integer({ min: 1, max: 15 * 24 }), { nil: 0 }),
  pays: fc.option(fc.integer({ min: 0, max: 10 * 24 }), { nil: null }),
  changes: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: DAYS * 24 }),
      to: fc.oneof(
        fc.record({ collectionPaused: fc.boolean() }),
        fc.record({ status: fc.constantFrom('active', 'paused', 'past_due', 'unpaid') }),
        fc.record({ priceIds: fc.constantFrom(['monthly'], ['yearly'], ['elsewhere']) }),
        fc.record({ discount: fc.integer({ min: 0, max: 3_000 }) }),
      ),
    }),
    { maxLength: 5 },
  ),
  ends: fc.option(fc.integer({ min: 0, max: DAYS * 24 }), { nil: null }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** What billing knows of it at an instant: what it is now, and what it was before each change that it saw. */
function knownAt(given: Life, id: number, now: number): SubscriptionFacts | null {
  const at = (hours: number) => new Date(START + hours * HOUR);
  const { begins, trialHours, pays, ends } = given;
  const createdAt = at(begins);
  if (createdAt.getTime() >= now) return null;
  const trialEnd = trialHours === 0 ? null : at(begins + trialHours);
  const paid = pays === null ? null : at(begins + trialHours + pays);
  const over = ends === null ? null : at(begins + ends);
  const seen = (instant: Date | null) => (instant && instant.getTime() < now ? instant : null);
  const endedAt = seen(over);
  let terms = {
    status: 'active',
    collectionPaused: false,
    priceIds: [given.price] as readonly string[],
    amount: null,
    discount: 0,
    currency: currencyOf(given.price),
  };
  const pasts: SubscriptionFacts['pasts'][number][] = [];
  for (const { at: after, to } of given.changes.toSorted((one, other) => one.at - other.at)) {
    const until = at(begins + after);
    if (until.getTime() >= now || (endedAt && until > endedAt)) break;
    pasts.push({ ...terms, worth: worthOf(terms, prices), until });
    terms = { ...terms, ...to };
  }
  const stopped = endedAt !== null && (!paid || paid > endedAt);
  return {
    ...terms,
    worth: worthOf(terms, prices),
    stripeId: String(id),
    createdAt,
    trialEnd,
    endedAt,
    endedUnpaid: false,
    failingSince: null,
    firstPaidAt: stopped ? null : seen(paid),
    pasts,
  };
}

const factsAt = (lives: readonly Life[], now: number): Facts => ({
  subscriptions: lives.flatMap((one, id) => knownAt(one, id, now) ?? []),
  payments: [],
  returns: [],
});

describe('the figures of a day', () => {
  it('are the same afterwards as they were that evening, whatever happened since', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), (lives) => {
        const later = factsAt(lives, START + 400 * DAY);
        for (let day = 0; day < DAYS; day += 1) {
          const evening = factsAt(lives, span(day).to.getTime());
          const stock = (facts: Facts) =>
            countDay(facts, span(day), ['cny', 'usd']).map(
              ({ mrr, subscribers, trials, started, ended, mrrLost, mrrNew }) => [
                ...[mrr, subscribers, trials, started, ended],
                ...[mrrLost, mrrNew],
              ],
            );
          expect(stock(later)).toEqual(stock(evening));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('add up: who there is, is who there was, and who came, without who left or was paused', () => {
    const plainLife = life.map((one) => ({ ...one, changes: [] }));
    fc.assert(
      fc.property(fc.array(plainLife, { maxLength: 8 }), (lives) => {
        const facts = factsAt(lives, START + 400 * DAY);
        const days = Array.from({ length: DAYS }, (_, day) => countDay(facts, span(day), ['cny', 'usd']));
        for (const [day, figures] of days.entries()) {
          for (const [index, { subscribers, started, ended, mrr, mrrNew, mrrLost }] of figures.entries()) {
            const before = days[day - 1]?.[index];
            expect(subscribers).toBe((before?.subscribers ?? 0) + started - ended);
            // Each is rounded by itself.
            expect(Math.abs(mrr - (before?.mrr ?? 0) - mrrNew + mrrLost)).toBeLessThanOrEqual(2);
          }
        }
      }),
      {
        numRuns: 100,
        // Paid and ended at one instant.
        examples: [
          [[{ price: 'monthly', begins: 0, trialHours: 5, pays: 0, changes: [], ends: 5 }]],
          [[{ price: 'monthly', begins: 0, trialHours: 0, pays: 0, changes: [], ends: 0 }]],
        ],
      },
    );
  });

  it('never put what nobody here sells, nor one currency into another', () => {
    const facts = factsAt(
      [
        { price: 'elsewhere', begins: 0, trialHours: 0, pays: 0, changes: [], ends: null },
        { price: 'yuan', begins: 0, trialHours: 0, pays: 0, changes: [], ends: null },
      ],
      START + 5 * DAY,
    );
    expect(currenciesOf(facts)).toEqual(['cny']);
    expect(countDay(facts, span(1), ['cny', 'usd'])).toMatchObject([
      { currency: 'cny', mrr: 4_267, subscribers: 1 },
      { currency: 'usd', mrr: 0, subscribers: 0 },
    ]);
  });
});

describe('a month’s worth', () => {
  it.each([
    [1_900, 'month', 1, 1_900],
    [5_400, 'month', 3, 1_800],
    [19_200, 'year', 1, 1_600],
    [1_200, 'week', 1, 5_200],
    [1_200, 'week', 4, 1_300],
    [120, 'day', 1, 3_650],
  ])('of %i every %s × %i is %i', (amount, interval, count, worth) => {
    expect(monthlyWorth(amount, interval, count)).toBeCloseTo(worth, 9);
  });

  it('of a period that nobody knows is nobody’s guess', () => {
    expect(monthlyWorth(100, 'fortnight', 1)).toBeNull();
  });
});
