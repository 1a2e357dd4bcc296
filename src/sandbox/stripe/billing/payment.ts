import type { Ledger } from '../ledger.js';
import { debitMessage, declineMessage, newCharge, type Charge } from '../shapes/charge.js';
import type { PaymentIntent } from '../shapes/payment-intent.js';
import { isDelayed, type PaymentMethod } from '../shapes/payment-method.js';
import { wouldPay } from './cards.js';

/** Days until a bank debit is known to have succeeded or failed. */
const debitDays = 4;

/** Charges a payment intent: `charge.*`, then `payment_intent.*`. A bank debit stays pending for days. */
export function confirmIntent(
  ledger: Ledger,
  intent: PaymentIntent,
  method: PaymentMethod,
  present: boolean,
): Charge {
  const pays = wouldPay(ledger, method, present);
  const pending = pays && isDelayed(method.type);
  const status = pending ? 'pending' : pays ? 'succeeded' : 'failed';
  const charge = newCharge(ledger.newId('ch'), ledger.now(), { intent, method, status });
  ledger.charges.add(charge);
  if (pays && !pending) charge.receipt_url = ledger.pageUrl(`/receipt/${charge.id}`);
  ledger.change(intent, null, (edited) => {
    edited.latest_charge = charge.id;
    edited.payment_method = pays ? method.id : null;
    edited.amount_received = status === 'succeeded' ? intent.amount : 0;
    edited.status = pending ? 'processing' : pays ? 'succeeded' : 'requires_payment_method';
    edited.last_payment_error = pays
      ? null
      : {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'generic_decline',
          doc_url: 'https://stripe.com/docs/error-codes/card-declined',
          message: declineMessage,
          charge: charge.id,
          payment_method: structuredClone(method),
        };
  });
  ledger.emit(`charge.${status}`, charge);
  ledger.emit(intentEvents[intent.status], intent);
  if (pending) ledger.schedule(ledger.now() + debitDays * 86_400, 'debit-settles', charge.id);
  return charge;
}

const intentEvents: Record<PaymentIntent['status'], string> = {
  canceled: 'payment_intent.canceled',
  processing: 'payment_intent.processing',
  requires_payment_method: 'payment_intent.payment_failed',
  succeeded: 'payment_intent.succeeded',
};

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
  if (came) session.payment_status = 'paid';
  ledger.emit(`checkout.session.async_payment_${came ? 'succeeded' : 'failed'}`, session);
}
