import type { Ledger } from '../ledger.js';
import type { PaymentMethod } from '../shapes/card.js';
import { declineMessage, newCharge, type Charge } from '../shapes/charge.js';
import type { PaymentIntent } from '../shapes/payment-intent.js';
import { wouldPay } from './cards.js';

/** Charges a card for a payment intent: `charge.*`, then `payment_intent.*`. */
export function confirmIntent(
  ledger: Ledger,
  intent: PaymentIntent,
  method: PaymentMethod,
  present: boolean,
): Charge {
  const succeeded = wouldPay(ledger, method, present);
  const charge = newCharge(ledger.newId('ch'), ledger.now(), { intent, method, succeeded });
  ledger.charges.add(charge);
  ledger.change(intent, null, (edited) => {
    edited.latest_charge = charge.id;
    edited.payment_method = succeeded ? method.id : null;
    edited.amount_received = succeeded ? intent.amount : 0;
    edited.status = succeeded ? 'succeeded' : 'requires_payment_method';
    edited.last_payment_error = succeeded
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
  ledger.emit(succeeded ? 'charge.succeeded' : 'charge.failed', charge);
  ledger.emit(succeeded ? 'payment_intent.succeeded' : 'payment_intent.payment_failed', intent);
  return charge;
}
