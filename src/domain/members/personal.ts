/** Stands where somebody was named who has asked to be forgotten. */
export const FORGOTTEN = 'forgotten';

/** What a person is known by: ids of ours, of the platforms, of the payment provider. */
export type Traces = Set<string>;

/** What a room keeps about one person, by what it is, for the person to read. */
export type Kept = Record<string, readonly Record<string, unknown>[]>;

/** Texts in which ids are told from what surrounds them: JSON, keys joined by colons, addresses. */
export function mentions(text: string, traces: Traces): boolean {
  return text.split(/[^\w-]+/).some((word) => word !== '' && traces.has(word));
}

/** A row as its owner may read it: without what only tells whose it is, and what opens something. */
export function readable<Row extends object, Hidden extends keyof Row>(
  row: Row,
  hidden: readonly Hidden[],
): Omit<Row, Hidden | 'communityId' | 'memberId'> {
  const left = new Set<PropertyKey>(['communityId', 'memberId', ...hidden]);
  const shown = Object.entries(row).filter(([column]) => !left.has(column));
  return Object.fromEntries(shown) as Omit<Row, Hidden | 'communityId' | 'memberId'>;
}
