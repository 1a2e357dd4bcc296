import { answerDispute, closeDispute, isClosed } from '../billing/disputes.js';
import { invalidRequest } from '../http/fault.js';
import {
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
import { evidenceKeys } from '../shapes/dispute.js';
import { find } from './find.js';

const evidence = fields(
  Object.fromEntries(evidenceKeys.map((key) => [key, clearable.optional()])) as Record<
    (typeof evidenceKeys)[number],
    ReturnType<typeof clearable.optional>
  >,
);

/** Disputes are opened by banks: the sandbox has an action for that, the API has none. */
export const disputeRoutes: Route[] = [
  route(
    'GET',
    '/v1/disputes',
    fields({
      ...paging,
      charge: text.optional(),
      created: moment.optional(),
      payment_intent: text.optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/disputes',
        ledger.disputes.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.charge === undefined || row.charge === params.charge) &&
          (params.payment_intent === undefined || row.payment_intent === params.payment_intent),
        params,
      ),
  ),

  route('GET', '/v1/disputes/:id', nothing, ({ ledger, id }) => find(ledger, 'disputes', id)),

  route(
    'POST',
    '/v1/disputes/:id',
    fields({ evidence: evidence.optional(), metadata: metadata.optional(), submit: flag.optional() }),
    ({ ledger, id, params }) => {
      const dispute = find(ledger, 'disputes', id);
      if (params.evidence && isClosed(dispute)) {
        throw invalidRequest('This dispute is already closed.', { param: 'evidence' });
      }
      const said = Object.entries(params.evidence ?? {}).filter(([, value]) => value !== undefined);
      answerDispute(ledger, dispute, {
        evidence: Object.fromEntries(said),
        metadata: mergeMetadata(dispute.metadata, params.metadata),
        submit: params.submit ?? true,
      });
      return dispute;
    },
  ),

  route('POST', '/v1/disputes/:id/close', nothing, ({ ledger, id }) => {
    const dispute = find(ledger, 'disputes', id);
    closeDispute(ledger, dispute, 'lost');
    return dispute;
  }),
];
