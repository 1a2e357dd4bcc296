import { syncCharge, syncCheckout, syncSubscription } from '#jobs';
import { SignatureRefused } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { App } from './compose.js';

/**
 * Stores the event, then wakes the jobs. Stored is accepted: should the queue be away, the sweep finds what
 * nobody handled, so Stripe need not send it again. Throws when it could not be stored.
 */
export async function acceptWebhook(
  app: Pick<App, 'rooms' | 'queues'>,
  raw: string,
  signature: string,
  log: Log,
): Promise<'accepted' | 'refused'> {
  try {
    const { sessionId, customerId, chargeId } = await app.rooms.billing.acceptEvent(raw, signature);
    try {
      if (sessionId) await app.queues.next(syncCheckout, { sessionId });
      if (chargeId && !customerId) await app.queues.next(syncCharge, { chargeId });
      if (customerId) await app.queues.next(syncSubscription, { customerId, origin: 'event' });
    } catch (error) {
      log.warn({ error: String(error) }, 'an event is stored, but the queue does not answer');
    }
    return 'accepted';
  } catch (error) {
    if (error instanceof SignatureRefused) return 'refused';
    throw error;
  }
}
