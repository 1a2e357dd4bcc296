import { isUniqueViolation, type Database } from '#database';
import { days, hours, later, minutes, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { hashOfCode, newSpokenCode } from '#kernel/ids';
import { createAudit } from './audit.js';
import { createAuditStore } from './audit-store.js';
import { createEnlist } from './enlist.js';
import { createLeaving } from './leaving.js';
import { joinAccounts } from './link.js';
import { isTimeZone, spokenLocale } from './locale.js';
import type { Account, Community, Member, Members, Person, Platform } from './model.js';
import type { Belongings, MemberWake } from './ports.js';
import { createNameStore } from './name-store.js';
import { createPersonalStore } from './personal-store.js';
import { createRankStore } from './rank-store.js';
import { createRanks } from './ranks.js';
import { createMemberStore } from './store.js';

export interface MembersDeps {
  database: Database;
  clock: Clock;
  wake: MemberWake;
  /** Rooms that keep rows of a member, lowest first. */
  belongings: readonly Belongings[];
  /** Told after an owner changed something about a community. */
  changed?: () => void;
}

/** What a setup code for one more community begins with; the code itself is as long as any. */
const FRESH = 'NEW-';
const isFresh = (code: string): boolean => /^\s*NEW[\s-]*\w{4}[\s-]*\w{4}[\s-]*\w{4}\s*$/i.test(code);

/** As many as a list to choose from can show. */
const FOUND = 25;

/** Builds the members room. */
export function createMembers({ database, clock, wake, belongings, changed }: MembersDeps): Members {
  const store = createMemberStore(database);
  const rankStore = createRankStore(database);
  const names = createNameStore(database);
  const parts = { database, store, rankStore, belongings, clock };

  async function community(id: string): Promise<Community> {
    const found = await store.community(id);
    if (!found) throw new UserFacingError('no_community');
    return found;
  }

  async function member(communityId: string, memberId: string): Promise<Member> {
    const found = await store.member(await community(communityId), memberId);
    if (!found) throw new UserFacingError('member_unknown');
    return found;
  }

  async function arrive(communityId: string, person: Person): Promise<{ member: Member; account: Account }> {
    const home = await community(communityId);
    let found = await store.seen(home, person, clock.now());
    if (!found) {
      try {
        await database.transaction(async (tx) => {
          const memberId = await store.createMember(communityId, clock.now(), tx);
          await store.createAccount(communityId, memberId, person, clock.now(), tx);
        });
      } catch (error) {
        // Two first words at once: the other one made the account.
        if (!isUniqueViolation(error)) throw error;
      }
      found = await store.byAccount(home, person.platform, person.externalId);
    }
    const account = found?.accounts.find((one) => one.platform === person.platform);
    if (!found || !account) throw new Error('an account vanished while it was being registered');
    return { member: found, account };
  }

  /** Two accounts of an owner are two strangers until they are linked: one installation is mostly one community. */
  async function homeOf({ platform, externalId }: Person): Promise<Community | null> {
    const [own] = await store.communitiesOfPerson(platform, externalId);
    if (own) return own;
    const [only, ...more] = await store.communities();
    return only && more.length === 0 ? only : null;
  }

  return {
    ...createRanks({ ...parts, member }),
    ...createAudit(createAuditStore(database)),
    ...createLeaving({ ...parts, personalStore: createPersonalStore(database) }),
    ...createEnlist({ database, store, clock, community }),
    communities: () => store.communities(),
    community,
    communityOfSpace: (platform, externalId) => store.communityOfSpace(platform, externalId),
    communitiesOfPerson: (platform, externalId) => store.communitiesOfPerson(platform, externalId),
    createCommunity: (input) => store.createCommunity(input, clock.now()),
    async changeCommunity(communityId, change, byId) {
      const { timeZone: zone } = change;
      if (zone !== undefined && !isTimeZone(zone)) throw new UserFacingError('time_zone_unknown', { zone });
      const now = clock.now();
      const chosen = zone !== undefined || change.locale !== undefined ? now : undefined;
      await database.transaction(async (tx) => {
        await store.changeCommunity(communityId, change, chosen, tx);
        const details = { ...change };
        await store.audit(communityId, { action: 'community.changed', actorId: byId, details, at: now }, tx);
      });
      changed?.();
      return community(communityId);
    },
    spaces: (communityId) => store.spaces(communityId),
    attachSpace: (communityId, space) => store.putSpace(communityId, space, clock.now()),
    changeSpace: (communityId, space, change) => store.changeSpace(communityId, space, change),

    async createSetupCode(fresh = false) {
      const code = `${fresh ? FRESH : ''}${newSpokenCode()}`;
      await store.putSetupCode(hashOfCode(code), later(clock.now(), hours(24)));
      return code;
    },

    async claim(code, space, person) {
      const now = clock.now();
      const known = await store.communityOfSpace(space.platform, space.externalId);
      const theirs = isFresh(code) ? null : await homeOf(person);
      const home = await database.transaction(async (tx) => {
        if (!(await store.takeSetupCode(hashOfCode(code), now, tx))) {
          throw new UserFacingError('setup_code_bad');
        }
        const locale = spokenLocale(person.locale) ?? 'en';
        const target =
          known ??
          theirs ??
          (await store.createCommunity({ name: space.title, locale, timeZone: 'UTC' }, now, tx));
        if (!known) await store.putSpace(target.id, space, now, tx);
        return target;
      });
      const { member: owner } = await arrive(home.id, person);
      await store.updateMember(home.id, owner.id, { rank: 'owner' });
      await store.audit(home.id, { action: 'setup.claimed', actorId: owner.id, details: {}, at: now });
      return home;
    },

    arrive,
    member,
    async byAccount(communityId, platform, externalId) {
      return store.byAccount(await community(communityId), platform, externalId);
    },
    async find(communityId, text) {
      const [home, wanted] = [await community(communityId), text.trim()];
      if (wanted === '') return store.first(home, FOUND);
      return store.first(home, FOUND, await names.membersNamed(communityId, wanted, FOUND));
    },

    async updateSettings(communityId, memberId, change) {
      if (change.timeZone !== undefined && !isTimeZone(change.timeZone)) {
        throw new UserFacingError('time_zone_unknown', { zone: change.timeZone });
      }
      const { quiet, ...rest } = change;
      const hoursChange =
        quiet === undefined ? {} : { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null };
      await store.updateMember(communityId, memberId, { ...rest, ...hoursChange });
      // Whoever asks for direct messages believes that they arrive again.
      if (change.dms) await store.forgetRefusals(communityId, memberId);
      return member(communityId, memberId);
    },

    async startLink(communityId, memberId, platform: Platform) {
      const code = newSpokenCode();
      const expiresAt = later(clock.now(), minutes(10));
      await store.putLinkCode(communityId, { codeHash: hashOfCode(code), memberId, platform, expiresAt });
      return code;
    },

    async finishLink(communityId, account, code) {
      const home = await community(communityId);
      const linked = await database.transaction(async (tx) => {
        const speaker = await store.byAccount(home, account.platform, account.externalId, tx);
        if (!speaker) throw new UserFacingError('member_unknown');
        const now = clock.now();
        const result = await joinAccounts(
          tx,
          { store, rankStore, belongings },
          {
            communityId,
            speaker: account,
            speakerMemberId: speaker.id,
            code,
            now,
          },
        );
        const details = { platform: account.platform };
        await store.audit(
          communityId,
          {
            action: 'account.linked',
            actorId: result.memberId,
            subjectId: result.memberId,
            details,
            at: now,
          },
          tx,
        );
        return result;
      });
      for (const memberId of linked.affected) await wake.member(communityId, memberId);
      return member(communityId, linked.memberId);
    },

    setReachable: (communityId, accountId, reachable) =>
      store.setReachable(communityId, accountId, reachable),

    forgetRefusals: (communityId, memberId) => store.forgetRefusals(communityId, memberId),
    tidy: () => store.dropCodes(later(clock.now(), -days(1))),
    async audit(communityId, entry, tx) {
      const { action, actorId, subjectId, details } = entry;
      await store.audit(
        communityId,
        { action, actorId, subjectId: subjectId ?? null, details: details ?? {}, at: clock.now() },
        tx,
      );
    },
  };
}
