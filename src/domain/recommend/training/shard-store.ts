import type { Database, Tx } from '#database';

/** What the steps of a training hand to one another. Written again, it is the same. */
export function createShardStore({ prisma }: Database) {
  return {
    async put(communityId: string, run: string, part: { shard: number; of: number }, bytes: Uint8Array) {
      const { shard, of } = part;
      const data = { of, bytes: new Uint8Array(bytes) };
      await prisma.recommendShard.upsert({
        where: { communityId_run_shard: { communityId, run, shard } },
        create: { communityId, run, shard, ...data },
        update: data,
      });
    },
    async get(communityId: string, run: string, shard: number): Promise<Uint8Array | null> {
      const row = await prisma.recommendShard.findFirst({ where: { communityId, run, shard } });
      return row?.bytes ?? null;
    },
    /** In the order of the shards. */
    async all(communityId: string, run: string): Promise<Uint8Array[]> {
      const rows = await prisma.recommendShard.findMany({
        where: { communityId, run },
        orderBy: { shard: 'asc' },
      });
      return rows.map(({ bytes }) => bytes);
    },
    /** Drops what is under way: its steps find nothing and stop. */
    async drop(communityId: string, tx: Tx = prisma): Promise<void> {
      await tx.recommendShard.deleteMany({ where: { communityId } });
    },
  };
}

export type ShardStore = ReturnType<typeof createShardStore>;
