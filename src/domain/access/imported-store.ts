import type { Database, Tx } from '#database';
import type { ImportedGrant } from './imported.js';
import { sealedReasons } from './reasons.js';

/** Grants, as far as importing needs to know them. */
export function createImportedStore(database: Database) {
  const reasons = sealedReasons(database);
  return {
    async wasGranted(communityId: string, { reason, ...grant }: ImportedGrant, tx?: Tx): Promise<boolean> {
      const rows = await (tx ?? database.prisma).grant.findMany({ where: { communityId, ...grant } });
      return rows.map(reasons.open).some((row) => row.reason === reason);
    },
  };
}

export type ImportedStore = ReturnType<typeof createImportedStore>;
