import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Access, PlaceCandidate } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import { hours, later, minutes, movableClock, type MovableClock } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { createRooms, guild } from './rooms.js';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());

describe('what was decided right before a crash', () => {
  let clock: MovableClock;
  let port: ReturnType<typeof guild>;
  let members: Members;
  let billing: Billing;
  let access: Access;
  let communityId: string;
  let planId: string;
  let moderator: string;
  /** From then on nobody is woken any more: the process is dead before it could. */
  let dead = false;

  beforeEach(async () => {
    dead = false;
    clock = movableClock(new Date('2026-03-01T12:00:00Z'), false);
    port = guild();
    const wake = {
      async member() {
        if (dead) throw new Error('dead');
      },
    };
    ({ members, billing, access } = createRooms(data.database, clock, { discord: port }, wake));
    communityId = (await members.createCommunity({ name: 'Drill', locale: 'en', timeZone: 'UTC' })).id;
    const externalId = `guild-${communityId}`;
    await members.attachSpace(communityId, { platform: 'discord', externalId, title: 'Guild' });
    planId = (await billing.createPlan(communityId, { name: 'Plan', priceId: `price-${communityId}` })).id;
    moderator = await arrive('moderator');
  });

  const arrive = async (name: string, platform: 'discord' | 'telegram' = 'discord') =>
    (await members.arrive(communityId, { platform, externalId: `${name}-${communityId}`, name })).member.id;

  const role = (externalId: string): PlaceCandidate => ({
    platform: 'discord',
    spaceExternalId: `guild-${communityId}`,
    spaceTitle: 'Guild',
    kind: 'role',
    externalId,
    title: externalId,
    problem: null,
  });

  const dying = async (what: Promise<unknown>) => {
    await expect(what).rejects.toThrow('dead');
    dead = false;
  };

  /** What a sweep does after the restart. */
  async function sweep(): Promise<string[]> {
    const due = await access.due(communityId, 100);
    for (const { memberId } of due) await access.converge(communityId, memberId, 'sweep');
    return due.map((one) => one.memberId);
  }

  const given = (memberId: string) =>
    access.grant(communityId, { memberId, planId, reason: 'test', endsAt: null, byId: moderator });

  const has = async (memberId: string, placeId: string) => {
    const { accounts } = await members.member(communityId, memberId);
    return accounts.some((account) => port.held.has(`${placeId}:${account.externalId}`));
  };

  it('gives what was granted', async () => {
    await access.linkPlace(communityId, planId, role('reader'));
    const ada = await arrive('ada');
    dead = true;
    await dying(given(ada));
    expect(await sweep()).toEqual([ada]);
    expect(await has(ada, 'reader')).toBe(true);
    expect(await sweep()).toEqual([]);
  });

  it('takes what was revoked', async () => {
    await access.linkPlace(communityId, planId, role('reader'));
    const ada = await arrive('ada');
    const grant = await given(ada);
    await access.converge(communityId, ada, 'event');
    dead = true;
    await dying(access.revoke(communityId, { grantId: grant.id, reason: 'test', byId: moderator }));
    expect(await sweep()).toEqual([ada]);
    // The wave of a sweep's removals has to be known before the first of them.
    clock.moveTo(later(clock.now(), minutes(1)));
    await sweep();
    expect(await has(ada, 'reader')).toBe(false);
    expect(await sweep()).toEqual([]);
  });

  it('opens a new place to everybody who has the plan', async () => {
    const [ada, ben] = [await arrive('ada'), await arrive('ben')];
    for (const one of [ada, ben]) {
      await given(one);
      await access.converge(communityId, one, 'event');
    }
    dead = true;
    await dying(access.linkPlace(communityId, planId, role('reader')));
    expect((await sweep()).sort()).toEqual([ada, ben].sort());
    expect([await has(ada, 'reader'), await has(ben, 'reader')]).toEqual([true, true]);
    expect(await sweep()).toEqual([]);
  });

  it('closes a place that a plan no longer opens', async () => {
    const place = await access.linkPlace(communityId, planId, role('reader'));
    const other = (await billing.createPlan(communityId, { name: 'Other', priceId: `other-${communityId}` }))
      .id;
    await access.linkPlace(communityId, other, role('reader'));
    const [ada, ben] = [await arrive('ada'), await arrive('ben')];
    for (const one of [ada, ben]) await given(one);
    await access.grant(communityId, {
      memberId: ben,
      planId: other,
      reason: 'both',
      endsAt: null,
      byId: moderator,
    });
    for (const one of [ada, ben]) await access.converge(communityId, one, 'event');
    dead = true;
    await dying(access.unlinkPlace(communityId, planId, place.id));
    expect((await sweep()).sort()).toEqual([ada, ben].sort());
    clock.moveTo(later(clock.now(), minutes(1)));
    await sweep();
    expect([await has(ada, 'reader'), await has(ben, 'reader')]).toEqual([false, true]);
    expect(await sweep()).toEqual([]);
  });

  it('lets go those whose removal a moderator approved', async () => {
    const place = await access.linkPlace(communityId, planId, role('reader'));
    const crowd = await Promise.all(Array.from({ length: 7 }, (_, at) => arrive(`member-${at}`)));
    for (const one of crowd) {
      await given(one);
      await access.converge(communityId, one, 'event');
    }
    await access.unlinkPlace(communityId, planId, place.id);
    await sweep();
    clock.moveTo(later(clock.now(), minutes(1)));
    await sweep();
    const [hold] = await access.holds(communityId);
    expect(hold?.removals).toBe(7);
    expect(port.held.size).toBe(7);
    dead = true;
    await dying(access.decideHold(communityId, hold?.id ?? '', true, moderator));
    expect(await sweep()).toHaveLength(7);
    expect(port.held.size).toBe(0);
    clock.moveTo(later(clock.now(), hours(2)));
    expect(await sweep()).toEqual([]);
  });

  it('seats the account that was linked, and unseats the one that had to make way', async () => {
    await access.linkPlace(communityId, planId, role('reader'));
    const ada = await arrive('ada');
    await given(ada);
    await access.converge(communityId, ada, 'event');
    // Ada moves to another Discord account: she asks for a code on Telegram and says it there.
    const before = await members.member(communityId, ada);
    const onTelegram = await arrive('ada', 'telegram');
    const code = await members.startLink(communityId, ada, 'discord');
    const telegram = (await members.member(communityId, onTelegram)).accounts[0];
    if (!telegram) throw new Error('no account');
    await members.finishLink(communityId, telegram, code);
    await access.converge(communityId, ada, 'event');

    const stranger = await arrive('ada-two');
    const second = (await members.member(communityId, stranger)).accounts[0];
    if (!second) throw new Error('no account');
    const again = await members.startLink(communityId, ada, 'telegram');
    dead = true;
    await dying(members.finishLink(communityId, second, again));
    await sweep();
    clock.moveTo(later(clock.now(), minutes(1)));
    await sweep();
    expect([...port.held]).toEqual([`reader:${second.externalId}`]);
    expect(before.accounts[0]?.externalId).not.toBe(second.externalId);
    expect(await sweep()).toEqual([]);
  });
});
