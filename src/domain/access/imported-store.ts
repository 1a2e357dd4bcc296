import type { Database, Tx } from '#database';
import type { ImportedGrant } from './imported.js';

/** Grants, as far as importing needs to know them. */
export function createImportedStore(database: Database) {
  return {
    async wasGranted(communityId: string, grant: ImportedGrant, tx?: Tx): Promise<boolean> {
      return (await (tx ?? database.prisma).grant.count({ where: { communityId, ...grant } })) > 0;
    },
  };
}

export type ImportedStore = ReturnType<typeof createImportedStore>;
