import { syncCheckout, syncSubscription } from '#jobs';
import { SignatureRefused } from '#kernel/errors';
import type { App } from './compose.js';

/** Stores the event, then wakes the job. A wake that is lost is made up for by the sweep. */
export async function acceptWebhook(
  app: App,
  raw: string,
  signature: string,
): Promise<'accepted' | 'refused'> {
  try {
    const event = await app.rooms.billing.acceptEvent(raw, signature);
    if (event.sessionId) await app.queues.next(syncCheckout, { sessionId: event.sessionId });
    if (event.customerId) {
      await app.queues.next(syncSubscription, { customerId: event.customerId, origin: 'event' });
    }
    return 'accepted';
  } catch (error) {
    if (error instanceof SignatureRefused) return 'refused';
    throw error;
  }
}
