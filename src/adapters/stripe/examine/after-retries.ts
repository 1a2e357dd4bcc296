import type { Stripe } from 'stripe';
import { finding, type Finding } from '#contracts';
import type { Sight } from './sight.js';

interface Sign {
  ending: 'cancel' | 'unpaid' | 'past_due';
  /** When the invoice was made that could not be collected, in seconds since the epoch. */
  at: number;
}

/** So many subscriptions in arrears are looked at; one that went all the way is enough. */
const LOOKED_AT = 25;

/**
 * What Stripe does after the last retry is a setting that its API shows to nobody. Subscriptions that went all
 * the way show it: the latest of them counts, because the setting may have been changed.
 */
export async function afterRetries(stripe: Stripe, sight: Sight): Promise<Finding[]> {
  const listed = async (status: 'canceled' | 'unpaid' | 'past_due') => {
    const wanted = { status, limit: 100, expand: ['data.latest_invoice'] };
    return (await sight.look('Subscriptions', () => stripe.subscriptions.list(wanted)))?.data ?? [];
  };
  const signs = (await listed('canceled')).flatMap(signOfEnd);
  for (const ending of ['unpaid', 'past_due'] as const) {
    for (const { id } of (await listed(ending)).slice(0, LOOKED_AT)) {
      const open = { subscription: id, status: 'open', limit: 100 } as const;
      const invoices = await sight.look('Invoices', () => stripe.invoices.list(open));
      // The oldest: an unpaid subscription goes on making invoices, and a later one may still be tried.
      const first = invoices?.data.findLast(({ attempted }) => attempted);
      if (first && isGivenUp(first)) signs.push({ ending, at: first.created });
    }
  }
  const latest = signs.toSorted((one, other) => other.at - one.at)[0];
  switch (latest?.ending) {
    case 'cancel':
      return [finding('stripe.after_retries_cancel', 'fine')];
    case 'unpaid':
      return [finding('stripe.after_retries_unpaid', 'risky')];
    case 'past_due':
      return [finding('stripe.after_retries_past_due', 'risky')];
    case undefined:
      return [finding('stripe.after_retries_unknown', 'fine')];
  }
}

function signOfEnd({
  cancellation_details: details,
  latest_invoice: invoice,
  created,
}: Stripe.Subscription): Sign[] {
  if (details?.reason !== 'payment_failed') return [];
  return [{ ending: 'cancel', at: typeof invoice === 'object' && invoice ? invoice.created : created }];
}

/** Tried, not paid, and never to be tried again. */
function isGivenUp({ collection_method: by, next_payment_attempt: next }: Stripe.Invoice): boolean {
  return by === 'charge_automatically' && next === null;
}
