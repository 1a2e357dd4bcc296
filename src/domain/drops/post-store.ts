import type { Database, Prisma, Tx } from '#database';
import { later } from '#kernel/clock';
import { newId } from '#kernel/ids';
import type { Outlet, Post, PostState, TroubledPost } from './model.js';
import { outletOf, withSpace } from './outlet-store.js';

/** A row with this failure waits for another try although an earlier one may have arrived. */
export const NO_ANSWER = 'no_answer';

/** Somebody took the message away on the platform, or looked at it and leaves it: it is not sent again. */
export const LEFT_ALONE = 'left_alone';

/** How often a platform that refuses is tried by itself, at growing distances: for about a day. */
export const MOST_TRIES = 12;

/** How long a sender may be silent before its row is taken for orphaned. */
export const CLAIM_MS = 45_000;

/** A post with all that is needed to send it. */
export interface FullPost extends Post {
  digest: string;
  sentDigest: string | null;
  attempts: number;
  notBefore: Date;
  claim: string | null;
  claimedAt: Date | null;
  createdAt: Date;
  drop: { id: string; courseId: string; lessonKey: string; whole: boolean };
  outlet: Outlet;
}

/** The outbox of places. */
export function createPostStore({ prisma }: Database) {
  return {
    async post(communityId: string, id: string): Promise<FullPost | null> {
      const row = await prisma.post.findUnique({ where: { id, communityId }, include: around });
      return row && fullOf(row);
    },
    /** Parts of one drop in one place, first to last. */
    async parts(communityId: string, dropId: string, outletId: string): Promise<Post[]> {
      const where = { communityId, dropId, outletId };
      return (await prisma.post.findMany({ where, orderBy: { part: 'asc' } })).map(postOf);
    },
    async ofDrop(tx: Tx, communityId: string, dropId: string): Promise<(Post & { digest: string })[]> {
      const rows = await tx.post.findMany({ where: { communityId, dropId }, orderBy: { id: 'asc' } });
      return rows.map((row) => ({ ...postOf(row), digest: row.digest }));
    },
    /** Writes posts that do not exist yet; their ids are in the order in which they are given. */
    async create(
      tx: Tx,
      communityId: string,
      posts: readonly { dropId: string; outletId: string; part: number; digest: string }[],
      now: Date,
      /** Counts posts of one pass, so that they are sent in this order although they are made in one moment. */
      order: number,
    ): Promise<void> {
      const rows = posts.map((post, at) => ({
        id: newId(later(now, order + at)),
        communityId,
        ...post,
        notBefore: now,
        createdAt: now,
      }));
      if (rows.length > 0) await tx.post.createMany({ data: rows, skipDuplicates: true });
    },
    /** What should stand there from now on. */
    async want(
      tx: Tx,
      communityId: string,
      id: string,
      data: { wanted: boolean; digest?: string; state?: PostState },
      now: Date,
    ): Promise<void> {
      await tx.post.updateMany({ where: { communityId, id }, data: { ...data, notBefore: now } });
      // How often something was tried that may have arrived is not forgotten: it tells whether to look first.
      const known = { state: { in: ['sent' as const, 'refused' as const, 'withdrawn' as const] } };
      await tx.post.updateMany({ where: { communityId, id, ...known }, data: { attempts: 0 } });
    },

    /** Posts of one place that something is to be done about, in order. */
    async due(communityId: string, outletId: string, now: Date, limit: number): Promise<string[]> {
      const rows = await prisma.post.findMany({
        where: { communityId, outletId, ...dueAt(now, prisma) },
        orderBy: { id: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },
    /** Whether an earlier post of the place was told to wait, or is on its way: what comes later must not overtake it. */
    async isHeld(communityId: string, { id, outletId }: FullPost, now: Date): Promise<boolean> {
      const waits = { state: 'pending' as const, notBefore: { gt: now } };
      const earlier = { communityId, outletId, id: { lt: id }, wanted: true, externalId: null };
      return (
        (await prisma.post.count({ where: { ...earlier, OR: [waits, { state: 'sending' as const }] } })) > 0
      );
    },
    async dueOutlets(communityId: string, now: Date): Promise<string[]> {
      const rows = await prisma.post.findMany({
        where: { communityId, ...dueAt(now, prisma) },
        distinct: ['outletId'],
        select: { outletId: true },
      });
      return rows.map((row) => row.outletId);
    },

    /** Takes a row for this process; false: somebody else has it, or it is not as it was. */
    async claim(
      communityId: string,
      was: FullPost,
      claim: string,
      now: Date,
      sends: boolean,
    ): Promise<boolean> {
      const taken = await prisma.post.updateMany({
        where: {
          communityId,
          id: was.id,
          state: was.state,
          wanted: was.wanted,
          claim: was.claim,
          notBefore: { lte: now },
        },
        data: { claim, claimedAt: now, attempts: { increment: 1 }, ...(sends ? { state: 'sending' } : {}) },
      });
      return taken.count === 1;
    },
    /** Writes what became of a claimed row; false when the claim is no longer ours. */
    async settle(
      communityId: string,
      id: string,
      claim: string,
      data: Prisma.PostUpdateManyMutationInput,
    ): Promise<boolean> {
      return (await prisma.post.updateMany({ where: { communityId, id, claim }, data })).count === 1;
    },
    /** What is wanted was read before the course changed once more: what was sent is the later. */
    async follow(communityId: string, id: string, from: string, digest: string): Promise<void> {
      await prisma.post.updateMany({ where: { communityId, id, digest: from }, data: { digest } });
    },
    /** Whatever was sent may not be the latest: it is edited once more. */
    async distrust(communityId: string, id: string): Promise<void> {
      await prisma.post.updateMany({ where: { communityId, id, state: 'sent' }, data: { sentDigest: '' } });
    },
    /** Rows whose sender has been silent since `before`. */
    async orphans(communityId: string, before: Date): Promise<FullPost[]> {
      const rows = await prisma.post.findMany({
        where: { communityId, state: 'sending', claimedAt: { lt: before } },
        include: around,
        orderBy: { id: 'asc' },
        take: 500,
      });
      return rows.map(fullOf);
    },
    async troubled(communityId: string): Promise<TroubledPost[]> {
      const rows = await prisma.post.findMany({
        where: { communityId, state: { in: ['refused', 'uncertain'] } },
        include: around,
        orderBy: { id: 'asc' },
        take: 200,
      });
      return rows.map((row) => {
        const { courseId, lessonKey } = row.drop;
        return { ...postOf(row), courseId, lessonKey, outlet: outletOf(row.outlet) };
      });
    },
    /**
     * A moderator decides about a refused or uncertain row: it is tried again as if it had never arrived, or left as
     * it is. @returns it as it was, or null
     */
    async decide(tx: Tx, communityId: string, id: string, again: boolean, now: Date) {
      const include = { drop: { select: { lessonKey: true } }, outlet: { select: { title: true } } };
      const row = await tx.post.findUnique({ where: { id, communityId }, include });
      if (!row || (row.state !== 'refused' && row.state !== 'uncertain')) return null;
      const { state, wanted } = row;
      const fresh = { attempts: 0, notBefore: now, failure: null };
      let data: Prisma.PostUpdateManyMutationInput = fresh;
      if (!again) data = { state: 'withdrawn', wanted: false, failure: LEFT_ALONE };
      // Nobody could take back what nobody knows.
      else if (state === 'uncertain') data = { ...fresh, state: wanted ? 'pending' : 'withdrawn' };
      const { count } = await tx.post.updateMany({ where: { communityId, id, state }, data });
      const { outlet, drop } = row;
      return count === 1 ? { outletId: row.outletId, outlet, lessonKey: drop.lessonKey } : null;
    },
    async counts(communityId: string, dropIds: readonly string[]): Promise<number> {
      const where = { communityId, dropId: { in: [...dropIds] }, state: 'sent' as const };
      return prisma.post.count({ where });
    },
  };
}

export type PostStore = ReturnType<typeof createPostStore>;

const around = {
  drop: { select: { id: true, courseId: true, lessonKey: true, whole: true } },
  outlet: { include: withSpace },
} as const;
type Full = Prisma.PostGetPayload<{ include: typeof around }>;

function postOf(row: Prisma.PostGetPayload<object>): Post {
  const { id, dropId, outletId, part, state, wanted, externalId, threadId, failure, sentAt } = row;
  return { id, dropId, outletId, part, state, wanted, externalId, threadId, failure, sentAt };
}

function fullOf(row: Full): FullPost {
  const { digest, sentDigest, attempts, notBefore, claim, claimedAt, createdAt, drop, outlet } = row;
  return {
    ...postOf(row),
    digest,
    sentDigest,
    attempts,
    notBefore,
    claim,
    claimedAt,
    createdAt,
    drop,
    outlet: outletOf(outlet),
  };
}

function dueAt(now: Date, prisma: Database['prisma']): Prisma.PostWhereInput {
  const current = { digest: { equals: prisma.post.fields.sentDigest } };
  return {
    notBefore: { lte: now },
    OR: [
      { state: 'pending' },
      { state: 'refused', attempts: { lt: MOST_TRIES } },
      { state: 'sent', wanted: false },
      { state: 'sent', NOT: current },
    ],
  };
}
