import type { Metadata } from './basics.js';
import { methodDetails, type PaymentMethodDetails } from './charge-details.js';
import type { BillingDetails, PaymentMethod } from './payment-method.js';
import type { PaymentIntent } from './payment-intent.js';

const constants = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  calculated_statement_descriptor: 'LYCEUM',
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const;

const accepted = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 12,
  seller_message: 'Payment complete.',
  type: 'authorized',
} as const;

const refused = {
  ...accepted,
  advice_code: 'try_again_later',
  network_decline_code: '01',
  network_status: 'declined_by_network',
  reason: 'generic_decline',
  seller_message: 'The bank did not return any further details with this decline.',
  type: 'issuer_declined',
} as const;

export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  billing_details: BillingDetails;
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_code: 'card_declined' | 'debit_not_authorized' | null;
  failure_message: string | null;
  metadata: Metadata;
  outcome: typeof accepted | typeof refused;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: PaymentMethodDetails;
  receipt_email: string | null;
  receipt_url: string | null;
  refunded: boolean;
  status: 'succeeded' | 'pending' | 'failed';
}

export const declineMessage = 'Your card was declined.';
export const debitMessage = 'The customer has notified their bank that this payment was unauthorized.';

/** One attempt to take the amount of a payment. */
export function newCharge(
  id: string,
  created: number,
  given: { intent: PaymentIntent; method: PaymentMethod; status: Charge['status'] },
): Charge {
  const { intent, method, status } = given;
  const refusedNow = status === 'failed';
  return {
    ...structuredClone(constants),
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: refusedNow ? 0 : intent.amount,
    amount_refunded: 0,
    billing_details: structuredClone(method.billing_details),
    captured: !refusedNow,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: refusedNow ? 'card_declined' : null,
    failure_message: refusedNow ? declineMessage : null,
    metadata: { ...intent.metadata },
    outcome: structuredClone(refusedNow ? refused : accepted),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method, refusedNow ? null : intent.amount),
    receipt_email: intent.receipt_email,
    receipt_url: null,
    refunded: false,
    status,
  };
}
