import type { Ledger } from '../ledger.js';
import { declineMessage, newCharge, type Charge } from '../shapes/charge.js';
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

/** What is told when a payment intent has got into a state. */
export const intentEvents: Record<PaymentIntent['status'], string> = {
  canceled: 'payment_intent.canceled',
  processing: 'payment_intent.processing',
  requires_payment_method: 'payment_intent.payment_failed',
  succeeded: 'payment_intent.succeeded',
};
