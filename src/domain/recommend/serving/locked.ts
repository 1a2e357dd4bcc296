import type { Plan } from '#domain/billing';
import type { Way } from '#domain/courses';

/** Plans that somebody can buy now. */
export function plansOnSale(plans: readonly Plan[]): Set<string> {
  return new Set(
    plans.filter(({ prices, archivedAt }) => prices.length > 0 && !archivedAt).map(({ id }) => id),
  );
}

/** The plan that would open a course, first those of many courses; null: it is open, or nothing on sale opens it. */
export function lockedBy(way: Way, onSale: ReadonlySet<string>): { planId: string } | null {
  if (way.open) return null;
  const opening = [...way.planIds, ...(way.soloPlanId === null ? [] : [way.soloPlanId])];
  const planId = opening.find((id) => onSale.has(id));
  return planId === undefined ? null : { planId };
}
