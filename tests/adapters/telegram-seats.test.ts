import { describe, expect, it } from 'vitest';
import { createTelegramPlatform, type TelegramPlatform } from '#adapters/telegram';
import type { SeatAddress } from '#domain/access';
import { RetryAfter } from '#kernel/errors';
import {
  afterwards,
  answered,
  botId,
  chatId,
  id,
  lobbyId,
  openBench,
  token,
  type Bench,
} from './telegram-bench.js';

const states = [
  'creator',
  'administrator',
  'member',
  'restricted',
  'restricted-out',
  'left',
  'kicked',
] as const;
type State = (typeof states)[number];

const reason = 'test';

interface Scene {
  bench: Bench;
  platform: TelegramPlatform;
  seat: SeatAddress;
  /** The bot's own calls that change something, in order. */
  deeds(): string[];
  status(): string;
}

async function scene(state: State, moved: string[] = []): Promise<Scene> {
  const bench = await openBench();
  const platform = createTelegramPlatform({
    token,
    apiUrl: `${bench.server.url}/`,
    draw: () => Promise.resolve(answered()),
    postButtons: async () => [],
    log: bench.log,
    onMigrated: async (from, to) => void moved.push(from, to),
  });
  afterwards(() => platform.stop());
  const person = id('ada');
  const chat = bench.server.state().chats[chatId];
  const lobby = bench.server.state().chats[lobbyId];
  if (!chat || !lobby) throw new Error('the demo has its groups');
  const permissions = lobby.permissions;
  const moderator = chat.members[id('moyan')];
  if (moderator?.status !== 'administrator') throw new Error('the demo has a moderator');
  const records = {
    creator: { status: 'creator', since: 1 },
    administrator: moderator,
    member: { status: 'member', since: 1 },
    restricted: { status: 'restricted', isMember: true, permissions, until: 0, since: 1 },
    'restricted-out': { status: 'restricted', isMember: false, permissions, until: 0, since: 1 },
    left: { status: 'left' },
    kicked: { status: 'kicked', until: 0 },
  } as const;
  chat.members[person] = { ...records[state] };
  const changing = /\/(banChatMember|unbanChatMember|approveChatJoinRequest|declineChatJoinRequest)$/;
  return {
    bench,
    platform,
    seat: { spaceId: String(chatId), kind: 'room', placeId: '', personId: String(person) },
    deeds: () => bench.wire.flatMap((entry) => changing.exec(entry.path)?.[1] ?? []),
    status: () => bench.server.state().chats[chatId]?.members[person]?.status ?? 'left',
  };
}

async function ensure(
  { platform, seat }: Scene,
  wanted: 'in' | 'out',
  lifting: boolean,
  order: string[] = [],
) {
  const beforeBan = async (): Promise<void> => void order.push('beforeBan');
  return platform.seats.ensure(seat, wanted, { lifting, beforeBan, reason });
}

describe('looking at a seat', () => {
  it.each([
    ['creator', 'in'],
    ['administrator', 'in'],
    ['member', 'in'],
    ['restricted', 'in'],
    ['restricted-out', 'out'],
    ['left', 'out'],
    ['kicked', 'banned'],
  ] as const)('%s is %s', async (state, observed) => {
    const { platform, seat } = await scene(state);
    expect(await platform.seats.look(seat)).toEqual({ kind: 'seen', observed, present: observed === 'in' });
  });

  it('takes somebody whom nobody knows for absent, but only while the bot may see everybody', async () => {
    const { platform, seat, bench } = await scene('left');
    const nobody = { ...seat, personId: '99' };
    expect(await platform.seats.look(nobody)).toEqual({ kind: 'seen', observed: 'out', present: false });
    bench.server.actions.demote.run({ as: id('olivia'), chatId, userId: botId });
    const refused = { kind: 'code', code: 400, description: 'Bad Request: PARTICIPANT_ID_INVALID' } as const;
    bench.server.actions.fault.run({ match: { method: 'getChatMember' }, times: 1, ...refused });
    expect(await platform.seats.look(seat)).toEqual({ kind: 'forbidden', code: 'bot_not_admin' });
  });
});

describe('every state of a person in a group', () => {
  const table: Record<
    State,
    Record<'in' | 'in lifting' | 'out' | 'out lifting', [string, string[], string]>
  > = {
    creator: {
      in: ['already', [], 'creator'],
      'in lifting': ['already', [], 'creator'],
      out: ['is_admin_there', [], 'creator'],
      'out lifting': ['is_admin_there', [], 'creator'],
    },
    administrator: {
      in: ['already', [], 'administrator'],
      'in lifting': ['already', [], 'administrator'],
      out: ['is_admin_there', [], 'administrator'],
      'out lifting': ['is_admin_there', [], 'administrator'],
    },
    member: {
      in: ['already', [], 'member'],
      'in lifting': ['already', [], 'member'],
      out: ['done', ['beforeBan', 'banChatMember', 'unbanChatMember'], 'left'],
      'out lifting': ['done', ['beforeBan', 'banChatMember', 'unbanChatMember'], 'left'],
    },
    restricted: {
      in: ['already', [], 'restricted'],
      'in lifting': ['already', [], 'restricted'],
      out: ['done', ['beforeBan', 'banChatMember', 'unbanChatMember'], 'left'],
      'out lifting': ['done', ['beforeBan', 'banChatMember', 'unbanChatMember'], 'left'],
    },
    'restricted-out': {
      in: ['absent', ['approveChatJoinRequest'], 'restricted'],
      'in lifting': ['absent', ['approveChatJoinRequest'], 'restricted'],
      out: ['already', [], 'restricted'],
      'out lifting': ['already', ['unbanChatMember'], 'restricted'],
    },
    left: {
      in: ['absent', ['approveChatJoinRequest'], 'left'],
      'in lifting': ['absent', ['approveChatJoinRequest'], 'left'],
      out: ['already', [], 'left'],
      'out lifting': ['already', ['unbanChatMember'], 'left'],
    },
    kicked: {
      in: ['banned_there', [], 'kicked'],
      'in lifting': ['absent', ['unbanChatMember', 'approveChatJoinRequest'], 'left'],
      out: ['already', [], 'kicked'],
      'out lifting': ['done', ['unbanChatMember'], 'left'],
    },
  };
  const cells = states.flatMap((state) =>
    (['in', 'in lifting', 'out', 'out lifting'] as const).map(
      (wish) => [state, wish, ...table[state][wish]] as const,
    ),
  );

  it.each(cells)('%s wanted %s: %s', async (state, wish, result, deeds, after) => {
    const there = await scene(state);
    const order: string[] = [];
    const wanted = wish.startsWith('in') ? 'in' : 'out';
    const outcome = await ensure(there, wanted, wish.endsWith('lifting'), order);
    expect(outcome.kind === 'forbidden' ? outcome.code : outcome.kind).toBe(result);
    expect([...order, ...there.deeds()]).toEqual(deeds);
    expect(there.status()).toBe(after);
    for (const call of there.bench.calls('unbanChatMember'))
      expect(call.body).toMatchObject({ only_if_banned: true });
  });
});

describe('the way in', () => {
  it('approves the request that is there, once', async () => {
    const there = await scene('left');
    const link = await there.platform.seats.joinLink(String(chatId));
    await there.bench.server.actions.requestToJoin.run({ as: id('ada'), link: link ?? '' });
    expect(await ensure(there, 'in', false)).toEqual({ kind: 'done' });
    expect(there.status()).toBe('member');
    expect(await ensure(there, 'in', false)).toEqual({ kind: 'already' });
    expect(there.deeds()).toEqual(['approveChatJoinRequest']);
  });

  it('makes a link that only asks, with our name on it', async () => {
    const there = await scene('left');
    const link = await there.platform.seats.joinLink(String(chatId));
    const made = there.bench.server.state().chats[chatId]?.links[link ?? ''];
    expect(made).toMatchObject({ asksToJoin: true, name: 'Lyceum', creatorId: botId });
    expect(made).not.toHaveProperty('memberLimit');
  });

  it('comes back after our own removal, but not after a ban by a person', async () => {
    const there = await scene('member');
    const { actions } = there.bench.server;
    const link = (await there.platform.seats.joinLink(String(chatId))) ?? '';
    await ensure(there, 'out', false);
    expect(await actions.requestToJoin.run({ as: id('ada'), link })).toMatchObject({ outcome: 'requested' });
    expect(await ensure(there, 'in', false)).toEqual({ kind: 'done' });
    actions.banByModerator.run({ as: id('moyan'), chatId, userId: id('ada') });
    expect(await ensure(there, 'in', false)).toEqual({ kind: 'forbidden', code: 'banned_there' });
    expect(await ensure(there, 'out', false)).toEqual({ kind: 'already' });
    expect(there.status()).toBe('kicked');
  });
});

describe('what stands in the way', () => {
  async function withRights(rights: Record<string, boolean> | null, state: State = 'member'): Promise<Scene> {
    const there = await scene(state);
    const { actions } = there.bench.server;
    actions.demote.run({ as: id('olivia'), chatId, userId: botId });
    if (rights) actions.promote.run({ as: id('olivia'), chatId, userId: botId, rights });
    return there;
  }
  const candidate = async ({ platform }: Scene) =>
    (await platform.seats.candidates(String(chatId), 'Members')).map(({ problem }) => problem);

  it('names the missing right', async () => {
    expect(await candidate(await scene('left'))).toEqual([null]);
    expect(await candidate(await withRights(null))).toEqual(['bot_not_admin']);
    expect(await candidate(await withRights({ can_invite_users: true }))).toEqual(['bot_no_restrict']);
    expect(await candidate(await withRights({ can_restrict_members: true }))).toEqual(['bot_no_invite']);
    const gone = await scene('left');
    gone.bench.server.actions.removeBot.run({ as: id('olivia'), chatId });
    expect(await candidate(gone)).toEqual(['space_gone']);
  });

  it('is said when it is met, and nothing is done half', async () => {
    const noBans = await withRights({ can_invite_users: true });
    expect(await ensure(noBans, 'out', false)).toEqual({ kind: 'forbidden', code: 'bot_no_restrict' });
    expect(noBans.status()).toBe('member');
    const noInvites = await withRights({ can_restrict_members: true }, 'left');
    expect(await ensure(noInvites, 'in', false)).toEqual({ kind: 'forbidden', code: 'bot_no_invite' });
    expect(await noInvites.platform.seats.joinLink(String(chatId))).toBeNull();
    const gone = await scene('member');
    gone.bench.server.actions.removeBot.run({ as: id('olivia'), chatId });
    expect(await ensure(gone, 'out', false)).toEqual({ kind: 'forbidden', code: 'space_gone' });
    expect(await gone.platform.seats.look({ ...gone.seat, spaceId: '-100999' })).toEqual({
      kind: 'forbidden',
      code: 'space_gone',
    });
  });

  it.each([
    ['Bad Request: user is an administrator of the chat', 'is_admin_there'],
    ["Bad Request: can't remove chat owner", 'is_admin_there'],
    ['Bad Request: not enough rights to restrict/unrestrict chat member', 'bot_no_restrict'],
    ['Bad Request: CHAT_ADMIN_REQUIRED', 'bot_no_restrict'],
    ['Bad Request: group chat was deactivated', 'space_gone'],
    ['Bad Request: something new', 'unknown'],
  ])('%s', async (description, code) => {
    const there = await scene('member');
    there.bench.server.actions.fault.run({
      match: { method: 'banChatMember' },
      times: 1,
      kind: 'code',
      code: 400,
      description,
    });
    expect(await ensure(there, 'out', false)).toEqual({ kind: 'forbidden', code });
  });
});

describe('when Telegram is slow, away or has moved', () => {
  it('waits as long as it is told', async () => {
    const there = await scene('member');
    there.bench.server.actions.fault.run({
      match: { method: 'banChatMember' },
      times: 1,
      kind: '429',
      retryAfter: 7,
    });
    expect(await ensure(there, 'out', false)).toEqual({ kind: 'retry', afterMs: 7_000 });
    expect(there.status()).toBe('member');
  });

  it.each(['500', '500-after', 'reset'] as const)(
    'does not know after %s, and finishes the next time',
    async (kind) => {
      const there = await scene('member');
      there.bench.server.actions.fault.run({ match: { method: 'banChatMember' }, times: 1, kind });
      expect(await ensure(there, 'out', false)).toMatchObject({ kind: 'unknown' });
      // The domain remembers that it is lifting since `beforeBan`.
      await ensure(there, 'out', true);
      expect(there.status()).toBe('left');
    },
  );

  it('finishes a removal that stopped between ban and unban', async () => {
    const there = await scene('member');
    there.bench.server.actions.fault.run({ match: { method: 'unbanChatMember' }, times: 1, kind: 'reset' });
    expect(await ensure(there, 'out', false)).toMatchObject({ kind: 'unknown' });
    expect(there.status()).toBe('kicked');
    expect(await ensure(there, 'out', true)).toEqual({ kind: 'done' });
    expect(there.status()).toBe('left');
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const there = await scene('member');
    await there.bench.server.close();
    expect(await there.platform.seats.look(there.seat)).toEqual({ kind: 'retry', afterMs: 5_000 });
    await expect(there.platform.seats.standing(String(chatId), '1')).rejects.toThrow(RetryAfter);
    await expect(there.platform.seats.candidates(String(chatId), '')).rejects.toThrow(RetryAfter);
    await expect(there.platform.seats.joinLink(String(chatId))).rejects.toThrow(RetryAfter);
  });

  it('reports the new id of a group that became a supergroup', async () => {
    const moved: string[] = [];
    const there = await scene('member', moved);
    const { actions } = there.bench.server;
    const { chatId: group } = actions.createGroup.run({ as: id('olivia'), title: 'Small' });
    actions.addBot.run({ as: id('olivia'), chatId: group, rights: { can_restrict_members: true } });
    const { chatId: supergroup } = actions.upgradeGroup.run({ as: id('olivia'), chatId: group });
    const seat = { ...there.seat, spaceId: String(group), personId: String(id('olivia')) };
    const seen = await there.platform.seats.look(seat);
    expect(seen).toMatchObject({ kind: 'retry' });
    expect(moved).toEqual([String(group), String(supergroup)]);
  });

  it('removes from a basic group, which keeps no bans', async () => {
    const there = await scene('member');
    const { actions } = there.bench.server;
    const { chatId: group } = actions.createGroup.run({ as: id('olivia'), title: 'Small' });
    actions.addBot.run({ as: id('olivia'), chatId: group, rights: { can_restrict_members: true } });
    actions.addMember.run({ as: id('olivia'), chatId: group, userId: id('ada') });
    const seat = { ...there.seat, spaceId: String(group) };
    expect(await ensure({ ...there, seat }, 'out', false)).toEqual({ kind: 'done' });
    expect(await there.platform.seats.look(seat)).toMatchObject({ observed: 'out' });
  });
});

describe('standing', () => {
  it.each([
    ['creator', 'owner'],
    ['administrator', 'moderator'],
    ['member', 'member'],
    ['restricted', 'member'],
    ['restricted-out', 'stranger'],
    ['left', 'stranger'],
    ['kicked', 'stranger'],
  ] as const)('%s is %s', async (state, standing) => {
    const { platform, seat } = await scene(state);
    expect(await platform.seats.standing(seat.spaceId, seat.personId)).toBe(standing);
  });

  it('is that of a stranger where we are not', async () => {
    const { platform } = await scene('left');
    expect(await platform.seats.standing('-100999', String(id('ada')))).toBe('stranger');
  });
});
