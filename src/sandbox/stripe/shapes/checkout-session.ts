import type { Metadata } from './basics.js';
import type { Price } from './catalogue.js';
import type { MethodType } from './payment-method.js';

/** Whether a session in payment mode leaves an invoice behind, and what stands on it. */
export interface InvoiceCreation {
  enabled: boolean;
  invoice_data: {
    account_tax_ids: null;
    custom_fields: { name: string; value: string }[] | null;
    description: string | null;
    footer: string | null;
    issuer: null;
    metadata: Metadata;
    rendering_options: null;
  };
}

/** A line of a Checkout Session. */
export interface LineItem {
  id: string;
  object: 'item';
  adjustable_quantity: null;
  amount_discount: number;
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  currency: string;
  description: string;
  metadata: Metadata;
  price: Price;
  quantity: number;
}

const constants = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  branding_settings: {
    background_color: '#ffffff',
    border_style: 'rounded',
    button_color: '#4f46e5',
    display_name: 'Lyceum',
    font_family: 'default',
    icon: null,
    logo: null,
  },
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer_account: null,
  integration_identifier: null,
  livemode: false,
  managed_payments: { enabled: false },
  optional_items: [],
  origin_context: null,
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  permissions: null,
  recovered_from: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  ui_mode: 'hosted_page',
  wallet_options: null,
} as const;

export interface CheckoutSession {
  id: string;
  object: 'checkout.session';
  allow_promotion_codes: boolean | null;
  allowed_payment_method_types: MethodType[] | null;
  amount_subtotal: number;
  amount_total: number;
  billing_address_collection: 'auto' | 'required' | null;
  cancel_url: string | null;
  client_reference_id: string | null;
  created: number;
  currency: string;
  custom_text: {
    after_submit: null;
    shipping_address: null;
    submit: { message: string } | null;
    terms_of_service_acceptance: null;
  };
  customer: string | null;
  customer_creation: 'always' | 'if_required' | null;
  customer_details: {
    address: null;
    business_name: null;
    email: string | null;
    individual_name: null;
    name: string | null;
    phone: null;
    tax_exempt: 'none';
    tax_ids: [];
  } | null;
  customer_email: string | null;
  discounts: { coupon: string; promotion_code: string | null }[];
  expires_at: number;
  invoice: string | null;
  /** `null` in subscription mode, where there is always one. */
  invoice_creation: InvoiceCreation | null;
  locale: string | null;
  metadata: Metadata;
  mode: 'payment' | 'subscription';
  payment_intent: string | null;
  payment_link: string | null;
  payment_method_collection: 'always' | 'if_required';
  payment_method_types: MethodType[];
  payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  phone_number_collection: { enabled: boolean };
  saved_payment_method_options: {
    allow_redisplay_filters: ['always'];
    payment_method_remove: 'disabled';
    payment_method_save: null;
  } | null;
  status: 'open' | 'complete' | 'expired';
  submit_type: 'auto' | 'book' | 'donate' | 'pay' | 'subscribe' | null;
  subscription: string | null;
  success_url: string | null;
  total_details: { amount_discount: number; amount_shipping: 0; amount_tax: 0 };
  url: string | null;
}

type Totals = 'amount_subtotal' | 'amount_total' | 'discounts' | 'total_details';

/** Only what every session is born with; the caller fills in the rest, and the totals last. */
export function newCheckoutSession(
  given: Omit<CheckoutSession, 'object' | 'saved_payment_method_options' | 'customer_details' | Totals>,
): CheckoutSession {
  return {
    ...structuredClone(constants),
    ...given,
    object: 'checkout.session',
    amount_subtotal: 0,
    amount_total: 0,
    discounts: [],
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    customer_details: given.customer_email
      ? customerDetails({ email: given.customer_email, name: null })
      : null,
    saved_payment_method_options: {
      allow_redisplay_filters: ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: null,
    },
  };
}

/** Who paid, as a completed session reports it. */
export function customerDetails(given: {
  email: string | null;
  name: string | null;
}): NonNullable<CheckoutSession['customer_details']> {
  return {
    address: null,
    business_name: null,
    email: given.email,
    individual_name: null,
    name: given.name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

/** A line of a session. */
export function newLineItem(
  id: string,
  given: {
    price: Price;
    quantity: number;
    amount: number;
    currency: string;
    description: string;
    metadata?: Metadata;
  },
): LineItem {
  const { amount } = given;
  return {
    id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: given.currency,
    description: given.description,
    metadata: given.metadata ?? {},
    price: structuredClone(given.price),
    quantity: given.quantity,
  };
}
