import type { DaySpan, Facts, SubscriptionFacts } from './facts.js';
import type { RevenueDayFigures } from './model.js';
import { standingAt, termsAt } from './standing.js';

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
export function currenciesOf({ subscriptions, payments }: Facts): string[] {
  const terms = subscriptions.flatMap((one) => [one, ...one.pasts]);
  const priced = terms.flatMap(({ worth }) => worth?.currency ?? []);
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
    const standing = standingAt(subscription, span.to);
    if (standing?.kind === 'paying') {
      add(standing.worth.currency, 'subscribers');
      add(standing.worth.currency, 'mrr', standing.worth.monthly);
    } else if (standing) add(standing.worth.currency, 'trials');
    countChanges(subscription, isIn, add, span);
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

/** Some days in a row. Whatever lies outside of them is looked at once, not every day. */
export function countDays(
  facts: Facts,
  spans: readonly DaySpan[],
  currencies: readonly string[],
): RevenueDayFigures[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  const isNear = (at: Date | null) => at !== null && at >= first.from && at < last.to;
  const near: Facts = {
    subscriptions: facts.subscriptions.filter(
      ({ createdAt, endedAt }) => createdAt < last.to && (endedAt === null || endedAt >= first.from),
    ),
    payments: facts.payments.filter(({ paidAt, failedAt }) => isNear(paidAt) || isNear(failedAt)),
    returns: facts.returns.filter(({ at }) => isNear(at)),
  };
  return spans.flatMap((span) => countDay(near, span, currencies));
}

/** What became of one subscription on a day. */
function countChanges(
  subscription: SubscriptionFacts,
  isIn: (at: Date | null) => boolean,
  add: (currency: string, what: keyof Sums, amount?: number) => void,
  span: DaySpan,
): void {
  const { firstPaidAt, endedAt, endedUnpaid, failingSince } = subscription;
  const at = (before: Date) => termsAt(subscription, before).worth;
  if (isIn(firstPaidAt)) {
    const worth = at(span.to);
    if (worth) {
      add(worth.currency, 'started');
      add(worth.currency, 'mrrNew', worth.monthly);
    }
  }
  if (endedAt && isIn(endedAt) && firstPaidAt) {
    const last = standingAt(subscription, endedAt);
    const worth = at(endedAt);
    if (worth) {
      add(worth.currency, 'ended');
      if (endedUnpaid) add(worth.currency, 'endedUnpaid');
    }
    // Begun and ended on one day, even at one instant, it is both; ended from a pause, it was worth nothing any more.
    const lost = firstPaidAt >= endedAt ? worth : last?.kind === 'paying' ? last.worth : null;
    if (lost) add(lost.currency, 'mrrLost', lost.monthly);
  }
  const over = trialOver(subscription);
  if (over && isIn(over)) {
    const worth = at(span.to);
    if (worth) {
      add(worth.currency, 'trialsOver');
      if (firstPaidAt) add(worth.currency, 'trialsPaid');
    }
  }
  if (isIn(failingSince)) {
    const worth = at(span.to);
    if (worth) add(worth.currency, 'failedCount');
  }
}

/** When a trial was over: at its end, or when it was given up before; null: there was none. */
export function trialOver({ createdAt, trialEnd, endedAt, firstPaidAt }: SubscriptionFacts): Date | null {
  if (!trialEnd || trialEnd <= createdAt || (firstPaidAt && firstPaidAt < trialEnd)) return null;
  return endedAt && endedAt < trialEnd ? endedAt : trialEnd;
}
