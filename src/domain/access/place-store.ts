import type { Database, Prisma, Tx } from '#database';
import type { Platform } from '#domain/members';
import type { Place, PlaceCandidate, PlacePhase } from './model.js';

export const withSpace = { space: true } as const;
type PlaceRow = Prisma.PlaceGetPayload<{ include: typeof withSpace }>;

/** A place with the plans that open it; `phases` for those that do so only during or after a trial. */
export type OpenedPlace = Place & { planIds: string[]; phases: Map<string, 'trial' | 'paid'> };

/** Places, and which plans open them. */
export function createPlaceStore(database: Database) {
  const { prisma } = database;
  const on = (tx?: Tx) => tx ?? prisma;

  return {
    async places(communityId: string, tx?: Tx): Promise<OpenedPlace[]> {
      const rows = await on(tx).place.findMany({
        where: { communityId },
        include: { ...withSpace, plans: { select: { planId: true, during: true } } },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map((row) => ({
        ...toPlace(row),
        planIds: row.plans.map((one) => one.planId),
        phases: new Map(
          row.plans.flatMap(({ planId, during }) => (during === 'always' ? [] : [[planId, during] as const])),
        ),
      }));
    },
    async place(communityId: string, id: string): Promise<Place | null> {
      const row = await prisma.place.findUnique({ where: { id, communityId }, include: withSpace });
      return row && toPlace(row);
    },
    async placesOfPlan(communityId: string, planId: string): Promise<(Place & { during: PlacePhase })[]> {
      const rows = await prisma.place.findMany({
        where: { communityId, plans: { some: { planId } } },
        include: { ...withSpace, plans: { where: { planId }, select: { during: true } } },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map((row) => ({ ...toPlace(row), during: row.plans[0]?.during ?? 'always' }));
    },
    async putPlace(communityId: string, spaceId: string, candidate: PlaceCandidate, now: Date, tx: Tx) {
      const { kind, externalId, title } = candidate;
      return tx.place.upsert({
        where: { spaceId_kind_externalId: { spaceId, kind, externalId }, communityId },
        create: { communityId, spaceId, kind, externalId, title, createdAt: now },
        update: { title },
        include: withSpace,
      });
    },
    async openPlace(
      communityId: string,
      planId: string,
      placeId: string,
      during: PlacePhase,
      tx: Tx,
    ): Promise<void> {
      await tx.planPlace.upsert({
        where: { planId_placeId: { planId, placeId }, communityId },
        create: { communityId, planId, placeId, during },
        update: { during },
      });
    },
    async closePlace(communityId: string, planId: string, placeId: string, tx: Tx): Promise<number> {
      return (await tx.planPlace.deleteMany({ where: { communityId, planId, placeId } })).count;
    },
    /** Whether any plan opens this place itself. */
    async isOpened(communityId: string, placeId: string): Promise<boolean> {
      return (await prisma.planPlace.count({ where: { communityId, placeId } })) > 0;
    },
    async setJoinLink(communityId: string, placeId: string, joinLink: string | null): Promise<void> {
      await prisma.place.updateMany({ where: { communityId, id: placeId }, data: { joinLink } });
    },
    /** True when the problem is news; else when it was last seen. */
    async setProblem(communityId: string, placeId: string, problem: string | null, now: Date) {
      const changed = await prisma.place.updateMany({
        where: {
          communityId,
          id: placeId,
          ...(problem === null ? { problem: { not: null } } : notYet(problem)),
        },
        data: { problem, problemAt: problem === null ? null : now },
      });
      if (changed.count === 0 && problem !== null) {
        await prisma.place.updateMany({
          where: { communityId, id: placeId, problem },
          data: { problemAt: now },
        });
      }
      return changed.count === 1;
    },
    async placesIn(communityId: string, platform: Platform, spaceExternalId: string): Promise<Place[]> {
      const rows = await prisma.place.findMany({
        where: { communityId, space: { platform, externalId: spaceExternalId } },
        include: withSpace,
      });
      return rows.map(toPlace);
    },
  };
}

export type PlaceStore = ReturnType<typeof createPlaceStore>;

const notYet = (problem: string) => ({ OR: [{ problem: null }, { problem: { not: problem } }] });

export function toPlace(row: PlaceRow): Place {
  const { id, communityId, spaceId, kind, externalId, title, joinLink, problem, problemAt } = row;
  const { platform, externalId: spaceExternalId, title: spaceTitle } = row.space;
  return {
    id,
    communityId,
    spaceId,
    platform,
    spaceExternalId,
    spaceTitle,
    kind,
    externalId,
    title,
    joinLink,
    problem,
    problemAt,
  };
}
