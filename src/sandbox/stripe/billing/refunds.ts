import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import type { Metadata } from '../shapes/basics.js';
import type { Charge } from '../shapes/charge.js';
import { newRefund, type Refund } from '../shapes/refund.js';

/** Seconds until a refund to something other than a card has arrived. */
const transferTime = 3600;

/** Gives back a part of a charge, in the smallest unit; all that is left of it without an amount. */
export function refundCharge(
  ledger: Ledger,
  charge: Charge,
  given: { amount?: number | undefined; reason?: Refund['reason']; metadata?: Metadata },
): Refund {
  const left = charge.amount - charge.amount_refunded;
  checkRefundable(ledger, charge);
  const amount = given.amount ?? left;
  if (amount < 1) throw invalidRequest('Invalid positive integer', { param: 'amount' });
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${money(amount, charge.currency)}) is greater than unrefunded amount on charge (${money(left, charge.currency)})`,
      { param: 'amount' },
    );
  }
  const refund = newRefund(ledger.newId('re'), ledger.now(), {
    charge,
    amount,
    reason: given.reason ?? null,
    ...(given.metadata && { metadata: given.metadata }),
  });
  ledger.refunds.add(refund);
  ledger.emit('refund.created', refund);
  ledger.change(charge, 'charge.refunded', (edited) => {
    edited.amount_refunded += amount;
    edited.refunded = edited.amount_refunded === edited.amount;
  });
  if (refund.status === 'pending') ledger.schedule(ledger.now() + transferTime, 'refund-arrives', refund.id);
  return refund;
}

function checkRefundable(ledger: Ledger, charge: Charge): void {
  if (charge.refunded) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} is ${charge.status} and cannot be refunded.`, {
      code: 'charge_not_refundable',
    });
  }
  if (ledger.disputes.all().some((row) => row.charge === charge.id && !row.is_charge_refundable)) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
}

/** A refund that was under way has arrived. */
export function completeRefund(ledger: Ledger, refund: Refund): void {
  if (refund.status !== 'pending') return;
  ledger.change(refund, 'refund.updated', (edited) => {
    edited.status = 'succeeded';
    delete edited.pending_reason;
  });
  ledger.emit('charge.refund.updated', refund, { status: 'pending' });
}
