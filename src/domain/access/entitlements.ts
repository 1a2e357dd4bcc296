import { days, later, minutes } from '#kernel/clock';
import type { Subscription } from '#domain/billing';
import type { EntitlementState, Source } from './model.js';

/** Everything the rules look at for one member. Pure data: no clock, no database, no provider. */
export interface Facts {
  now: Date;
  plans: readonly { id: string; graceDays: number; prices: readonly { priceId: string }[] }[];
  subscriptions: readonly SubscriptionFact[];
  grants: readonly GrantFact[];
}

export type SubscriptionFact = Pick<
  Subscription,
  'id' | 'status' | 'priceIds' | 'cancelAt' | 'endedAt' | 'endedUnpaid' | 'failingSince' | 'fetchedAt'
>;

export interface GrantFact {
  id: string;
  planId: string;
  startsAt: Date;
  endsAt: Date | null;
  revokedAt: Date | null;
}

export interface Verdict {
  planId: string;
  state: EntitlementState;
  /** When it ends by itself; null: open-ended. */
  until: Date | null;
  graceUntil: Date | null;
  /** Since when the payment behind the grace fails. */
  failingSince: Date | null;
  /** The next instant at which the same facts give another answer; null: never. */
  recheckAt: Date | null;
  sources: Source[];
}

/** How long until a provider that did not answer, or has yet to act, is asked again. */
const ASK_AGAIN_MS = minutes(10);

interface Finding {
  source: Source;
  until: Date | null;
  graceUntil: Date | null;
  failingSince: Date | null;
  next: Date | null;
}

/**
 * What a member is entitled to: for each plan with any source, the union of all sources. One source ending
 * never takes what another gives; what cannot be known is `unknown`, never `ended`.
 */
export function entitlementsOf(facts: Facts): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const plan of facts.plans) {
    const prices = new Set(plan.prices.map((price) => price.priceId));
    const findings = [
      ...facts.subscriptions
        .filter((subscription) => subscription.priceIds.some((id) => prices.has(id)))
        .map((subscription) => ofSubscription(subscription, plan.graceDays, facts.now)),
      ...facts.grants.filter((grant) => grant.planId === plan.id).map((grant) => ofGrant(grant, facts.now)),
    ];
    if (findings.length > 0) verdicts.push(union(plan.id, findings));
  }
  return verdicts;
}

/** What one subscription alone entitles to. */
function ofSubscription(subscription: SubscriptionFact, graceDays: number, now: Date): Finding {
  const { status, cancelAt, fetchedAt, endedAt } = subscription;
  switch (status) {
    case 'active':
    case 'trialing':
      if (!cancelAt || now < cancelAt) {
        return finding(subscription, 'active', { until: cancelAt, next: cancelAt });
      }
      // Past an announced end, but not asked since: it may have been renewed, it may be over.
      if (fetchedAt < cancelAt) return unsure(subscription, now);
      // Asked since, and Stripe has not ended it yet.
      return finding(subscription, 'active', { until: cancelAt, next: later(now, ASK_AGAIN_MS) });
    case 'past_due':
    case 'unpaid':
      return inGrace(subscription, subscription.failingSince ?? fetchedAt, graceDays, now);
    case 'canceled':
      // Stripe gave up after its last retry. The grace is ours and may be longer.
      if (subscription.endedUnpaid && subscription.failingSince) {
        return inGrace({ ...subscription, fetchedAt: now }, subscription.failingSince, graceDays, now);
      }
      return finding(subscription, 'ended', { until: endedAt });
    case 'incomplete':
    case 'incomplete_expired':
    case 'paused':
      return finding(subscription, 'ended', { until: endedAt });
  }
}

function inGrace(subscription: SubscriptionFact, since: Date, graceDays: number, now: Date): Finding {
  const graceUntil = later(since, days(graceDays));
  if (now < graceUntil) {
    return finding(subscription, 'grace', {
      until: graceUntil,
      graceUntil,
      failingSince: since,
      next: graceUntil,
    });
  }
  // The grace ran out since Stripe was last asked: perhaps it was paid meanwhile.
  if (subscription.fetchedAt < graceUntil) return unsure(subscription, now);
  return finding(subscription, 'ended', { until: graceUntil, failingSince: since });
}

function ofGrant(grant: GrantFact, now: Date): Finding {
  const end = earliest([grant.endsAt, grant.revokedAt]);
  if (end && end <= now) return finding(grant, 'ended', { until: end });
  if (grant.startsAt > now) return finding(grant, 'ended', { next: grant.startsAt });
  return finding(grant, 'active', { until: grant.endsAt, next: grant.endsAt });
}

function unsure(of: { id: string }, now: Date): Finding {
  return finding(of, 'unknown', { next: later(now, ASK_AGAIN_MS) });
}

function finding(
  of: { id: string; planId?: string },
  verdict: EntitlementState,
  more: Partial<Omit<Finding, 'source'>> = {},
): Finding {
  const until = more.until ?? null;
  const kind = of.planId === undefined ? 'subscription' : 'grant';
  return {
    source: {
      kind,
      id: of.id,
      verdict,
      until: until?.toISOString() ?? null,
      failed: Boolean(more.failingSince),
    },
    until,
    graceUntil: more.graceUntil ?? null,
    failingSince: more.failingSince ?? null,
    next: more.next ?? null,
  };
}

/** Strongest first: what one source gives, no other takes away. */
const STRENGTH: readonly EntitlementState[] = ['active', 'grace', 'unknown', 'ended'];

function union(planId: string, findings: readonly Finding[]): Verdict {
  const state = STRENGTH.find((one) => findings.some((it) => it.source.verdict === one)) ?? 'ended';
  const ruling = findings.filter((it) => it.source.verdict === state);
  const openEnded = ruling.some((it) => it.until === null);
  const last = latest(ruling.map((it) => it.until));
  return {
    planId,
    state,
    until: openEnded && state !== 'ended' ? null : last,
    graceUntil: state === 'grace' ? latest(ruling.map((it) => it.graceUntil)) : null,
    failingSince: state === 'grace' ? earliest(ruling.map((it) => it.failingSince)) : null,
    recheckAt: earliest(findings.map((it) => it.next)),
    sources: findings.map((it) => it.source),
  };
}

/** The earliest of some instants, nulls left out. */
export function earliest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((a, b) => (a && b ? (a <= b ? a : b) : (a ?? b)), null);
}

function latest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((a, b) => (a && b ? (a >= b ? a : b) : (a ?? b)), null);
}
