import { describe, expect, it } from 'vitest';
import { seatsWanted, type Facts, type SeatFacts } from '#domain/access';
import { livesOf, standingOf } from '../../src/domain/access/life.js';
import type { StoredEntitlement } from '../../src/domain/access/store.js';
import { day, NOW } from './facts.js';
import { placesThatMustBeIn } from './reference.js';
import { GRACE, PASS_DAYS, referenceFacts, SOURCES, STATUSES } from './sources.js';

type Given = Pick<Facts, 'subscriptions' | 'orders' | 'grants'>;

const plans = ['one', 'two'].map((id) => ({
  id,
  graceDays: GRACE,
  prices: [
    { priceId: `price-${id}`, days: null },
    { priceId: `pass-${id}`, days: PASS_DAYS },
    { priceId: `forever-${id}`, days: null },
  ],
}));
/** Each plan has a place of its own, both open the third, and the last two are for a phase of the first. */
const places: SeatFacts['places'] = [
  { id: 'of-one', platform: 'discord', spaceId: 'guild', kind: 'role', planIds: ['one'] },
  { id: 'of-two', platform: 'telegram', spaceId: 'chat', kind: 'room', planIds: ['two'] },
  { id: 'shared', platform: 'discord', spaceId: 'guild', kind: 'role', planIds: ['one', 'two'] },
  {
    id: 'tasting',
    platform: 'discord',
    spaceId: 'guild',
    kind: 'role',
    planIds: ['one'],
    phases: new Map([['one', 'trial']]),
  },
  {
    id: 'full',
    platform: 'telegram',
    spaceId: 'lounge',
    kind: 'room',
    planIds: ['one'],
    phases: new Map([['one', 'paid']]),
  },
];
const everywhere = new Map(
  places.map((place) => [
    `${place.platform}:${place.id}`,
    { wanted: 'in' as const, wantedAt: day(-30), place: place.id },
  ]),
);

const together = (a: Given, b: Given): Given => ({
  subscriptions: [...a.subscriptions, ...b.subscriptions],
  orders: [...a.orders, ...b.orders],
  grants: [...a.grants, ...b.grants],
});

/** Which seats the rules want, for somebody who was in everywhere until now. */
function rulesWant(given: Given): string[] {
  const held = { granting: true, trial: false, since: day(-30), endedAt: null } as StoredEntitlement;
  const { lives } = livesOf({ now: NOW, plans, ...given }, new Map(plans.map((plan) => [plan.id, held])));
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

function referenceWants(given: Given): string[] {
  const must = placesThatMustBeIn({
    now: NOW.getTime(),
    plans: plans.map(({ prices, ...plan }) => ({
      ...plan,
      prices: prices.map(({ priceId: id, days }) => ({ id, days })),
    })),
    places: places.map(({ id, planIds, phases }) => ({
      id,
      planIds,
      phases: Object.fromEntries(phases ?? []),
    })),
    ...referenceFacts(given),
  });
  return [...must].toSorted();
}

const NOTHING: Given = { subscriptions: [], orders: [], grants: [] };

describe.each([
  ['of the same plan', 'one', 'one'],
  ['of two plans that share a place', 'one', 'two'],
])('two sources %s', (_how, first, second) => {
  it.each(SOURCES.map((source) => [source.name, source] as const))('%s and any other', (_name, left) => {
    for (const right of SOURCES) {
      const a = left.facts(first, 'left');
      const b = right.facts(second, 'right');
      const must = referenceWants(together(a, b));
      expect(rulesWant(together(a, b)), right.name).toEqual(must);
      expect(rulesWant(together(b, a)), right.name).toEqual(must);
      // The one takes nothing that the other gives, but the place of those who try: not even by ending.
      const alone = referenceWants(b).filter((id) => id !== 'tasting');
      expect(must, right.name).toEqual(expect.arrayContaining(alone));
      expect(rulesWant(b), right.name).toEqual(referenceWants(b));
    }
  });
});

describe('the table', () => {
  it('has every status of a subscription in it', () => {
    const statuses = SOURCES.flatMap((source) =>
      source.facts('one', 'x').subscriptions.map((one) => one.status),
    );
    expect(new Set(statuses)).toEqual(new Set(STATUSES));
  });

  it('has both answers in it', () => {
    const giving = SOURCES.filter((source) => referenceWants(source.facts('one', 'x')).length > 0);
    expect(giving).toHaveLength(14);
    expect(SOURCES.length - giving.length).toBe(22);
    expect(referenceWants(NOTHING)).toEqual([]);
  });
});
