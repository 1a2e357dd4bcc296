import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDelivery, type DirectMessage, type Sender, type SendResult } from '#domain/delivery';
import { createMembers, type Member, type Members } from '#domain/members';
import { days, hours, later, minutes, movableClock, type MovableClock } from '#kernel/clock';
import { silentLog as log } from '#kernel/log';
import { testDatabase, type TestDatabase } from '../_support/database.js';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());

/** What people can read. `find` answers by text and time, as a conversation can be read; nonces are forgotten. */
function mailbox(clock: MovableClock, platform: 'discord' | 'telegram') {
  const arrived: { message: DirectMessage; at: Date }[] = [];
  let readable = true;
  const sender: Sender = {
    dedupeMs: platform === 'discord' ? minutes(2) : 0,
    async send(message): Promise<SendResult> {
      const since = later(clock.now(), -minutes(5));
      const repeat = arrived.some((one) => one.at > since && one.message.nonce === message.nonce);
      if (platform === 'telegram' || !repeat) arrived.push({ message, at: clock.now() });
      if (dies) throw new Error('the process dies before it reads the answer');
      return { kind: 'sent', chat: message.to, messageId: String(arrived.length) };
    },
    ...(platform === 'discord' && {
      async find({ kind, to }: DirectMessage, since: Date) {
        if (!readable) return null;
        const at = arrived.findIndex(
          (one) => one.at >= since && one.message.kind === kind && one.message.to === to,
        );
        return at < 0 ? ('absent' as const) : { chat: to, messageId: String(at + 1) };
      },
    }),
  };
  let dies = false;
  return {
    sender,
    arrived,
    die: (yes: boolean) => void (dies = yes),
    read: (yes: boolean) => void (readable = yes),
  };
}

describe('a notice of which nobody knows whether it arrived', () => {
  let clock: MovableClock;
  let discord: ReturnType<typeof mailbox>;
  let telegram: ReturnType<typeof mailbox>;
  let members: Members;
  let communityId: string;

  beforeEach(async () => {
    clock = movableClock(new Date('2026-03-01T12:00:00Z'), false);
    discord = mailbox(clock, 'discord');
    telegram = mailbox(clock, 'telegram');
    members = createMembers({
      database: data.database,
      clock,
      wake: { member: async () => {} },
      belongings: [],
    });
    communityId = (await members.createCommunity({ name: 'Drill', locale: 'en', timeZone: 'UTC' })).id;
  });

  const room = (known: Members = members) =>
    createDelivery({
      database: data.database,
      members: known,
      senders: { discord: discord.sender, telegram: telegram.sender },
      wake: { message: async () => {} },
      clock,
      log,
    });

  async function noticeFor(platform: 'discord' | 'telegram'): Promise<{ member: Member; id: string }> {
    const { member } = await members.arrive(communityId, { platform, externalId: '7', name: 'Ada' });
    const notice = {
      communityId,
      memberId: member.id,
      kind: 'welcome' as const,
      key: `welcome:${platform}`,
      values: { plan: 'Membership', places: '' },
    };
    await data.database.transaction((tx) => room().post(tx, notice));
    const [id = ''] = await room().due(communityId, 10);
    return { member, id };
  }

  const stateOf = async (memberId: string) => (await room().inbox(communityId, memberId, 10))[0]?.state;

  async function dieWhileSending(of: ReturnType<typeof mailbox>, id: string): Promise<void> {
    of.die(true);
    await expect(room().deliver(communityId, id)).rejects.toThrow('the process dies');
    of.die(false);
  }

  it('is sent again on Discord while it remembers the nonce, and arrives once', async () => {
    const { member, id } = await noticeFor('discord');
    await dieWhileSending(discord, id);
    clock.moveTo(later(clock.now(), minutes(1)));
    expect(await room().reclaim(communityId)).toEqual({ resent: 1, uncertain: 0 });
    expect(await room().deliver(communityId, id)).toBe('sent');
    expect(discord.arrived).toHaveLength(1);
    expect(await stateOf(member.id)).toBe('sent');
  });

  it('is looked for on Discord when the second try only comes after the nonce is forgotten', async () => {
    const { member, id } = await noticeFor('discord');
    await dieWhileSending(discord, id);
    clock.moveTo(later(clock.now(), minutes(1)));
    await room().reclaim(communityId);
    // Between the verdict and the second try, everything stands still.
    clock.moveTo(later(clock.now(), hours(3)));
    expect(await room().deliver(communityId, id)).toBe('sent');
    expect(discord.arrived).toHaveLength(1);
    expect(await stateOf(member.id)).toBe('sent');
  });

  it('is looked for when quiet hours came between the two tries', async () => {
    const { member, id } = await noticeFor('discord');
    await dieWhileSending(discord, id);
    await members.updateSettings(communityId, member.id, { quiet: { from: 12 * 60, to: 18 * 60 } });
    clock.moveTo(later(clock.now(), minutes(1)));
    await room().reclaim(communityId);
    expect(await room().deliver(communityId, id)).toBe('pending');
    clock.moveTo(later(clock.now(), hours(8)));
    expect(await room().deliver(communityId, id)).toBe('sent');
    expect(discord.arrived).toHaveLength(1);
  });

  it('stays undecided while the conversation cannot be read, and is uncertain after a day', async () => {
    const { member, id } = await noticeFor('discord');
    await dieWhileSending(discord, id);
    discord.read(false);
    clock.moveTo(later(clock.now(), minutes(10)));
    expect(await room().reclaim(communityId)).toEqual({ resent: 0, uncertain: 0 });
    expect(await stateOf(member.id)).toBe('sending');
    clock.moveTo(later(clock.now(), days(1)));
    expect(await room().reclaim(communityId)).toEqual({ resent: 0, uncertain: 1 });

    discord.read(true);
    expect(discord.arrived).toHaveLength(1);
    expect(await stateOf(member.id)).toBe('uncertain');
  });

  it('is never sent again on Telegram', async () => {
    const { member, id } = await noticeFor('telegram');
    await dieWhileSending(telegram, id);
    clock.moveTo(later(clock.now(), minutes(1)));
    expect(await room().reclaim(communityId)).toEqual({ resent: 0, uncertain: 1 });
    expect(await room().deliver(communityId, id)).toBe('uncertain');
    expect(telegram.arrived).toHaveLength(1);
    expect(await stateOf(member.id)).toBe('uncertain');
  });

  it('is not sent by whoever slept until it was taken from them', async () => {
    const { id } = await noticeFor('telegram');
    let goOn = () => {};
    const asleep = new Promise<void>((resolve) => (goOn = resolve));
    let claimed = () => {};
    const hasClaimed = new Promise<void>((resolve) => (claimed = resolve));
    const sleepy: Members = {
      ...members,
      async member(community, memberId) {
        claimed();
        await asleep;
        return members.member(community, memberId);
      },
    };
    const slow = room(sleepy).deliver(communityId, id);
    await hasClaimed;
    clock.moveTo(later(clock.now(), minutes(5)));
    expect(await room().reclaim(communityId)).toEqual({ resent: 1, uncertain: 0 });
    expect(await room().deliver(communityId, id)).toBe('sent');
    goOn();
    await slow;
    expect(telegram.arrived).toHaveLength(1);
  });
});
