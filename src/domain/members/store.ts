import { sealJson, type Database, type Prisma, type Tx } from '#database';
import { newId } from '#kernel/ids';
import { spokenLocale } from './locale.js';
import { sealedNames } from './names.js';
import { isLatest } from './seen.js';
import type {
  Account,
  Community,
  CommunityChange,
  Member,
  Person,
  Platform,
  Rank,
  SettingsChange,
  Space,
} from './model.js';

const withAccounts = { accounts: { orderBy: { createdAt: 'asc' } } } as const;
type MemberRow = Prisma.MemberGetPayload<{ include: { accounts: true } }>;

/** The room's rows. Every function takes the transaction it runs in, or uses none. Names are kept sealed. */
export function createMemberStore(database: Database) {
  const on = (tx?: Tx) => tx ?? database.prisma;
  const names = sealedNames(database);
  const account = (row: AccountRow): Account => ({ ...bare(row), name: names.open(row) });

  function member(row: MemberRow, home: Community): Member {
    const lastSeen = [...row.accounts].sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime())[0];
    return {
      id: row.id,
      communityId: row.communityId,
      rank: row.rank,
      locale: spokenLocale(row.locale) ?? spokenLocale(lastSeen?.locale) ?? home.locale,
      timeZone: row.timeZone ?? home.timeZone,
      dms: row.dms,
      counted: row.counted,
      recommended: row.recommended,
      digest: row.digest,
      alarms: row.alarms,
      quietFrom: row.quietFrom,
      quietTo: row.quietTo,
      leavingAt: row.leavingAt,
      accounts: row.accounts.map(account),
    };
  }

  return {
    async communities(): Promise<Community[]> {
      return (await database.unscoped.community.findMany({ orderBy: { createdAt: 'asc' } })).map(community);
    },
    async community(id: string): Promise<Community | null> {
      const row = await database.unscoped.community.findUnique({ where: { id } });
      return row && community(row);
    },
    async communityOfSpace(platform: Platform, externalId: string): Promise<Community | null> {
      // The space is how a community is found out in the first place, so it cannot be named yet.
      const row = await database.unscoped.space.findUnique({
        where: { platform_externalId: { platform, externalId } },
      });
      return row && this.community(row.communityId);
    },
    async communitiesOfPerson(platform: Platform, externalId: string): Promise<Community[]> {
      const rows = await database.unscoped.account.findMany({
        where: { platform, externalId },
        orderBy: { lastSeenAt: 'desc' },
        select: { communityId: true },
      });
      const found = await Promise.all(rows.map((row) => this.community(row.communityId)));
      return found.filter((value) => value !== null);
    },
    async createCommunity(
      input: Pick<Community, 'name' | 'locale' | 'timeZone'>,
      now: Date,
      tx?: Tx,
    ): Promise<Community> {
      return community(
        await (tx ?? database.unscoped).community.create({ data: { ...input, createdAt: now } }),
      );
    },

    /** @param chosenAt when language or time zone were chosen; undefined: not now */
    async changeCommunity(id: string, change: CommunityChange, chosenAt: Date | undefined, tx: Tx) {
      await tx.community.update({ where: { id }, data: { ...change, ...(chosenAt ? { chosenAt } : {}) } });
    },
    async spaces(communityId: string): Promise<Space[]> {
      return on().space.findMany({
        where: { communityId, lostAt: null },
        select: { id: true, platform: true, externalId: true, title: true },
        orderBy: { createdAt: 'asc' },
      });
    },
    async putSpace(communityId: string, space: Omit<Space, 'id'>, now: Date, tx?: Tx): Promise<Space> {
      const { platform, externalId, title } = space;
      return on(tx).space.upsert({
        where: { platform_externalId: { platform, externalId }, communityId },
        create: { communityId, platform, externalId, title, createdAt: now },
        update: { title, lostAt: null },
        select: { id: true, platform: true, externalId: true, title: true },
      });
    },
    async changeSpace(
      communityId: string,
      space: { platform: Platform; externalId: string },
      change: { title?: string; lostAt?: Date | null; newExternalId?: string },
    ): Promise<void> {
      await on().space.updateMany({
        where: { communityId, platform: space.platform, externalId: space.externalId },
        data: {
          ...(change.title === undefined ? {} : { title: change.title }),
          ...(change.lostAt === undefined ? {} : { lostAt: change.lostAt }),
          ...(change.newExternalId === undefined ? {} : { externalId: change.newExternalId }),
        },
      });
    },

    async member(community: Community, id: string, tx?: Tx): Promise<Member | null> {
      const row = await on(tx).member.findUnique({
        where: { id, communityId: community.id },
        include: withAccounts,
      });
      return row && member(row, community);
    },
    async byAccount(
      community: Community,
      platform: Platform,
      externalId: string,
      tx?: Tx,
    ): Promise<Member | null> {
      const row = await on(tx).member.findFirst(holding(community.id, platform, externalId));
      return row && member(row, community);
    },
    /** The first ones who came; with `ids`, those of them who are meant. */
    async first(community: Community, limit: number, ids?: readonly string[]): Promise<Member[]> {
      const rows = await on().member.findMany({
        where: { communityId: community.id, ...(ids ? { id: { in: [...ids] } } : {}) },
        include: withAccounts,
        orderBy: { createdAt: 'asc' },
        take: limit,
      });
      return rows.map((row) => member(row, community));
    },
    /** Somebody used the bot: their account says so, and is called as it is now. null: nobody we know. */
    async seen(community: Community, person: Person, now: Date): Promise<Member | null> {
      const { platform, externalId, name, locale } = person;
      const communityId = community.id;
      const row = await on().member.findFirst(holding(communityId, platform, externalId));
      const own = row?.accounts.find((one) => one.platform === platform && one.externalId === externalId);
      if (!row || !own) return null;
      const data = {
        ...(names.open(own) === name ? {} : { name: names.seal(own, name) }),
        ...(locale && locale !== own.locale ? { locale } : {}),
        ...(isLatest(own, row.accounts, now) ? {} : { lastSeenAt: now }),
      };
      if (Object.keys(data).length === 0) return member(row, community);
      const updated = await on().account.update({ where: { id: own.id, communityId }, data });
      const accounts = row.accounts.map((one) => (one.id === own.id ? updated : one));
      return member({ ...row, accounts }, community);
    },
    async createMember(communityId: string, now: Date, tx: Tx): Promise<string> {
      return (await tx.member.create({ data: { communityId, createdAt: now } })).id;
    },
    /** @param seenAt when they last used the bot; now, unless somebody else put them on the list */
    async createAccount(
      communityId: string,
      memberId: string,
      person: Person,
      now: Date,
      tx: Tx,
      seenAt: Date = now,
    ) {
      const id = newId(now);
      await tx.account.create({
        data: {
          id,
          communityId,
          memberId,
          platform: person.platform,
          externalId: person.externalId,
          name: names.seal({ id, communityId }, person.name),
          locale: person.locale ?? null,
          lastSeenAt: seenAt,
          createdAt: now,
        },
      });
    },
    /** The id of the member's account on a platform, or null. */
    async accountOn(communityId: string, memberId: string, platform: Platform, tx: Tx) {
      const where = { memberId_platform: { memberId, platform }, communityId };
      const row = await tx.account.findUnique({ where, select: { id: true } });
      return row?.id ?? null;
    },
    async countAccounts(communityId: string, memberId: string, tx: Tx): Promise<number> {
      return tx.account.count({ where: { communityId, memberId } });
    },
    async moveAccounts(
      communityId: string,
      where: { id: string } | { memberId: string },
      toMemberId: string,
      tx: Tx,
    ): Promise<void> {
      await tx.account.updateMany({ where: { communityId, ...where }, data: { memberId: toMemberId } });
    },
    async updateMember(
      communityId: string,
      id: string,
      data: Omit<SettingsChange, 'quiet'> & {
        rank?: Rank;
        quietFrom?: number | null;
        quietTo?: number | null;
      },
      tx?: Tx,
    ): Promise<void> {
      await on(tx).member.update({ where: { id, communityId }, data });
    },
    async removeMember(communityId: string, id: string, tx: Tx): Promise<void> {
      await tx.member.delete({ where: { id, communityId } });
    },
    async setReachable(communityId: string, accountId: string, reachable: boolean): Promise<void> {
      await on().account.updateMany({ where: { communityId, id: accountId }, data: { reachable } });
    },

    async forgetRefusals(communityId: string, memberId: string): Promise<void> {
      const where = { communityId, memberId, reachable: false };
      await on().account.updateMany({ where, data: { reachable: null } });
    },

    async putLinkCode(
      communityId: string,
      code: { codeHash: string; memberId: string; platform: Platform; expiresAt: Date },
    ): Promise<void> {
      // One open code a member: asking again makes the earlier one worthless.
      await on().linkCode.deleteMany({ where: { communityId, memberId: code.memberId, usedAt: null } });
      await on().linkCode.create({ data: { communityId, ...code } });
    },
    /** Takes a code: true for exactly one of any number of tries at once. */
    async takeLinkCode(communityId: string, codeHash: string, now: Date, tx: Tx) {
      const taken = await tx.linkCode.updateMany({
        where: { communityId, codeHash, usedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now },
      });
      if (taken.count === 0) return null;
      return tx.linkCode.findUnique({ where: { codeHash, communityId } });
    },
    async putSetupCode(codeHash: string, expiresAt: Date): Promise<void> {
      await database.unscoped.setupCode.create({ data: { codeHash, expiresAt } });
    },
    async takeSetupCode(codeHash: string, now: Date, tx: Tx): Promise<boolean> {
      const taken = await tx.setupCode.updateMany({
        where: { codeHash, usedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now },
      });
      return taken.count === 1;
    },
    async dropCodes(before: Date): Promise<void> {
      await database.unscoped.linkCode.deleteMany({ where: { expiresAt: { lt: before } } });
      await database.unscoped.setupCode.deleteMany({ where: { expiresAt: { lt: before } } });
    },
    async audit(
      communityId: string,
      entry: Omit<Prisma.AuditCreateManyInput, 'communityId' | 'details'> & { details: object },
      tx?: Tx,
    ) {
      const id = newId(entry.at as Date);
      const details = sealJson(database.sealer, { column: 'Audit.details', id, communityId }, entry.details);
      await on(tx).audit.create({ data: { ...entry, id, communityId, details } });
    },
  };
}

export type MemberStore = ReturnType<typeof createMemberStore>;

function community(row: Prisma.CommunityGetPayload<object>): Community {
  const { id, name, timeZone, sellsOnTelegram, shopUrl, chosenAt } = row;
  const locale = spokenLocale(row.locale) ?? 'en';
  return { id, name, locale, timeZone, chosen: chosenAt !== null, sellsOnTelegram, shopUrl };
}

type AccountRow = MemberRow['accounts'][number];

/** The member who has an account, with all accounts they have. */
function holding(communityId: string, platform: Platform, externalId: string) {
  return {
    where: { communityId, accounts: { some: { communityId, platform, externalId } } },
    include: withAccounts,
  };
}

function bare({ id, platform, externalId, reachable, lastSeenAt }: AccountRow): Omit<Account, 'name'> {
  return { id, platform, externalId, reachable, lastSeenAt };
}
