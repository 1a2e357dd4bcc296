import type { Ledger } from '../ledger.js';
import { newWebhookEndpoint } from '../shapes/platform.js';

/**
 * Keeps the one endpoint that the host decides about: its address and secret are settings of a run and no part of a
 * stored state, so they are set again whenever a state is loaded.
 */
export function ensurePrimaryEndpoint(ledger: Ledger, url: string | undefined, events: string[]): void {
  const { state } = ledger;
  const endpoint =
    state.primaryEndpoint === null ? undefined : ledger.webhookEndpoints.get(state.primaryEndpoint);
  if (endpoint) {
    endpoint.url = url ?? endpoint.url;
    endpoint.enabled_events = events;
    endpoint.status = url === undefined ? 'disabled' : 'enabled';
    return;
  }
  if (url === undefined) return;
  const created = newWebhookEndpoint(ledger.newId('we'), Math.floor(state.account.created), {
    url,
    events,
    description: 'Lyceum',
  });
  state.primaryEndpoint = created.id;
  ledger.webhookEndpoints.add(created);
}
