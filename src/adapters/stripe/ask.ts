import { Stripe } from 'stripe';
import { minutes } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import type { Log } from '#kernel/log';

/** Asks Stripe, with its errors in our words. */
export type Ask = <T>(what: string, call: () => Promise<T>) => Promise<T>;

/** Pauses before the next try, in milliseconds, where Stripe does not name one. */
const awayMs = 30_000;
const refusedMs = minutes(10);

/**
 * Whatever keeps Stripe from answering becomes ProviderUnavailable: a broken line, a 5xx, a limit, and also
 * a key that Stripe does not accept, because that says nothing about anybody's subscription either.
 * Other errors are a mistake of ours and pass through.
 */
export function createAsk(log: Log): Ask {
  return async (what, call) => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ProviderUnavailable)
        log.error({ what, reason: error.message }, 'Stripe gives no answer');
      if (isGarbled(error)) {
        log.warn({ what }, 'Stripe answers something that is no list');
        throw new ProviderUnavailable(awayMs, `Stripe cannot be asked (${what}, no list)`, { cause: error });
      }
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      const { type, code, statusCode, requestId } = error;
      if (isRefusal(error)) {
        log.error({ what, type, code, requestId }, 'Stripe does not accept our key');
        throw new ProviderUnavailable(refusedMs, `Stripe refuses our key (${what})`, { cause: error });
      }
      if (!isAway(error)) throw error;
      log.warn({ what, type, code, statusCode, requestId }, 'Stripe cannot be asked');
      throw new ProviderUnavailable(pauseOf(error), `Stripe cannot be asked (${what}, ${type})`, {
        cause: error,
      });
    }
  };
}

/** Runs `call`; null when Stripe does not know the object that was asked for. */
export async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      return null;
    throw error;
  }
}

/** Somebody else's page instead of a list: the client says so with a plain Error, and with these words alone. */
function isGarbled(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected: Stripe API response');
}

function isRefusal(error: Stripe.errors.StripeError): boolean {
  const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;
  return error instanceof StripeAuthenticationError || error instanceof StripePermissionError;
}

function isAway(error: Stripe.errors.StripeError): boolean {
  const { StripeConnectionError, StripeRateLimitError, StripeAPIError } = Stripe.errors;
  const { statusCode = 0 } = error;
  return (
    error instanceof StripeConnectionError ||
    error instanceof StripeRateLimitError ||
    error instanceof StripeAPIError ||
    statusCode >= 500 ||
    // Somebody else holds the object or the key right now.
    statusCode === 409 ||
    statusCode === 429
  );
}

function pauseOf(error: Stripe.errors.StripeError): number {
  const seconds = Number(error.headers?.['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : awayMs;
}
