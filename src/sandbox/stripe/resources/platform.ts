import { invalidRequest } from '../http/fault.js';
import {
  address,
  choice,
  clearable,
  fields,
  flag,
  list,
  mergeMetadata,
  metadata,
  moment,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import { apiVersion, newWebhookEndpoint, type StripeEvent } from '../shapes/platform.js';
import { find } from './find.js';

const month = 30 * 86_400;

function typeFilter(type: string | undefined, types: string[] | undefined): (event: StripeEvent) => boolean {
  if (type !== undefined && types !== undefined) {
    throw invalidRequest('You may pass either type or types, but not both.', { param: 'type' });
  }
  if (types) return (event) => types.includes(event.type);
  if (type === undefined) return () => true;
  if (!type.endsWith('*')) return (event) => event.type === type;
  return (event) => event.type.startsWith(type.slice(0, -1));
}

const events = list(text);

export const platformRoutes: Route[] = [
  route('GET', '/v1/account', nothing, ({ ledger }) => ledger.state.account),

  route(
    'GET',
    '/v1/events',
    fields({
      ...paging,
      created: moment.optional(),
      delivery_success: flag.optional(),
      type: text.optional(),
      types: list(text, 20).optional(),
    }),
    ({ ledger, params }) => {
      const wanted = typeFilter(params.type, params.types);
      const oldest = ledger.now() - month;
      return page(
        '/v1/events',
        ledger.events.all(),
        (row) =>
          row.created >= oldest &&
          wanted(row) &&
          isWithin(row.created, params.created) &&
          (params.delivery_success === undefined || (row.pending_webhooks === 0) === params.delivery_success),
        params,
      );
    },
  ),

  route('GET', '/v1/events/:id', nothing, ({ ledger, id }) => find(ledger, 'events', id)),

  route(
    'POST',
    '/v1/webhook_endpoints',
    fields({
      api_version: choice([apiVersion]).optional(),
      description: clearable.optional(),
      enabled_events: events,
      metadata: metadata.optional(),
      url: address,
    }),
    ({ ledger, params }) => {
      const endpoint = newWebhookEndpoint(ledger.newId('we'), ledger.now(), {
        url: params.url,
        events: params.enabled_events,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
      ledger.webhookEndpoints.add(endpoint);
      const secret = ledger.newId('whsec');
      ledger.state.endpointSecrets[endpoint.id] = secret;
      return { ...endpoint, secret };
    },
  ),

  route('GET', '/v1/webhook_endpoints', fields(paging), ({ ledger, params }) =>
    page('/v1/webhook_endpoints', ledger.webhookEndpoints.all(), () => true, params),
  ),

  route('GET', '/v1/webhook_endpoints/:id', nothing, ({ ledger, id }) =>
    find(ledger, 'webhookEndpoints', id),
  ),

  route(
    'POST',
    '/v1/webhook_endpoints/:id',
    fields({
      description: clearable.optional(),
      disabled: flag.optional(),
      enabled_events: events.optional(),
      metadata: metadata.optional(),
      url: address.optional(),
    }),
    ({ ledger, id, params }) => {
      const endpoint = find(ledger, 'webhookEndpoints', id);
      endpoint.url = params.url ?? endpoint.url;
      endpoint.enabled_events = params.enabled_events ?? endpoint.enabled_events;
      if (params.description !== undefined) endpoint.description = params.description;
      if (params.disabled !== undefined) endpoint.status = params.disabled ? 'disabled' : 'enabled';
      endpoint.metadata = mergeMetadata(endpoint.metadata, params.metadata);
      return endpoint;
    },
  ),

  route('DELETE', '/v1/webhook_endpoints/:id', nothing, ({ ledger, id }) => {
    find(ledger, 'webhookEndpoints', id);
    ledger.webhookEndpoints.remove(id);
    delete ledger.state.endpointSecrets[id];
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
];
