import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { PlanPrice } from '#domain/billing';
import { orNull } from './ask.js';

export type NamedPrice = Omit<PlanPrice, 'days'> & { product: string };

/** null when Stripe does not know it, or nobody can buy it at a fixed price. */
export async function findPrice(stripe: Stripe, priceId: string): Promise<NamedPrice | null> {
  const price = await orNull(() => stripe.prices.retrieve(priceId, { expand: ['product'] }));
  return price && priceOf(price);
}

/** Every price that can be sold, in Stripe's order (newest first). */
export async function listPrices(stripe: Stripe): Promise<NamedPrice[]> {
  const prices: NamedPrice[] = [];
  for await (const price of stripe.prices.list({ active: true, limit: 100, expand: ['data.product'] })) {
    const known = priceOf(price);
    if (known) prices.push(known);
  }
  return prices;
}

/** The SDK leaves the list open for what Stripe may invent. */
const intervalShape = z.enum(['day', 'week', 'month', 'year']).nullable();

function priceOf(price: Stripe.Price): NamedPrice | null {
  const { product, recurring } = price;
  const interval = intervalShape.safeParse(recurring?.interval ?? null);
  if (!price.active || price.unit_amount === null || !interval.success) return null;
  // Expanded on request; a product that is gone or put away cannot be sold either.
  if (typeof product === 'string' || product.deleted || !product.active) return null;
  return {
    priceId: price.id,
    amount: price.unit_amount,
    currency: price.currency,
    interval: interval.data,
    intervalCount: recurring?.interval_count ?? 1,
    product: product.name,
  };
}
