import { choice, fields, moment, nothing, paging, text } from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import { find } from './find.js';

/** What invoices and Checkout leave behind; it can be read, and is made nowhere else. */
export const paymentRoutes: Route[] = [
  route(
    'GET',
    '/v1/payment_intents',
    fields({ ...paging, created: moment.optional(), customer: text.optional() }),
    ({ ledger, params }) =>
      page(
        '/v1/payment_intents',
        ledger.paymentIntents.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.customer === undefined || row.customer === params.customer),
        params,
      ),
  ),

  route('GET', '/v1/payment_intents/:id', nothing, ({ ledger, id }) => find(ledger, 'paymentIntents', id)),

  route(
    'GET',
    '/v1/charges',
    fields({
      ...paging,
      created: moment.optional(),
      customer: text.optional(),
      payment_intent: text.optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/charges',
        ledger.charges.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.customer === undefined || row.customer === params.customer) &&
          (params.payment_intent === undefined || row.payment_intent === params.payment_intent),
        params,
      ),
  ),

  route('GET', '/v1/charges/:id', nothing, ({ ledger, id }) => find(ledger, 'charges', id)),

  route(
    'GET',
    '/v1/invoice_payments',
    fields({
      ...paging,
      invoice: text.optional(),
      payment: fields({ type: choice(['payment_intent']), payment_intent: text.optional() }).optional(),
      status: choice(['canceled', 'open', 'paid']).optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/invoice_payments',
        ledger.invoicePayments.all(),
        (row) =>
          (params.invoice === undefined || row.invoice === params.invoice) &&
          (params.status === undefined || row.status === params.status) &&
          (params.payment?.payment_intent === undefined ||
            row.payment.payment_intent === params.payment.payment_intent),
        params,
      ),
  ),

  route('GET', '/v1/invoice_payments/:id', nothing, ({ ledger, id }) => find(ledger, 'invoicePayments', id)),
];
