import type { MoneyStanding, Payment } from './model.js';

type Paid = Pick<Payment, 'amount' | 'refunded' | 'dispute' | 'paidAt' | 'goneAt'>;

const KEPT: MoneyStanding = { money: 'kept', goneAt: null };

/**
 * Where the money stands that was paid for something. A question from the bank (an inquiry) takes nothing yet;
 * a refund counts once it is whole. Nothing paid, as in a trial, is nothing missing.
 * @param since the beginning of the current period: what was paid for earlier ones was used up, and a dispute
 *   over it that was lost is over. An open one counts whatever it is about.
 */
export function standingOf(payments: readonly Paid[], since: Date | null): MoneyStanding {
  const current = payments.filter((one) => since === null || one.paidAt >= since);
  const disputed = [
    ...payments.filter((one) => one.dispute === 'open'),
    ...current.filter((one) => one.dispute === 'lost'),
  ];
  const [first] = disputed;
  if (first) return { money: 'disputed', goneAt: first.goneAt ?? first.paidAt };
  if (current.length === 0 || !current.every(isRefunded)) return KEPT;
  const last = current.reduce((a, b) => ((a.goneAt ?? a.paidAt) >= (b.goneAt ?? b.paidAt) ? a : b));
  return { money: 'refunded', goneAt: last.goneAt ?? last.paidAt };
}

function isRefunded({ amount, refunded }: Pick<Paid, 'amount' | 'refunded'>): boolean {
  return amount > 0 && refunded >= amount;
}

/** How much of a payment went back: what was refunded, and all of it once a dispute was lost. Minor units. */
export function amountBack(payment: Pick<Paid, 'amount' | 'refunded' | 'dispute'>): number {
  return payment.dispute === 'lost' ? payment.amount : payment.refunded;
}

/** Whether a payment gives nothing any more, by itself. */
export function isGone(payment: Pick<Paid, 'amount' | 'refunded' | 'dispute'>): boolean {
  return isRefunded(payment) || payment.dispute === 'open' || payment.dispute === 'lost';
}
