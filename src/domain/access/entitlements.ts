import { ofGrant, type GrantFact } from './from-grants.js';
import { ofOrders, type OrderFact } from './from-orders.js';
import { ofSubscription, type SubscriptionFact } from './from-subscriptions.js';
import type { Finding } from './finding.js';
import { earliest, latest } from './instants.js';
import type { EntitlementState, Source } from './model.js';

/** Everything the rules look at for one member. Pure data: no clock, no database, no provider. */
export interface Facts {
  now: Date;
  plans: readonly PlanFact[];
  subscriptions: readonly SubscriptionFact[];
  orders: readonly OrderFact[];
  grants: readonly GrantFact[];
}

export interface PlanFact {
  id: string;
  graceDays: number;
  /** `days`: how long a one-off price lasts; null: for good. */
  prices: readonly { priceId: string; days: number | null }[];
}

export interface Verdict {
  planId: string;
  state: EntitlementState;
  /** Only a trial gives it: nothing was paid yet. null: what may have been paid for cannot be known now. */
  trial: boolean | null;
  /** When the trial becomes paid; null: it does not, or there is none. */
  trialEnd: Date | null;
  /** When it ends by itself; null: open-ended. */
  until: Date | null;
  graceUntil: Date | null;
  /** Since when the payment behind the grace fails. */
  failingSince: Date | null;
  /** The next instant at which the same facts give another answer; null: never. */
  recheckAt: Date | null;
  sources: Source[];
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
      ...ofOrders(facts.orders, plan.prices, facts.now),
      ...facts.grants.filter((grant) => grant.planId === plan.id).map((grant) => ofGrant(grant, facts.now)),
    ];
    if (findings.length > 0) verdicts.push(union(plan.id, findings));
  }
  return verdicts;
}

/** Strongest first: what one source gives, no other takes away. */
const STRENGTH: readonly EntitlementState[] = ['active', 'grace', 'unknown', 'ended'];

const isKnown = ({ source }: Finding) => source.verdict !== 'unknown';

function union(planId: string, findings: readonly Finding[]): Verdict {
  const state = STRENGTH.find((one) => findings.some((it) => it.source.verdict === one)) ?? 'ended';
  const ruling = findings.filter((it) => it.source.verdict === state);
  const giving = findings.filter((it) => it.source.verdict !== 'ended');
  const paid = giving.filter((it) => !it.source.trial);
  const trial = paid.length === 0 ? giving.length > 0 : paid.some(isKnown) ? false : null;
  const openEnded = ruling.some((it) => it.until === null);
  const last = latest(ruling.map((it) => it.until));
  return {
    planId,
    state,
    trial,
    trialEnd: trial ? latest(giving.map((it) => it.trialEnd)) : null,
    until: openEnded && state !== 'ended' ? null : last,
    graceUntil: state === 'grace' ? latest(ruling.map((it) => it.graceUntil)) : null,
    failingSince: state === 'grace' ? earliest(ruling.map((it) => it.failingSince)) : null,
    recheckAt: earliest(findings.map((it) => it.next)),
    sources: findings.map((it) => it.source),
  };
}
