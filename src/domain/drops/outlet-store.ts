import type { Database, Prisma, Tx } from '#database';
import type { Outlet, OutletKind } from './model.js';

/** Where courses are announced. */
export function createOutletStore({ prisma }: Database) {
  return {
    async outlets(communityId: string, tx?: Tx): Promise<Outlet[]> {
      const rows = await (tx ?? prisma).outlet.findMany({
        where: { communityId },
        include: around,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(outletOf);
    },
    async outlet(communityId: string, id: string): Promise<Outlet | null> {
      const row = await prisma.outlet.findUnique({ where: { id, communityId }, include: around });
      return row && outletOf(row);
    },
    /** @returns its id; a place that is known keeps its own */
    async put(
      tx: Tx,
      communityId: string,
      given: {
        spaceId: string;
        externalId: string;
        kind: OutletKind;
        title: string;
        threads: boolean;
        planIds: readonly string[];
        createdAt: Date;
      },
    ): Promise<string> {
      const { spaceId, externalId, kind, title, threads, planIds, createdAt } = given;
      const data = { kind, title, threads, problem: null, problemAt: null };
      const { id: outletId } = await tx.outlet.upsert({
        where: { communityId, spaceId_externalId: { spaceId, externalId } },
        create: { communityId, spaceId, externalId, createdAt, ...data },
        update: data,
        select: { id: true },
      });
      await tx.outletPlan.deleteMany({ where: { communityId, outletId } });
      const plans = [...new Set(planIds)].map((planId) => ({ communityId, outletId, planId }));
      if (plans.length > 0) await tx.outletPlan.createMany({ data: plans });
      return outletId;
    },
    /** @returns its title, or null when there was none */
    async remove(tx: Tx, communityId: string, id: string): Promise<string | null> {
      const row = await tx.outlet.findUnique({ where: { id, communityId }, select: { title: true } });
      const { count } = await tx.outlet.deleteMany({ where: { communityId, id } });
      return row && count === 1 ? row.title : null;
    },
    /** @returns whether that is news */
    async setProblem(communityId: string, id: string, problem: string | null, at: Date): Promise<boolean> {
      const other =
        problem === null ? { problem: { not: null } } : { OR: [{ problem: null }, { NOT: { problem } }] };
      const done = await prisma.outlet.updateMany({
        where: { communityId, id, ...other },
        data: { problem, problemAt: problem === null ? null : at },
      });
      return done.count === 1;
    },
  };
}

export type OutletStore = ReturnType<typeof createOutletStore>;

const around = { space: true, plans: { select: { planId: true } } } as const;
type Row = Prisma.OutletGetPayload<{ include: typeof around }>;

export function outletOf({
  id,
  spaceId,
  kind,
  externalId,
  title,
  threads,
  problem,
  space,
  plans,
}: Row): Outlet {
  return {
    id,
    platform: space.platform,
    spaceId,
    spaceExternalId: space.externalId,
    kind,
    externalId,
    title,
    threads,
    planIds: plans.map(({ planId }) => planId),
    problem,
  };
}

export { around as withSpace };
