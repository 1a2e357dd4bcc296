import { expireCheckout } from '../billing/checkout.js';
import { invalidRequest } from '../http/fault.js';
import { choice, fields, mergeMetadata, metadata, moment, nothing, paging, text } from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import { checkoutParams, createCheckout } from './checkout-create.js';
import { find } from './find.js';

export const checkoutRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', checkoutParams, ({ ledger, params }) =>
    createCheckout(ledger, params),
  ),

  route(
    'GET',
    '/v1/checkout/sessions',
    fields({
      ...paging,
      created: moment.optional(),
      customer: text.optional(),
      customer_details: fields({ email: text }).optional(),
      payment_intent: text.optional(),
      status: choice(['complete', 'expired', 'open']).optional(),
      subscription: text.optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/checkout/sessions',
        ledger.checkoutSessions.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.customer === undefined || row.customer === params.customer) &&
          (params.customer_details === undefined ||
            row.customer_details?.email === params.customer_details.email) &&
          (params.payment_intent === undefined || row.payment_intent === params.payment_intent) &&
          (params.status === undefined || row.status === params.status) &&
          (params.subscription === undefined || row.subscription === params.subscription),
        params,
      ),
  ),

  route('GET', '/v1/checkout/sessions/:id', nothing, ({ ledger, id }) =>
    find(ledger, 'checkoutSessions', id),
  ),

  route(
    'POST',
    '/v1/checkout/sessions/:id',
    fields({ metadata: metadata.optional() }),
    ({ ledger, id, params }) => {
      const session = find(ledger, 'checkoutSessions', id);
      session.metadata = mergeMetadata(session.metadata, params.metadata);
      return session;
    },
  ),

  route('POST', '/v1/checkout/sessions/:id/expire', nothing, ({ ledger, id }) => {
    const session = find(ledger, 'checkoutSessions', id);
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      );
    }
    expireCheckout(ledger, session);
    return session;
  }),

  route('GET', '/v1/checkout/sessions/:id/line_items', fields(paging), ({ ledger, id, params }) => {
    find(ledger, 'checkoutSessions', id);
    const lines = ledger.state.checkouts[id]?.lines ?? [];
    return page(`/v1/checkout/sessions/${id}/line_items`, lines.toReversed(), () => true, params);
  }),
];
