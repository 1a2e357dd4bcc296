import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { ProviderEvent } from '#domain/billing';
import { SignatureRefused } from '#kernel/errors';
import { eventOf } from './events.js';

/** As much of an event as is read; a signature says who sent it, not what it is. */
const shape = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  created: z.int(),
  livemode: z.boolean(),
  data: z.object({ object: z.object({}) }),
});

/** How far the time in a signature may be from now, either way, in seconds. */
const toleranceS = 300;

/**
 * Checks the signature on the body as it came, and reads whom the event is about.
 * Throws SignatureRefused, and nothing else: what cannot be read was not sent by Stripe.
 */
export function readEvent(
  stripe: Stripe,
  keys: { webhookSecret: string; live: boolean },
  request: { rawBody: string; signature: string; now: Date },
): ProviderEvent {
  const { rawBody, signature, now } = request;
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(
      rawBody,
      signature,
      keys.webhookSecret,
      toleranceS,
      undefined,
      now.getTime(),
    );
  } catch (cause) {
    // The message would repeat the body; who reads the log gets the kind of the error instead.
    throw new SignatureRefused('The signature does not fit the body or the time.', { cause });
  }
  // The SDK lets any future through: a captured signature could be made to keep for years.
  if (!(signedAt(signature) <= now.getTime() / 1000 + toleranceS)) {
    throw new SignatureRefused('The signature is from the future.');
  }
  if (!shape.safeParse(event).success) throw new SignatureRefused('The body is signed, but no event.');
  if (event.livemode !== keys.live) {
    throw new SignatureRefused(
      `The event is of ${event.livemode ? 'live' : 'test'} mode, and our key is not.`,
    );
  }
  return eventOf(event);
}

/** Seconds since the epoch, read as the SDK reads it: the last `t` counts. */
function signedAt(signature: string): number {
  const times = signature.split(',').flatMap((part) => (part.startsWith('t=') ? [part.slice(2)] : []));
  return Number.parseInt(times.at(-1) ?? '', 10);
}
