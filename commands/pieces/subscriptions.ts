import { say, type CommandContext, type Phrase, type Suggest } from '#contracts';
import { lastEnded, type Entitlement, type Grant } from '#domain/access';
import type { Plan, PlanPrice, Subscription } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from './typed.js';

const day = (at: Date) => ({ at, as: 'date' as const });

/** It pays for something, or would once its open invoice is paid. */
export function isRunning({ status, endedAt }: Subscription): boolean {
  const running = ['active', 'trialing', 'past_due', 'unpaid', 'paused'];
  return !endedAt && running.includes(status);
}

/** The subscription that already pays for this plan, or would once its open invoice is paid. */
export function runningSubscription(
  subscriptions: readonly Subscription[],
  plan: Plan,
): Subscription | undefined {
  return subscriptions.find((one) => isRunning(one) && sells(plan, one));
}

/** The plan that a subscription pays for. */
export function paidPlan(plans: readonly Plan[], subscription: Subscription): Plan | undefined {
  return plans.find((plan) => sells(plan, subscription));
}

function sells(plan: Plan, { priceIds }: Subscription): boolean {
  return plan.prices.some(({ priceId }) => priceIds.includes(priceId));
}

/** Whether Stripe's page can turn this subscription into one at that price. */
export function canBecome(subscription: Subscription, price: PlanPrice): boolean {
  return canSwitch(subscription) && price.interval !== null && price.currency === subscription.currency
    ? !subscription.priceIds.includes(price.priceId)
    : false;
}

/** Stripe's page changes what is charged by itself, and not what is late, paused or already coming to its end. */
export function canSwitch(one: Subscription): boolean {
  const fine = (one.status === 'active' || one.status === 'trialing') && one.money === 'kept';
  return fine && !one.byInvoice && !one.collectionPaused && !one.cancelAt && one.priceIds.length === 1;
}

export function canCancel(one: Subscription): boolean {
  return isRunning(one) && !one.cancelAt;
}

/** Something is to be paid, and can be by this link. */
export function owes(one: Subscription): one is Subscription & { payUrl: string } {
  if (!one.payUrl || one.endedAt) return false;
  return one.status === 'past_due' || one.status === 'unpaid' || one.openInvoice !== null;
}

/** Offers the speaker's own running subscriptions, by their plans. */
export const suggestOwnSubscriptions: Suggest = async (typed, { actor, community }, { billing }) => {
  const plans = await billing.plans(community.id, true);
  return (await billing.subscriptions(community.id, actor.member.id))
    .filter(isRunning)
    .flatMap((one) => {
      const plan = paidPlan(plans, one);
      return plan ? [{ value: one.id, label: clipped(plan.name) }] : [];
    })
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);
};

/**
 * A running subscription of the speaker's, by id or by the name of its plan.
 * Throws UserFacingError `subscription_unknown`.
 */
export async function ownSubscription(
  typed: string,
  { actor, community }: CommandContext,
  { billing }: Parameters<Suggest>[2],
): Promise<{ subscription: Subscription; plan: Plan; plans: Plan[] }> {
  const plans = await billing.plans(community.id, true);
  const running = (await billing.subscriptions(community.id, actor.member.id)).filter(isRunning);
  const subscription =
    running.find(({ id }) => id === typed.trim()) ??
    running.find((one) => same(paidPlan(plans, one)?.name ?? '', typed));
  const plan = subscription && paidPlan(plans, subscription);
  if (!plan) throw new UserFacingError('subscription_unknown');
  return { subscription, plan, plans };
}

/** What comes next for a subscription: the next payment, its end, or what is failing. */
export function nextOf(subscription: Subscription): Phrase {
  const { status, cancelAt, endedAt, money } = subscription;
  if (money !== 'kept' && isRunning(subscription)) return say(`member.next.${money}`);
  switch (status) {
    case 'active':
      if (subscription.byInvoice || subscription.collectionPaused) return byHandOrPaused(subscription);
      return cancelAt ? say('member.next.cancels', { at: day(cancelAt) }) : renewal(subscription);
    case 'trialing':
      return afterTrial(subscription);
    case 'past_due':
      return late(subscription);
    case 'unpaid':
      return say('member.next.unpaid');
    case 'paused':
      return say('member.next.paused');
    case 'incomplete':
      return say('member.next.incomplete');
    case 'incomplete_expired':
    case 'canceled':
      return endedAt ? say('member.next.ended', { at: day(endedAt) }) : say('member.next.ended_short');
  }
}

function renewal({ amount, currency, periodEnd }: Subscription): Phrase {
  if (!periodEnd) return say('member.next.running');
  return amount !== null && currency !== null
    ? say('member.next.payment', { amount: { money: amount, currency }, at: day(periodEnd) })
    : say('member.next.payment_short', { at: day(periodEnd) });
}

function afterTrial({ amount, currency, trialEnd, periodEnd, cancelAt }: Subscription): Phrase {
  if (cancelAt) return say('member.next.trial_cancels', { at: day(cancelAt) });
  const at = trialEnd ?? periodEnd;
  if (!at) return say('member.next.running');
  return amount !== null && currency !== null
    ? say('member.next.trial', { at: day(at), amount: { money: amount, currency } })
    : say('member.next.trial_short', { at: day(at) });
}

function late({ byInvoice, openAmount, openDueAt, amount, currency, failingSince }: Subscription): Phrase {
  if (byInvoice) {
    return openAmount !== null && currency !== null && openDueAt
      ? say('member.next.invoice_late', { amount: { money: openAmount, currency }, at: day(openDueAt) })
      : say('member.next.invoice_late_short');
  }
  return amount !== null && currency !== null && failingSince
    ? say('member.next.failing', { amount: { money: amount, currency }, since: day(failingSince) })
    : say('member.next.failing_short');
}

function byHandOrPaused(subscription: Subscription): Phrase {
  const { collectionPaused, pausedUntil, paidThrough, cancelAt, periodEnd } = subscription;
  if (collectionPaused) {
    if (!paidThrough) return say('member.next.pausing_short');
    return pausedUntil
      ? say('member.next.pausing_until', { until: day(paidThrough), at: day(pausedUntil) })
      : say('member.next.pausing', { until: day(paidThrough) });
  }
  const { openInvoice, openAmount, openDueAt, currency } = subscription;
  if (openInvoice && openAmount !== null && currency !== null && openDueAt) {
    const values = { amount: { money: openAmount, currency }, at: day(openDueAt) };
    return say(paidThrough ? 'member.next.invoice_open' : 'member.next.invoice_first', values);
  }
  if (!paidThrough) return say('member.next.invoice_first_short');
  if (cancelAt) return say('member.next.cancels', { at: day(cancelAt) });
  return periodEnd ? say('member.next.invoice_next', { at: day(periodEnd) }) : say('member.next.running');
}

/** How a plan stands for its owner, and why it ended. */
export function stateOf({ state, trial, graceUntil, endedAt, sources }: Entitlement): Phrase {
  switch (state) {
    case 'active':
      return say(trial ? 'member.membership.trial' : 'member.membership.open');
    case 'grace':
      return graceUntil
        ? say('member.membership.grace', { at: { at: graceUntil, as: 'datetime' } })
        : say('member.membership.grace_short');
    case 'ended': {
      const ended = endedAt
        ? say('member.membership.ended', { at: day(endedAt) })
        : say('member.membership.closed');
      const last = lastEnded(sources);
      const cause = last?.kind === 'grant' ? 'grant_over' : last?.cause;
      if (!cause) return ended;
      const reason = say(`notices.access_ended.reasons.${cause}`);
      return say('member.membership.because', { state: ended, reason });
    }
    case 'unknown':
      return say('member.membership.unknown');
  }
}

/** `until 31 Dec 2026`, or `no end date`. */
export function untilOf({ endsAt }: Pick<Grant, 'endsAt'>): Phrase {
  return endsAt ? say('common.until', { at: day(endsAt) }) : say('common.no_end');
}
