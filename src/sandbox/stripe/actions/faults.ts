import { z } from 'zod';
import { action, ActionError, type Action } from '../../kit.js';
import { requestFaultKinds } from '../http/request-faults.js';
import { find } from '../resources/find.js';
import { isOver, releaseShuffled } from '../webhooks/queue.js';
import { byHand, type ActionDeps } from './desk.js';

const count = z.int().min(0).max(1000);

/** What goes wrong on demand, between Stripe and the bot. */
export function faultActions(deps: ActionDeps): Record<string, Action> {
  return {
    webhookFaults: action({
      summary: 'Lose, double, hold back or shuffle the next webhooks',
      input: z.object({
        drop: count.optional().describe('how many of the next deliveries are lost'),
        double: count.optional().describe('how many of the next deliveries are sent twice'),
        delay: z.boolean().optional().describe('hold everything back until releaseWebhooks'),
        shuffle: count.optional().describe('collect so many, then send them in another order'),
      }),
      run: (input) =>
        byHand(deps, ({ state }) => {
          const faults = state.webhookFaults;
          faults.drop = input.drop ?? faults.drop;
          faults.double = input.double ?? faults.double;
          faults.delay = input.delay ?? faults.delay;
          faults.shuffle = input.shuffle ?? faults.shuffle;
          return faults;
        }),
    }),
    releaseWebhooks: action({
      summary: 'Send what was held back or collected, and end the delay',
      input: z.object({}),
      run: () =>
        byHand(deps, (ledger) => {
          ledger.state.webhookFaults.delay = false;
          releaseShuffled(ledger);
          return { sending: ledger.state.outbox.length };
        }),
    }),
    resendEvent: action({
      summary: 'Send an event again to every endpoint it was for',
      input: z.object({ eventId: z.string() }),
      run: ({ eventId }) =>
        byHand(deps, (ledger) => {
          find(ledger, 'events', eventId);
          const deliveries = ledger.state.deliveries.filter((row) => row.event === eventId);
          for (const delivery of deliveries) {
            if (isOver(delivery) || delivery.state === 'retrying') ledger.state.outbox.push(delivery.id);
          }
          return { deliveries: deliveries.length };
        }),
    }),
    deliverRaw: action({
      summary: 'Post any body with any signature to the webhook, to see it refused',
      input: z.object({ body: z.string().max(1_000_000), signature: z.string().max(1000) }),
      run: async ({ body, signature }) => {
        const url = deps.webhookUrl();
        if (url === undefined) throw new ActionError('No webhook address is set.');
        const { status, body: answer } = await deps.dispatcher.raw(url, body, signature);
        return { status, answer };
      },
    }),
    fault: action({
      summary: 'Make the next matching API requests go wrong',
      input: z.object({
        match: z
          .object({
            method: z.enum(['GET', 'POST', 'DELETE']).optional(),
            path: z.string().startsWith('/v1/').optional().describe('this path and everything below it'),
          })
          .default({}),
        times: z.int().min(1).max(1000).default(1),
        kind: z
          .enum(requestFaultKinds)
          .describe('the -after kinds, timeout and clock do the work; the others do nothing'),
        seconds: z.int().min(-86_400).max(86_400).optional().describe('for clock: how far ahead the Date is'),
      }),
      run: (input) =>
        byHand(deps, ({ state }) => {
          state.requestFaults.push(input);
          return { waiting: state.requestFaults.length };
        }),
    }),
    clearFaults: action({
      summary: 'End all faults; webhooks that were held back are sent',
      input: z.object({}),
      run: () =>
        byHand(deps, (ledger) => {
          ledger.state.requestFaults = [];
          Object.assign(ledger.state.webhookFaults, { drop: 0, double: 0, delay: false });
          releaseShuffled(ledger);
        }),
    }),
  };
}
