import { z } from 'zod';
import { job } from '#contracts';
import { applyAccess } from './apply-access.js';

/**
 * Fetches the whole truth about one customer from Stripe and writes it. It does not look at what any event
 * said, nor decide what the truth entitles to.
 */
export const syncSubscription = job({
  name: 'sync-subscription',
  data: z.strictObject({ customerId: z.string(), origin: z.enum(['event', 'sweep']) }),
  key: ({ customerId, origin }) => `${customerId}:${origin}`,
  retry: { attempts: 12, backoffMs: 1_000 },
  async run({ customerId, origin }, { app, next, clock }) {
    const before = clock.now();
    const whose = await app.billing.sync(customerId);
    for (const memberId of whose?.memberIds ?? []) {
      await next(applyAccess, { communityId: whose?.communityId ?? '', memberId, origin });
    }
    // Only after the next step is on its way: a crash in between leaves the events open for the sweep.
    await app.billing.markHandled(customerId, before);
  },
});
