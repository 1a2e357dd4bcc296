import { flat, say, type CommandContext, type Phrase, type Suggest } from '#contracts';
import type { PlanPrice } from '#domain/billing';
import { clipped, matches, same } from './typed.js';

/** `$19.00 a month`, `¥1,280.00 every 3 months`, `$40.00 once`. */
export function pricePhrase(price: PlanPrice): Phrase {
  const money = { money: price.amount, currency: price.currency };
  if (!price.interval) return say('common.price.once', { money });
  if (price.intervalCount === 1) return say(`common.price.${price.interval}`, { money });
  return say(`common.price.${price.interval}s`, { money, count: price.intervalCount });
}

/** The price that was picked, or typed: as it is shown, or as much of it as fits no other. */
export function findPrice<P extends PlanPrice>(
  prices: readonly P[],
  typed: string,
  { actor }: CommandContext,
): P | undefined {
  const picked =
    prices.find((price) => price.priceId === typed.trim()) ??
    prices.find((price) => same(flat(pricePhrase(price), actor), typed));
  if (picked) return picked;
  const [near, ...others] = prices.filter((price) => matches(flat(named(price), actor), typed));
  return others.length === 0 ? near : undefined;
}

/** With its product, where that is known. */
function named(price: PlanPrice & { product?: string }): Phrase {
  const { product } = price;
  return product ? say('common.price.product', { product, price: pricePhrase(price) }) : pricePhrase(price);
}

/** Prices of Stripe that no plan uses yet. */
export const suggestFreePrices: Suggest = async (typed, { community, actor }, rooms) => {
  const prices = await rooms.billing.freePrices(community.id);
  return prices
    .map((price) => ({
      value: price.priceId,
      label: flat(named(price), actor),
    }))
    .filter(({ label, value }) => matches(`${label} ${value}`, typed))
    .slice(0, 25)
    .map(({ value, label }) => ({ value, label: clipped(label) }));
};

/** Prices that plans are sold at. The plan typed beside it is not known here, so each says its own. */
export function suggestPlanPrices(archivedToo: boolean): Suggest {
  return async (typed, { community, actor }, rooms) => {
    const plans = await rooms.billing.plans(community.id, archivedToo);
    return plans
      .flatMap((plan) => plan.prices.map((price) => ({ plan, price })))
      .map(({ plan, price }) => ({
        value: price.priceId,
        label: flat(say('common.price.product', { product: plan.name, price: pricePhrase(price) }), actor),
      }))
      .filter(({ label }) => matches(label, typed))
      .slice(0, 25)
      .map(({ value, label }) => ({ value, label: clipped(label) }));
  };
}
