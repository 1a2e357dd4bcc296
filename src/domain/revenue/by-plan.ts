import type { Facts } from './facts.js';
import type { PlanRevenue } from './model.js';
import { standingAt } from './standing.js';

/** What each plan brings now, by currency; most MRR first within a currency. */
export function byPlan(facts: Facts, now: Date): PlanRevenue[] {
  const rows = new Map<string, PlanRevenue>();
  for (const subscription of facts.subscriptions) {
    const standing = standingAt(subscription, now);
    if (!standing) continue;
    const { planId, currency, monthly } = standing.worth;
    const key = `${planId} ${currency}`;
    const row = rows.get(key) ?? { planId, currency, mrr: 0, subscribers: 0, trials: 0 };
    rows.set(key, row);
    if (standing.kind === 'paying') {
      row.mrr += monthly;
      row.subscribers += 1;
    } else row.trials += 1;
  }
  return [...rows.values()]
    .map((row) => ({ ...row, mrr: Math.round(row.mrr) }))
    .toSorted((one, other) =>
      one.currency < other.currency ? -1 : one.currency > other.currency ? 1 : other.mrr - one.mrr,
    );
}
