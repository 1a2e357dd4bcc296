import fc from 'fast-check';
import type { PlaceKind } from '#domain/access';
import type { RemovalPolicy, SubscriptionStatus } from '#domain/billing';
import type { Platform } from '#domain/members';
import { lifeStory, type Chapter } from './story.js';

/** One member's sixty days, everything that went wrong on the way included. Instants in milliseconds. */
export interface History {
  plans: HistoryPlan[];
  places: HistoryPlace[];
  accounts: Platform[];
  subscriptions: { id: string; customer: string; chapters: Chapter[] }[];
  grants: HistoryGrant[];
  /** Webhooks as they arrive: each makes somebody ask about a customer. */
  news: { at: number; event: string; customer: string; tookMs: number; again: boolean }[];
  providerAway: Span[];
  platformAway: (Span & { platform: Platform; answer: Trouble })[];
  comings: { at: number; spaceId: string; what: 'join' | 'leave'; seen: boolean }[];
  /** Spaces where the person is from the start, and places that a human put them into. */
  present: string[];
  byHand: string[];
  sweeps: number[];
  /** When all has healed, the person comes to each guild: does anybody see it? */
  cameUnseen: boolean;
  /** The platforms report our own deeds back to us, as they do anybody's. */
  echoes: boolean;
  endAt: number;
}

export interface HistoryPlan {
  id: string;
  graceDays: number;
  removal: RemovalPolicy;
  kickAfterDays: number;
  prices: string[];
}

export interface HistoryPlace {
  id: string;
  platform: Platform;
  spaceId: string;
  kind: PlaceKind;
  planIds: string[];
}

export interface HistoryGrant {
  planId: string;
  /** When it was written down; it may begin later. */
  madeAt: number;
  startsAt: number;
  endsAt: number | null;
  revokedAt: number | null;
  /** Whether whoever wrote it down lived to wake the rest. */
  woken: boolean;
}

export interface Span {
  from: number;
  to: number;
}

/** What a platform answers that is in trouble: nothing, although it did it or stopped half-way; or to wait. */
export type Trouble = 'lost' | 'done' | 'half' | 'retry';

export const START = Date.parse('2026-03-01T00:00:00Z');
const HOUR = 3_600_000;
const DAYS = 60;
export const END = START + (DAYS + 2) * 24 * HOUR;

const SPACES = [
  { id: 'role-a', platform: 'discord', spaceId: 'guild-1', kind: 'role' },
  { id: 'role-b', platform: 'discord', spaceId: 'guild-1', kind: 'role' },
  { id: 'group-1', platform: 'telegram', spaceId: 'chat-1', kind: 'room' },
  { id: 'group-2', platform: 'telegram', spaceId: 'chat-2', kind: 'room' },
  { id: 'guild-2', platform: 'discord', spaceId: 'guild-2', kind: 'room' },
] as const;
const spaceIds = [...new Set(SPACES.map((place) => place.spaceId))];
const STARTS: SubscriptionStatus[] = ['incomplete', 'trialing', 'active', 'active'];

const hour = fc.integer({ min: 0, max: DAYS * 24 });
const upTo = (max: number) => fc.integer({ min: 0, max });
const at = (hours: number) => START + hours * HOUR;
const span = (maxHours: number) =>
  fc
    .record({ from: hour, hours: fc.integer({ min: 1, max: maxHours }) })
    // Whatever is broken heals before the end.
    .map(({ from, hours }): Span => ({ from: at(from), to: Math.min(at(from + hours), END) }));

const plan = fc.record({
  graceDays: upTo(14),
  removal: fc.constantFrom<RemovalPolicy>('role', 'role', 'kick', 'role_then_kick'),
  kickAfterDays: fc.integer({ min: 1, max: 10 }),
});
const news = fc.record({
  afterMinutes: fc.oneof(upTo(5), upTo(60 * 24 * 6)),
  tookMinutes: fc.constantFrom(0, 0, 0, 2, 90),
  again: fc.boolean(),
});
/** Most of each; how many there are is drawn evenly up to that. */
interface Most {
  plans: number;
  subscriptions: number;
  turns: number;
  news: number;
  grants: number;
  outages: number;
  comings: number;
  sweeps: number;
}
const MUCH: Most = {
  plans: 3,
  subscriptions: 3,
  turns: 6,
  news: 3,
  grants: 2,
  outages: 3,
  comings: 8,
  sweeps: 8,
};
/** For where each step costs a hundred queries. */
const LITTLE: Most = {
  plans: 2,
  subscriptions: 2,
  turns: 4,
  news: 2,
  grants: 1,
  outages: 1,
  comings: 3,
  sweeps: 2,
};

const several = <T>(one: fc.Arbitrary<T>, maxLength: number, minLength = 0) =>
  fc.array(one, { minLength, maxLength, size: 'max' });

const turn = (most: Most) =>
  fc.record({
    afterHours: fc.integer({ min: 1, max: 24 * 15 }),
    pick: upTo(6),
    /** None: lost. Two or three: doubled. */
    news: several(news, most.news),
  });
const subscription = (most: Most) =>
  fc.record({
    startsAt: upTo(30 * 24),
    status: fc.constantFrom(...STARTS),
    offer: upTo(5),
    customer: fc.constantFrom('cus-1', 'cus-1', 'cus-2'),
    firstNews: several(news, most.news),
    turns: several(turn(most), most.turns),
  });
const grant = fc.record({
  plan: upTo(2),
  madeAt: hour,
  ahead: fc.constantFrom(0, 0, 0, 30, 200),
  hours: fc.option(fc.integer({ min: 1, max: 24 * 30 })),
  revokedAfter: fc.option(fc.integer({ min: 1, max: 24 * 20 })),
  woken: fc.boolean(),
});
const outage = fc.record({
  span: span(24 * 3),
  platform: fc.constantFrom<Platform>('discord', 'telegram'),
  answer: fc.constantFrom<Trouble>('lost', 'done', 'half', 'retry'),
});

const raw = (most: Most) =>
  fc.record({
    plans: several(plan, most.plans, 2),
    /** Which plans open each place, as bits; 0: no place of ours. */
    opens: fc.tuple(...SPACES.map(() => fc.constantFrom(0, 1, 1, 2, 3, 4, 6, 7))),
    accounts: fc.constantFrom<Platform[]>(['discord', 'telegram'], ['discord'], ['telegram']),
    subscriptions: several(subscription(most), most.subscriptions),
    grants: several(grant, most.grants),
    providerAway: several(span(24 * 14), most.outages),
    platformAway: several(outage, most.outages),
    comings: several(
      fc.record({ at: hour, space: upTo(spaceIds.length - 1), seen: fc.boolean() }),
      most.comings,
    ),
    present: fc.constantFrom(...Array.from({ length: 16 }, (_, bits) => bits), 1, 9, 9),
    byHand: fc.constantFrom(0, 0, 0, 1, 2, 4, 8),
    sweeps: several(hour, most.sweeps),
    cameUnseen: fc.boolean(),
    echoes: fc.boolean(),
  });

export interface HistoryOptions {
  /** Grants begin when they are made, as the product's commands make them. */
  grantsBeginAtOnce?: boolean;
  /** Shorter ones, for where each step is dear. */
  short?: boolean;
}

/** Random histories that could have happened. */
export function histories({
  grantsBeginAtOnce = false,
  short = false,
}: HistoryOptions = {}): fc.Arbitrary<History> {
  return raw(short ? LITTLE : MUCH).map((drawn) => {
    const plans = drawn.plans.map((one, index) => ({
      id: `plan-${index + 1}`,
      ...one,
      prices: [`price-${index + 1}-month`, `price-${index + 1}-year`],
    }));
    const places = SPACES.map((place, index): HistoryPlace => ({
      ...place,
      planIds: plans.filter((_, bit) => ((drawn.opens[index] ?? 0) >> bit) & 1).map((one) => one.id),
    }))
      .filter((place) => place.planIds.length > 0)
      .slice(0, 4);
    const offers = [...plans.flatMap((one) => one.prices.map((price) => [price])), ['price-foreign']];
    // One subscription may carry items of two plans.
    offers.push([plans[0]?.prices[0] ?? '', plans[1]?.prices[1] ?? '']);
    const heard: History['news'] = [];
    const subscriptions = drawn.subscriptions.map(({ turns, startsAt, firstNews, customer, ...start }, n) => {
      const chapters = lifeStory({ ...start, at: at(startsAt) }, turns, offers, at(DAYS * 24));
      const told = [firstNews, ...turns.map((one) => one.news)];
      // Chapters that write themselves (an announced end) take what is told of the turn beside them.
      chapters.forEach((chapter, index) => {
        for (const { afterMinutes, tookMinutes, again } of told[index] ?? []) {
          const heardAt = chapter.at + afterMinutes * 60_000;
          heard.push({
            at: heardAt,
            event: `sub-${n + 1}.${index}`,
            customer,
            tookMs: tookMinutes * 60_000,
            again,
          });
        }
      });
      return { id: `sub-${n + 1}`, customer, chapters };
    });
    const grants = drawn.grants.map(({ plan: index, madeAt, ahead, hours, revokedAfter, woken }) => {
      const startsAt = madeAt + (grantsBeginAtOnce ? 0 : ahead);
      const revokedAt = revokedAfter === null ? null : at(madeAt + revokedAfter);
      return {
        planId: plans[index % plans.length]?.id ?? '',
        madeAt: at(madeAt),
        startsAt: at(startsAt),
        endsAt: hours === null ? null : at(startsAt + hours),
        revokedAt: revokedAt !== null && revokedAt < END ? revokedAt : null,
        woken,
      };
    });
    return {
      plans,
      places,
      accounts: drawn.accounts,
      subscriptions,
      grants,
      news: heard,
      providerAway: drawn.providerAway,
      platformAway: drawn.platformAway.map(({ span: when, ...rest }) => ({ ...when, ...rest })),
      comings: drawn.comings.map(({ at: when, space, seen }, index) => ({
        at: at(when),
        spaceId: spaceIds[space] ?? '',
        what: index % 2 === 0 ? 'leave' : 'join',
        seen,
      })),
      present: spaceIds.filter((_, bit) => (drawn.present >> bit) & 1),
      byHand: places.filter((_, bit) => (drawn.byHand >> bit) & 1).map((place) => place.id),
      sweeps: drawn.sweeps.map(at),
      cameUnseen: drawn.cameUnseen,
      echoes: drawn.echoes,
      endAt: END,
    };
  });
}
