import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Access, SeatPort } from '#domain/access';
import type { Members } from '#domain/members';
import { later, minutes, movableClock, type MovableClock } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { createRooms } from './rooms.js';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());

type Crash = 'before the ban' | 'after the ban' | 'after the lifting';

/** A group that is left by a ban which is lifted again; the process may die at each of these. */
function group() {
  const standing = new Map<string, 'in' | 'out' | 'banned'>();
  let crash: Crash | undefined;
  const at = (moment: Crash) => {
    if (crash !== moment) return;
    crash = undefined;
    throw new Error(`dies ${moment}`);
  };
  const port: SeatPort = {
    async look({ personId }) {
      const observed = standing.get(personId) ?? 'out';
      return { kind: 'seen', observed, present: observed === 'in' };
    },
    async ensure({ personId }, wanted, { lifting, beforeBan }) {
      const now = standing.get(personId) ?? 'out';
      if (wanted === 'in') return now === 'in' ? { kind: 'already' } : { kind: 'absent' };
      if (now === 'banned' && !lifting) return { kind: 'already' };
      if (now === 'in') {
        await beforeBan();
        at('before the ban');
        standing.set(personId, 'banned');
        at('after the ban');
      }
      standing.set(personId, 'out');
      at('after the lifting');
      return { kind: 'done' };
    },
    candidates: async () => [],
    joinLink: async () => null,
    standing: async () => 'member',
  };
  return { port, standing, die: (when: Crash) => void (crash = when) };
}

describe('a removal that stopped half-way', () => {
  let clock: MovableClock;
  let telegram: ReturnType<typeof group>;
  let members: Members;
  let access: Access;
  let communityId: string;
  let ada: { id: string; personId: string };

  beforeEach(async () => {
    clock = movableClock(new Date('2026-03-01T12:00:00Z'), false);
    telegram = group();
    const { port } = telegram;
    const rooms = createRooms(data.database, clock, { telegram: port }, { member: async () => {} });
    ({ members, access } = rooms);
    communityId = (await members.createCommunity({ name: 'Drill', locale: 'en', timeZone: 'UTC' })).id;
    const spaceExternalId = `-100${communityId}`;
    await members.attachSpace(communityId, { platform: 'telegram', externalId: spaceExternalId, title: 'G' });
    const priceId = `price-${communityId}`;
    const plan = await rooms.billing.createPlan(communityId, { name: 'Plan', priceId });
    await access.linkPlace(communityId, plan.id, {
      platform: 'telegram',
      spaceExternalId,
      spaceTitle: 'G',
      kind: 'room',
      externalId: '',
      title: 'G',
      problem: null,
    });
    const personId = `7-${communityId}`;
    const { member } = await members.arrive(communityId, {
      platform: 'telegram',
      externalId: personId,
      name: 'Ada',
    });
    ada = { id: member.id, personId };
    const byId = member.id;
    const input = { memberId: member.id, planId: plan.id, reason: 'test', endsAt: null, byId };
    const grant = await access.grant(communityId, input);
    telegram.standing.set(personId, 'in');
    await access.converge(communityId, ada.id, 'event');
    await access.revoke(communityId, { grantId: grant.id, reason: 'test', byId });
  });

  const seen = (presence: 'in' | 'out' | 'banned') =>
    access.seatSeen({
      platform: 'telegram',
      spaceExternalId: `-100${communityId}`,
      personId: ada.personId,
      presence,
    });

  async function sweep(): Promise<void> {
    for (const { memberId } of await access.due(communityId, 100)) {
      await access.converge(communityId, memberId, 'sweep');
    }
  }

  const seat = async () => (await access.seats(communityId, ada.id))[0];

  for (const when of ['before the ban', 'after the ban', 'after the lifting'] as const) {
    it(`is finished by a sweep when the process died ${when} and the group told of it`, async () => {
      telegram.die(when);
      await expect(access.converge(communityId, ada.id, 'event')).rejects.toThrow('dies');
      const presence = telegram.standing.get(ada.personId) ?? 'out';
      if (presence !== 'in') await seen(presence);
      clock.moveTo(later(clock.now(), minutes(2)));
      await sweep();
      expect(telegram.standing.get(ada.personId)).toBe('out');
      expect(await seat()).toMatchObject({ observed: 'out', lifting: false, retryAt: null });
      expect(await access.due(communityId, 100)).toEqual([]);
    });
  }

  it('does not make us lift a ban by a person later on', async () => {
    telegram.die('after the lifting');
    await expect(access.converge(communityId, ada.id, 'event')).rejects.toThrow('dies');
    await seen('out');
    clock.moveTo(later(clock.now(), minutes(2)));
    await sweep();
    telegram.standing.set(ada.personId, 'banned');
    await seen('banned');
    await access.converge(communityId, ada.id, 'event');
    expect(telegram.standing.get(ada.personId)).toBe('banned');
  });
});
