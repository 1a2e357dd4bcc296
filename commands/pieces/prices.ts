import { flat, say, type CommandContext, type Phrase, type ReplyButton, type Suggest } from '#contracts';
import type { Plan, PlanPrice } from '#domain/billing';
import { clipped, matches, same } from './typed.js';
import { rowsOf } from './words.js';

/** `$19.00 a month`, `¥1,280.00 every 3 months`, `$24.00 once, 30 days`, `$390.00 once, for good`. */
export function pricePhrase(price: PlanPrice): Phrase {
  if (price.interval) return ratePhrase(price);
  const money = moneyOf(price);
  return price.days === null
    ? say('common.price.for_good', { money })
    : say('common.price.pass', { money, count: price.days });
}

/** As Stripe knows it: how long something paid once lasts is for its plan to say. */
function ratePhrase(price: PlanPrice): Phrase {
  const money = moneyOf(price);
  if (!price.interval) return say('common.price.once', { money });
  if (price.intervalCount === 1) return say(`common.price.${price.interval}`, { money });
  return say(`common.price.${price.interval}s`, { money, count: price.intervalCount });
}

export const moneyOf = ({ amount, currency }: Pick<PlanPrice, 'amount' | 'currency'>) => ({
  money: amount,
  currency,
});

const LENGTHS = { day: 1, week: 7, month: 30, year: 365 } as const;

/** What renews before what is paid once, short before long, one currency after the other. */
export function inOrder(prices: readonly PlanPrice[]): PlanPrice[] {
  const currencies = [...new Set(prices.map(({ currency }) => currency))];
  const rank = ({ interval, intervalCount, days }: PlanPrice) =>
    interval ? LENGTHS[interval] * intervalCount : 1e6 + (days ?? 1e6);
  return prices.toSorted(
    (a, b) =>
      currencies.indexOf(a.currency) - currencies.indexOf(b.currency) ||
      rank(a) - rank(b) ||
      a.amount - b.amount,
  );
}

/** What is sold once under a plan: `Membership, 30 days`. */
export function oncePhrase({ name: plan }: Pick<Plan, 'name'>, { days }: Pick<PlanPrice, 'days'>): Phrase {
  return days === null ? say('selling.for_good', { plan }) : say('selling.pass', { plan, count: days });
}

/** A button for each price; many stand closer together. */
export function priceButtons(
  prices: readonly PlanPrice[],
  options: (price: PlanPrice) => Pick<Extract<ReplyButton, { command: string }>, 'command' | 'options'>,
): ReplyButton[][] {
  const buttons = inOrder(prices).map((price): ReplyButton => ({
    label: pricePhrase(price),
    ...options(price),
  }));
  return rowsOf(buttons, buttons.length > 15 ? 5 : 3);
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

/** With its product, where that is known; such a price is Stripe's, and belongs to no plan yet. */
function named(price: PlanPrice & { product?: string }): Phrase {
  const { product } = price;
  return product ? say('common.price.product', { product, price: ratePhrase(price) }) : pricePhrase(price);
}

/** Prices of Stripe that no plan uses yet. */
export const suggestFreePrices = freePrices('all');
/** Of these, what is paid once. */
export const suggestFreePricesOnce = freePrices('once');

function freePrices(kind: 'all' | 'once'): Suggest {
  return async (typed, { community, actor }, rooms) => {
    const prices = await rooms.billing.freePrices(community.id);
    return prices
      .filter((price) => kind === 'all' || price.interval === null)
      .map((price) => ({
        value: price.priceId,
        label: flat(named(price), actor),
      }))
      .filter(({ label, value }) => matches(`${label} ${value}`, typed))
      .slice(0, 25)
      .map(({ value, label }) => ({ value, label: clipped(label) }));
  };
}

type Kind = 'all' | 'once' | 'renewing';

/** Prices that plans are sold at. The plan typed beside it is not known here, so each says its own. */
export function suggestPlanPrices(archivedToo: boolean, kind: Kind = 'all'): Suggest {
  return async (typed, { community, actor }, rooms) => {
    const plans = await rooms.billing.plans(community.id, archivedToo);
    return plans
      .flatMap((plan) => inOrder(plan.prices).map((price) => ({ plan, price })))
      .filter(({ price }) => kind === 'all' || (kind === 'once') === (price.interval === null))
      .map(({ plan, price }) => ({
        value: price.priceId,
        label: flat(say('common.price.product', { product: plan.name, price: pricePhrase(price) }), actor),
      }))
      .filter(({ label }) => matches(label, typed))
      .slice(0, 25)
      .map(({ value, label }) => ({ value, label: clipped(label) }));
  };
}
