import type { Database, Prisma, Tx } from '#database';
import type { RecommendReport } from './served.js';

/** What is kept of a training. */
export interface KeptModel {
  kind: string;
  trainedAt: Date;
  dataHash: string;
  courseIds: string[];
  report: RecommendReport;
  bytes: Uint8Array;
}

/** The model of each community, as it is served. */
export function createModelStore({ prisma }: Database) {
  return {
    /** Cheap: tells whether the model is still the one that is known. */
    async head(communityId: string) {
      return prisma.recommendModel.findUnique({
        where: { communityId },
        select: { kind: true, trainedAt: true, dataHash: true },
      });
    },
    async model(communityId: string): Promise<KeptModel | null> {
      const row = await prisma.recommendModel.findUnique({ where: { communityId } });
      return row && { ...row, report: row.report as unknown as RecommendReport };
    },
    async report(communityId: string): Promise<RecommendReport | null> {
      const row = await prisma.recommendModel.findUnique({
        where: { communityId },
        select: { report: true },
      });
      return row && (row.report as unknown as RecommendReport);
    },
    async put(communityId: string, model: KeptModel, tx: Tx): Promise<void> {
      const data = {
        ...model,
        bytes: new Uint8Array(model.bytes),
        report: model.report as unknown as Prisma.InputJsonObject,
      };
      await tx.recommendModel.upsert({
        where: { communityId },
        create: { communityId, ...data },
        update: data,
      });
    },
    /** For changing it: whoever else does waits. */
    async locked(tx: Tx, communityId: string): Promise<KeptModel | null> {
      await tx.$queryRaw`SELECT 1 FROM "RecommendModel" WHERE "communityId" = ${communityId} FOR UPDATE`;
      const row = await tx.recommendModel.findUnique({ where: { communityId } });
      return row && { ...row, report: row.report as unknown as RecommendReport };
    },
  };
}

export type ModelStore = ReturnType<typeof createModelStore>;
