import { days, later, minutes } from '#kernel/clock';
import type { Subscription } from '#domain/billing';
import { finding, type Finding } from './finding.js';
import { earliest } from './instants.js';
import type { EntitlementState } from './model.js';

export type SubscriptionFact = Pick<
  Subscription,
  | 'id'
  | 'status'
  | 'priceIds'
  | 'trialEnd'
  | 'collectionPaused'
  | 'pausedUntil'
  | 'paidThrough'
  | 'byInvoice'
  | 'cancelAt'
  | 'endedAt'
  | 'endedUnpaid'
  | 'failingSince'
  | 'money'
  | 'goneAt'
  | 'fetchedAt'
>;

/** How long until a provider that did not answer, or has yet to act, is asked again. */
const ASK_AGAIN_MS = minutes(10);

/** What one subscription alone entitles to. */
export function ofSubscription(subscription: SubscriptionFact, graceDays: number, now: Date): Finding {
  const { status, money, goneAt, endedAt, fetchedAt } = subscription;
  // Money that went back, or that the bank holds, pays for nothing, whatever the subscription is called.
  if (money !== 'kept') return of(subscription, 'ended', { until: goneAt, cause: money });
  switch (status) {
    case 'trialing':
      return whileTrying(subscription, now);
    case 'active':
      return whileActive(subscription, now);
    case 'past_due':
    case 'unpaid':
      if (neverPaid(subscription)) return of(subscription, 'ended', { cause: 'incomplete' });
      return inGrace(subscription, subscription.failingSince ?? fetchedAt, graceDays, now);
    case 'canceled':
      // Stripe gave up after its last retry. The grace is ours and may be longer.
      if (subscription.endedUnpaid && subscription.failingSince && !neverPaid(subscription)) {
        return inGrace({ ...subscription, fetchedAt: now }, subscription.failingSince, graceDays, now);
      }
      return of(subscription, 'ended', { until: endedAt, cause: 'cancelled' });
    case 'paused':
      return of(subscription, 'ended', { cause: 'paused' });
    case 'incomplete':
    case 'incomplete_expired':
      return of(subscription, 'ended', { until: endedAt, cause: 'incomplete' });
  }
}

/** Stripe calls a subscription active from its first day, although its first invoice is still to be paid by hand. */
function neverPaid({ byInvoice, paidThrough }: SubscriptionFact): boolean {
  return byInvoice && paidThrough === null;
}

function whileTrying(subscription: SubscriptionFact, now: Date): Finding {
  const { trialEnd, fetchedAt } = subscription;
  // The trial is over since Stripe was last asked: it was paid for, or not.
  if (trialEnd && now >= trialEnd && fetchedAt < trialEnd) return unsure(subscription, now);
  // Asked since, and Stripe has not ended it yet.
  const next = trialEnd && now >= trialEnd ? later(now, ASK_AGAIN_MS) : trialEnd;
  return untilCancelled(subscription, now, { next, trialEnd: next === trialEnd ? trialEnd : null });
}

function whileActive(subscription: SubscriptionFact, now: Date): Finding {
  if (neverPaid(subscription)) return of(subscription, 'ended', { cause: 'incomplete' });
  const { collectionPaused, pausedUntil, paidThrough, fetchedAt } = subscription;
  if (!collectionPaused) return untilCancelled(subscription, now);
  if (pausedUntil && now >= pausedUntil) {
    return fetchedAt < pausedUntil ? unsure(subscription, now) : untilCancelled(subscription, now);
  }
  // Nobody pays meanwhile; what was paid before still counts.
  if (paidThrough && now < paidThrough) {
    return untilCancelled(subscription, now, {
      until: paidThrough,
      next: earliest([paidThrough, pausedUntil]),
    });
  }
  if (paidThrough && fetchedAt < paidThrough) return unsure(subscription, now);
  return of(subscription, 'ended', { until: paidThrough, cause: 'paused', next: pausedUntil });
}

/** @param besides what ends it, or changes the answer, besides a cancellation: all of it in the future */
function untilCancelled(
  subscription: SubscriptionFact,
  now: Date,
  besides: { until?: Date; next?: Date | null; trialEnd?: Date | null } = {},
): Finding {
  const { cancelAt, fetchedAt } = subscription;
  const { until = null, next = null, trialEnd = null } = besides;
  if (!cancelAt) return of(subscription, 'active', { until, next, trialEnd });
  if (now < cancelAt) {
    return of(subscription, 'active', {
      until: earliest([until, cancelAt]),
      next: earliest([next, cancelAt]),
    });
  }
  // Past an announced end, but not asked since: it may have been renewed, it may be over.
  if (fetchedAt < cancelAt) return unsure(subscription, now);
  // Asked since, and Stripe has not ended it yet.
  return of(subscription, 'active', { until: cancelAt, next: later(now, ASK_AGAIN_MS) });
}

function inGrace(subscription: SubscriptionFact, since: Date, graceDays: number, now: Date): Finding {
  const graceUntil = later(since, days(graceDays));
  const cause = 'unpaid' as const;
  if (now < graceUntil) {
    const ends = { until: graceUntil, graceUntil, next: graceUntil };
    return of(subscription, 'grace', { ...ends, failingSince: since, cause });
  }
  // The grace ran out since Stripe was last asked: perhaps it was paid meanwhile.
  if (subscription.fetchedAt < graceUntil) return unsure(subscription, now);
  return of(subscription, 'ended', { until: graceUntil, failingSince: since, cause });
}

function unsure(subscription: SubscriptionFact, now: Date): Finding {
  return of(subscription, 'unknown', { next: later(now, ASK_AGAIN_MS) });
}

function of(
  { id, status }: SubscriptionFact,
  verdict: EntitlementState,
  more: Parameters<typeof finding>[3] = {},
): Finding {
  return finding('subscription', id, verdict, { ...more, trial: status === 'trialing' });
}
