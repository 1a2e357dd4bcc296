import { isUniqueViolation, type Database, type Tx } from '#database';

/** What is usual where nothing was set. */
export const USUAL_ONE_IN = 20;

export interface ModelState {
  oneIn: number;
  /** Of what is to be learned. */
  revision: number;
  /** Of what was learned; null: nothing yet. */
  trained: { revision: number; at: Date } | null;
}

/** What holds for a community's FAQ, and the matcher as it was last trained. */
export function createModelStore({ prisma }: Database) {
  return {
    async state(communityId: string): Promise<ModelState> {
      const settings = await prisma.faqSettings.findUnique({ where: { communityId } });
      const model = await prisma.faqModel.findUnique({
        where: { communityId },
        select: { revision: true, trainedAt: true },
      });
      return {
        oneIn: settings?.oneIn ?? USUAL_ONE_IN,
        revision: settings?.revision ?? 0,
        trained: model && { revision: model.revision, at: model.trainedAt },
      };
    },
    /** Something changed that a model must learn. Whoever does the same waits for the end of the transaction. */
    async bump(tx: Tx, communityId: string): Promise<void> {
      await tx.faqSettings.upsert({
        where: { communityId },
        create: { communityId, revision: 1 },
        update: { revision: { increment: 1 } },
      });
    },
    async setOneIn(tx: Tx, communityId: string, oneIn: number): Promise<void> {
      await tx.faqSettings.upsert({
        where: { communityId },
        create: { communityId, oneIn },
        update: { oneIn },
      });
    },
    /** Empty: there was nothing to learn. null: never trained. */
    async bytes(communityId: string): Promise<Uint8Array | null> {
      const row = await prisma.faqModel.findUnique({ where: { communityId }, select: { bytes: true } });
      return row?.bytes ?? null;
    },
    /** A model that knows less than the one that is there replaces nothing. */
    async put(
      communityId: string,
      model: { revision: number; trainedAt: Date; bytes: Uint8Array },
    ): Promise<void> {
      const { revision, trainedAt } = model;
      const bytes = new Uint8Array(model.bytes);
      const data = { revision, trainedAt, bytes };
      const where = { communityId, revision: { lte: revision } };
      if ((await prisma.faqModel.updateMany({ where, data })).count > 0) return;
      try {
        await prisma.faqModel.create({ data: { communityId, ...data } });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    },
  };
}

export type ModelStore = ReturnType<typeof createModelStore>;
