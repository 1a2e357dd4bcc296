import type { Database, Prisma, Tx } from '#database';
import type { Drop, DropRule } from './model.js';

/** A drop, and by which version of the course it was last planned. */
export interface PlannedDrop extends Drop {
  plannedId: string | null;
}

/** Stands for a version where a course was planned while nobody could read it. */
export const NOT_LIVE = 'none';

/** When lessons open and are announced. */
export function createDropStore({ prisma }: Database) {
  return {
    async drops(communityId: string, courseId: string, tx?: Tx): Promise<PlannedDrop[]> {
      const rows = await (tx ?? prisma).drop.findMany({
        where: { communityId, courseId },
        orderBy: { lessonKey: 'asc' },
      });
      return rows.map(dropOf);
    },
    /** Lessons of which a first post was sent in that time. */
    async announced(communityId: string, from: Date, to: Date) {
      const rows = await prisma.post.findMany({
        where: { communityId, part: 0, sentAt: { gte: from, lt: to } },
        distinct: ['dropId'],
        orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
        select: { sentAt: true, drop: { select: { courseId: true, lessonKey: true } } },
      });
      return rows.flatMap(({ sentAt, drop }) => (sentAt ? [{ at: sentAt, ...drop }] : []));
    },
    async drop(communityId: string, id: string, tx: Tx): Promise<PlannedDrop | null> {
      const row = await tx.drop.findUnique({ where: { id, communityId } });
      return row && dropOf(row);
    },
    async set(
      tx: Tx,
      communityId: string,
      courseId: string,
      lessonKey: string,
      data: { rule: DropRule; whole: boolean; createdById: string; createdAt: Date },
    ): Promise<void> {
      const { createdById, createdAt, whole } = data;
      const rule = data.rule as unknown as Prisma.InputJsonValue;
      const unplanned = { rule, whole, plannedId: null };
      const known = await tx.drop.updateMany({
        where: { communityId, courseId, lessonKey },
        data: unplanned,
      });
      if (known.count > 0) return;
      await tx.drop.createMany({
        data: [{ communityId, courseId, lessonKey, createdById, createdAt, ...unplanned }],
      });
    },
    async remove(tx: Tx, communityId: string, id: string): Promise<void> {
      await tx.drop.deleteMany({ where: { communityId, id } });
    },
    async change(
      tx: Tx,
      communityId: string,
      id: string,
      data: { rule?: DropRule; postAt?: Date | null; postedAt?: Date; plannedId?: string },
    ): Promise<void> {
      const { rule, ...rest } = data;
      const json = rule ? { rule: rule as unknown as Prisma.InputJsonValue } : {};
      await tx.drop.updateMany({ where: { communityId, id }, data: { ...rest, ...json } });
    },
    /** What began with `from` is done with `to`, where nobody changed a rule in between. */
    async replan(communityId: string, courseId: string, from: string, to: string): Promise<void> {
      await prisma.drop.updateMany({
        where: { communityId, courseId, plannedId: from },
        data: { plannedId: to },
      });
    },
    /** Courses whose drops were planned by another version than the one that is live, or by none. */
    async unplanned(communityId: string): Promise<string[]> {
      const rows = await prisma.$queryRaw<{ courseId: string }[]>`
        SELECT DISTINCT dropped."courseId" FROM "Drop" AS dropped
        JOIN "Course" AS course ON course."id" = dropped."courseId"
        WHERE dropped."communityId" = ${communityId} AND dropped."plannedId" IS DISTINCT FROM
          CASE WHEN course."state" = 'published' AND course."liveId" IS NOT NULL THEN course."liveId"
            ELSE ${NOT_LIVE} END
        ORDER BY 1`;
      return rows.map((row) => row.courseId);
    },
    /** Drops that places have not heard of and should by now. */
    async due(communityId: string, now: Date): Promise<PlannedDrop[]> {
      const rows = await prisma.drop.findMany({
        where: { communityId, postAt: { lte: now }, postedAt: null },
        orderBy: [{ postAt: 'asc' }, { id: 'asc' }],
        take: 2_000,
      });
      return rows.map(dropOf);
    },
    async coming(
      communityId: string,
      { courseId, limit, offset }: { courseId?: string; limit: number; offset: number },
    ): Promise<{ drops: Drop[]; total: number }> {
      const where = { communityId, ...(courseId ? { courseId } : {}), postAt: { not: null }, postedAt: null };
      const rows = await prisma.drop.findMany({
        where,
        orderBy: [{ postAt: 'asc' }, { id: 'asc' }],
        take: limit,
        skip: offset,
      });
      return { drops: rows.map(dropOf), total: await prisma.drop.count({ where }) };
    },
  };
}

export type DropStore = ReturnType<typeof createDropStore>;

type Row = Prisma.DropGetPayload<object>;

function dropOf({ id, courseId, lessonKey, rule, whole, postAt, postedAt, plannedId }: Row): PlannedDrop {
  return {
    id,
    courseId,
    lessonKey,
    rule: rule as unknown as DropRule,
    whole,
    postAt,
    postedAt,
    plannedId,
  };
}
