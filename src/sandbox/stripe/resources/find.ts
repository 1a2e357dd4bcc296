import { invalidRequest, noSuch } from '../http/fault.js';
import type { Ledger, Tables } from '../ledger.js';
import type { PaymentMethod } from '../shapes/payment-method.js';
import type { Price } from '../shapes/catalogue.js';
import type { Customer } from '../shapes/customer.js';

const names = {
  customers: 'customer',
  products: 'product',
  prices: 'price',
  paymentMethods: 'PaymentMethod',
  subscriptions: 'subscription',
  invoices: 'invoice',
  invoiceItems: 'invoiceitem',
  invoicePayments: 'invoice payment',
  paymentIntents: 'payment_intent',
  charges: 'charge',
  checkoutSessions: 'checkout.session',
  coupons: 'coupon',
  promotionCodes: 'promotion code',
  discounts: 'discount',
  refunds: 'refund',
  disputes: 'dispute',
  paymentLinks: 'payment_link',
  portalConfigurations: 'configuration',
  portalSessions: 'portal session',
  webhookEndpoints: 'webhook endpoint',
  events: 'event',
} as const satisfies Record<keyof Tables, string>;

type RowOf<Name extends keyof Tables> = ReturnType<Tables[Name]['all']>[number];

/** The object with an id, or Stripe's complaint: 404 when the path named it, 400 when the parameter `param` did. */
export function find<Name extends keyof Tables>(
  ledger: Ledger,
  table: Name,
  id: string,
  param = 'id',
): RowOf<Name> {
  const row = ledger[table].get(id);
  if (!row) throw noSuch(names[table], id, param);
  return row;
}

/** The customer that a parameter names. */
export function customerParam(ledger: Ledger, id: string): Customer {
  return find(ledger, 'customers', id, 'customer');
}

/** A card that a parameter names; it must belong to the customer. */
export function cardParam(ledger: Ledger, customer: Customer, id: string, param: string): PaymentMethod {
  const method = find(ledger, 'paymentMethods', id, param);
  if (method.customer === customer.id) return method;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param },
  );
}

/** An active, recurring price that a parameter names. */
export function recurringPrice(ledger: Ledger, id: string, param: string): Price {
  const price = activePrice(ledger, id, param);
  if (price.recurring) return price;
  throw invalidRequest(
    `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
    { param },
  );
}

/** An active price that a parameter names. */
export function activePrice(ledger: Ledger, id: string, param: string): Price {
  const price = find(ledger, 'prices', id, param);
  if (price.active) return price;
  throw invalidRequest('The price specified is inactive. This field only accepts active prices.', { param });
}
