import { describe, expect, it } from 'vitest';
import { seatsWanted, type SeatFacts } from '#domain/access';
import type { SubscriptionStatus } from '#domain/billing';
import { livesOf, standingOf } from '../../src/domain/access/life.js';
import type { StoredEntitlement } from '../../src/domain/access/store.js';
import { day, NOW, subscription, type SubscriptionFact } from './facts.js';
import { placesThatMustBeIn } from './reference.js';

const STATUSES: SubscriptionStatus[] = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
];

const GRACE = 3;
const plans = ['one', 'two'].map((id) => ({ id, graceDays: GRACE, prices: [`price-${id}`] }));
/** Each plan has a place of its own, and both open the third. */
const places: SeatFacts['places'] = [
  { id: 'of-one', platform: 'discord', spaceId: 'guild', kind: 'role', planIds: ['one'] },
  { id: 'of-two', platform: 'telegram', spaceId: 'chat', kind: 'room', planIds: ['two'] },
  { id: 'shared', platform: 'discord', spaceId: 'guild', kind: 'role', planIds: ['one', 'two'] },
];
const everywhere = new Map(
  places.map((place) => [
    `${place.platform}:${place.id}`,
    { wanted: 'in' as const, wantedAt: day(-30), place: place.id },
  ]),
);

/** What a status may come with: whether the grace still runs, and whether Stripe ended it for want of payment. */
function variantsOf(status: SubscriptionStatus): Partial<SubscriptionFact>[] {
  const inGrace = { status, failingSince: day(-GRACE, 1) };
  const over = { status, failingSince: day(-GRACE) };
  if (status === 'past_due' || status === 'unpaid') return [inGrace, over];
  if (status !== 'canceled') return [{ status }];
  const endedAt = day(-1);
  return [
    { status, endedAt },
    { ...inGrace, endedAt, endedUnpaid: true },
    { ...over, endedAt, endedUnpaid: true },
    { ...inGrace, endedAt },
  ];
}

const sold = (planId: string, id: string, variant: Partial<SubscriptionFact>) =>
  subscription({ ...variant, id, priceIds: [`price-${planId}`] });

/** Which seats the rules want, for somebody who was in everywhere until now. */
function rulesWant(subscriptions: readonly SubscriptionFact[]): string[] {
  const held = { granting: true, since: day(-30), endedAt: null } as StoredEntitlement;
  const { lives } = livesOf(
    {
      now: NOW,
      plans: plans.map((plan) => ({ ...plan, prices: plan.prices.map((priceId) => ({ priceId })) })),
      subscriptions,
      grants: [],
    },
    new Map(plans.map((plan) => [plan.id, held])),
  );
  const { wishes } = seatsWanted({
    now: NOW,
    accounts: [
      { id: 'discord', platform: 'discord' },
      { id: 'telegram', platform: 'telegram' },
    ],
    places,
    plans: plans.map(({ id }) => standingOf({ id, removal: 'role', kickAfterDays: 7 }, lives.get(id))),
    known: everywhere,
  });
  const placeIds = wishes.filter((wish) => wish.wanted === 'in').map((wish) => wish.placeId);
  return placeIds.toSorted();
}

function referenceWants(subscriptions: readonly SubscriptionFact[]): string[] {
  const must = placesThatMustBeIn({
    now: NOW.getTime(),
    plans,
    places,
    subscriptions: subscriptions.map((one) => ({
      status: one.status,
      prices: one.priceIds,
      failingSince: one.failingSince?.getTime() ?? null,
      endedUnpaid: one.endedUnpaid,
    })),
    grants: [],
  });
  return [...must].toSorted();
}

describe.each([
  ['of the same plan', 'one', 'one'],
  ['of two plans that share a place', 'one', 'two'],
])('two subscriptions %s', (_how, first, second) => {
  const pairs = STATUSES.flatMap((a) => STATUSES.map((b) => [a, b] as const));

  it('come in 64 pairs', () => {
    expect(pairs).toHaveLength(64);
    expect(new Set(pairs.map(String)).size).toBe(64);
  });

  it.each(pairs)('%s and %s', (a, b) => {
    for (const left of variantsOf(a)) {
      for (const right of variantsOf(b)) {
        const both = [sold(first, 'left', left), sold(second, 'right', right)];
        expect(rulesWant(both)).toEqual(referenceWants(both));
        expect(rulesWant(both.toReversed())).toEqual(referenceWants(both));
        // The one takes nothing that the other gives alone, not even by ending.
        for (const [one, other] of [both, both.toReversed()]) {
          if (!one || !other) continue;
          const gone = { ...one, status: 'canceled' as const, endedAt: NOW, endedUnpaid: false };
          const alone = referenceWants([other]);
          expect(rulesWant([one, other])).toEqual(expect.arrayContaining(alone));
          expect(rulesWant([gone, other])).toEqual(alone);
        }
      }
    }
  });
});

it('the table has both answers in it', () => {
  const answers = STATUSES.flatMap(variantsOf).map(
    (variant) => referenceWants([sold('one', 'x', variant)]).length,
  );
  expect(answers.filter((places) => places > 0)).toHaveLength(5);
  expect(answers.filter((places) => places === 0)).toHaveLength(8);
});
