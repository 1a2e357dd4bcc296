import type { PriceFacts, Priced, Worth } from './facts.js';

/** How many times a year a period comes round, by the trade's round numbers. */
const PER_YEAR: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, year: 1 };

/**
 * What an amount for every so many days, weeks, months or years comes to in a month, in minor units, not rounded.
 * @returns null for a period that nobody here understands
 */
export function monthlyWorth(amount: number, interval: string, intervalCount: number): number | null {
  const perYear = PER_YEAR[interval];
  if (perYear === undefined || intervalCount < 1) return null;
  return (amount * perYear) / (12 * intervalCount);
}

/** What terms come to in a month at the prices of the community's plans; null: they are at none of them. */
export function worthOf(terms: Priced, prices: ReadonlyMap<string, PriceFacts>): Worth | null {
  const listed = terms.priceIds.flatMap((id) => prices.get(id) ?? []).filter(({ interval }) => interval);
  const [first] = listed;
  if (!first || terms.currency === null) return null;
  // What else is on the subscription is somebody else's business.
  const isAll = listed.length === terms.priceIds.length;
  const amount = isAll && terms.amount !== null ? terms.amount : sumOf(listed);
  const monthly = monthlyWorth(
    Math.max(0, amount - terms.discount),
    first.interval ?? '',
    first.intervalCount,
  );
  return monthly === null ? null : { planId: first.planId, monthly, currency: terms.currency };
}

const sumOf = (prices: readonly PriceFacts[]) => prices.reduce((sum, { amount }) => sum + amount, 0);
