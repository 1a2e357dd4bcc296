import { z } from 'zod';
import { action, type Action } from '../../kit.js';
import { answerDispute, closeDispute, isClosed, openDispute } from '../billing/disputes.js';
import { refundCharge } from '../billing/refunds.js';
import { intentOf } from '../billing/invoices.js';
import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { Charge } from '../shapes/charge.js';
import { disputeReasons } from '../shapes/dispute.js';
import { refundReasons } from '../shapes/refund.js';
import { find } from '../resources/find.js';
import { byHand, type ActionDeps } from './desk.js';

const whichCharge = z.string().describe('a charge, or the invoice, payment or Checkout Session it paid');
const amount = z.int().min(1).optional().describe('in the smallest unit; all that is left when absent');

/** The successful charge that an id means, directly or by what it paid. */
function chargeMeant(ledger: Ledger, id: string): Charge {
  if (ledger.charges.get(id)) return find(ledger, 'charges', id);
  const invoice = ledger.invoices.get(id);
  const session = ledger.checkoutSessions.get(id);
  const paidInvoice = invoice ?? ledger.invoices.get(session?.invoice ?? '');
  const intent = paidInvoice
    ? intentOf(ledger, paidInvoice)
    : ledger.paymentIntents.get(session?.payment_intent ?? id);
  const charge = ledger.charges.get(intent?.latest_charge ?? '');
  if (charge) return charge;
  throw invalidRequest(`Nothing was charged for '${id}'.`);
}

/** What happens to money after it was paid: the merchant gives it back, or a bank takes it. */
export function moneyActions(deps: ActionDeps): Record<string, Action> {
  return {
    refund: action({
      summary: 'Give back a payment, all of it or a part',
      input: z.object({ chargeId: whichCharge, amount, reason: z.enum(refundReasons).optional() }),
      run: ({ chargeId, amount: part, reason }) =>
        byHand(deps, (ledger) => {
          const charge = chargeMeant(ledger, chargeId);
          const refund = refundCharge(ledger, charge, {
            amount: part,
            reason: reason ?? 'requested_by_customer',
          });
          return { refund: refund.id, charge: charge.id, status: refund.status, full: charge.refunded };
        }),
    }),
    dispute: action({
      summary: 'A payer’s bank disputes a payment; an inquiry only asks and takes no money yet',
      input: z.object({
        chargeId: whichCharge,
        amount,
        reason: z.enum(disputeReasons).default('fraudulent'),
        inquiry: z.boolean().default(false),
      }),
      run: ({ chargeId, ...given }) =>
        byHand(deps, (ledger) => {
          const dispute = openDispute(ledger, chargeMeant(ledger, chargeId), given);
          return { dispute: dispute.id, status: dispute.status };
        }),
    }),
    answerDispute: action({
      summary: 'The merchant sends evidence; then the bank looks at it',
      input: z.object({ disputeId: z.string(), text: z.string().min(1).max(20_000) }),
      run: ({ disputeId, text }) =>
        byHand(deps, (ledger) => {
          const dispute = find(ledger, 'disputes', disputeId);
          if (isClosed(dispute)) throw invalidRequest('This dispute is already closed.');
          const evidence = { uncategorized_text: text };
          answerDispute(ledger, dispute, { evidence, metadata: dispute.metadata, submit: true });
          return { status: dispute.status };
        }),
    }),
    closeDispute: action({
      summary: 'The bank decides a dispute',
      input: z.object({ disputeId: z.string(), outcome: z.enum(['won', 'lost']) }),
      run: ({ disputeId, outcome }) =>
        byHand(deps, (ledger) => {
          const dispute = find(ledger, 'disputes', disputeId);
          closeDispute(ledger, dispute, outcome);
          return { status: dispute.status };
        }),
    }),
  };
}
