import type { Database } from '#database';

type Row = { id: string; communityId: string };

/** How people are called, as it is kept: sealed, each for its own account. */
export function sealedNames({ sealer }: Pick<Database, 'sealer'>) {
  const placeOf = ({ id, communityId }: Row) => ({ column: 'Account.name', id, communityId });
  return {
    seal: (row: Row, name: string): string => sealer.seal(placeOf(row), name),
    open: (row: Row & { name: string }): string => sealer.open(placeOf(row), row.name),
  };
}
