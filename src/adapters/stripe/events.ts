import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { ProviderEvent } from '#domain/billing';
import { orNull } from './ask.js';

/** What an event is about: the one thing of it that is believed is whom to ask about. */
const subject = z.object({
  object: z.string(),
  id: z.string().optional(),
  customer: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
  charge: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
});

export function eventOf(event: Stripe.Event): ProviderEvent {
  const about = subject.safeParse(event.data.object).data;
  const customer = about?.object === 'customer' ? about.id : about?.customer;
  return {
    id: event.id,
    type: event.type,
    createdAt: new Date(event.created * 1000),
    customerId: idOf(customer),
    sessionId: about?.object === 'checkout.session' ? (about.id ?? null) : null,
    chargeId: about?.object === 'dispute' ? idOf(about.charge) : null,
  };
}

function idOf(of: string | { id: string } | null | undefined): string | null {
  return (typeof of === 'object' ? of?.id : of) ?? null;
}

/**
 * Types after which somebody may be entitled to more or less: what a webhook endpoint has to send. Stripe lists
 * at most 20 at a time.
 */
export const relevantEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.overdue',
  'invoice.marked_uncollectible',
  'invoice.voided',
];

/**
 * Events newer than `afterId`, oldest first. Where there is no such event, because none was seen yet or it is
 * older than the 30 days that Stripe keeps, all that Stripe still has.
 */
export async function listEvents(stripe: Stripe, afterId: string | null): Promise<ProviderEvent[]> {
  const newer = afterId === null ? null : await orNull(() => listNewer(stripe, afterId));
  return (newer ?? (await listAll(stripe))).map(eventOf);
}

/**
 * `ending_before` cuts the page that lies next to the cursor, but keeps it newest first: each page is turned
 * round, and its newest event is the next cursor.
 */
async function listNewer(stripe: Stripe, afterId: string): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = [];
  let cursor = afterId;
  for (;;) {
    const page = await stripe.events.list({ ending_before: cursor, limit: 100, types: relevantEvents });
    events.push(...page.data.toReversed());
    const newest = page.data[0];
    if (!page.has_more || !newest) return events;
    cursor = newest.id;
  }
}

async function listAll(stripe: Stripe): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = [];
  for await (const event of stripe.events.list({ limit: 100, types: relevantEvents })) events.push(event);
  return events.reverse();
}
