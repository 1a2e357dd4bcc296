import { z } from 'zod';
import { action, type Action } from '../../kit.js';
import { cancelNow } from '../billing/cancelling.js';
import { changeItems } from '../billing/changes.js';
import { cancelAtPeriodEnd } from '../billing/endings.js';
import { pauseSubscription, resumeSubscription } from '../billing/pausing.js';
import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { isLive, pauseBehaviours, type Subscription } from '../shapes/subscription.js';
import { find, recurringPrice } from '../resources/find.js';
import { cancelAt, setPauseCollection } from '../resources/subscription-update.js';
import { byHand, type ActionDeps } from './desk.js';

function liveSubscription(ledger: Ledger, id: string): Subscription {
  const subscription = find(ledger, 'subscriptions', id);
  if (isLive(subscription)) return subscription;
  throw invalidRequest(`This subscription is ${subscription.status}.`);
}

/** Takes back whatever keeps a subscription from going on: a pause, a pause of its collection, or a cancellation. */
function resume(ledger: Ledger, subscription: Subscription): void {
  if (subscription.status === 'paused') {
    resumeSubscription(ledger, subscription, {
      anchor: 'now',
      behaviour: 'resume_on_payment_success',
      proration: 'create_prorations',
    });
  } else if (subscription.pause_collection) setPauseCollection(ledger, subscription, null);
  else cancelAtPeriodEnd(ledger, subscription, false);
}

/** What is done to a running subscription, by its owner in the portal or by the merchant in the dashboard. */
export function subscriptionActions(deps: ActionDeps): Record<string, Action> {
  return {
    cancel: action({
      summary: 'Cancel a subscription now, at the end of its period or at a date',
      input: z.object({
        subscriptionId: z.string(),
        atPeriodEnd: z.boolean().default(true),
        at: z.iso.datetime({ offset: true }).optional().describe('instead: at this moment'),
        prorate: z.boolean().default(false).describe('now: credit the unused rest, as a last invoice'),
      }),
      run: ({ subscriptionId, atPeriodEnd, at, prorate }) =>
        byHand(deps, (ledger) => {
          const subscription = liveSubscription(ledger, subscriptionId);
          if (at !== undefined) cancelAt(ledger, subscription, Math.floor(Date.parse(at) / 1000));
          else if (atPeriodEnd) cancelAtPeriodEnd(ledger, subscription, true);
          else cancelNow(ledger, subscription, { prorates: prorate, invoices: prorate });
          return { status: subscription.status, cancelAt: subscription.cancel_at };
        }),
    }),
    resume: action({
      summary: 'Let a subscription go on: end its pause, or take back its cancellation',
      input: z.object({ subscriptionId: z.string() }),
      run: ({ subscriptionId }) =>
        byHand(deps, (ledger) => {
          const subscription = liveSubscription(ledger, subscriptionId);
          resume(ledger, subscription);
          return { status: subscription.status };
        }),
    }),
    pause: action({
      summary: 'Pause a subscription, or only the collection of its invoices, which leaves it active',
      input: z.object({
        subscriptionId: z.string(),
        what: z.enum(['subscription', 'collection']).default('subscription'),
        behavior: z.enum(pauseBehaviours).default('void').describe('collection: what becomes of invoices'),
        days: z.int().min(1).max(730).optional().describe('collection: for so long, else for good'),
      }),
      run: ({ subscriptionId, what, behavior, days }) =>
        byHand(deps, (ledger) => {
          const subscription = liveSubscription(ledger, subscriptionId);
          if (what === 'collection') {
            setPauseCollection(ledger, subscription, {
              behavior,
              resumes_at: days === undefined ? null : ledger.now() + days * 86_400,
            });
          } else pauseSubscription(ledger, subscription, { credits: true, invoices: false });
          return { status: subscription.status };
        }),
    }),
    changePlan: action({
      summary: 'Switch a subscription to another price or quantity',
      input: z.object({
        subscriptionId: z.string(),
        priceId: z.string().optional(),
        quantity: z.int().min(1).max(1_000_000).optional(),
        proration: z.enum(['create_prorations', 'always_invoice', 'none']).default('create_prorations'),
      }),
      run: ({ subscriptionId, priceId, quantity, proration }) =>
        byHand(deps, (ledger) => {
          const subscription = liveSubscription(ledger, subscriptionId);
          const price = priceId === undefined ? undefined : recurringPrice(ledger, priceId, 'price');
          const [item] = subscription.items.data;
          changeItems(ledger, subscription, [{ id: item?.id, price, quantity }], proration);
          return { status: subscription.status, latestInvoice: subscription.latest_invoice };
        }),
    }),
  };
}
