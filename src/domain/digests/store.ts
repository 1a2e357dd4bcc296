import type { Database, DigestModel, Tx } from '#database';
import type { DigestDue, DigestSkip, Reception } from './model.js';

/** Somebody who may get a digest this week. */
export interface Reader {
  id: string;
  /** null: the community's. */
  timeZone: string | null;
  quietFrom: number | null;
  quietTo: number | null;
}

export interface NewDigest {
  memberId: string;
  week: string;
  dueAt: Date;
}

export interface PlannedRow {
  memberId: string;
  dueAt: Date;
  messageId: string | null;
  skipped: string | null;
}

const NEVER = new Date(0);

/** Who gets a digest when, and what became of it. */
export function createDigestStore({ prisma }: Database) {
  return {
    /**
     * Members without a row for the week who used the bot, want a digest, and have something here: a plan, or a
     * course that they take. By id, after `after`.
     */
    async readers(communityId: string, week: string, after: string, limit: number): Promise<Reader[]> {
      return prisma.member.findMany({
        where: {
          communityId,
          id: { gt: after },
          digest: true,
          leavingAt: null,
          accounts: { some: { lastSeenAt: { gt: NEVER } } },
          OR: [{ entitlements: { some: { granting: true } } }, { enrolments: { some: {} } }],
          digests: { none: { week } },
        },
        orderBy: { id: 'asc' },
        take: limit,
        select: { id: true, timeZone: true, quietFrom: true, quietTo: true },
      });
    },
    /** Rows that are there already stay as they are. @returns how many are new */
    async plan(communityId: string, rows: readonly NewDigest[]): Promise<number> {
      if (rows.length === 0) return 0;
      const data = rows.map((row) => ({ ...row, communityId }));
      return (await prisma.digest.createMany({ data, skipDuplicates: true })).count;
    },
    async due(communityId: string, now: Date, limit: number): Promise<DigestDue[]> {
      return prisma.digest.findMany({
        where: { communityId, composedAt: null, dueAt: { lte: now } },
        orderBy: [{ dueAt: 'asc' }, { memberId: 'asc' }],
        take: limit,
        select: { memberId: true, week: true },
      });
    },
    async one(communityId: string, memberId: string, week: string): Promise<DigestModel | null> {
      return prisma.digest.findFirst({ where: { communityId, memberId, week } });
    },
    /** When the member last got one; null: never. */
    async lastSent(communityId: string, memberId: string): Promise<Date | null> {
      const row = await prisma.digest.findFirst({
        where: { communityId, memberId, messageId: { not: null } },
        orderBy: { composedAt: 'desc' },
        select: { composedAt: true },
      });
      return row?.composedAt ?? null;
    },
    /** What digests recommended to the member before: `course` or `course lesson`. */
    async shown(communityId: string, memberId: string, before: Date): Promise<Set<string>> {
      const rows = await prisma.suggestion.findMany({
        where: { communityId, memberId, way: 'digest', shownAt: { lt: before } },
        select: { courseId: true, lessonKey: true },
      });
      return new Set(rows.map(({ courseId, lessonKey }) => named(courseId, lessonKey)));
    },
    /** Whether the member is there and still wants it. */
    async standing(communityId: string, memberId: string): Promise<'wants' | 'optout' | 'gone'> {
      const row = await prisma.member.findFirst({
        where: { communityId, id: memberId },
        select: { digest: true, leavingAt: true },
      });
      if (!row || row.leavingAt) return 'gone';
      return row.digest ? 'wants' : 'optout';
    },
    /** Takes the row for this transaction: false when somebody else composed it. */
    async take(tx: Tx, communityId: string, due: DigestDue, now: Date, heldOut: boolean): Promise<boolean> {
      const where = { communityId, ...due, composedAt: null };
      return (await tx.digest.updateMany({ where, data: { composedAt: now, heldOut } })).count === 1;
    },
    async settle(
      tx: Tx,
      communityId: string,
      due: DigestDue,
      data: { messageId: string } | { skipped: DigestSkip },
    ): Promise<void> {
      await tx.digest.updateMany({ where: { communityId, ...due }, data });
    },

    async weeks(communityId: string, count: number): Promise<string[]> {
      const rows = await prisma.digest.findMany({
        where: { communityId },
        distinct: ['week'],
        orderBy: { week: 'desc' },
        take: count,
        select: { week: true },
      });
      return rows.map(({ week }) => week);
    },
    async ofWeek(communityId: string, week: string): Promise<PlannedRow[]> {
      return prisma.digest.findMany({
        where: { communityId, week },
        orderBy: [{ dueAt: 'asc' }, { memberId: 'asc' }],
        select: { memberId: true, dueAt: true, messageId: true, skipped: true },
      });
    },
    /** What members made of the recommendations that digests showed them in a span of time. */
    async received(
      communityId: string,
      from: Date,
      to: Date,
      memberIds?: readonly string[],
    ): Promise<Map<string, Reception>> {
      const rows = await prisma.suggestion.findMany({
        where: {
          communityId,
          way: 'digest',
          shownAt: { gte: from, lt: to },
          ...(memberIds ? { memberId: { in: [...memberIds] } } : {}),
        },
        select: { memberId: true, verdict: true, takenAt: true },
      });
      const found = new Map<string, Reception>();
      for (const { memberId, verdict, takenAt } of rows) {
        const one = found.get(memberId) ?? { shown: 0, up: 0, down: 0, known: 0, taken: 0 };
        one.shown += 1;
        if (verdict) one[verdict] += 1;
        if (takenAt) one.taken += 1;
        found.set(memberId, one);
      }
      return found;
    },
    /** Forgets what was sent long ago. */
    async drop(communityId: string, before: Date): Promise<void> {
      await prisma.digest.deleteMany({ where: { communityId, dueAt: { lt: before } } });
    },
  };
}

export const named = (courseId: string, lessonKey: string | null): string =>
  lessonKey === null ? courseId : `${courseId} ${lessonKey}`;

export type DigestStore = ReturnType<typeof createDigestStore>;
