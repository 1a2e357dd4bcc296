import type { Ledger } from '../ledger.js';
import { debitMessage, type Charge } from '../shapes/charge.js';
import { invoiceOrder } from './order-invoices.js';
import { intentEvents } from './payment.js';

/** The days of a bank debit are over: the money came, or the bank took it back. */
export function settleDebit(ledger: Ledger, charge: Charge): void {
  const intent = ledger.paymentIntents.get(charge.payment_intent);
  const method = ledger.paymentMethods.get(charge.payment_method);
  if (charge.status !== 'pending' || !intent || !method) return;
  const came = (ledger.state.cards[method.id] ?? 'ok') === 'ok';
  ledger.change(charge, null, (edited) => {
    edited.status = came ? 'succeeded' : 'failed';
    edited.paid = came;
    edited.receipt_url = came ? ledger.pageUrl(`/receipt/${charge.id}`) : null;
    edited.failure_code = came ? null : 'debit_not_authorized';
    edited.failure_message = came ? null : debitMessage;
  });
  ledger.change(intent, null, (edited) => {
    edited.status = came ? 'succeeded' : 'requires_payment_method';
    edited.amount_received = came ? intent.amount : 0;
    edited.payment_method = came ? method.id : null;
    edited.last_payment_error = came
      ? null
      : {
          type: 'invalid_request_error',
          code: 'debit_not_authorized',
          doc_url: 'https://stripe.com/docs/error-codes/debit-not-authorized',
          message: debitMessage,
          charge: charge.id,
          payment_method: structuredClone(method),
        };
  });
  ledger.emit(came ? 'charge.succeeded' : 'charge.failed', charge);
  ledger.emit(intentEvents[intent.status], intent);
  const session = ledger.checkoutSessions.all().find((row) => row.payment_intent === intent.id);
  if (session?.status !== 'complete') return;
  if (came) {
    session.payment_status = 'paid';
    invoiceOrder(ledger, session);
  }
  ledger.emit(`checkout.session.async_payment_${came ? 'succeeded' : 'failed'}`, session);
}
