import type { SubscriptionFacts, Terms, Worth } from './facts.js';

/** What a subscription was at an instant. */
export type Standing = { kind: 'paying' | 'trial'; worth: Worth } | null;

/** Stripe collects nothing for these. That one was cancelled is told by when it ended, that one began by its first
 * payment. */
const IDLE: ReadonlySet<string> = new Set(['paused', 'unpaid']);

/** What the subscription was like just before `before`. */
export function termsAt(subscription: SubscriptionFacts, before: Date): Terms {
  return subscription.pasts.find(({ until }) => until >= before) ?? subscription;
}

/** What a subscription was at the last instant before `before`; null: nothing that counts. */
export function standingAt(subscription: SubscriptionFacts, before: Date): Standing {
  const { createdAt, endedAt, trialEnd, firstPaidAt } = subscription;
  if (createdAt >= before || (endedAt !== null && endedAt < before)) return null;
  const terms = termsAt(subscription, before);
  const { worth } = terms;
  if (!worth) return null;
  const isTrying = trialEnd !== null && trialEnd >= before;
  if (firstPaidAt !== null && firstPaidAt < before && !(isTrying && terms.status === 'trialing')) {
    if (terms.collectionPaused || IDLE.has(terms.status)) return null;
    return { kind: 'paying', worth };
  }
  return isTrying ? { kind: 'trial', worth } : null;
}
