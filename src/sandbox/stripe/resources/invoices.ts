import type { z } from 'zod';
import { collect, settle } from '../billing/collection.js';
import { closeInvoice, finalizeInvoice, intentOf } from '../billing/invoices.js';
import { sendInvoice } from '../billing/sending.js';
import { refreshStanding } from '../billing/standing.js';
import { invalidRequest, StripeFault } from '../http/fault.js';
import {
  choice,
  clearable,
  fields,
  flag,
  mergeMetadata,
  metadata,
  moment,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { declineMessage } from '../shapes/charge.js';
import { subscriptionOf, type Invoice } from '../shapes/invoice.js';
import { cardParam, customerParam, find } from './find.js';

const payParams = fields({
  off_session: flag.optional(),
  paid_out_of_band: flag.optional(),
  payment_method: text.optional(),
});

export const invoiceRoutes: Route[] = [
  route(
    'GET',
    '/v1/invoices',
    fields({
      ...paging,
      collection_method: choice(['charge_automatically', 'send_invoice']).optional(),
      created: moment.optional(),
      customer: text.optional(),
      status: choice(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
      subscription: text.optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/invoices',
        ledger.invoices.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.collection_method ?? row.collection_method) === row.collection_method &&
          (params.customer === undefined || row.customer === params.customer) &&
          (params.status === undefined || row.status === params.status) &&
          (params.subscription === undefined || subscriptionOf(row) === params.subscription),
        params,
      ),
  ),

  route('GET', '/v1/invoices/:id', nothing, ({ ledger, id }) => find(ledger, 'invoices', id)),

  route('GET', '/v1/invoices/:id/lines', fields(paging), ({ ledger, id, params }) => {
    const lines = find(ledger, 'invoices', id).lines.data;
    return page(`/v1/invoices/${id}/lines`, lines.toReversed(), () => true, params);
  }),

  route(
    'POST',
    '/v1/invoices/:id',
    fields({
      auto_advance: flag.optional(),
      description: clearable.optional(),
      metadata: metadata.optional(),
    }),
    ({ ledger, id, params }) => {
      const invoice = find(ledger, 'invoices', id);
      ledger.change(invoice, 'invoice.updated', (edited) => {
        edited.auto_advance = params.auto_advance ?? edited.auto_advance;
        edited.metadata = mergeMetadata(edited.metadata, params.metadata);
        if (params.description !== undefined) edited.description = params.description;
      });
      return invoice;
    },
  ),

  route(
    'POST',
    '/v1/invoices/:id/finalize',
    fields({ auto_advance: flag.optional() }),
    ({ ledger, id, params }) => finalize(ledger, find(ledger, 'invoices', id), params.auto_advance),
  ),

  route('POST', '/v1/invoices/:id/pay', payParams, ({ ledger, id, params }) =>
    payInvoice(ledger, find(ledger, 'invoices', id), params),
  ),

  route('POST', '/v1/invoices/:id/send', nothing, ({ ledger, id }) => {
    const invoice = find(ledger, 'invoices', id);
    if (invoice.collection_method !== 'send_invoice') {
      throw wrongState('You can only send an invoice whose collection method is `send_invoice`.');
    }
    if (invoice.status === 'draft') {
      finalizeInvoice(ledger, invoice);
      sendInvoice(ledger, invoice);
    } else if (invoice.status === 'open') ledger.emit('invoice.sent', invoice);
    else throw wrongState(`You can only send an open invoice; this one is ${invoice.status}.`);
    return invoice;
  }),

  route('POST', '/v1/invoices/:id/void', nothing, ({ ledger, id }) => close(ledger, id, 'void')),

  route('POST', '/v1/invoices/:id/mark_uncollectible', nothing, ({ ledger, id }) =>
    close(ledger, id, 'uncollectible'),
  ),
];

function wrongState(message: string, code?: string) {
  return invalidRequest(message, code === undefined ? {} : { code });
}

/** Collects an invoice on request. A declined card answers 402, and the attempt stands. */
function payInvoice(ledger: Ledger, invoice: Invoice, params: z.output<typeof payParams>): Invoice {
  if (invoice.status === 'paid') throw wrongState('Invoice is already paid', 'invoice_already_paid');
  if (invoice.status === 'void') throw wrongState('This invoice is void and cannot be paid.');
  const customer = customerParam(ledger, invoice.customer);
  const method =
    params.payment_method === undefined
      ? undefined
      : cardParam(ledger, customer, params.payment_method, 'payment_method');
  if (invoice.status === 'draft') finalizeInvoice(ledger, invoice);
  if (params.paid_out_of_band) {
    settle(ledger, invoice, false);
    const subscription = ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
    if (subscription) refreshStanding(ledger, subscription);
    return invoice;
  }
  const failed = collect(ledger, invoice, { method, automatic: false });
  if (failed === undefined) return invoice;
  if (failed === null) {
    throw wrongState(
      'There is no default payment method set on this Customer or Invoice.',
      'resource_missing',
    );
  }
  throw new StripeFault(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: declineMessage,
    charge: failed.id,
    payment_intent: intentOf(ledger, invoice) ?? {},
  });
}

/** `POST /v1/invoices/:id/finalize`: the draft becomes a claim, which is tried or sent if it goes on by itself. */
export function finalize(ledger: Ledger, invoice: Invoice, advance = invoice.auto_advance): Invoice {
  if (invoice.status !== 'draft') throw wrongState('This invoice is already finalized.');
  invoice.auto_advance = advance;
  finalizeInvoice(ledger, invoice);
  if (!advance) return invoice;
  if (invoice.collection_method === 'send_invoice') sendInvoice(ledger, invoice);
  else collect(ledger, invoice, { automatic: true });
  return invoice;
}

/** Gives up an open invoice, and lets its subscription follow. */
export function close(ledger: Ledger, id: string, as: 'void' | 'uncollectible'): Invoice {
  const invoice = find(ledger, 'invoices', id);
  if (invoice.status !== 'open' && !(as === 'void' && invoice.status === 'uncollectible')) {
    throw wrongState(`You can only do this to an open invoice; this one is ${invoice.status}.`);
  }
  closeInvoice(ledger, invoice, as);
  const subscription = ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription) refreshStanding(ledger, subscription);
  return invoice;
}
