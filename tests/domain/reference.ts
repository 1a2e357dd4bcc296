/**
 * What must be true in the end, said as plainly as possible: slow, short, and without a line of the
 * product. All instants are milliseconds since 1970.
 */
export interface Truth {
  now: number;
  plans: readonly { id: string; graceDays: number; prices: readonly string[] }[];
  places: readonly { id: string; planIds: readonly string[] }[];
  subscriptions: readonly TrueSubscription[];
  grants: readonly TrueGrant[];
}

export interface TrueSubscription {
  status: string;
  prices: readonly string[];
  failingSince: number | null;
  endedUnpaid: boolean;
}

export interface TrueGrant {
  planId: string;
  startsAt: number;
  endsAt: number | null;
  revokedAt: number | null;
}

const DAY = 24 * 60 * 60 * 1000;

/** Whether one subscription alone gives access at `now`. */
export function pays(one: TrueSubscription, graceDays: number, now: number): boolean {
  if (one.status === 'active') return true;
  if (one.status === 'trialing') return true;
  if (one.failingSince === null) return false;
  const inGrace = now < one.failingSince + graceDays * DAY;
  if (one.status === 'past_due') return inGrace;
  if (one.status === 'unpaid') return inGrace;
  if (one.status === 'canceled' && one.endedUnpaid) return inGrace;
  return false;
}

/** Whether one grant alone gives access at `now`. */
export function holds(grant: TrueGrant, now: number): boolean {
  if (now < grant.startsAt) return false;
  if (grant.endsAt !== null && now >= grant.endsAt) return false;
  if (grant.revokedAt !== null && now >= grant.revokedAt) return false;
  return true;
}

/** The plans somebody has access to. */
export function plansThatMustGrant(truth: Truth): Set<string> {
  const granting = new Set<string>();
  for (const plan of truth.plans) {
    for (const one of truth.subscriptions) {
      const sold = one.prices.some((price) => plan.prices.includes(price));
      if (sold && pays(one, plan.graceDays, truth.now)) granting.add(plan.id);
    }
    for (const grant of truth.grants) {
      if (grant.planId === plan.id && holds(grant, truth.now)) granting.add(plan.id);
    }
  }
  return granting;
}

/** The places somebody must be in. */
export function placesThatMustBeIn(truth: Truth): Set<string> {
  const granting = plansThatMustGrant(truth);
  const open = truth.places.filter((place) => place.planIds.some((id) => granting.has(id)));
  return new Set(open.map((place) => place.id));
}
