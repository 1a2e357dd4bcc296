import type { PriceFacts, SubscriptionFacts, Terms } from './facts.js';
import { monthlyWorth } from './worth.js';

type Prices = ReadonlyMap<string, PriceFacts>;

/** What a subscription was at an instant. */
export type Standing =
  | { kind: 'paying'; monthly: number; currency: string; planId: string }
  | { kind: 'trial'; currency: string; planId: string }
  | null;

/** Stripe collects nothing for these. That one was cancelled is told by when it ended, that one began by its first
 * payment. */
const IDLE: ReadonlySet<string> = new Set(['paused', 'unpaid']);

/** What the subscription was like just before `before`. */
export function termsAt(subscription: SubscriptionFacts, before: Date): Terms {
  return subscription.pasts.find(({ until }) => until >= before) ?? subscription;
}

/** What a subscription was at the last instant before `before`; null: nothing that counts. */
export function standingAt(subscription: SubscriptionFacts, before: Date, prices: Prices): Standing {
  const { createdAt, endedAt, trialEnd, firstPaidAt } = subscription;
  if (createdAt >= before || (endedAt !== null && endedAt < before)) return null;
  const terms = termsAt(subscription, before);
  const priced = pricedAt(terms, prices);
  if (!priced) return null;
  const { planId, currency } = priced;
  const isTrying = trialEnd !== null && trialEnd >= before;
  if (firstPaidAt !== null && firstPaidAt < before && !(isTrying && terms.status === 'trialing')) {
    if (terms.collectionPaused || IDLE.has(terms.status)) return null;
    return { kind: 'paying', ...priced };
  }
  return isTrying ? { kind: 'trial', currency, planId } : null;
}

/** The plan that terms belong to, and what they come to in a month; null: at no price of ours. */
export function pricedAt(
  terms: Terms,
  prices: Prices,
): { planId: string; monthly: number; currency: string } | null {
  const listed = terms.priceIds.flatMap((id) => prices.get(id) ?? []).filter(({ interval }) => interval);
  const [first] = listed;
  if (!first || terms.currency === null) return null;
  // What else is on the subscription is somebody else's business.
  const isAll = listed.length === terms.priceIds.length;
  const amount = isAll && terms.amount !== null ? terms.amount : sumOf(listed);
  const monthly = monthlyWorth(
    Math.max(0, amount - terms.discount),
    first.interval ?? '',
    first.intervalCount,
  );
  return monthly === null ? null : { planId: first.planId, monthly, currency: terms.currency };
}

const sumOf = (prices: readonly PriceFacts[]) => prices.reduce((sum, { amount }) => sum + amount, 0);
