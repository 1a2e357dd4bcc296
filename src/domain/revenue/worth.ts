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
