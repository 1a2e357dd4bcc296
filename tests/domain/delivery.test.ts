import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewNotice, SendResult } from '#domain/delivery';
import type { Member } from '#domain/members';
import { hours, later, minutes } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openSchool, type School } from './school.js';

let data: TestDatabase;
let school: School;
let ada: Member;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  school = await openSchool(data.database);
  ada = await school.arrive('ada');
});

const closed: SendResult = { kind: 'closed', code: '50007' };

async function post(given: Partial<NewNotice> = {}): Promise<string | null> {
  const { communityId, database, delivery } = school;
  const notice: NewNotice = {
    communityId,
    memberId: ada.id,
    kind: 'welcome',
    key: 'key',
    values: {},
    ...given,
  };
  return database.transaction((tx) => delivery.post(tx, notice));
}

/** The row of a key, with what only the database knows of it. */
async function row(key = 'key') {
  const { communityId, database } = school;
  return database.prisma.message.findUniqueOrThrow({
    where: { communityId_key: { communityId, key }, communityId },
  });
}

const deliver = async (key = 'key') => school.delivery.deliver(school.communityId, (await row(key)).id);
const reclaim = () => school.delivery.reclaim(school.communityId);

/** Ada is on both platforms; Discord is where she was seen last. */
async function onBoth(): Promise<void> {
  const { members, communityId, clock } = school;
  const code = await members.startLink(communityId, ada.id, 'discord');
  const there = { platform: 'telegram' as const, externalId: 'ada-there', name: 'Ada' };
  await members.finishLink(communityId, (await members.arrive(communityId, there)).account, code);
  clock.moveTo(later(clock.now(), 1));
  ada = await school.arrive('ada');
  expect(ada.accounts).toHaveLength(2);
}

describe('a message', () => {
  it('claimed by twenty at once is sent once', async () => {
    await post();
    const states = await Promise.all(Array.from({ length: 20 }, () => deliver()));
    expect(school.mail.discord.calls).toHaveLength(1);
    expect(states.filter((state) => state === 'sent').length).toBeGreaterThanOrEqual(1);
    expect(await row()).toMatchObject({ state: 'sent', platform: 'discord', externalId: '1', attempts: 1 });
    expect(await deliver()).toBe('sent');
    expect(school.mail.discord.calls).toHaveLength(1);
  });

  it('is written once for each key and community, whoever repeats it', async () => {
    const fresh = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(fresh.filter(Boolean)).toHaveLength(1);
    expect(await post({ values: { other: true } })).toBeNull();
    const other = await school.members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    expect(await post({ communityId: other.id })).not.toBeNull();
  });

  it('whose transaction is rolled back was never written', async () => {
    const { communityId, database, delivery } = school;
    const notice: NewNotice = { communityId, memberId: ada.id, kind: 'welcome', key: 'key', values: {} };
    const broken = database.transaction(async (tx) => {
      await delivery.post(tx, notice);
      throw new Error('something else went wrong');
    });
    await expect(broken).rejects.toThrow('something else');
    expect(await delivery.inbox(communityId, ada.id, 10)).toEqual([]);
  });

  it('waits as long as the platform asks, and is not lost meanwhile', async () => {
    await post();
    school.mail.discord.answerWith({ kind: 'retry', afterMs: 7_000 });
    await expect(deliver()).rejects.toThrow(RetryAfter);
    expect(await deliver()).toBe('pending');
    expect(school.mail.discord.calls).toHaveLength(1);
    await school.pass(7_000);
    expect((await row()).state).toBe('sent');
  });
});

describe('a message whose sender died', () => {
  const both = ['crash', 'lost'] as const;

  it.each(both)('is sent again under the same nonce where the platform knows it: %s', async (how) => {
    await post();
    school.mail.discord.answerWith(how);
    await expect(deliver()).rejects.toThrow();
    expect((await row()).state).toBe('sending');
    // Nobody else touches it while the sender may be alive.
    school.clock.moveTo(later(school.clock.now(), 40_000));
    expect(await reclaim()).toEqual({ resent: 0, uncertain: 0 });
    expect(await deliver()).toBe('sending');
    await school.pass(minutes(1));
    expect((await row()).state).toBe('sent');
    const nonces = school.mail.discord.calls.map((call) => call.nonce);
    expect(nonces).toHaveLength(2);
    expect(new Set(nonces).size).toBe(1);
    expect(school.mail.discord.arrived).toHaveLength(1);
  });

  it.each(both)('long ago is looked for in the conversation first: %s', async (how) => {
    await post();
    school.mail.discord.answerWith(how);
    await expect(deliver()).rejects.toThrow();
    await school.pass(minutes(30));
    expect((await row()).state).toBe('sent');
    expect(school.mail.discord.calls).toHaveLength(how === 'lost' ? 1 : 2);
    expect(school.mail.discord.arrived).toHaveLength(1);
  });

  it('long ago is not sent again while the conversation cannot be read, and in doubt after a day', async () => {
    await post();
    school.mail.discord.answerWith('lost');
    await expect(deliver()).rejects.toThrow();
    school.mail.discord.unreadable(true);
    for (let hour = 0; hour < 23; hour += 1) await school.pass(hours(1));
    expect((await row()).state).toBe('sending');
    await school.pass(hours(2));
    expect(await row()).toMatchObject({ state: 'uncertain', failure: 'no_answer' });
    expect(school.mail.discord.calls).toHaveLength(1);
  });

  it.each(both)('is uncertain, and never doubled, where the platform cannot tell: %s', async (how) => {
    ada = await school.arrive('eve', 'telegram');
    await post();
    school.mail.telegram.answerWith(how);
    await expect(deliver()).rejects.toThrow();
    for (let again = 0; again < 3; again += 1) await school.pass(minutes(5));
    expect(await row()).toMatchObject({ state: 'uncertain', failure: 'no_answer' });
    expect(school.mail.telegram.calls).toHaveLength(1);
    expect(await deliver()).toBe('uncertain');
    const { delivery, communityId } = school;
    expect(await delivery.uncertain(communityId)).toMatchObject([{ memberId: ada.id, state: 'uncertain' }]);
    expect(await delivery.inbox(communityId, ada.id, 10)).toHaveLength(1);
  });

  it('before it spoke to anybody is sent as if nothing had happened, on any platform', async () => {
    ada = await school.arrive('eve', 'telegram');
    await post();
    const { communityId, clock, database } = school;
    const claimed = { state: 'sending', claim: 'of the dead', claimedAt: clock.now(), attempts: 1 } as const;
    await database.prisma.message.updateMany({ where: { communityId, key: 'key' }, data: claimed });
    await school.pass(minutes(1));
    expect((await row()).state).toBe('sent');
    expect(school.mail.telegram.arrived).toHaveLength(1);
  });

  it('who was only slow cannot overwrite what another did since', async () => {
    await post();
    const { delivery, communityId, mail, clock } = school;
    const { asked, answer } = mail.discord.answerLate();
    const { id } = await row();
    const late = delivery.deliver(communityId, id);
    await asked;
    clock.moveTo(later(clock.now(), minutes(1)));
    expect(await reclaim()).toEqual({ resent: 1, uncertain: 0 });
    expect(await deliver()).toBe('sent');
    answer({ kind: 'sent', chat: 'elsewhere', messageId: '999' });
    await late;
    expect(await row()).toMatchObject({ state: 'sent', externalId: '1' });
  });
});

describe('the ladder', () => {
  it('goes on to the next account, then to the inbox', async () => {
    await onBoth();
    await post({ key: 'first' });
    school.mail.discord.answerWith(closed);
    expect(await deliver('first')).toBe('sent');
    expect(await row('first')).toMatchObject({ platform: 'telegram' });
    // A door found closed is not knocked at again.
    await post({ key: 'second' });
    school.mail.telegram.answerWith({ kind: 'closed', code: '403' });
    expect(await deliver('second')).toBe('refused');
    expect(school.mail.discord.calls).toHaveLength(1);
    await post({ key: 'third' });
    expect(await deliver('third')).toBe('inbox');
    expect(school.mail.telegram.calls).toHaveLength(2);
    const inbox = await school.delivery.inbox(school.communityId, ada.id, 10);
    expect(inbox.map((one) => one.state).toSorted()).toEqual(['inbox', 'refused', 'sent']);
  });

  it('begins where the member was seen last', async () => {
    await onBoth();
    await post();
    await deliver();
    expect((await row()).platform).toBe('discord');
    await school.pass(1_000);
    await school.arrive('ada-there', 'telegram');
    await post({ key: 'next' });
    await deliver('next');
    expect((await row('next')).platform).toBe('telegram');
  });

  it('has no rung for those who want no messages, or have nowhere to get them', async () => {
    await school.members.updateSettings(school.communityId, ada.id, { dms: false });
    await post();
    expect(await deliver()).toBe('inbox');
    expect(school.mail.discord.calls).toEqual([]);
    expect(await school.delivery.inbox(school.communityId, ada.id, 10)).toHaveLength(1);
  });

  it('takes a refused message for refused, without trying for ever', async () => {
    await post();
    school.mail.discord.answerWith({ kind: 'refused', code: '50035' });
    expect(await deliver()).toBe('refused');
    await school.pass(hours(1));
    expect(school.mail.discord.calls).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'refused', failure: '50035' });
  });
});

describe('a platform that refuses all direct messages', () => {
  const refusal: SendResult = { kind: 'platform_closed', afterMs: hours(2), code: '20026' };

  it('is left alone for as long as it says, for everybody, and stays so after a restart', async () => {
    await onBoth();
    const bob = await school.arrive('bob');
    await post();
    school.mail.discord.answerWith(refusal);
    expect(await deliver()).toBe('sent');
    expect((await row()).platform).toBe('telegram');
    await post({ key: 'of bob', memberId: bob.id });
    expect(await deliver('of bob')).toBe('refused');
    expect(await row('of bob')).toMatchObject({ failure: 'platform_closed' });
    expect(school.mail.discord.calls).toHaveLength(1);
    const breaker = await data.database.unscoped.breaker.findUniqueOrThrow({
      where: { platform: 'discord' },
    });
    expect(breaker).toMatchObject({ reason: '20026' });
    // Somebody who is only closed out by it is not taken for unreachable.
    const { accounts } = await school.members.member(school.communityId, bob.id);
    expect(accounts[0]?.reachable).toBeNull();
    await school.pass(hours(2));
    await post({ key: 'later', memberId: bob.id });
    expect(await deliver('later')).toBe('sent');
  });
});

describe('quiet hours', () => {
  beforeEach(async () => {
    const quiet = { from: 22 * 60, to: 8 * 60 };
    await school.members.updateSettings(school.communityId, ada.id, { quiet, timeZone: 'Asia/Shanghai' });
    // 22:30 in Shanghai.
    await school.pass(Date.parse('2026-05-10T14:30:00Z') - school.clock.now().getTime());
  });

  it('hold a message until the morning of whoever gets it', async () => {
    await post();
    expect(await deliver()).toBe('pending');
    expect((await row()).notBefore.toISOString()).toBe('2026-05-11T00:00:00.000Z');
    await school.pass(hours(9.5) - 1);
    expect(school.mail.discord.calls).toEqual([]);
    await school.pass(1);
    expect((await row()).state).toBe('sent');
  });

  it('do not hold what is urgent', async () => {
    await post({ urgent: true });
    expect(await deliver()).toBe('sent');
  });
});
