import type { Metadata } from './basics.js';
import type { missingCardBehaviours } from './subscription.js';

const constants = {
  application: null,
  application_fee_amount: null,
  application_fee_percent: null,
  automatic_tax: { enabled: false, liability: null },
  consent_collection: null,
  custom_fields: [],
  invoice_creation: null,
  livemode: false,
  managed_payments: { enabled: false },
  on_behalf_of: null,
  optional_items: null,
  payment_method_options: null,
  payment_method_types: null,
  shipping_address_collection: null,
  shipping_options: [],
  tax_id_collection: { enabled: false, required: 'never' },
  transfer_data: null,
} as const;

/** An address that opens a new Checkout Session for whoever follows it. */
export interface PaymentLink {
  id: string;
  object: 'payment_link';
  active: boolean;
  after_completion:
    | { hosted_confirmation: { custom_message: string | null }; type: 'hosted_confirmation' }
    | { redirect: { url: string }; type: 'redirect' };
  allow_promotion_codes: boolean;
  billing_address_collection: 'auto' | 'required';
  currency: string;
  custom_text: {
    after_submit: null;
    shipping_address: null;
    submit: { message: string } | null;
    terms_of_service_acceptance: null;
  };
  customer_creation: 'always' | 'if_required';
  inactive_message: string | null;
  metadata: Metadata;
  payment_intent_data: {
    capture_method: null;
    description: string | null;
    metadata: Metadata;
    setup_future_usage: 'off_session' | 'on_session' | null;
    statement_descriptor: null;
    statement_descriptor_suffix: null;
    transfer_group: null;
  } | null;
  payment_method_collection: 'always' | 'if_required';
  phone_number_collection: { enabled: boolean };
  restrictions: { completed_sessions: { count: number; limit: number } } | null;
  submit_type: 'auto' | 'book' | 'donate' | 'pay' | 'subscribe';
  subscription_data: {
    description: string | null;
    invoice_settings: {
      account_tax_ids: null;
      custom_fields: null;
      description: null;
      footer: null;
      issuer: { type: 'self' };
    };
    metadata: Metadata;
    trial_period_days: number | null;
    trial_settings: {
      end_behavior: { missing_payment_method: (typeof missingCardBehaviours)[number] };
    } | null;
  } | null;
  url: string;
}

/** A link with what its maker decided. */
export function newPaymentLink(given: Omit<PaymentLink, 'object'>): PaymentLink {
  return { ...structuredClone(constants), ...given, object: 'payment_link' };
}
