import { InlineKeyboard, InputFile } from 'grammy';
import { describe, expect, it } from 'vitest';
import { keepBotSetup, seedTelegram, type TelegramState } from '../../src/sandbox/telegram/index.js';
import {
  chatId,
  id,
  listener,
  lobbyId,
  openBench,
  poll,
  status,
  token,
  type Bench,
} from './telegram-bench.js';

const copy = (state: TelegramState): TelegramState => JSON.parse(JSON.stringify(state)) as TelegramState;

async function liveALittle(bench: Bench): Promise<string> {
  const { actions } = bench.server;
  await actions.start.run({ as: id('ada') });
  await bench.api.sendMessage(id('ada'), 'choose', { reply_markup: new InlineKeyboard().text('A', 'a') });
  await bench.api.sendDocument(id('ada'), new InputFile(Buffer.from('kept'), 'kept.txt'));
  await bench.api.setMyCommands([{ command: 'plans', description: 'Plans' }]);
  const { invite_link } = await bench.api.createChatInviteLink(chatId, { creates_join_request: true });
  await actions.requestToJoin.run({ as: id('ben'), link: invite_link });
  await bench.api.banChatMember(chatId, id('lin'));
  return invite_link;
}

describe('state', () => {
  it('is the same everywhere when freshly seeded: keepers in the members group, everyone in the lobby', async () => {
    expect(seedTelegram()).toEqual(seedTelegram());
    const bench = await openBench();
    expect(await bench.api.getChatMemberCount(chatId)).toBe(3);
    expect(await bench.api.getChatMemberCount(lobbyId)).toBe(8);
    expect(await status(bench, id('olivia'))).toBe('creator');
    expect(await status(bench, id('moyan'))).toBe('administrator');
    expect(await status(bench, id('cleo'))).toBe('left');
    expect(bench.server.view(id('wei')).chats.map((chat) => [chat.id, chat.myStatus])).toEqual([
      [id('wei'), 'not-started'],
      [lobbyId, 'member'],
    ]);
  });

  it('survives as JSON: another server goes on where the first stopped', async () => {
    const first = await openBench();
    await liveALittle(first);
    const stored = copy(first.server.state());
    expect(stored).toEqual(first.server.state());
    const second = await openBench({ state: stored });
    for (const key of ['olivia', 'ada', 'ben'])
      expect(second.server.view(id(key))).toEqual(first.server.view(id(key)));
    await second.api.approveChatJoinRequest(chatId, id('ben'));
    expect(await status(second, id('ben'))).toBe('member');
    expect(await status(second, id('lin'))).toBe('kicked');
    expect(await status(first, id('ben'))).toBe('left');
    const file = Object.values(second.server.state().files)[0];
    const { file_path } = await second.api.getFile(file?.id ?? '');
    expect(await (await fetch(`${second.server.url}/file/bot${token}/${file_path}`)).text()).toBe('kept');
    const next = await second.api.sendMessage(id('ada'), 'next');
    const before = Object.keys(first.server.state().chats[id('ada')]?.messages ?? {}).map(Number);
    expect(next.message_id).toBeGreaterThan(Math.max(...before));
  });

  it('can be replaced under a polling bot, which then misses nothing', async () => {
    const bench = await openBench();
    const bot = listener(bench);
    await poll(bot);
    const waiting = seedTelegram();
    for (const text of ['one', 'two'])
      await bench.server.actions.sendMessage.run({ as: id('ada'), chatId: lobbyId, text });
    const other = await openBench();
    await other.server.actions.start.run({ as: id('wei') });
    bench.server.load(copy(other.server.state()));
    for (let text; text !== '/start';) text = (await bot.next('message')).text;
    expect(bot.seen.map((update) => update.message?.text)).toEqual(['one', 'two', '/start']);
    bench.server.load(waiting);
    const sent = await bench.server.actions.start.run({ as: id('ada') });
    expect(sent.delivered).toBe(true);
    expect(bench.server.view(id('wei')).chats[0]?.myStatus).toBe('not-started');
  });

  it('can be reset without losing what the bot set up', async () => {
    const bench = await openBench();
    const link = await liveALittle(bench);
    bench.server.load(keepBotSetup(bench.server.state(), seedTelegram()));
    expect(await bench.api.getMyCommands()).toEqual([{ command: 'plans', description: 'Plans' }]);
    expect(await status(bench, id('lin'))).toBe('left');
    await expect(bench.server.actions.requestToJoin.run({ as: id('ben'), link })).rejects.toThrow(
      'does not exist',
    );
  });
});

describe('the actions of people', () => {
  it('describe themselves and check what they are given', async () => {
    const { actions } = (await openBench()).server;
    for (const [name, { summary, input }] of Object.entries(actions)) {
      expect(summary, name).not.toBe('');
      expect(input.safeParse('nonsense').success, name).toBe(false);
    }
    expect(actions.sendMessage.input.safeParse({ as: 1, chatId: 1, text: '' }).success).toBe(false);
    expect(actions.start.input.safeParse({ as: 1, payload: 'no spaces' }).success).toBe(false);
  });

  it('follow links: deep links with a payload, invite links, and nothing else', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    const follow = (url: string): Promise<unknown> => actions.followLink.run({ as: id('ada'), url });
    await follow('https://t.me/lyceum_demo_bot?start=abc_123');
    expect(bench.server.view(id('ada')).chats[0]?.messages.map((message) => message.text)).toEqual([
      '/start abc_123',
    ]);
    const { link } = actions.createInviteLink.run({ as: id('olivia'), chatId });
    expect(await follow(link)).toMatchObject({ outcome: 'joined', chatId });
    await expect(follow('https://example.com/')).rejects.toThrow('not a t.me link');
    await expect(follow('https://t.me/nobody_here')).rejects.toMatchObject({ status: 404 });
  });

  it('show newcomers only what was said since they came', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    await bench.api.sendMessage(chatId, 'before');
    actions.addMember.run({ as: id('olivia'), chatId, userId: id('ada') });
    await bench.api.sendMessage(chatId, 'after');
    const texts = (key: string): (string | undefined)[] | undefined =>
      bench.server
        .view(id(key))
        .chats.find((chat) => chat.id === chatId)
        ?.messages.flatMap(({ text }) => text ?? []);
    expect(texts('ada')).toEqual(['after']);
    expect(texts('moyan')).toEqual(['before', 'after']);
    expect(texts('ben')).toBeUndefined();
  });
});
