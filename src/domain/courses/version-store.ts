import type { Database, Tx } from '#database';
import type { Contents } from './ingest/contents.js';
import type { Asset, CourseLevel, CourseVersion, Lesson } from './model.js';

const LESSON = {
  key: true,
  position: true,
  title: true,
  summary: true,
  body: true,
  minutes: true,
  digest: true,
} as const;
const ASSET = {
  id: true,
  name: true,
  kind: true,
  type: true,
  hash: true,
  url: true,
  bytes: true,
  seconds: true,
  width: true,
  height: true,
  title: true,
} as const;

/** Versions with their lessons and assets. They are written once. */
export function createVersionStore({ prisma }: Database) {
  const inOrder = { orderBy: { position: 'asc' } } as const;
  return {
    async version(communityId: string, id: string, tx: Tx = prisma): Promise<CourseVersion | null> {
      const row = await tx.courseVersion.findUnique({
        where: { id, communityId },
        include: {
          lessons: { select: LESSON, ...inOrder },
          assets: { select: ASSET, orderBy: { name: 'asc' } },
        },
      });
      if (!row) return null;
      const { communityId: _c, createdById: _b, ...version } = row;
      return { ...version, level: version.level as CourseLevel | null };
    },
    async number(communityId: string, courseId: string, tx: Tx): Promise<number> {
      const found = await tx.courseVersion.aggregate({
        where: { communityId, courseId },
        _max: { number: true },
      });
      return found._max.number ?? 0;
    },
    async write(
      tx: Tx,
      communityId: string,
      about: { courseId: string; number: number; digest: string; createdById: string; createdAt: Date },
      contents: Contents,
    ): Promise<string> {
      const { lessons, assets, ...texts } = contents;
      const data = { communityId, ...about, ...texts };
      const { id: versionId } = await tx.courseVersion.create({ data });
      await tx.lesson.createMany({ data: lessons.map((lesson) => ({ communityId, versionId, ...lesson })) });
      if (assets.length > 0)
        await tx.asset.createMany({ data: assets.map((asset) => ({ communityId, versionId, ...asset })) });
      return versionId;
    },
    async outline(communityId: string, versionId: string): Promise<Lesson[]> {
      const { body: _body, ...select } = LESSON;
      const rows = await prisma.lesson.findMany({ where: { communityId, versionId }, select, ...inOrder });
      return rows.map((row) => ({ ...row, body: '' }));
    },
    async lesson(communityId: string, versionId: string, key: string): Promise<Lesson | null> {
      const versionId_key = { versionId, key };
      return prisma.lesson.findUnique({ where: { versionId_key, communityId }, select: LESSON });
    },
    async assets(communityId: string, versionId: string): Promise<Asset[]> {
      const where = { communityId, versionId };
      return prisma.asset.findMany({ where, select: ASSET, orderBy: { name: 'asc' } });
    },
    async asset(communityId: string, id: string): Promise<(Asset & { courseId: string }) | null> {
      const select = { ...ASSET, version: { select: { courseId: true } } } as const;
      const row = await prisma.asset.findUnique({ where: { id, communityId }, select });
      if (!row) return null;
      const { version, ...asset } = row;
      return { ...asset, courseId: version.courseId };
    },
    /** Versions that nobody reads or works on any more. */
    async dropOld(tx: Tx, communityId: string, before: Date): Promise<void> {
      await tx.$executeRaw`
        DELETE FROM "CourseVersion" AS v WHERE v."communityId" = ${communityId} AND v."createdAt" < ${before}
          AND NOT EXISTS (SELECT 1 FROM "Course" AS c WHERE c."communityId" = v."communityId"
            AND c."id" = v."courseId" AND (c."liveId" = v."id" OR c."draftId" = v."id"))`;
    },
  };
}

export type VersionStore = ReturnType<typeof createVersionStore>;
