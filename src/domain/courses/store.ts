import type { Database, Tx } from '#database';
import type { Course, CourseLevel, CourseState } from './model.js';

/** The course's own row, as the rules need it. */
export interface CourseRow {
  id: string;
  slug: string;
  state: CourseState;
  liveId: string | null;
  draftId: string | null;
  free: boolean;
  soloPlanId: string | null;
  publishAt: Date | null;
  publishedAt: Date | null;
  createdById: string | null;
  planIds: string[];
}

export type CourseColumns = Partial<
  Pick<CourseRow, 'state' | 'liveId' | 'draftId' | 'free' | 'soloPlanId' | 'publishAt' | 'publishedAt'> & {
    withdrawnAt: Date | null;
  }
>;

/** Courses, and the plans that open them. */
export function createCourseStore({ prisma }: Database) {
  const withPlans = { include: { plans: { select: { planId: true } } } } as const;

  /** What lists show of versions: their texts, and how much is in them. */
  async function faces(communityId: string, ids: readonly string[]) {
    const where = { communityId, id: { in: [...ids] } };
    const versions = await prisma.courseVersion.findMany({ where });
    const sums = await prisma.lesson.groupBy({
      by: ['versionId'],
      where: { communityId, versionId: { in: [...ids] } },
      _count: { _all: true },
      _sum: { minutes: true },
    });
    const counted = new Map(sums.map((sum) => [sum.versionId, sum]));
    return new Map(
      versions.map((version) => {
        const sum = counted.get(version.id);
        return [version.id, { ...version, lessons: sum?._count._all ?? 0, minutes: sum?._sum.minutes ?? 0 }];
      }),
    );
  }

  async function courses(
    communityId: string,
    where: { OR?: ({ slug: string } | { id: string })[]; state?: CourseState },
  ): Promise<Course[]> {
    const rows = await prisma.course.findMany({ where: { communityId, ...where }, ...withPlans });
    const shown = rows.flatMap(({ liveId, draftId }) => liveId ?? draftId ?? []);
    const texts = await faces(communityId, shown);
    return rows.flatMap(({ plans, withdrawnAt: _w, createdAt: _c, ...row }) => {
      const face = texts.get(row.liveId ?? row.draftId ?? '');
      if (!face) return [];
      const { title, summary, language, tags, prerequisites, lessons, minutes } = face;
      const level = face.level as CourseLevel | null;
      const planIds = plans.map(({ planId }) => planId);
      const about = { title, summary, language, level, tags, prerequisites, lessons, minutes };
      return [{ ...row, ...about, planIds }];
    });
  }

  return {
    courses: (communityId: string, state?: CourseState) => courses(communityId, state ? { state } : {}),
    async course(communityId: string, slugOrId: string): Promise<Course | null> {
      const found = await courses(communityId, { OR: [{ slug: slugOrId }, { id: slugOrId }] });
      return found.find(({ slug }) => slug === slugOrId) ?? found[0] ?? null;
    },
    async row(communityId: string, slugOrId: string, tx: Tx = prisma): Promise<CourseRow | null> {
      const where = { communityId, OR: [{ slug: slugOrId }, { id: slugOrId }] };
      const found = await tx.course.findMany({ where, ...withPlans });
      const row = found.find(({ slug }) => slug === slugOrId) ?? found[0];
      return row ? { ...row, planIds: row.plans.map(({ planId }) => planId) } : null;
    },
    async create(
      tx: Tx,
      communityId: string,
      input: { slug: string; createdById: string; createdAt: Date },
    ): Promise<string> {
      return (await tx.course.create({ data: { communityId, ...input } })).id;
    },
    async change(tx: Tx, communityId: string, id: string, data: CourseColumns): Promise<void> {
      await tx.course.update({ where: { id, communityId }, data });
    },
    async setPlans(tx: Tx, communityId: string, courseId: string, planIds: readonly string[]): Promise<void> {
      await tx.coursePlan.deleteMany({ where: { communityId, courseId, planId: { notIn: [...planIds] } } });
      const data = planIds.map((planId) => ({ communityId, courseId, planId }));
      if (data.length > 0) await tx.coursePlan.createMany({ data, skipDuplicates: true });
    },
    async due(communityId: string, now: Date): Promise<string[]> {
      const where = { communityId, publishAt: { lte: now } };
      const rows = await prisma.course.findMany({
        where,
        select: { id: true },
        orderBy: { publishAt: 'asc' },
      });
      return rows.map(({ id }) => id);
    },
    /** Courses that were never published and whose draft is older than this; they go with all that is theirs. */
    async dropAbandoned(tx: Tx, communityId: string, before: Date): Promise<void> {
      const rows = await tx.course.findMany({
        where: { communityId, liveId: null, publishAt: null, createdAt: { lt: before } },
        select: { id: true, draftId: true },
      });
      const drafts = rows.flatMap(({ draftId }) => draftId ?? []);
      const young = await tx.courseVersion.findMany({
        where: { communityId, id: { in: drafts }, createdAt: { gte: before } },
        select: { courseId: true },
      });
      const kept = new Set(young.map(({ courseId }) => courseId));
      const ids = rows.flatMap(({ id }) => (kept.has(id) ? [] : id));
      await tx.course.deleteMany({ where: { communityId, id: { in: ids } } });
    },
  };
}

export type CourseStore = ReturnType<typeof createCourseStore>;
