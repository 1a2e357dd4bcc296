import type { Metadata } from './basics.js';
import type { MethodType, PaymentMethod } from './payment-method.js';

/** Why a card was refused, as Stripe words it. */
export interface Decline {
  type: 'card_error' | 'invalid_request_error';
  code: 'card_declined' | 'debit_not_authorized';
  decline_code?: 'generic_decline';
  doc_url: string;
  message: string;
  charge: string;
  payment_method: PaymentMethod;
}

const constants = {
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_details: { tip: {} },
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  capture_method: 'automatic',
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  livemode: false,
  managed_payments: { enabled: false },
  next_action: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_record: null,
  processing: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const;

export interface PaymentIntent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  canceled_at: number | null;
  cancellation_reason: 'void_invoice' | 'requested_by_customer' | null;
  client_secret: string;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: Decline | null;
  latest_charge: string | null;
  metadata: Metadata;
  payment_method: string | null;
  payment_method_types: string[];
  receipt_email: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  status: 'canceled' | 'processing' | 'requires_payment_method' | 'succeeded';
}

/** A payment that nobody has tried yet. */
export function newPaymentIntent(
  id: string,
  created: number,
  given: {
    amount: number;
    currency: string;
    customer: string | null;
    description: string | null;
    metadata?: Metadata;
    methodTypes?: readonly MethodType[];
    setupFutureUsage?: PaymentIntent['setup_future_usage'];
  },
): PaymentIntent {
  return {
    ...structuredClone(constants),
    id,
    object: 'payment_intent',
    amount: given.amount,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${id.slice(-16)}`,
    created,
    currency: given.currency,
    customer: given.customer,
    description: given.description,
    last_payment_error: null,
    latest_charge: null,
    metadata: given.metadata ?? {},
    payment_method: null,
    payment_method_types: [...(given.methodTypes ?? ['card'])],
    receipt_email: null,
    setup_future_usage: given.setupFutureUsage ?? null,
    status: 'requires_payment_method',
  };
}
