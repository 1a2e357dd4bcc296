import type { Database, Tx } from '#database';

/** Rows of content in the store: what a row names is there, and what no row names may be taken away. */
export function createBlobRows({ prisma }: Database) {
  return {
    /** Those of these hashes that have a row. */
    async known(communityId: string, hashes: readonly string[], tx: Tx = prisma): Promise<Set<string>> {
      const where = { communityId, hash: { in: [...hashes] } };
      const rows = await tx.blob.findMany({ where, select: { hash: true } });
      return new Set(rows.map(({ hash }) => hash));
    },
    async add(
      tx: Tx,
      communityId: string,
      blobs: readonly { hash: string; bytes: number; type: string; createdAt: Date }[],
    ): Promise<void> {
      if (blobs.length === 0) return;
      await tx.blob.createMany({
        data: blobs.map((blob) => ({ communityId, ...blob })),
        skipDuplicates: true,
      });
    },
    /** Takes away the rows that no asset names. */
    async dropUnnamed(tx: Tx, communityId: string): Promise<void> {
      await tx.$executeRaw`
        DELETE FROM "Blob" AS b WHERE b."communityId" = ${communityId} AND NOT EXISTS (
          SELECT 1 FROM "Asset" AS a WHERE a."communityId" = b."communityId" AND a."hash" = b."hash")`;
    },
  };
}

export type BlobRows = ReturnType<typeof createBlobRows>;
