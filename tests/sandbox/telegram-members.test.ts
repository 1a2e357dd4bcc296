import { describe, expect, it } from 'vitest';
import {
  botId,
  chatId,
  id,
  listener,
  lobbyId,
  openBench,
  poll,
  refusal,
  status,
  type Bench,
} from './telegram-bench.js';

const everyKind = [
  'message',
  'chat_member',
  'my_chat_member',
  'chat_join_request',
  'callback_query',
] as const;

describe('join requests', () => {
  it('lets in who was approved and tells it from both sides', async () => {
    const bench = await openBench();
    const bot = listener(bench);
    await poll(bot, everyKind);
    const { invite_link, creates_join_request } = await bench.api.createChatInviteLink(chatId, {
      name: 'Seat of Ada',
      creates_join_request: true,
    });
    expect(creates_join_request).toBe(true);
    const asked = await bench.server.actions.requestToJoin.run({ as: id('ada'), link: invite_link });
    expect(asked).toEqual({ outcome: 'requested', chatId, delivered: true });
    const request = await bot.next('chat_join_request');
    expect(request).toMatchObject({
      chat: { id: chatId },
      from: { id: id('ada') },
      user_chat_id: id('ada'),
      invite_link: { invite_link, pending_join_request_count: 1 },
    });
    expect(bench.server.view(id('ada')).chats.find((chat) => chat.id === chatId)?.myStatus).toBe('requested');
    expect(await status(bench, id('ada'))).toBe('left');

    await bench.api.approveChatJoinRequest(chatId, id('ada'));
    expect(await bot.next('chat_member')).toMatchObject({
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member', user: { id: id('ada') } },
      invite_link: { invite_link },
    });
    expect((await bot.next('message')).new_chat_members?.map((user) => user.id)).toEqual([id('ada')]);
    expect(await refusal(bench.api.approveChatJoinRequest(chatId, id('ada')))).toBe(
      '400 Bad Request: USER_ALREADY_PARTICIPANT',
    );
  });

  it('keeps a stranger out: declined, and not approved without a request', async () => {
    const bench = await openBench();
    const { invite_link } = await bench.api.createChatInviteLink(chatId, { creates_join_request: true });
    const missing = '400 Bad Request: HIDE_REQUESTER_MISSING';
    expect(await refusal(bench.api.approveChatJoinRequest(chatId, id('ben')))).toBe(missing);
    await bench.server.actions.requestToJoin.run({ as: id('ben'), link: invite_link });
    await bench.api.declineChatJoinRequest(chatId, id('ben'));
    expect(await status(bench, id('ben'))).toBe('left');
    expect(await refusal(bench.api.declineChatJoinRequest(chatId, id('ben')))).toBe(missing);
    await bench.server.actions.requestToJoin.run({ as: id('ben'), link: invite_link });
    await bench.api.banChatMember(chatId, id('ben'));
    expect(await refusal(bench.api.approveChatJoinRequest(chatId, id('ben')))).toBe(missing);
    await expect(
      bench.server.actions.requestToJoin.run({ as: id('ben'), link: invite_link }),
    ).rejects.toMatchObject({
      name: 'ActionError',
      status: 403,
    });
  });

  it('may be written to for five minutes, and no longer than the request is open', async () => {
    const bench = await openBench();
    const { invite_link } = await bench.api.createChatInviteLink(chatId, { creates_join_request: true });
    const cannot = "403 Forbidden: bot can't initiate conversation with a user";
    const write = (): Promise<string> => refusal(bench.api.sendMessage(id('ben'), 'hello'));
    expect(await write()).toBe(cannot);
    await bench.server.actions.requestToJoin.run({ as: id('ben'), link: invite_link });
    expect(await write()).toBe('done');
    bench.clock.forward(301);
    expect(await write()).toBe(cannot);
  });
});

/** Brings Lin into each of the standings a person can have. Olivia is the creator already. */
async function standing(bench: Bench, wanted: string): Promise<number> {
  const { actions } = bench.server;
  if (wanted === 'creator') return id('olivia');
  const userId = id('lin');
  if (wanted === 'left') return userId;
  const subject = { as: id('olivia'), chatId, userId };
  actions.addMember.run(subject);
  if (wanted === 'administrator') actions.promote.run(subject);
  if (wanted === 'kicked') actions.banByModerator.run(subject);
  if (wanted === 'restricted')
    await bench.api.restrictChatMember(chatId, userId, { can_send_messages: true });
  return userId;
}

const owner = "400 Bad Request: can't remove chat owner";
const admin = '400 Bad Request: user is an administrator of the chat';

describe('the six standings', () => {
  // [standing, after ban, after unban, after unban only_if_banned]; a refusal leaves it as it is.
  const cells: [string, string, string, string][] = [
    ['creator', owner, owner, 'creator'],
    ['administrator', admin, admin, 'administrator'],
    ['member', 'kicked', 'left', 'member'],
    ['restricted', 'kicked', 'left', 'restricted'],
    ['left', 'kicked', 'left', 'left'],
    ['kicked', 'kicked', 'left', 'left'],
  ];
  it.each(cells)('%s', async (before, banned, unbanned, unbannedIfBanned) => {
    const calls: [(bench: Bench, userId: number) => Promise<unknown>, string][] = [
      [(bench, userId) => bench.api.banChatMember(chatId, userId), banned],
      [(bench, userId) => bench.api.unbanChatMember(chatId, userId), unbanned],
      [
        (bench, userId) => bench.api.unbanChatMember(chatId, userId, { only_if_banned: true }),
        unbannedIfBanned,
      ],
    ];
    for (const [call, expected] of calls) {
      const bench = await openBench();
      const userId = await standing(bench, before);
      expect(await status(bench, userId)).toBe(before);
      const answer = await refusal(call(bench, userId));
      const isRefused = expected.startsWith('400');
      expect(answer).toBe(isRefused ? expected : 'done');
      expect(await status(bench, userId)).toBe(isRefused ? before : expected);
    }
  });

  it('ban of a member: out, told to everybody, and no way back in until unbanned', async () => {
    const bench = await openBench();
    const bot = listener(bench);
    await poll(bot, everyKind);
    const { invite_link } = await bench.api.createChatInviteLink(chatId);
    const join = (): Promise<unknown> =>
      bench.server.actions.requestToJoin.run({ as: id('ada'), link: invite_link });
    await join();
    await bot.next('chat_member');
    await bench.api.banChatMember(chatId, id('ada'));
    expect(await bot.next('chat_member')).toMatchObject({
      from: { id: botId },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked', until_date: 0 },
    });
    await expect(join()).rejects.toThrow('banned');
    expect(bench.server.view(id('ada')).chats.find((chat) => chat.id === chatId)).toMatchObject({
      myStatus: 'kicked',
      messages: [],
      members: [],
    });
    await bench.api.unbanChatMember(chatId, id('ada'), { only_if_banned: true });
    expect(await join()).toMatchObject({ outcome: 'joined' });
  });

  it('ends a ban at its date, but takes too short or too long ones as for ever', async () => {
    const bench = await openBench();
    const now = Math.floor(bench.clock.now() / 1000);
    const ban = (until_date: number): Promise<true> =>
      bench.api.banChatMember(chatId, id('ada'), { until_date });
    await ban(now + 3600);
    expect(await bench.api.getChatMember(chatId, id('ada'))).toMatchObject({
      status: 'kicked',
      until_date: now + 3600,
    });
    bench.clock.forward(3600);
    expect(await status(bench, id('ada'))).toBe('left');
    for (const until of [now + 3600 + 29, now + 3600 + 367 * 86_400]) {
      await ban(until);
      expect(await bench.api.getChatMember(chatId, id('ada'))).toMatchObject({
        status: 'kicked',
        until_date: 0,
      });
    }
  });

  it('needs the rights', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    actions.demote.run({ as: id('olivia'), chatId, userId: botId });
    expect(await refusal(bench.api.banChatMember(chatId, id('ada')))).toBe(
      '400 Bad Request: not enough rights to restrict/unrestrict chat member',
    );
    expect(await refusal(bench.api.unbanChatMember(chatId, id('ada'), { only_if_banned: true }))).toBe(
      'done',
    );
    expect(await refusal(bench.api.approveChatJoinRequest(chatId, id('ada')))).toContain('not enough rights');
    actions.removeBot.run({ as: id('olivia'), chatId });
    expect(await refusal(bench.api.getChatMember(chatId, id('ada')))).toBe(
      '403 Forbidden: bot was kicked from the supergroup chat',
    );
    expect(() => actions.banByModerator.run({ as: id('ada'), chatId: lobbyId, userId: id('ben') })).toThrow(
      'no right',
    );
  });
});
