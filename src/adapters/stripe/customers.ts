import type { Stripe } from 'stripe';
import { once, repeatedFailure } from './once.js';

/** How many of the newest customers are looked through; a day's worth of a busy shop. */
const looked = 1_000;

/**
 * Makes a customer once per `key`, whatever gets lost on the way.
 *
 * Stripe keeps the first answer to a key for a day, a 500 included, and does not say whether that 500 came
 * before or after the customer was made. So an answer that is only repeated is settled by looking.
 */
export async function createCustomer(
  stripe: Stripe,
  wanted: { name: string; metadata: Record<string, string> },
  key: string,
): Promise<string> {
  try {
    return (await stripe.customers.create(wanted, once(key, wanted))).id;
  } catch (error) {
    const failed = repeatedFailure(error);
    if (failed === null) throw error;
    const made = await findCustomer(stripe, wanted.metadata);
    if (made !== null) return made;
    return (await stripe.customers.create(wanted, once(`${key}:${failed}`, wanted))).id;
  }
}

async function findCustomer(stripe: Stripe, metadata: Record<string, string>): Promise<string | null> {
  let seen = 0;
  for await (const customer of stripe.customers.list({ limit: 100 })) {
    if (Object.entries(metadata).every(([name, value]) => customer.metadata[name] === value))
      return customer.id;
    if (++seen >= looked) break;
  }
  return null;
}
