/**
 * What must be true, said as plainly as possible: slow, short, and without a line of the product. Whatever Stripe
 * was not asked about since it said that something would change then is unknown. All instants are milliseconds
 * since 1970.
 */
export interface Truth {
  now: number;
  plans: readonly TruePlan[];
  places: readonly TruePlace[];
  subscriptions: readonly TrueSubscription[];
  orders: readonly TrueOrder[];
  grants: readonly TrueGrant[];
}

export interface TruePlan {
  id: string;
  graceDays: number;
  /** `days`: how long it lasts when it is bought once; null: for good. */
  prices: readonly { id: string; days: number | null }[];
}

export interface TruePlace {
  id: string;
  planIds: readonly string[];
  /** Plans that open it only while they are tried out, or only once they are paid for. */
  phases: Readonly<Record<string, 'trial' | 'paid'>>;
}

export interface TruePayment {
  paidAt: number;
  amount: number;
  refunded: number;
  dispute: 'none' | 'inquiry' | 'open' | 'won' | 'lost';
}

export interface TrueSubscription {
  status: string;
  prices: readonly string[];
  periodStart: number | null;
  trialEnd: number | null;
  collectionPaused: boolean;
  pausedUntil: number | null;
  paidThrough: number | null;
  byInvoice: boolean;
  cancelAt: number | null;
  failingSince: number | null;
  endedUnpaid: boolean;
  payments: readonly TruePayment[];
  /** When Stripe was last asked. */
  askedAt: number;
}

export interface TrueOrder {
  prices: readonly string[];
  /** When it was paid, or, of a gift, redeemed; null: a gift that nobody redeemed. */
  startsAt: number | null;
  payments: readonly TruePayment[];
}

export interface TrueGrant {
  planId: string;
  startsAt: number;
  endsAt: number | null;
  revokedAt: number | null;
}

export type Says = 'yes' | 'no' | 'unknown';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Whether one subscription alone gives access at `now`. */
export function pays(one: TrueSubscription, graceDays: number, now: number): Says {
  const passedUnasked = (at: number | null) => at !== null && one.askedAt < at && at <= now;
  const neverPaid = one.byInvoice && one.paidThrough === null;
  const graceEnd = one.failingSince === null ? null : one.failingSince + graceDays * DAY;
  if (moneyIsGone(one)) return 'no';
  if (neverPaid && one.status !== 'trialing') return 'no';
  if (one.status === 'canceled') {
    return one.endedUnpaid && graceEnd !== null && now < graceEnd ? 'yes' : 'no';
  }
  if (one.status === 'past_due' || one.status === 'unpaid') {
    if (passedUnasked(graceEnd)) return 'unknown';
    return graceEnd !== null && now < graceEnd ? 'yes' : 'no';
  }
  if (one.status !== 'trialing' && one.status !== 'active') return 'no';
  const unlessCancelled = passedUnasked(one.cancelAt) ? 'unknown' : 'yes';
  if (one.status === 'trialing') return passedUnasked(one.trialEnd) ? 'unknown' : unlessCancelled;
  if (!one.collectionPaused) return unlessCancelled;
  // Nobody pays while the collection is paused; what was paid before counts until it is used up.
  if (passedUnasked(one.pausedUntil)) return 'unknown';
  if (one.pausedUntil !== null && one.pausedUntil <= now) return unlessCancelled;
  if (passedUnasked(one.paidThrough)) return 'unknown';
  return one.paidThrough !== null && now < one.paidThrough ? unlessCancelled : 'no';
}

/** Whether a bank holds or kept the money, or all of it was given back. Earlier periods were used up. */
function moneyIsGone({ payments, periodStart }: Pick<TrueSubscription, 'payments' | 'periodStart'>): boolean {
  const ofThisPeriod = payments.filter(
    (one) => periodStart === null || one.paidAt >= periodStart - 5 * MINUTE,
  );
  if (payments.some((one) => one.dispute === 'open')) return true;
  if (ofThisPeriod.some((one) => one.dispute === 'lost')) return true;
  return ofThisPeriod.length > 0 && ofThisPeriod.every((one) => one.refunded === one.amount);
}

/** Whether anything that was bought once gives the plan at `now`. Passes follow one another. */
export function bought(orders: readonly TrueOrder[], plan: TruePlan, now: number): boolean {
  let usedUpAt = 0;
  let forGood = false;
  for (const { prices, startsAt, payments } of orders.toSorted(
    (a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0),
  )) {
    const terms = plan.prices.filter((price) => prices.includes(price.id)).map((price) => price.days);
    if (startsAt === null || terms.length === 0) continue;
    if (moneyIsGone({ payments, periodStart: null })) continue;
    if (terms.includes(null)) forGood = true;
    else usedUpAt = Math.max(usedUpAt, startsAt) + Math.max(...terms.map(Number)) * DAY;
  }
  return forGood || now < usedUpAt;
}

/** Whether one grant alone gives access at `now`. */
export function holds(grant: TrueGrant, now: number): boolean {
  if (now < grant.startsAt) return false;
  if (grant.endsAt !== null && now >= grant.endsAt) return false;
  if (grant.revokedAt !== null && now >= grant.revokedAt) return false;
  return true;
}

/** Whether somebody has a plan, and whether any of it is more than a trial. */
export function planSays(truth: Truth, plan: TruePlan): { granting: Says; paid: Says } {
  const paid: Says[] = [];
  const tried: Says[] = [];
  for (const one of truth.subscriptions) {
    if (!plan.prices.some((price) => one.prices.includes(price.id))) continue;
    (one.status === 'trialing' ? tried : paid).push(pays(one, plan.graceDays, truth.now));
  }
  if (bought(truth.orders, plan, truth.now)) paid.push('yes');
  for (const grant of truth.grants) {
    if (grant.planId === plan.id && holds(grant, truth.now)) paid.push('yes');
  }
  return { granting: any([...paid, ...tried]), paid: any(paid) };
}

function any(says: readonly Says[]): Says {
  if (says.includes('yes')) return 'yes';
  return says.includes('unknown') ? 'unknown' : 'no';
}

/** What somebody has of a plan. */
export interface Standing {
  granting: boolean;
  paid: boolean;
}

/** What is unknown stays as it was. */
export function settle(says: { granting: Says; paid: Says }, before: Standing): Standing {
  const granting = says.granting === 'unknown' ? before.granting : says.granting === 'yes';
  const paid = says.paid === 'unknown' ? before.paid : says.paid === 'yes';
  return { granting, paid: granting && paid };
}

/** Whether a place is open to somebody who stands so with each plan. */
export function isOpen(place: TruePlace, standings: ReadonlyMap<string, Standing>): boolean {
  return place.planIds.some((id) => {
    const { granting, paid } = standings.get(id) ?? { granting: false, paid: false };
    if (place.phases[id] === 'trial') return granting && !paid;
    if (place.phases[id] === 'paid') return granting && paid;
    return granting;
  });
}

/** The places somebody must be in. Nothing may be unknown. */
export function placesThatMustBeIn(truth: Truth): Set<string> {
  const standings = new Map(
    truth.plans.map((plan) => [plan.id, settle(planSays(truth, plan), { granting: false, paid: false })]),
  );
  return new Set(truth.places.filter((place) => isOpen(place, standings)).map((place) => place.id));
}
