import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removalLimit } from '#domain/access';
import type { Member } from '#domain/members';
import { hours, later, minutes } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { GUILD, openSchool, ROLE, type School } from './school.js';

let data: TestDatabase;
let school: School;
let moderator: Member;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  school = await openSchool(data.database);
  moderator = await school.arrive('moderator');
  await school.members.setRank(school.communityId, moderator.id, 'moderator', moderator.id);
});

/** People with a role by a grant that ends in a day. */
async function seat(count: number): Promise<Member[]> {
  const { access, communityId, plan, discord, clock } = school;
  const people: Member[] = [];
  for (let n = 0; n < count; n += 1) {
    const member = await school.arrive(`person-${n}`);
    discord.enter(GUILD, `person-${n}`);
    const grant = { memberId: member.id, planId: plan.id, reason: 'a course', byId: moderator.id };
    await access.grant(communityId, { ...grant, endsAt: later(clock.now(), hours(24)) });
    people.push(member);
  }
  await school.queue.runDue();
  expect(school.discord.holders(GUILD, ROLE)).toBe(count);
  return people;
}

const holders = () => school.discord.holders(GUILD, ROLE);
const asked = () => school.mail.discord.arrived.filter((message) => message.kind === 'hold_asked');
/** The end of all grants, and the time that a wave is given to show its size. */
async function theyEnd(): Promise<void> {
  await school.pass(hours(24));
  await school.pass(15_000);
}

describe('the mass-removal breaker', () => {
  it('lets a wave within the limit through', async () => {
    await seat(5);
    await theyEnd();
    expect(holders()).toBe(0);
    expect(await school.access.holds(school.communityId)).toEqual([]);
  });

  it('stops a wave beyond the limit before anybody is removed, and asks once', async () => {
    await seat(8);
    await theyEnd();
    expect(holders()).toBe(8);
    const [hold] = await school.access.holds(school.communityId);
    expect(hold).toMatchObject({ removals: 8, of: 8, place: { id: school.role.id } });
    for (let again = 0; again < 5; again += 1) {
      await school.pass(minutes(30));
      await school.sweep();
    }
    expect(holders()).toBe(8);
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toMatchObject({ memberId: moderator.id, values: { removals: 8, of: 8 } });
    expect(await school.access.holds(school.communityId)).toHaveLength(1);
  });

  it('measures the wave against all who are seated', async () => {
    await seat(1);
    // A big place: three in a hundred is more than five.
    const { unscoped } = data.database;
    const rows = Array.from({ length: 250 }, (_, n) => ({
      id: `extra-${n}`,
      communityId: school.communityId,
    }));
    const createdAt = school.clock.now();
    await unscoped.member.createMany({ data: rows.map((row) => ({ ...row, createdAt })) });
    await unscoped.account.createMany({
      data: rows.map(({ id, communityId }) => {
        const account = { id, communityId, memberId: id, externalId: id, name: id, createdAt };
        return { ...account, platform: 'discord' as const, lastSeenAt: createdAt };
      }),
    });
    await unscoped.seat.createMany({
      data: rows.map(({ id, communityId }, n) => {
        const wanted = n < 6 ? ('out' as const) : ('in' as const);
        const seen = { observed: 'in' as const, observedAt: createdAt };
        return {
          communityId,
          memberId: id,
          accountId: id,
          placeId: school.role.id,
          wanted,
          wantedAt: createdAt,
          ...seen,
        };
      }),
    });
    expect(removalLimit(251)).toBe(7);
    await theyEnd();
    expect(holders()).toBe(0);
    expect(await school.access.holds(school.communityId)).toEqual([]);
  });

  it('removes them all once a moderator approves', async () => {
    await seat(8);
    await theyEnd();
    const [hold] = await school.access.holds(school.communityId);
    await school.access.decideHold(school.communityId, hold?.id ?? '', true, moderator.id);
    await school.queue.runDue();
    expect(holders()).toBe(0);
    expect(await school.access.holds(school.communityId)).toEqual([]);
    await expect(
      school.access.decideHold(school.communityId, hold?.id ?? '', false, moderator.id),
    ).rejects.toThrow('hold_unknown');
  });

  it('removes them all also when whoever approved died before telling anybody', async () => {
    await seat(8);
    await theyEnd();
    const [hold] = await school.access.holds(school.communityId);
    await school.queue.crashing(() =>
      school.access.decideHold(school.communityId, hold?.id ?? '', true, moderator.id),
    );
    await school.pass(minutes(1));
    expect(holders()).toBe(0);
  });

  it('leaves them all in once a moderator keeps them, and does not ask again', async () => {
    await seat(8);
    await theyEnd();
    const [hold] = await school.access.holds(school.communityId);
    await school.access.decideHold(school.communityId, hold?.id ?? '', false, moderator.id);
    await school.queue.runDue();
    for (let again = 0; again < 3; again += 1) {
      await school.pass(hours(2));
      await school.sweep();
    }
    expect(holders()).toBe(8);
    expect(asked()).toHaveLength(1);
  });

  it('does not hold what an event says of one person', async () => {
    const people = await seat(8);
    const [first] = people;
    const [grant] = await school.access.grants(school.communityId, first?.id ?? '');
    const revoked = { grantId: grant?.id ?? '', reason: 'asked to', byId: moderator.id };
    await school.access.revoke(school.communityId, revoked);
    await school.queue.runDue();
    expect(holders()).toBe(7);
  });

  it('holds on when a held person merely stirs, or asks', async () => {
    const people = await seat(8);
    await theyEnd();
    for (const [n, member] of people.entries()) {
      const roleIds = school.discord.rolesOf(GUILD, `person-${n}`);
      await school.events.seatSeen({
        platform: 'discord',
        spaceExternalId: GUILD,
        personId: `person-${n}`,
        presence: 'in',
        roleIds: [...roleIds, 'a colour'],
      });
      await school.access.converge(school.communityId, member.id, 'verify');
    }
    await school.queue.runDue();
    expect(holders()).toBe(8);
  });

  it('approved for one place says nothing about another', async () => {
    const people = await seat(8);
    const { members, telegram, communityId } = school;
    for (const [n, member] of people.entries()) {
      const code = await members.startLink(communityId, member.id, 'discord');
      const other = { platform: 'telegram' as const, externalId: `other-${n}`, name: 'other' };
      await members.finishLink(communityId, (await members.arrive(communityId, other)).account, code);
      telegram.ask('group', `other-${n}`);
    }
    await school.queue.runDue();
    const inGroup = () => people.filter((_, n) => telegram.isInside('group', `other-${n}`)).length;
    expect(inGroup()).toBe(8);
    await theyEnd();
    const open = await school.access.holds(communityId);
    expect(open).toHaveLength(2);
    const ofRole = open.find((hold) => hold.place.id === school.role.id);
    await school.access.decideHold(communityId, ofRole?.id ?? '', true, moderator.id);
    await school.queue.runDue();
    await school.pass(minutes(1));
    expect(holders()).toBe(0);
    expect(inGroup()).toBe(8);
  });
});
