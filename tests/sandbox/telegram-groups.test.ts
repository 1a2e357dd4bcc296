import { describe, expect, it } from 'vitest';
import { botId, chatId, id, listener, openBench, poll, refusal } from './telegram-bench.js';

const everyKind = [
  'message',
  'chat_member',
  'my_chat_member',
  'chat_join_request',
  'callback_query',
] as const;

describe('invite links', () => {
  it('count who is inside now, so a place becomes free when somebody leaves', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    const { invite_link } = await bench.api.createChatInviteLink(chatId, { member_limit: 1 });
    const join = (key: string): Promise<string> =>
      actions.requestToJoin.run({ as: id(key), link: invite_link }).then(
        (done) => done.outcome,
        (error: Error) => error.message,
      );
    expect(await join('ada')).toBe('joined');
    expect(await join('ada')).toBe('already');
    expect(await join('ben')).toBe('this invite link has expired');
    actions.leaveChat.run({ as: id('ada'), chatId });
    expect(await join('ben')).toBe('joined');
  });

  it('expire, are revoked, replaced, and never both counted and approved', async () => {
    const bench = await openBench();
    const now = Math.floor(bench.clock.now() / 1000);
    const both = bench.api.createChatInviteLink(chatId, { member_limit: 1, creates_join_request: true });
    expect(await refusal(both)).toContain(
      "member limit can't be specified for links requiring administrator approval",
    );
    const soon = await bench.api.createChatInviteLink(chatId, { expire_date: now + 60 });
    const follow = (url: string): Promise<string> =>
      bench.server.actions.followLink.run({ as: id('ada'), url }).then(
        () => 'in',
        (error: Error) => error.message,
      );
    bench.clock.forward(60);
    expect(await follow(soon.invite_link)).toBe('this invite link has expired');
    const first = await bench.api.exportChatInviteLink(chatId);
    const second = await bench.api.exportChatInviteLink(chatId);
    expect(await follow(first)).toBe('this invite link has expired');
    expect((await bench.api.revokeChatInviteLink(chatId, second)).is_revoked).toBe(true);
    expect(await follow(second)).toBe('this invite link has expired');
    const current = (await bench.api.getChat(chatId)).invite_link ?? '';
    expect(await follow(current)).toBe('in');
  });
});

describe('groups', () => {
  it('say that the bot was added, promoted and removed, and hide talk from a bot that is no administrator', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    const bot = listener(bench);
    await poll(bot, everyKind);
    const group = actions.createGroup.run({ as: id('cleo'), title: 'Study circle' });
    actions.addBot.run({ as: id('cleo'), chatId: group.chatId });
    expect(await bot.next('my_chat_member')).toMatchObject({
      chat: { type: 'group', id: group.chatId },
      new_chat_member: { status: 'member' },
    });
    expect((await bot.next('message')).new_chat_members?.[0]?.id).toBe(botId);
    const say = (text: string): Promise<{ delivered: boolean }> =>
      actions.sendMessage.run({ as: id('cleo'), chatId: group.chatId, text });
    expect(await say('nobody listens')).toMatchObject({ delivered: false });
    expect(await say('/help')).toMatchObject({ delivered: true });
    expect(await say('/help@another_bot')).toMatchObject({ delivered: false });
    actions.promote.run({
      as: id('cleo'),
      chatId: group.chatId,
      userId: botId,
      rights: { can_invite_users: true },
    });
    expect(await bot.next('my_chat_member')).toMatchObject({
      new_chat_member: { status: 'administrator', can_invite_users: true, can_restrict_members: false },
    });
    expect(await say('now it does')).toMatchObject({ delivered: true });
    actions.removeBot.run({ as: id('cleo'), chatId: group.chatId });
    expect(await bot.next('my_chat_member')).toMatchObject({ new_chat_member: { status: 'kicked' } });
    expect(await refusal(bench.api.sendMessage(group.chatId, 'x'))).toBe(
      '403 Forbidden: bot was kicked from the group chat',
    );
  });

  it('become supergroups under a new id, which every later call is told', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    const bot = listener(bench);
    await poll(bot, everyKind);
    const old = actions.createGroup.run({ as: id('cleo'), title: 'Study circle' }).chatId;
    actions.addBot.run({ as: id('cleo'), chatId: old, rights: { can_restrict_members: true } });
    await bot.next('message');
    const fresh = actions.upgradeGroup.run({ as: id('cleo'), chatId: old }).chatId;
    expect(await bot.next('message')).toMatchObject({ chat: { id: old }, migrate_to_chat_id: fresh });
    expect(await bot.next('message')).toMatchObject({
      chat: { id: fresh, type: 'supergroup' },
      migrate_from_chat_id: old,
    });
    await expect(bench.api.sendMessage(old, 'hello')).rejects.toMatchObject({
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: fresh },
    });
    expect((await bench.api.sendMessage(fresh, 'hello')).chat.id).toBe(fresh);
    const administrators = await bench.api.getChatAdministrators(fresh);
    expect(administrators.map((member) => [member.user.id, member.status])).toEqual(
      expect.arrayContaining([
        [id('cleo'), 'creator'],
        [botId, 'administrator'],
      ]),
    );
    expect(await bench.api.getChatMemberCount(fresh)).toBe(2);
  });
});

describe('topics and reactions', () => {
  it('keep messages in their topic and tell who asked about reactions', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    const bot = listener(bench);
    await poll(bot, [...everyKind, 'message_reaction', 'edited_message']);
    const inTopic = (message_thread_id: number): Promise<string> =>
      refusal(bench.api.sendMessage(chatId, 'in here', { message_thread_id }));
    expect(await inTopic(5)).toBe('400 Bad Request: message thread not found');
    actions.setForum.run({ as: id('olivia'), chatId, enabled: true });
    actions.promote.run({ as: id('olivia'), chatId, userId: botId });
    const topic = await bench.api.createForumTopic(chatId, 'Questions');
    expect(await inTopic(topic.message_thread_id)).toBe('done');
    const say = { as: id('moyan'), chatId, text: 'first', threadId: topic.message_thread_id };
    const { messageId } = await actions.sendMessage.run(say);
    for (let text; text !== 'first';) {
      const message = await bot.next('message');
      text = message.text;
      if (text === 'first') expect(message).toMatchObject({ message_thread_id: topic.message_thread_id });
    }
    await actions.editMessage.run({ as: id('moyan'), chatId, messageId, text: 'changed' });
    expect(await bot.next('edited_message')).toMatchObject({ message_id: messageId, text: 'changed' });
    await actions.react.run({ as: id('olivia'), chatId, messageId, emoji: '🔥' });
    expect(await bot.next('message_reaction')).toMatchObject({
      message_id: messageId,
      user: { id: id('olivia') },
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '🔥' }],
    });
    await bench.api.closeForumTopic(chatId, topic.message_thread_id);
    expect(await inTopic(topic.message_thread_id)).toBe('400 Bad Request: TOPIC_CLOSED');
  });
});
