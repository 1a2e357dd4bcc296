import type { z } from 'zod';
import { refundCharge } from '../billing/refunds.js';
import { invalidRequest } from '../http/fault.js';
import {
  amount,
  choice,
  fields,
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
import type { Charge } from '../shapes/charge.js';
import { refundReasons } from '../shapes/refund.js';
import { find } from './find.js';

const createParams = fields({
  amount: amount.optional(),
  charge: text.optional(),
  metadata: metadata.optional(),
  payment_intent: text.optional(),
  reason: choice(refundReasons).optional(),
});

export const refundRoutes: Route[] = [
  route('POST', '/v1/refunds', createParams, ({ ledger, params }) =>
    refundCharge(ledger, chargeFor(ledger, params), {
      amount: params.amount,
      reason: params.reason ?? null,
      metadata: mergeMetadata({}, params.metadata),
    }),
  ),

  route(
    'GET',
    '/v1/refunds',
    fields({
      ...paging,
      charge: text.optional(),
      created: moment.optional(),
      payment_intent: text.optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/refunds',
        ledger.refunds.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.charge === undefined || row.charge === params.charge) &&
          (params.payment_intent === undefined || row.payment_intent === params.payment_intent),
        params,
      ),
  ),

  route('GET', '/v1/refunds/:id', nothing, ({ ledger, id }) => find(ledger, 'refunds', id)),

  route('POST', '/v1/refunds/:id', fields({ metadata: metadata.optional() }), ({ ledger, id, params }) => {
    const refund = find(ledger, 'refunds', id);
    ledger.change(refund, 'refund.updated', (edited) => {
      edited.metadata = mergeMetadata(edited.metadata, params.metadata);
    });
    return refund;
  }),
];

function chargeFor(ledger: Ledger, params: z.output<typeof createParams>): Charge {
  if ((params.charge === undefined) === (params.payment_intent === undefined)) {
    throw invalidRequest('You must specify exactly one of these parameters: charge, payment_intent.', {
      code: 'parameter_missing',
      param: 'charge',
    });
  }
  if (params.charge !== undefined) return find(ledger, 'charges', params.charge, 'charge');
  const intent = find(ledger, 'paymentIntents', params.payment_intent ?? '', 'payment_intent');
  if (intent.latest_charge === null || intent.status !== 'succeeded') {
    throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }
  return find(ledger, 'charges', intent.latest_charge, 'charge');
}
