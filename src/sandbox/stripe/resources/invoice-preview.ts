import type { z } from 'zod';
import { changeItems } from '../billing/changes.js';
import { currencyFor } from '../billing/pricing.js';
import { invoicesOf } from '../billing/invoices.js';
import { rehearse } from '../billing/rehearsal.js';
import { subscribe } from '../billing/subscribe.js';
import { changeTrial } from '../billing/trials.js';
import { previewId, upcomingInvoice } from '../billing/upcoming.js';
import { invalidRequest } from '../http/fault.js';
import { choice, currency, fields, flag, integer, list, quantity, text } from '../http/params.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import type { Invoice } from '../shapes/invoice.js';
import { isLive, type Subscription } from '../shapes/subscription.js';
import { discountParams, redemptionsOf } from './discount-params.js';
import { customerParam, find, recurringPrice } from './find.js';
import { itemChanges } from './subscription-update.js';

const params = fields({
  currency: currency.optional(),
  customer: text.optional(),
  discounts: discountParams.optional(),
  preview_mode: choice(['next']).optional(),
  subscription: text.optional(),
  subscription_details: fields({
    items: list(
      fields({
        deleted: flag.optional(),
        id: text.optional(),
        price: text.optional(),
        quantity: quantity.optional(),
      }),
      20,
    ).optional(),
    proration_behavior: choice(['create_prorations', 'always_invoice', 'none']).optional(),
    trial_end: integer.optional(),
  }).optional(),
});

type Params = z.output<typeof params>;

/** `POST /v1/invoices/create_preview`: the invoice that a change or a new subscription would make. */
export const invoicePreviewRoutes: Route[] = [
  route('POST', '/v1/invoices/create_preview', params, ({ ledger, params: asked }) =>
    rehearse(ledger, (copy) => {
      const running = runningFor(copy, asked);
      return running ? ofChange(copy, running, asked) : ofBeginning(copy, asked);
    }),
  ),
];

function runningFor(ledger: Ledger, asked: Params): Subscription | undefined {
  if (asked.subscription !== undefined) {
    const subscription = find(ledger, 'subscriptions', asked.subscription, 'subscription');
    if (isLive(subscription)) return subscription;
    throw invalidRequest('No upcoming invoices for customer: the subscription is canceled.', {
      code: 'invoice_upcoming_none',
    });
  }
  if (asked.customer === undefined) {
    throw invalidRequest('You must provide one of: customer, subscription.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  if (asked.subscription_details?.items?.length) return undefined;
  const customer = customerParam(ledger, asked.customer);
  const next = ledger.subscriptions
    .all()
    .filter((row) => row.customer === customer.id && isLive(row) && row.cancel_at === null)
    .toSorted((one, other) => endOf(one) - endOf(other))[0];
  if (next) return next;
  throw invalidRequest(`No upcoming invoices for customer: ${customer.id}`, {
    code: 'invoice_upcoming_none',
    status: 404,
  });
}

const endOf = (row: Subscription) => row.items.data[0]?.current_period_end ?? Infinity;

function ofChange(copy: Ledger, subscription: Subscription, asked: Params): Invoice {
  const before = invoicesOf(copy, subscription).length;
  const { items, proration_behavior: given, trial_end: trial } = asked.subscription_details ?? {};
  const proration = given ?? 'create_prorations';
  if (items) changeItems(copy, subscription, itemChanges(copy, items), proration);
  if (trial !== undefined) changeTrial(copy, subscription, trial, proration);
  const billed = invoicesOf(copy, subscription).slice(before).at(-1);
  if (billed) return undone(copy, billed);
  if (subscription.cancel_at === null || subscription.cancel_at > endOf(subscription)) {
    return upcomingInvoice(copy, subscription);
  }
  throw invalidRequest('No upcoming invoices for customer: the subscription ends.', {
    code: 'invoice_upcoming_none',
    status: 404,
  });
}

function ofBeginning(copy: Ledger, asked: Params): Invoice {
  const customer = customerParam(copy, asked.customer ?? '');
  const given = asked.subscription_details?.items ?? [];
  const items = given.map((item, index) => ({
    price: recurringPrice(copy, item.price ?? '', `subscription_details[items][${index}][price]`),
    quantity: item.quantity ?? 1,
  }));
  const prices = items.map((item) => item.price);
  const sold = currencyFor(copy, prices, asked.currency);
  const subtotal = items.reduce((sum, item) => sum + item.price.unit_amount * item.quantity, 0);
  const { invoice } = subscribe(copy, {
    customer,
    currency: sold,
    items,
    metadata: {},
    description: null,
    card: null,
    trialEnd: asked.subscription_details?.trial_end ?? null,
    payment: 'wait',
    redemptions: redemptionsOf(copy, asked.discounts, { customer: customer.id, currency: sold, subtotal }),
  });
  return undone(copy, invoice);
}

/** An invoice of a rehearsal as one that nobody has made yet. */
function undone(copy: Ledger, invoice: Invoice): Invoice {
  const id = previewId(copy);
  return {
    ...invoice,
    id,
    lines: {
      ...invoice.lines,
      data: invoice.lines.data.map((line) => ({ ...line, invoice: id })),
      url: `/v1/invoices/${id}/lines`,
    },
    amount_paid: 0,
    amount_remaining: invoice.amount_due,
    attempt_count: 0,
    attempted: false,
    effective_at: null,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    number: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  };
}
