import type { Ledger } from '../ledger.js';
import { listing } from '../shapes/basics.js';
import { isLive } from '../shapes/subscription.js';
import { invalidRequest } from './fault.js';

type Fields = Record<string, unknown>;

/** Finds the object behind an id, by what the id begins with. */
function objectFor(ledger: Ledger, key: string, id: string): object | undefined {
  // A coupon's id is any word, so only the name of the field tells.
  if (key === 'coupon') return ledger.coupons.get(id) ?? ledger.state.deletedCoupons[id];
  const gone = ledger.state.deleted[id];
  if (gone) return { id, object: gone, deleted: true };
  const tables = {
    cus: ledger.customers,
    prod: ledger.products,
    price: ledger.prices,
    sub: ledger.subscriptions,
    in: ledger.invoices,
    pi: ledger.paymentIntents,
    ch: ledger.charges,
    pm: ledger.paymentMethods,
    cs: ledger.checkoutSessions,
    promo: ledger.promotionCodes,
    di: ledger.discounts,
    re: ledger.refunds,
    du: ledger.disputes,
    plink: ledger.paymentLinks,
    bpc: ledger.portalConfigurations,
  };
  const prefix = id.slice(0, id.indexOf('_'));
  return Object.hasOwn(tables, prefix) ? tables[prefix as keyof typeof tables].get(id) : undefined;
}

/** What a price costs in every currency it is sold in, its own included. */
function currencyOptions(ledger: Ledger, id: string): Record<string, object> | undefined {
  const price = ledger.prices.get(id);
  if (!price) return undefined;
  const amounts = { [price.currency]: price.unit_amount, ...ledger.state.currencyOptions[id] };
  return Object.fromEntries(
    Object.entries(amounts).map(([currency, amount]) => [
      currency,
      {
        custom_unit_amount: null,
        tax_behavior: price.tax_behavior,
        unit_amount: amount,
        unit_amount_decimal: String(amount),
      },
    ]),
  );
}

/** Fields that an object shows only when asked. */
const hidden: Record<string, Record<string, (ledger: Ledger, id: string) => unknown>> = {
  customer: {
    subscriptions: (ledger, id) =>
      listing(
        `/v1/customers/${id}/subscriptions`,
        ledger.subscriptions
          .all()
          .filter((row) => row.customer === id && isLive(row))
          .toReversed(),
      ),
  },
  coupon: {
    applies_to: (ledger, id) => {
      const products = ledger.state.couponProducts[id];
      return products && { products };
    },
  },
  payment_link: {
    line_items: (ledger, id) =>
      listing(`/v1/payment_links/${id}/line_items`, ledger.state.linkLines[id] ?? []),
  },
  price: { currency_options: currencyOptions },
  charge: {
    refunds: (ledger, id) =>
      listing(
        `/v1/charges/${id}/refunds`,
        ledger.refunds
          .all()
          .filter((row) => row.charge === id)
          .toReversed(),
      ),
  },
  'checkout.session': {
    line_items: (ledger, id) =>
      listing(`/v1/checkout/sessions/${id}/line_items`, ledger.state.checkouts[id]?.lines ?? []),
  },
  invoice: {
    payments: (ledger, id) =>
      listing(
        `/v1/invoice_payments?invoice=${id}`,
        ledger.invoicePayments.all().filter((row) => row.invoice === id),
      ),
    confirmation_secret: (ledger, id) => {
      const payment = ledger.invoicePayments.all().findLast((row) => row.invoice === id);
      const intent = payment && ledger.paymentIntents.get(payment.payment.payment_intent);
      return intent ? { client_secret: intent.client_secret, type: 'payment_intent' } : null;
    },
  },
};

/** A copy of an answer in which the given paths, such as `data.latest_invoice`, are objects instead of ids. */
export function expanded(ledger: Ledger, answer: object, paths: readonly string[]): object {
  const copy = structuredClone(answer);
  for (const path of paths) {
    const keys = path.split('.');
    if (keys.length > 4) {
      throw invalidRequest(`You cannot expand more than 4 levels of a property: ${path}`, {
        param: 'expand',
      });
    }
    expandIn(ledger, copy as Fields, keys, path);
  }
  return copy;
}

function expandIn(ledger: Ledger, place: Fields, keys: string[], path: string): void {
  const [key = '', ...rest] = keys;
  const source = typeof place['object'] === 'string' ? hidden[place['object']]?.[key] : undefined;
  if (source && place[key] === undefined) {
    const shown = source(ledger, String(place['id']));
    if (shown === undefined) return;
    place[key] = structuredClone(shown);
  }
  const value = place[key];
  if (value === undefined) throw notExpandable(path, key);
  if (value === null) return;
  if (typeof value === 'string') {
    const found = objectFor(ledger, key, value);
    if (!found) throw notExpandable(path, key);
    place[key] = structuredClone(found);
  } else if (isIdList(value)) {
    place[key] = value.map((id) => {
      const found = objectFor(ledger, key, id);
      if (!found) throw notExpandable(path, key);
      return structuredClone(found);
    });
  } else if (typeof value !== 'object') throw notExpandable(path, key);
  if (rest.length === 0) return;
  const next = place[key];
  for (const inner of Array.isArray(next) ? next : [next]) expandIn(ledger, inner as Fields, rest, path);
}

function isIdList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}

function notExpandable(path: string, key: string) {
  return invalidRequest(
    `This property cannot be expanded (${key}). You may want to try expanding another property of '${path}'.`,
    { param: 'expand' },
  );
}
