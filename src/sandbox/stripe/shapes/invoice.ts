import { listing, type Address, type Listing, type Metadata } from './basics.js';
import type { Price } from './catalogue.js';
import { creditIn, type Customer } from './customer.js';
import type { DiscountAmount } from './discount.js';
import type { MethodType } from './payment-method.js';

export type BillingReason =
  'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';

/** Whether Stripe takes the money itself, or the payer is sent a claim. */
export type CollectionMethod = 'charge_automatically' | 'send_invoice';

export interface InvoiceLine {
  id: string;
  object: 'line_item';
  amount: number;
  currency: string;
  description: string | null;
  discount_amounts: DiscountAmount[];
  discountable: boolean;
  discounts: [];
  invoice: string;
  livemode: false;
  metadata: Metadata;
  parent: {
    invoice_item_details: {
      invoice_item: string;
      proration: boolean;
      proration_details: { credited_items: null };
      subscription: string | null;
    } | null;
    subscription_item_details: {
      invoice_item: null;
      proration: boolean;
      proration_details: { credited_items: null };
      subscription: string;
      subscription_item: string;
    } | null;
    type: 'invoice_item_details' | 'subscription_item_details';
  };
  period: { end: number; start: number };
  pretax_credit_amounts: [];
  pricing: {
    price_details: { price: string; product: string };
    type: 'price_details';
    unit_amount_decimal: string;
  };
  quantity: number;
  quantity_decimal: string;
  subscription: string | null;
  subtotal: number;
  taxes: [];
}

const constants = {
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_source: null,
  default_tax_rates: [],
  from_invoice: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  test_clock: null,
  total_pretax_credit_amounts: [],
  total_taxes: [],
} as const;

export interface Invoice {
  id: string;
  object: 'invoice';
  account_country: string;
  account_name: string;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  attempt_count: number;
  attempted: boolean;
  auto_advance: boolean;
  automatically_finalizes_at: number | null;
  billing_reason: BillingReason;
  collection_method: CollectionMethod;
  created: number;
  currency: string;
  custom_fields: { name: string; value: string }[] | null;
  customer: string;
  customer_address: Address | null;
  customer_email: string | null;
  customer_name: string | null;
  customer_phone: string | null;
  default_payment_method: string | null;
  description: string | null;
  /** Those that took something off. */
  discounts: string[];
  /** For what is sent: until when it is to be paid. */
  due_date: number | null;
  effective_at: number | null;
  ending_balance: number | null;
  footer: string | null;
  hosted_invoice_url: string | null;
  invoice_pdf: string | null;
  lines: Listing<InvoiceLine>;
  metadata: Metadata;
  next_payment_attempt: number | null;
  number: string | null;
  parent: {
    quote_details: null;
    subscription_details: { metadata: Metadata; subscription: string };
    type: 'subscription_details';
  } | null;
  payment_settings: {
    default_mandate: null;
    payment_method_options: null;
    payment_method_types: MethodType[] | null;
  };
  period_end: number;
  period_start: number;
  starting_balance: number;
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
  subtotal: number;
  subtotal_excluding_tax: number;
  total: number;
  total_discount_amounts: DiscountAmount[];
  total_excluding_tax: number;
  webhooks_delivered_at: number | null;
}

/** What an invoice takes over from its subscription. */
interface Billed {
  id: string;
  metadata: Metadata;
  collection_method: CollectionMethod;
  days_until_due: number | null;
  payment_settings: { payment_method_types: MethodType[] | null };
}

/** A draft with its lines; sums are taken from the lines. */
export function newInvoice(
  id: string,
  created: number,
  given: {
    account: { name: string; country: string };
    customer: Customer;
    currency: string;
    reason: BillingReason;
    /** `null` for what is sold once. */
    subscription: Billed | null;
    period: { start: number; end: number };
    lines: InvoiceLine[];
    discounts: DiscountAmount[];
  },
): Invoice {
  const subtotal = given.lines.reduce((sum, line) => sum + line.amount, 0);
  const total = given.discounts.reduce((sum, { amount }) => sum - amount, subtotal);
  const { subscription } = given;
  const days = subscription?.days_until_due ?? null;
  const credit = creditIn(given.customer, given.currency);
  const due = Math.max(0, total + credit);
  return {
    ...structuredClone(constants),
    id,
    object: 'invoice',
    account_country: given.account.country,
    account_name: given.account.name,
    amount_due: due,
    amount_paid: 0,
    amount_remaining: due,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatically_finalizes_at: null,
    billing_reason: given.reason,
    collection_method: subscription?.collection_method ?? 'charge_automatically',
    created,
    currency: given.currency,
    custom_fields: null,
    customer: given.customer.id,
    customer_address: structuredClone(given.customer.address),
    customer_email: given.customer.email,
    customer_name: given.customer.name,
    customer_phone: given.customer.phone,
    default_payment_method: null,
    description: null,
    discounts: given.discounts.map(({ discount }) => discount),
    due_date: days === null ? null : created + days * 86_400,
    effective_at: null,
    ending_balance: null,
    footer: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: listing(`/v1/invoices/${id}/lines`, given.lines),
    metadata: {},
    next_payment_attempt: null,
    number: null,
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: subscription?.payment_settings.payment_method_types ?? null,
    },
    period_end: given.period.end,
    period_start: given.period.start,
    starting_balance: credit,
    status: 'draft',
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: given.discounts,
    total_excluding_tax: total,
    webhooks_delivered_at: created,
  };
}

/** The subscription an invoice bills, if any. */
export function subscriptionOf(invoice: Invoice): string | null {
  return invoice.parent?.subscription_details.subscription ?? null;
}

/** A line for a price over a period. */
export function newLine(
  id: string,
  given: {
    invoice: string;
    price: Pick<Price, 'id' | 'product' | 'currency' | 'unit_amount_decimal'>;
    quantity: number;
    amount: number;
    description: string;
    period: { start: number; end: number };
    parent: InvoiceLine['parent'];
    subscription: string | null;
    metadata?: Metadata;
  },
): InvoiceLine {
  return {
    id,
    object: 'line_item',
    amount: given.amount,
    currency: given.price.currency,
    description: given.description,
    discount_amounts: [],
    discountable: given.parent.type === 'subscription_item_details',
    discounts: [],
    invoice: given.invoice,
    livemode: false,
    metadata: given.metadata ?? {},
    parent: given.parent,
    period: { end: given.period.end, start: given.period.start },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: given.price.id, product: given.price.product },
      type: 'price_details',
      unit_amount_decimal: given.price.unit_amount_decimal,
    },
    quantity: given.quantity,
    quantity_decimal: String(given.quantity),
    subscription: given.subscription,
    subtotal: given.amount,
    taxes: [],
  };
}
