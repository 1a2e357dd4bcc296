import type { Explanation } from './model.js';

/** What may be said about a recommendation. Courses named are the member's own. */
export type Why =
  /** One or two courses carry it. */
  | { kind: 'because'; courses: number[] }
  /** Many do a little each. */
  | { kind: 'alike' }
  /** It is popular, and little is known of the member. */
  | { kind: 'popular' };

/** A course is named when it adds at least this share of all that speaks for the recommendation. */
export const NAMED_FROM = 0.3;

/** The true reason in short: who adds the most, as long as it is a good part of the whole. */
export function whyOf({ parts, popularity }: Explanation): Why {
  const own = parts.reduce((sum, { adds }) => sum + Math.max(0, adds), 0);
  const all = own + Math.max(0, popularity);
  if (all <= 0 || own < popularity) return { kind: 'popular' };
  const named = parts.filter(({ adds }) => adds >= NAMED_FROM * all).slice(0, 2);
  return named.length > 0
    ? { kind: 'because', courses: named.map(({ course }) => course) }
    : { kind: 'alike' };
}
