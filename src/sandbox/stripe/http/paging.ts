import type { Listing } from '../shapes/basics.js';
import { invalidRequest } from './fault.js';

export interface PageParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

/**
 * A page of rows, newest first, as Stripe's cursors cut it. The rows are given oldest first and unfiltered: a cursor
 * stays good when its object no longer passes the filter.
 */
export function page<Row extends { id: string }>(
  url: string,
  rows: readonly Row[],
  keep: (row: Row) => boolean,
  params: PageParams,
): Listing<Row> {
  const limit = params.limit ?? 10;
  const newest = rows.toReversed();
  const { starting_after: after, ending_before: before } = params;
  if (after !== undefined && before !== undefined) {
    throw invalidRequest('You cannot parameterize both starting_after and ending_before.');
  }
  if (before !== undefined) {
    const newer = newest.slice(0, positionOf(newest, before, 'ending_before')).filter(keep);
    return { object: 'list', data: newer.slice(-limit), has_more: newer.length > limit, url };
  }
  const from = after === undefined ? 0 : positionOf(newest, after, 'starting_after') + 1;
  const older = newest.slice(from).filter(keep);
  return { object: 'list', data: older.slice(0, limit), has_more: older.length > limit, url };
}

function positionOf(rows: readonly { id: string }[], id: string, param: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) throw invalidRequest(`No such object: '${id}'`, { code: 'resource_missing', param });
  return index;
}

export type Moment =
  | number
  | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined };

/** Whether a time satisfies a filter such as `created[gte]`; no filter is satisfied by every time. */
export function isWithin(time: number, filter: Moment | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return time === filter;
  return (
    (filter.gt === undefined || time > filter.gt) &&
    (filter.gte === undefined || time >= filter.gte) &&
    (filter.lt === undefined || time < filter.lt) &&
    (filter.lte === undefined || time <= filter.lte)
  );
}
