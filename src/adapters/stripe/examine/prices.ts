import { Stripe } from 'stripe';
import { finding, type Finding } from '#contracts';
import type { Sight } from './sight.js';

export interface PriceInUse {
  priceId: string;
  /** The plan's name. */
  plan: string;
}

type Mode = 'test' | 'live';
type State = 'sold' | 'inactive' | 'missing' | 'other mode' | 'unseen';

const modePhrase = (mode: Mode) => ({ key: `doctor.modes.${mode}` }) as const;

/** Whether every plan can be bought. */
export async function prices(
  stripe: Stripe,
  sight: Sight,
  inUse: readonly PriceInUse[],
  mode: Mode,
): Promise<Finding[]> {
  const states: [PriceInUse, State][] = [];
  for (const price of inUse) states.push([price, await stateOf(stripe, sight, price.priceId)]);
  const buyable = new Set(states.filter(([, state]) => state === 'sold').map(([{ plan }]) => plan));
  return states.flatMap(([{ priceId: price, plan }, state]): Finding[] => {
    switch (state) {
      case 'missing':
        return [finding('stripe.price_missing', 'broken', { price, plan })];
      case 'inactive':
        // Owners archive an old price on purpose when there is a new one.
        return [finding('stripe.price_inactive', buyable.has(plan) ? 'risky' : 'broken', { price, plan })];
      case 'other mode': {
        const other = modePhrase(mode === 'live' ? 'test' : 'live');
        return [finding('stripe.other_mode', 'broken', { price, plan, mode: modePhrase(mode), other })];
      }
      case 'sold':
      case 'unseen':
        return [];
    }
  });
}

async function stateOf(stripe: Stripe, sight: Sight, priceId: string): Promise<State> {
  try {
    const price = await sight.look('Prices', () => stripe.prices.retrieve(priceId, { expand: ['product'] }));
    if (price === null) return 'unseen';
    const { product } = price;
    const onShelf = typeof product === 'string' || (!product.deleted && product.active);
    return price.active && onShelf ? 'sold' : 'inactive';
  } catch (error) {
    const unknown =
      error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
    if (!unknown) throw error;
    // Stripe's own words for it; there is no code.
    return /exists in (test|live) mode/.test(error.message) ? 'other mode' : 'missing';
  }
}
