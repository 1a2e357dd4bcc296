import { describe, expect, it } from 'vitest';
import { createTelegramPlatform } from '#adapters/telegram';
import {
  afterwards,
  answered,
  botId,
  chatId,
  id,
  lobbyId,
  openBench,
  recordedEvents,
  startBot,
  token,
  type Bench,
} from './telegram-bench.js';

async function scene(verdict?: () => 'approve' | 'decline' | 'ignore') {
  const bench = await openBench();
  const recorded = recordedEvents(verdict);
  await startBot(bench, { events: recorded.events });
  return { bench, ...recorded };
}

/** Whatever was queued before this has been handled when it resolves. */
async function settled(bench: Bench): Promise<void> {
  await bench.says('olivia', 'settled', { chat: lobbyId });
}

async function linkOf(bench: Bench): Promise<string> {
  const platform = createTelegramPlatform({
    token,
    apiUrl: bench.server.url,
    draw: () => Promise.resolve(answered()),
    postButtons: async () => [],
    log: bench.log,
  });
  afterwards(() => platform.stop());
  return (await platform.seats.joinLink(String(chatId))) ?? '';
}

describe('a request to join', () => {
  const outcome = async (verdict: 'approve' | 'decline' | 'ignore') => {
    const { bench, reported } = await scene(() => verdict);
    await bench.server.actions.requestToJoin.run({ as: id('ada'), link: await linkOf(bench) });
    await settled(bench);
    const chat = bench.server.state().chats[chatId];
    return {
      reported,
      bench,
      status: chat?.members[id('ada')]?.status ?? 'left',
      pending: Object.keys(chat?.requests ?? {}).length,
    };
  };

  it('is approved for the person who asked, who is then reported as being in', async () => {
    const { reported, status, pending } = await outcome('approve');
    expect({ status, pending }).toEqual({ status: 'member', pending: 0 });
    const person = String(id('ada'));
    const space = String(chatId);
    expect(reported).toEqual([
      { kind: 'join', person, space },
      { kind: 'person', person, space },
      {
        kind: 'seat',
        seen: { platform: 'telegram', spaceExternalId: space, personId: person, presence: 'in' },
      },
    ]);
  });

  it('is declined without a word', async () => {
    const { status, pending, bench } = await outcome('decline');
    expect({ status, pending }).toEqual({ status: 'left', pending: 0 });
    expect(bench.calls('sendMessage')).toEqual([]);
  });

  it('stays open when it is none of ours', async () => {
    expect(await outcome('ignore')).toMatchObject({ status: 'left', pending: 1 });
  });

  it('stays open when we cannot tell, or Telegram does not answer', async () => {
    const { bench } = await scene(() => {
      throw new Error('no database');
    });
    const link = await linkOf(bench);
    await bench.server.actions.requestToJoin.run({ as: id('ada'), link });
    await settled(bench);
    expect(Object.keys(bench.server.state().chats[chatId]?.requests ?? {})).toEqual([String(id('ada'))]);

    const other = await scene(() => 'approve');
    other.bench.server.actions.fault.run({
      match: { method: 'approveChatJoinRequest' },
      times: 1,
      kind: 'reset',
    });
    await other.bench.server.actions.requestToJoin.run({ as: id('ada'), link: await linkOf(other.bench) });
    await settled(other.bench);
    expect(other.bench.logged.join()).toContain('could not be settled');
    expect(Object.keys(other.bench.server.state().chats[chatId]?.requests ?? {})).toHaveLength(1);
  });
});

describe('what happens in a group', () => {
  it('is reported: in, out, banned', async () => {
    const { bench, reported } = await scene();
    const { actions } = bench.server;
    actions.leaveChat.run({ as: id('ada'), chatId: lobbyId });
    actions.addMember.run({ as: id('olivia'), chatId: lobbyId, userId: id('ada') });
    actions.banByModerator.run({ as: id('olivia'), chatId: lobbyId, userId: id('ada') });
    actions.unbanByModerator.run({ as: id('olivia'), chatId: lobbyId, userId: id('ada') });
    await settled(bench);
    expect(reported.flatMap((one) => (one.kind === 'seat' ? [one.seen.presence] : []))).toEqual([
      'out',
      'in',
      'banned',
      'out',
    ]);
    expect(reported.filter((one) => one.kind === 'person')).toEqual([
      { kind: 'person', person: String(id('ada')), space: String(lobbyId) },
    ]);
  });

  it('is reported: our rights, our coming and going', async () => {
    const { bench, reported } = await scene();
    const { actions } = bench.server;
    const on = { as: id('olivia'), chatId: lobbyId };
    const change = { platform: 'telegram', externalId: String(lobbyId), title: 'Lyceum Lobby' };
    actions.demote.run({ ...on, userId: botId });
    actions.promote.run({ ...on, userId: botId, rights: { can_restrict_members: true } });
    actions.promote.run({
      ...on,
      userId: botId,
      rights: { can_restrict_members: true, can_pin_messages: true },
    });
    actions.removeBot.run(on);
    actions.addBot.run({ ...on, rights: undefined });
    await bench.says('olivia', '/start');
    expect(reported.flatMap((one) => (one.kind === 'space' ? [one.change] : []))).toEqual([
      { ...change, rights: true },
      { ...change, rights: true },
      { ...change, lost: true },
      { ...change, lost: false, rights: true },
    ]);
  });

  it('is reported: a new id', async () => {
    const { bench, reported } = await scene();
    const { actions } = bench.server;
    const { chatId: group } = actions.createGroup.run({ as: id('olivia'), title: 'Small' });
    actions.addBot.run({ as: id('olivia'), chatId: group, rights: { can_restrict_members: true } });
    const { chatId: supergroup } = actions.upgradeGroup.run({ as: id('olivia'), chatId: group });
    await bench.says('olivia', '/start');
    expect(reported).toContainEqual({
      kind: 'space',
      change: { platform: 'telegram', externalId: String(group), newExternalId: String(supergroup) },
    });
  });

  it('is reported: a new title', async () => {
    const bench = await openBench();
    const { events, reported } = recordedEvents();
    const mode = { kind: 'webhook', url: 'http://127.0.0.1:9/hook', secret: 'secret' } as const;
    const bot = await startBot(bench, { events, mode });
    const message = {
      message_id: 5,
      date: 1,
      chat: { id: lobbyId, type: 'supergroup', title: 'New' },
      from: { id: id('olivia'), is_bot: false, first_name: 'Olivia' },
      new_chat_title: 'New',
    };
    expect(await bot.handleWebhook({ update_id: 1, message }, 'secret')).toBe(200);
    expect(reported).toEqual([
      { kind: 'space', change: { platform: 'telegram', externalId: String(lobbyId), title: 'New' } },
    ]);
  });

  it('is reported: somebody opens our private chat, or comes back to it', async () => {
    const { bench, reported } = await scene();
    const { actions } = bench.server;
    await bench.says('ada', '/start');
    await actions.blockBot.run({ as: id('ada') });
    await actions.unblockBot.run({ as: id('ada') });
    expect(reported).toEqual([
      { kind: 'person', person: String(id('ada')) },
      { kind: 'person', person: String(id('ada')) },
    ]);
  });
});
