import type { RemovalPolicy } from '#domain/billing';
import type { Platform } from '#domain/members';
import { createDraw, type Draw } from './draw.js';
import {
  DAYS,
  END,
  FRIEND,
  START,
  tidingsOf,
  type History,
  type HistoryOrder,
  type HistoryPayment,
  type HistoryPlace,
  type HistoryPlan,
  type Span,
  type Trouble,
} from './history.js';
import { lifeOf, moneyLifeOf } from './story.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const SPACES = [
  { id: 'role-a', platform: 'discord', spaceId: 'guild-1', kind: 'role' },
  { id: 'role-b', platform: 'discord', spaceId: 'guild-1', kind: 'role' },
  { id: 'group-1', platform: 'telegram', spaceId: 'chat-1', kind: 'room' },
  { id: 'group-2', platform: 'telegram', spaceId: 'chat-2', kind: 'room' },
  { id: 'guild-2', platform: 'discord', spaceId: 'guild-2', kind: 'room' },
] as const;
const spaceIds = [...new Set(SPACES.map((place) => place.spaceId))];

/** Most of each; how many there are is drawn evenly up to that. */
interface Most {
  plans: number;
  subscriptions: number;
  turns: number;
  orders: number;
  moneyTurns: number;
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
  orders: 4,
  moneyTurns: 3,
  news: 2,
  grants: 2,
  outages: 3,
  comings: 6,
  sweeps: 6,
};
/** For where each step costs a hundred queries. */
const LITTLE: Most = {
  plans: 2,
  subscriptions: 2,
  turns: 3,
  orders: 2,
  moneyTurns: 2,
  news: 2,
  grants: 1,
  outages: 1,
  comings: 3,
  sweeps: 2,
};

export interface HistoryOptions {
  /** Grants begin when they are made, as the product's commands make them. */
  grantsBeginAtOnce?: boolean;
  /** Shorter ones, for where each step is dear. */
  short?: boolean;
}

/** A random history that could have happened; always the same for a seed. */
export function drawHistory(seed: number, options: HistoryOptions = {}): History {
  const draw = createDraw(seed);
  const most = options.short ? LITTLE : MUCH;
  const plans = Array.from({ length: draw.between(2, most.plans) }, (_, index) => drawPlan(draw, index));
  const places = drawPlaces(draw, plans);
  const bought = drawBought(draw, plans, most);
  const deletions = draw
    .some(['cus-1', 'cus-2', FRIEND], 12)
    .map((customer) => ({ customer, at: hour(draw) }));
  return {
    plans,
    places,
    accounts: draw.pick<Platform[]>([['discord', 'telegram'], ['discord'], ['telegram']]),
    ...bought,
    deletions,
    grants: draw.several(most.grants, () => drawGrant(draw, plans, options.grantsBeginAtOnce ?? false)),
    news: tidingsOf({ ...bought, deletions }).flatMap(({ id, at, customer }) =>
      // None: lost. Two or three: doubled.
      draw.several(most.news, () => ({
        at: at + draw.between(0, draw.chance(2) ? 5 : 60 * 24 * 6) * MINUTE,
        event: id,
        customer,
        tookMs: draw.pick([0, 0, 0, 2, 90]) * MINUTE,
        again: draw.chance(2),
      })),
    ),
    providerAway: draw.several(most.outages, () => drawSpan(draw, 24 * 14)),
    platformAway: draw.several(most.outages, () => ({
      ...drawSpan(draw, 24 * 3),
      platform: draw.pick<Platform>(['discord', 'telegram']),
      answer: draw.pick<Trouble>(['lost', 'done', 'half', 'retry']),
    })),
    comings: draw.several(most.comings, (index) => ({
      at: hour(draw),
      spaceId: draw.pick(spaceIds),
      what: index % 2 === 0 ? ('leave' as const) : ('join' as const),
      seen: draw.chance(2),
    })),
    present: draw.some(spaceIds, 2),
    byHand: draw.some(places, 5).map((place) => place.id),
    sweeps: draw.several(most.sweeps, () => hour(draw)),
    cameUnseen: draw.chance(2),
    echoes: draw.chance(2),
    endAt: END,
  };
}

const hour = (draw: Draw) => START + draw.between(0, DAYS * 24) * HOUR;

/** Whatever is broken heals before the end. */
function drawSpan(draw: Draw, maxHours: number): Span {
  const from = hour(draw);
  return { from, to: Math.min(from + draw.between(1, maxHours) * HOUR, END) };
}

function drawPlan(draw: Draw, index: number): HistoryPlan {
  const id = `plan-${index + 1}`;
  return {
    id,
    graceDays: draw.between(0, 14),
    removal: draw.pick<RemovalPolicy>(['role', 'role', 'kick', 'role_then_kick']),
    kickAfterDays: draw.between(1, 10),
    prices: [
      { id: `price-${index + 1}-month`, once: false, days: null },
      { id: `price-${index + 1}-year`, once: false, days: null },
      { id: `price-${index + 1}-pass`, once: true, days: draw.between(1, 30) },
      { id: `price-${index + 1}-forever`, once: true, days: null },
    ],
  };
}

function drawPlaces(draw: Draw, plans: readonly HistoryPlan[]): HistoryPlace[] {
  const places = SPACES.map((place): HistoryPlace => {
    const opens = draw.pick([0, 1, 1, 2, 3, 4, 6, 7]);
    const planIds = plans.filter((_, bit) => (opens >> bit) & 1).map((one) => one.id);
    const phased = draw.chance(3) ? draw.some(planIds, 2) : [];
    const phases = Object.fromEntries(
      phased.map((id) => [id, draw.pick<'trial' | 'paid'>(['trial', 'paid'])]),
    );
    return { ...place, planIds, phases };
  });
  return places.filter((place) => place.planIds.length > 0).slice(0, 4);
}

function drawGrant(draw: Draw, plans: readonly HistoryPlan[], atOnce: boolean): History['grants'][number] {
  const madeAt = hour(draw);
  const startsAt = madeAt + (atOnce ? 0 : draw.pick([0, 0, 0, 30, 200])) * HOUR;
  const revokedAt = madeAt + draw.between(1, 24 * 20) * HOUR;
  return {
    planId: draw.pick(plans).id,
    madeAt,
    startsAt,
    endsAt: draw.chance(3) ? null : startsAt + draw.between(1, 24 * 30) * HOUR,
    revokedAt: draw.chance(2) && revokedAt < END ? revokedAt : null,
    woken: draw.chance(2),
  };
}

/** All that is paid for, and what becomes of the money. */
function drawBought(draw: Draw, plans: readonly HistoryPlan[], most: Most) {
  const payments: HistoryPayment[] = [];
  const pay = (customer: string, of: string, paidAt: number) => {
    if (paidAt > END) return;
    const id = `pay-${payments.length + 1}`;
    const turns = draw.chance(3) ? moneyLifeOf(draw, paidAt, 1_000, most.moneyTurns) : [];
    const before = turns.filter((turn) => turn.at < END);
    payments.push({ id, customer, of, paidAt, amount: 1_000, turns: before });
  };
  const renewing = plans.flatMap((plan) => plan.prices.filter((price) => !price.once).map((one) => [one.id]));
  // One subscription may carry items of two plans; and some prices are not ours.
  const first = plans.flatMap((plan) => plan.prices[0]?.id ?? []).slice(0, 2);
  const offers = [...renewing, ['price-foreign'], first];
  const subscriptions = draw.several(most.subscriptions, (index) => {
    const id = `sub-${index + 1}`;
    const customer = draw.pick(['cus-1', 'cus-1', 'cus-2']);
    const bornAt = START + draw.between(0, 30 * 24) * HOUR;
    const { chapters, paidAt } = lifeOf(draw, bornAt, most.turns, offers, START + DAYS * 24 * HOUR);
    for (const at of paidAt) pay(customer, id, at);
    return { id, customer, chapters };
  });
  const once = plans.flatMap((plan) => plan.prices.filter((price) => price.once));
  const passes = once.filter((price) => price.days !== null).map((price) => price.id);
  const forGood = once.filter((price) => price.days === null).map((price) => price.id);
  const orders = draw.several(most.orders, (index): HistoryOrder => {
    const id = `order-${index + 1}`;
    const paidAt = hour(draw);
    const isGift = draw.chance(3);
    const customer = draw.pick(isGift ? ['cus-1', FRIEND] : ['cus-1', 'cus-1', 'cus-2']);
    const prices = draw.chance(8) ? ['price-foreign'] : [draw.pick(draw.chance(4) ? forGood : passes)];
    // What is free of charge (a promotion code) leaves no payment behind.
    if (!draw.chance(8)) pay(customer, id, paidAt);
    const said = Array.from({ length: 3 }, () => paidAt + draw.between(0, 24 * 15) * HOUR);
    const tries = said.filter((at) => at < END);
    return { id, customer, prices, paidAt, gift: isGift ? { tries, woken: draw.chance(2) } : null };
  });
  return { subscriptions, orders, payments };
}
