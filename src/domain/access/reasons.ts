import type { Database } from '#database';

type Row = { id: string; communityId: string };

/** Why somebody was given something, as moderators wrote it: kept sealed, each for its own grant. */
export function sealedReasons({ sealer }: Pick<Database, 'sealer'>) {
  const placeOf = ({ id, communityId }: Row) => ({ column: 'Grant.reason', id, communityId });
  return {
    seal: (row: Row, reason: string): string => sealer.seal(placeOf(row), reason),
    /** The row with its reason readable. */
    open: <R extends Row & { reason: string }>(row: R): R => ({
      ...row,
      reason: sealer.open(placeOf(row), row.reason),
    }),
  };
}
