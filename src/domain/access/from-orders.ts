import { days, later } from '#kernel/clock';
import type { Order } from '#domain/billing';
import { finding, type Finding } from './finding.js';

export type OrderFact = Pick<Order, 'id' | 'priceIds' | 'startsAt' | 'money' | 'goneAt'>;

/**
 * What orders entitle to under one plan. Passes of some days follow one another: who buys a second one before
 * the first is over loses no day of either. An order whose money went back gives nothing, and takes no days
 * from those after it.
 * @param prices of the plan; `days` null: for good
 */
export function ofOrders(
  orders: readonly OrderFact[],
  prices: readonly { priceId: string; days: number | null }[],
  now: Date,
): Finding[] {
  const terms = new Map(prices.map((price) => [price.priceId, price.days]));
  const bought = orders
    .filter((order) => order.priceIds.some((id) => terms.has(id)))
    .flatMap((order) => (order.startsAt ? [{ ...order, startsAt: order.startsAt }] : []))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const findings: Finding[] = [];
  let taken: Date | null = null;
  for (const { id, priceIds, startsAt, money, goneAt } of bought) {
    if (money !== 'kept') {
      findings.push(finding('order', id, 'ended', { until: goneAt, cause: money }));
      continue;
    }
    const lasting = priceIds.flatMap((price) => terms.get(price) ?? (terms.has(price) ? [null] : []));
    if (lasting.includes(null)) {
      findings.push(finding('order', id, 'active'));
      continue;
    }
    const begins: Date = taken && taken > startsAt ? taken : startsAt;
    const ends = later(begins, days(Math.max(...lasting.map((one) => one ?? 0))));
    taken = ends;
    // One that has yet to begin gives nothing by itself, but the one before it runs until then.
    if (ends <= now) findings.push(finding('order', id, 'ended', { until: ends, cause: 'over' }));
    else findings.push(finding('order', id, 'active', { until: ends, next: ends }));
  }
  return findings;
}
