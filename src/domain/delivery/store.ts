import { openJson, Prisma, sealJson, type Database, type MessageState, type Tx } from '#database';
import { newId } from '#kernel/ids';
import type { Platform } from '#domain/members';
import type { ButtonCall, Fate, NewNotice, Notice, NoticeKind, NoticeValues } from './model.js';

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
  via: Platform | null;
  claim: string;
  attempts: number;
  doubt: Doubt | null;
}

/** A row with this failure waits for another try although an earlier one may have arrived. */
export const NO_ANSWER = 'no_answer';

/** The room's rows. What messages say and what buttons carry is kept sealed. */
export function createDeliveryStore(database: Database) {
  const { prisma, unscoped, sealer } = database;

  function notice(row: Row): Notice {
    const { id, communityId, memberId, state, platform, createdAt, sentAt, readAt, failure } = row;
    const values = (openJson(sealer, bodyOf(row), row.body) ?? {}) as NoticeValues;
    const kind = row.kind as NoticeKind;
    return { id, communityId, memberId, kind, values, state, platform, createdAt, sentAt, readAt, failure };
  }

  function claimed(row: Row): Omit<Claimed, 'doubt'> {
    const { key, urgent, via, attempts } = row;
    return { ...notice(row), key, urgent, via, claim: row.claim ?? '', attempts };
  }

  return {
    async post(tx: Tx, notice: NewNotice, now: Date): Promise<string | null> {
      const { communityId, memberId, kind, key, values, urgent = false, via = null } = notice;
      const id = newId(now);
      const body = sealJson(sealer, bodyOf({ id, communityId }), values);
      const made = await tx.message.createMany({
        data: [{ id, communityId, memberId, kind, key, body, urgent, via, notBefore: now, createdAt: now }],
        skipDuplicates: true,
      });
      return made.count === 1 ? id : null;
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
        where: { communityId, memberId, body: { not: Prisma.JsonNull } },
        orderBy: { createdAt: 'desc' },
        take: limit,
      });
      return rows.map(notice);
    },
    async fates(communityId: string, ids: readonly string[]): Promise<Map<string, Fate>> {
      if (ids.length === 0) return new Map();
      const rows = await prisma.message.findMany({
        where: { communityId, id: { in: [...ids] } },
        select: {
          id: true,
          memberId: true,
          state: true,
          platform: true,
          sentAt: true,
          readAt: true,
          externalId: true,
        },
      });
      return new Map(rows.map((row) => [row.id, row]));
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
        data: rows.map(({ token, call, expiresAt }) => {
          const options = sealJson(sealer, optionsOf({ token, communityId: call.communityId }), call.options);
          return { ...call, token, options, expiresAt };
        }),
      });
    },
    async button(token: string, now: Date): Promise<ButtonCall | null> {
      // The token itself names the community: it cannot be guessed, and the caller compares.
      const row = await unscoped.button.findUnique({ where: { token } });
      if (!row || row.expiresAt <= now) return null;
      const { communityId, memberId, command } = row;
      const options = openJson(sealer, optionsOf(row), row.options) as ButtonCall['options'];
      return { communityId, memberId, command, options };
    },
    /** What was settled before then and what it said: that it was said stays known, so that it is not said again. */
    async dropTexts(communityId: string, before: Date): Promise<void> {
      const state = { notIn: ['pending', 'sending'] as MessageState[] };
      const old = { communityId, state, createdAt: { lt: before }, body: { not: Prisma.JsonNull } };
      await prisma.message.updateMany({ where: old, data: { body: Prisma.JsonNull } });
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

/** null: nothing was addressed to anybody yet, so that nothing can have arrived. */
function doubtOf({ platform, accountId, claimedAt, attempts }: Row): Doubt | null {
  return platform && claimedAt ? { platform, accountId, at: claimedAt, tries: attempts } : null;
}

const bodyOf = ({ id, communityId }: Pick<Row, 'id' | 'communityId'>) => ({
  column: 'Message.body',
  id,
  communityId,
});

const optionsOf = ({ token, communityId }: { token: string; communityId: string }) => ({
  column: 'Button.options',
  id: token,
  communityId,
});
