import type { Metadata } from './basics.js';
import type { Price } from './catalogue.js';

const constants = {
  customer_account: null,
  discounts: [],
  livemode: false,
  tax_rates: [],
  test_clock: null,
} as const;

/** An amount that an invoice asks for: what a change of plan owes or gives back, or a thing that was sold once. */
export interface InvoiceItem {
  id: string;
  object: 'invoiceitem';
  amount: number;
  currency: string;
  customer: string;
  date: number;
  description: string;
  discountable: boolean;
  /** `null` while it waits. */
  invoice: string | null;
  metadata: Metadata;
  net_amount: number;
  /** `null` for what was sold once. */
  parent: {
    subscription_details: { subscription: string; subscription_item: string };
    type: 'subscription_details';
  } | null;
  period: { end: number; start: number };
  pricing: {
    price_details: { price: string; product: string };
    type: 'price_details';
    unit_amount_decimal: string;
  };
  proration: boolean;
  quantity: number;
  quantity_decimal: string;
}

/** A proration that waits for an invoice or, without a subscription, the line of an order. */
export function newInvoiceItem(
  id: string,
  created: number,
  given: {
    customer: string;
    subscription: { id: string; item: string } | null;
    price: Pick<Price, 'id' | 'product' | 'currency' | 'unit_amount_decimal'>;
    quantity: number;
    amount: number;
    description: string;
    period: { start: number; end: number };
  },
): InvoiceItem {
  const { subscription } = given;
  return {
    ...structuredClone(constants),
    id,
    object: 'invoiceitem',
    amount: given.amount,
    currency: given.price.currency,
    customer: given.customer,
    date: created,
    description: given.description,
    discountable: subscription === null,
    invoice: null,
    metadata: {},
    net_amount: given.amount,
    parent: subscription && {
      subscription_details: { subscription: subscription.id, subscription_item: subscription.item },
      type: 'subscription_details',
    },
    period: { end: given.period.end, start: given.period.start },
    pricing: {
      price_details: { price: given.price.id, product: given.price.product },
      type: 'price_details',
      unit_amount_decimal: given.price.unit_amount_decimal,
    },
    proration: subscription !== null,
    quantity: given.quantity,
    quantity_decimal: String(given.quantity),
  };
}
