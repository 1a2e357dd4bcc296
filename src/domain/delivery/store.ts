import type { Database, Prisma, Tx } from '#database';
import type { Platform } from '#domain/members';
import type { ButtonCall, NewNotice, Notice, NoticeKind, NoticeValues } from './model.js';

type Row = Prisma.MessageGetPayload<object>;

/** A try of which nobody knows whether it arrived. */
export interface Doubt {
  platform: Platform;
  accountId: string | null;
  at: Date;
  /** How many tries there were by then, this one included. */
  tries: number;
}

/** A row that this process holds, until it says what became of it. */
export interface Claimed extends Notice {
  key: string;
  urgent: boolean;
  claim: string;
  attempts: number;
  doubt: Doubt | null;
}

/** A row with this failure waits for another try although an earlier one may have arrived. */
export const NO_ANSWER = 'no_answer';

/** The room's rows. */
export function createDeliveryStore(database: Database) {
  const { prisma, unscoped } = database;

  return {
    async post(tx: Tx, notice: NewNotice, now: Date): Promise<boolean> {
      const { communityId, memberId, kind, key, values, urgent = false } = notice;
      const made = await tx.message.createMany({
        data: [{ communityId, memberId, kind, key, body: values, urgent, notBefore: now, createdAt: now }],
        skipDuplicates: true,
      });
      return made.count === 1;
    },

    /** Takes a pending, due row for this process: null when somebody else has it or it is not due. */
    async claim(communityId: string, id: string, claim: string, now: Date): Promise<Claimed | null> {
      const row = await prisma.message.findUnique({ where: { id, communityId } });
      if (!row || row.state !== 'pending' || row.notBefore > now) return null;
      const taken = await prisma.message.updateMany({
        // Whoever had it in between left another claim.
        where: { communityId, id, state: 'pending', claim: row.claim },
        data: { state: 'sending', claim, claimedAt: now, attempts: { increment: 1 } },
      });
      if (taken.count === 0) return null;
      const doubt = row.failure === NO_ANSWER ? doubtOf(row) : null;
      return { ...claimed(row), state: 'sending', claim, attempts: row.attempts + 1, doubt };
    },

    /** Writes what became of a claimed row; false when the claim is no longer ours. */
    async settle(
      communityId: string,
      id: string,
      claim: string,
      data: Prisma.MessageUpdateManyMutationInput,
    ): Promise<boolean> {
      const done = await prisma.message.updateMany({
        where: { communityId, id, claim, state: 'sending' },
        data,
      });
      return done.count === 1;
    },

    async state(communityId: string, id: string) {
      const row = await prisma.message.findUnique({ where: { id, communityId }, select: { state: true } });
      return row?.state ?? null;
    },

    async due(communityId: string, now: Date, limit: number): Promise<string[]> {
      const rows = await prisma.message.findMany({
        where: { communityId, state: 'pending', notBefore: { lte: now } },
        orderBy: { createdAt: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },

    /** Rows whose sender has been silent since `before`. */
    async orphans(communityId: string, before: Date): Promise<Claimed[]> {
      const rows = await prisma.message.findMany({
        where: { communityId, state: 'sending', claimedAt: { lt: before } },
        orderBy: { claimedAt: 'asc' },
        take: 1_000,
      });
      return rows.map((row) => ({ ...claimed(row), doubt: doubtOf(row) }));
    },

    /** Notes whom the row is about to be sent to, before it is sent; false when the claim is no longer ours. */
    async aimAt(communityId: string, id: string, claim: string, platform: Platform, accountId: string) {
      const where = { communityId, id, claim, state: 'sending' } as const;
      return (await prisma.message.updateMany({ where, data: { platform, accountId } })).count === 1;
    },

    async ofMember(communityId: string, memberId: string, limit: number): Promise<Notice[]> {
      const rows = await prisma.message.findMany({
        where: { communityId, memberId },
        orderBy: { createdAt: 'desc' },
        take: limit,
      });
      return rows.map(notice);
    },
    async markRead(communityId: string, memberId: string, now: Date): Promise<void> {
      await prisma.message.updateMany({
        where: { communityId, memberId, readAt: null },
        data: { readAt: now },
      });
    },
    async inState(communityId: string, state: 'uncertain' | 'refused', limit: number): Promise<Notice[]> {
      const rows = await prisma.message.findMany({
        where: { communityId, state },
        orderBy: { createdAt: 'asc' },
        take: limit,
      });
      return rows.map(notice);
    },
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      await tx.message.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await tx.button.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
    },

    async putButtons(rows: { token: string; call: ButtonCall; expiresAt: Date }[]): Promise<void> {
      if (rows.length === 0) return;
      await prisma.button.createMany({
        data: rows.map(({ token, call, expiresAt }) => ({ token, ...call, expiresAt })),
      });
    },
    async button(token: string, now: Date): Promise<ButtonCall | null> {
      // The token itself names the community: it cannot be guessed, and the caller compares.
      const row = await unscoped.button.findUnique({ where: { token } });
      if (!row || row.expiresAt <= now) return null;
      const { communityId, memberId, command } = row;
      return { communityId, memberId, command, options: row.options as ButtonCall['options'] };
    },
    async dropExpiredButtons(communityId: string, now: Date): Promise<void> {
      await prisma.button.deleteMany({ where: { communityId, expiresAt: { lt: now } } });
    },

    async breakerUntil(platform: Platform): Promise<Date | null> {
      return (await unscoped.breaker.findUnique({ where: { platform } }))?.until ?? null;
    },
    async openBreaker(platform: Platform, until: Date, reason: string): Promise<void> {
      const data = { until, reason };
      await unscoped.breaker.upsert({ where: { platform }, create: { platform, ...data }, update: data });
    },
  };
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

function claimed(row: Row): Omit<Claimed, 'doubt'> {
  const { key, urgent, attempts } = row;
  return { ...notice(row), key, urgent, claim: row.claim ?? '', attempts };
}

/** null: nothing was addressed to anybody yet, so that nothing can have arrived. */
function doubtOf({ platform, accountId, claimedAt, attempts }: Row): Doubt | null {
  return platform && claimedAt ? { platform, accountId, at: claimedAt, tries: attempts } : null;
}

function notice(row: Row): Notice {
  return {
    id: row.id,
    communityId: row.communityId,
    memberId: row.memberId,
    kind: row.kind as NoticeKind,
    values: row.body as NoticeValues,
    state: row.state,
    platform: row.platform,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    readAt: row.readAt,
    failure: row.failure,
  };
}
