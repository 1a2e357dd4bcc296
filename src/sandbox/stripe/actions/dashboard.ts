import { z } from 'zod';
import { action, ActionError, type Action } from '../../kit.js';
import { apiVersion } from '../shapes/platform.js';
import { byHand, type ActionDeps } from './desk.js';

/** What the merchant sets up once in the dashboard: the webhook endpoint and the portal. */
export function dashboardActions(deps: ActionDeps): Record<string, Action> {
  return {
    endpoint: action({
      summary: 'Change the webhook endpoint that events are sent to; without anything, as it was made',
      input: z.object({
        url: z.url().optional().describe('another address'),
        events: z.array(z.string()).default(['*']),
        disabled: z.boolean().default(false),
        apiVersion: z.string().nullable().default(apiVersion).describe('shown only; events keep their shape'),
      }),
      run: (input) =>
        byHand(deps, ({ state, webhookEndpoints }) => {
          const endpoint = webhookEndpoints.get(state.primaryEndpoint ?? '');
          if (!endpoint) throw new ActionError('There is no webhook endpoint.', 404);
          endpoint.url = input.url ?? deps.webhookUrl() ?? endpoint.url;
          endpoint.enabled_events = input.events;
          endpoint.status = input.disabled ? 'disabled' : 'enabled';
          endpoint.api_version = input.apiVersion;
          return endpoint;
        }),
    }),
    portal: action({
      summary: 'Save the settings of the Customer Portal, or have them never saved; say what it offers',
      input: z.object({
        saved: z.boolean().default(true),
        cancelling: z.boolean().default(true),
        cards: z.boolean().default(true),
        switching: z.boolean().default(true),
      }),
      run: ({ saved, cancelling, cards, switching }) =>
        byHand(deps, ({ portalConfigurations }) => {
          const usual = portalConfigurations.all().find((row) => row.is_default);
          if (!usual) throw new ActionError('There is no portal.', 404);
          usual.active = saved;
          usual.features.subscription_cancel.enabled = cancelling;
          usual.features.payment_method_update.enabled = cards;
          usual.features.subscription_update.enabled = switching;
          return { saved, cancelling, cards, switching };
        }),
    }),
  };
}
