import { say, type Phrase } from '#contracts';
import type { Entitlement, Grant } from '#domain/access';
import type { Subscription } from '#domain/billing';

const day = (at: Date) => ({ at, as: 'date' as const });

/** What comes next for a subscription: the next payment, its end, or what is failing. */
export function nextOf(subscription: Subscription): Phrase {
  const { status, amount, currency, periodEnd, cancelAt, endedAt, failingSince } = subscription;
  const money = amount !== null && currency !== null ? { money: amount, currency } : null;
  switch (status) {
    case 'active':
    case 'trialing':
      if (cancelAt) return say('member.next.cancels', { at: day(cancelAt) });
      if (!periodEnd) return say('member.next.running');
      if (status === 'trialing') {
        return money
          ? say('member.next.trial', { at: day(periodEnd), amount: money })
          : say('member.next.trial_short', { at: day(periodEnd) });
      }
      return money
        ? say('member.next.payment', { amount: money, at: day(periodEnd) })
        : say('member.next.payment_short', { at: day(periodEnd) });
    case 'past_due':
      return money && failingSince
        ? say('member.next.failing', { amount: money, since: day(failingSince) })
        : say('member.next.failing_short');
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

/** How a plan stands for its owner. */
export function stateOf({ state, graceUntil, endedAt }: Entitlement): Phrase {
  switch (state) {
    case 'active':
      return say('member.membership.open');
    case 'grace':
      return graceUntil
        ? say('member.membership.grace', { at: { at: graceUntil, as: 'datetime' } })
        : say('member.membership.grace_short');
    case 'ended':
      return endedAt
        ? say('member.membership.ended', { at: day(endedAt) })
        : say('member.membership.ended_short');
    case 'unknown':
      return say('member.membership.unknown');
  }
}

/** `until 31 Dec 2026`, or `no end date`. */
export function untilOf({ endsAt }: Pick<Grant, 'endsAt'>): Phrase {
  return endsAt ? say('common.until', { at: day(endsAt) }) : say('common.no_end');
}
