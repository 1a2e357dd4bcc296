import type { DaySpan, Facts, SubscriptionFacts } from './facts.js';
import type { RevenueDayFigures } from './model.js';
import { pricedAt, standingAt, termsAt } from './standing.js';

type Sums = Omit<RevenueDayFigures, 'day' | 'currency'>;

const NOTHING: Sums = {
  mrr: 0,
  mrrNew: 0,
  mrrLost: 0,
  subscribers: 0,
  trials: 0,
  started: 0,
  ended: 0,
  endedUnpaid: 0,
  trialsOver: 0,
  trialsPaid: 0,
  paid: 0,
  refunded: 0,
  recovered: 0,
  failedCount: 0,
  recoveredCount: 0,
};

/** Every currency that anything here was ever paid or owed in, in order. */
export function currenciesOf({ subscriptions, payments, prices }: Facts): string[] {
  const terms = subscriptions.flatMap((one) => [one, ...one.pasts]);
  const priced = terms.flatMap((one) => pricedAt(one, prices)?.currency ?? []);
  return [...new Set([...priced, ...payments.map(({ currency }) => currency)])].toSorted();
}

/**
 * The figures of one day, by currency: counted anew from what is known, whatever was counted before.
 * Currencies in which nothing happened are nought, not missing.
 */
export function countDay(facts: Facts, span: DaySpan, currencies: readonly string[]): RevenueDayFigures[] {
  const sums = new Map(currencies.map((currency) => [currency, { ...NOTHING }]));
  const add = (currency: string, what: keyof Sums, amount = 1) => {
    const sum = sums.get(currency);
    if (sum) sum[what] += amount;
  };
  const isIn = (at: Date | null) => at !== null && at >= span.from && at < span.to;

  for (const subscription of facts.subscriptions) {
    const standing = standingAt(subscription, span.to, facts.prices);
    if (standing?.kind === 'paying') {
      add(standing.currency, 'subscribers');
      add(standing.currency, 'mrr', standing.monthly);
    } else if (standing) add(standing.currency, 'trials');
    countChanges(subscription, facts.prices, isIn, add, span);
  }
  for (const { amount, currency, paidAt, failedAt } of facts.payments) {
    if (isIn(paidAt)) {
      add(currency, 'paid', amount);
      if (failedAt) add(currency, 'recovered', amount);
    }
    if (isIn(failedAt)) {
      add(currency, 'failedCount');
      add(currency, 'recoveredCount');
    }
  }
  for (const { at, amount, currency } of facts.returns) {
    if (isIn(at)) add(currency, 'refunded', amount);
  }
  return [...sums].map(([currency, sum]) => ({
    day: span.day,
    currency,
    ...sum,
    mrr: Math.round(sum.mrr),
    mrrNew: Math.round(sum.mrrNew),
    mrrLost: Math.round(sum.mrrLost),
  }));
}

/** What became of one subscription on a day. */
function countChanges(
  subscription: SubscriptionFacts,
  prices: Facts['prices'],
  isIn: (at: Date | null) => boolean,
  add: (currency: string, what: keyof Sums, amount?: number) => void,
  span: DaySpan,
): void {
  const { firstPaidAt, endedAt, endedUnpaid, failingSince } = subscription;
  const at = (before: Date) => pricedAt(termsAt(subscription, before), prices);
  if (isIn(firstPaidAt)) {
    const priced = at(span.to);
    if (priced) {
      add(priced.currency, 'started');
      add(priced.currency, 'mrrNew', priced.monthly);
    }
  }
  if (endedAt && isIn(endedAt) && firstPaidAt) {
    const last = standingAt(subscription, endedAt, prices);
    const priced = at(endedAt);
    if (priced) {
      add(priced.currency, 'ended');
      if (endedUnpaid) add(priced.currency, 'endedUnpaid');
    }
    // Begun and ended on one day, it is both; ended from a pause, it was worth nothing any more.
    if (last?.kind === 'paying') add(last.currency, 'mrrLost', last.monthly);
  }
  const over = trialOver(subscription);
  if (over && isIn(over)) {
    const priced = at(span.to);
    if (priced) {
      add(priced.currency, 'trialsOver');
      if (firstPaidAt) add(priced.currency, 'trialsPaid');
    }
  }
  if (isIn(failingSince)) {
    const priced = at(span.to);
    if (priced) add(priced.currency, 'failedCount');
  }
}

/** When a trial was over: at its end, or when it was given up before; null: there was none. */
export function trialOver({ createdAt, trialEnd, endedAt, firstPaidAt }: SubscriptionFacts): Date | null {
  if (!trialEnd || trialEnd <= createdAt || (firstPaidAt && firstPaidAt < trialEnd)) return null;
  return endedAt && endedAt < trialEnd ? endedAt : trialEnd;
}
