import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Seat } from '#domain/access';
import type { Member, Platform } from '#domain/members';
import { hours, later, minutes } from '#kernel/clock';
import { applyAccess } from '#jobs';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { GROUP, GUILD, openSchool, ROLE, type School } from './school.js';

let data: TestDatabase;
let school: School;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  school = await openSchool(data.database);
});

async function grantTo(member: Member, forMs: number | null = null): Promise<string> {
  const { access, communityId, plan, clock, queue } = school;
  const endsAt = forMs === null ? null : later(clock.now(), forMs);
  const given = { memberId: member.id, planId: plan.id, reason: 'a course', endsAt, byId: member.id };
  const grant = await access.grant(communityId, given);
  await queue.runDue();
  return grant.id;
}

async function seatOf(member: Member): Promise<Seat> {
  const [seat] = await school.access.seats(school.communityId, member.id);
  if (!seat) throw new Error('no seat');
  return seat;
}

const due = () => school.access.due(school.communityId, 100);
const revoke = async (grantId: string, member: Member) => {
  await school.access.revoke(school.communityId, { grantId, reason: 'over', byId: member.id });
  await school.queue.runDue();
};

describe('a role', () => {
  it('is given, read back, and taken again', async () => {
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada');
    const grantId = await grantTo(ada);
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([ROLE]);
    expect(await seatOf(ada)).toMatchObject({
      wanted: 'in',
      observed: 'in',
      observedBy: 'read-back',
      problem: null,
    });
    await revoke(grantId, ada);
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([]);
    expect(await seatOf(ada)).toMatchObject({ wanted: 'out', observed: 'out' });
    expect(school.discord.deeds).toEqual(['in ada role', 'out ada role']);
  });

  it('is never marked as given because it was asked for', async () => {
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada');
    school.discord.blind({ kind: 'unknown', reason: 'no answer' });
    await grantTo(ada);
    expect(await seatOf(ada)).toMatchObject({ observed: 'unknown', problem: 'not_confirmed' });
    await school.pass(minutes(5));
    expect(await seatOf(ada)).toMatchObject({ observed: 'in', problem: null, attempts: 0, retryAt: null });
  });

  it('waits for whoever is not in the guild, and comes with them', async () => {
    const ada = await school.arrive('ada');
    await grantTo(ada);
    expect(await seatOf(ada)).toMatchObject({ observed: 'out', problem: 'waiting', retryAt: null });
    school.discord.enter(GUILD, 'ada');
    const person = { platform: 'discord' as const, spaceExternalId: GUILD, personId: 'ada' };
    await school.events.seatSeen({ ...person, presence: 'in', roleIds: [] });
    await school.queue.runDue();
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([ROLE]);
  });

  it('comes with the next sweep when nobody saw them come', async () => {
    const ada = await school.arrive('ada');
    await grantTo(ada);
    school.discord.enter(GUILD, 'ada');
    await school.pass(hours(1));
    await school.sweep();
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([ROLE]);
    expect(await seatOf(ada)).toMatchObject({ observed: 'in', problem: null });
  });

  it('is not offered again and again to somebody who stays away', async () => {
    const ada = await school.arrive('ada');
    await grantTo(ada);
    const before = school.queue.ran.filter((one) => one.name === 'apply-access').length;
    for (let hour = 0; hour < 5; hour += 1) {
      await school.pass(hours(1));
      await school.sweep();
    }
    expect(school.queue.ran.filter((one) => one.name === 'apply-access')).toHaveLength(before);
  });

  it('lost by leaving comes back with the person, seen or not', async () => {
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada');
    await grantTo(ada);
    school.discord.leave(GUILD, 'ada');
    school.discord.enter(GUILD, 'ada');
    await school.pass(hours(1));
    await school.sweep();
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([ROLE]);
  });

  it('taken by a person whom we owe it is given again; given to a person we do not, it is taken', async () => {
    const [ada, bob] = [await school.arrive('ada'), await school.arrive('bob')];
    school.discord.enter(GUILD, 'ada');
    school.discord.enter(GUILD, 'bob');
    await grantTo(ada);
    await revoke(await grantTo(bob), bob);
    school.discord.enter(GUILD, 'ada');
    school.discord.enter(GUILD, 'bob', ROLE);
    await school.pass(hours(1));
    await school.sweep();
    expect([school.discord.rolesOf(GUILD, 'ada'), school.discord.rolesOf(GUILD, 'bob')]).toEqual([
      [ROLE],
      [],
    ]);
  });

  it('of somebody whom we never gave it is none of our business', async () => {
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada', ROLE);
    await school.queue.next(applyAccess, {
      communityId: school.communityId,
      memberId: ada.id,
      origin: 'event',
    });
    await school.sweep();
    expect(school.discord.deeds).toEqual([]);
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([ROLE]);
  });
});

describe('a seat in trouble', () => {
  it('is tried again later and later, at most hourly, and forgets its trouble at the end', async () => {
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada');
    const lost = { kind: 'unknown', reason: 'no answer' } as const;
    school.discord.refuse(...Array.from({ length: 14 }, () => lost));
    await grantTo(ada);
    let pause = 0;
    for (let tries = 1; tries < 14; tries += 1) {
      const { retryAt, attempts } = await seatOf(ada);
      const wait = (retryAt?.getTime() ?? 0) - school.clock.now().getTime();
      expect(attempts).toBe(tries);
      expect(wait).toBeGreaterThanOrEqual(pause);
      expect(wait).toBeLessThanOrEqual(hours(1));
      pause = wait;
      await school.pass(wait);
    }
    await school.pass(hours(1));
    expect(await seatOf(ada)).toMatchObject({ observed: 'in', problem: null, attempts: 0, retryAt: null });
  });

  it('that rights stand in the way of is tried once an hour, and told to moderators once', async () => {
    const boss = await school.arrive('boss');
    await school.members.setRank(school.communityId, boss.id, 'moderator', boss.id);
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada');
    const refused = { kind: 'forbidden', code: 'role_above_bot' } as const;
    school.discord.refuse(refused, refused, refused);
    await grantTo(ada);
    const tries = () => school.queue.ran.filter((one) => one.name === 'apply-access').length;
    const before = tries();
    for (let minute = 0; minute < 50; minute += 10) await school.pass(minutes(10));
    expect(tries()).toBe(before);
    await school.pass(minutes(10));
    await school.pass(hours(1));
    expect(tries()).toBe(before + 2);
    expect(school.mail.discord.arrived.map((one) => one.kind)).toEqual(['place_blocked']);
    await school.pass(hours(1));
    expect(school.discord.rolesOf(GUILD, 'ada')).toEqual([ROLE]);
  });

  it.each(['sweep', 'verify', 'event'] as const)('that a %s finds to be right is left alone', async (how) => {
    const ada = await school.arrive('ada');
    school.discord.enter(GUILD, 'ada');
    await grantTo(ada);
    await school.pass(hours(1));
    // The answer was lost, but it was done.
    const [{ id }] = [await seatOf(ada)];
    const trouble = {
      observed: 'unknown',
      problem: 'no_answer',
      attempts: 3,
      retryAt: school.clock.now(),
    } as const;
    await school.database.prisma.seat.updateMany({
      where: { id, communityId: school.communityId },
      data: { ...trouble, observedAt: null },
    });
    if (how === 'sweep') await school.access.sweep(school.communityId, 100);
    if (how === 'verify') await school.access.converge(school.communityId, ada.id, 'verify');
    if (how === 'event') {
      const person = { platform: 'discord' as const, spaceExternalId: GUILD, personId: 'ada' };
      await school.access.seatSeen({ ...person, presence: 'in', roleIds: [ROLE] });
    }
    expect(await seatOf(ada)).toMatchObject({ observed: 'in', problem: null, attempts: 0, retryAt: null });
    expect(await due()).toEqual([]);
  });
});

describe('a group', () => {
  const platform: Platform = 'telegram';
  const person = { platform, spaceExternalId: GROUP, personId: 'ada' };

  it('lets in who is entitled, by their own request alone', async () => {
    const [ada, eve] = [await school.arrive('ada', platform), await school.arrive('eve', platform)];
    await grantTo(ada);
    expect(await seatOf(ada)).toMatchObject({ problem: 'waiting' });
    expect(await school.access.joinRequested(platform, GROUP, 'ada')).toBe('approve');
    expect(await school.access.joinRequested(platform, GROUP, 'eve')).toBe('decline');
    expect(await school.access.joinRequested(platform, GROUP, 'nobody')).toBe('decline');
    expect(await school.access.joinRequested(platform, 'another group', 'ada')).toBe('ignore');
    expect(await school.access.seats(school.communityId, eve.id)).toEqual([]);
  });

  it('is left without a ban, also when the process died between the ban and its end', async () => {
    const ada = await school.arrive('ada', platform);
    school.telegram.ask(GROUP, 'ada');
    const grantId = await grantTo(ada);
    expect(school.telegram.isInside(GROUP, 'ada')).toBe(true);
    school.telegram.dieAtNextRemoval();
    await expect(revoke(grantId, ada)).rejects.toThrow('dies');
    expect(school.telegram.isBanned(GROUP, 'ada')).toBe(true);
    // Our own ban is reported like anybody's, and must not pass for the end of it.
    await school.events.seatSeen({ ...person, presence: 'banned' });
    await school.pass(minutes(1));
    expect(school.telegram.isBanned(GROUP, 'ada')).toBe(false);
    expect(await seatOf(ada)).toMatchObject({ wanted: 'out', observed: 'out', lifting: false });
  });

  it('is left without a ban also when only the sweep sees that one is left over', async () => {
    const ada = await school.arrive('ada', platform);
    school.telegram.ask(GROUP, 'ada');
    const grantId = await grantTo(ada);
    school.telegram.dieAtNextRemoval();
    await expect(revoke(grantId, ada)).rejects.toThrow('dies');
    await school.pass(hours(1));
    await school.sweep();
    expect(school.telegram.isBanned(GROUP, 'ada')).toBe(false);
  });
});
