import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordBot, type DiscordBot } from '#adapters/discord';
import { answer, value } from '../adapters/discord-answers.js';
import { createDesk, sampleCommands } from '../adapters/discord-desk.js';
import { ids, stage, token, until, who, type Stage } from '../adapters/discord-stage.js';

let discord: Stage;
let bot: DiscordBot;
const desk = createDesk();
const start = async () => {
  bot = createDiscordBot({
    token,
    apiUrl: discord.apiUrl,
    dispatch: desk.dispatch,
    events: desk.events,
    commands: sampleCommands,
    clock: discord.clock,
    log: discord.log,
  });
  await bot.start();
};

beforeAll(async () => {
  discord = await stage();
  await discord.act('limits', { relaxed: true });
  await start();
});
afterAll(async () => {
  await bot.stop();
  await discord.close();
});
beforeEach(() => desk.clear());
afterEach(() => expect(discord.lines.filter(({ level }) => level === 'error')).toEqual([]));

type Message = { id: string; replyTo?: unknown; author?: { id: string } };
const says = async (key: string, content: string, more: object = {}) =>
  (await discord.act('sendMessage', {
    as: who(key),
    channelId: ids.generalChannelId,
    content,
    ...more,
  })) as Message;
const heardAll = (count: number) => until(() => desk.heard.length === count && desk.heard);
const posts = () =>
  discord.wire
    .filter(
      ({ direction, method, path }) => direction === 'in' && method === 'POST' && path.endsWith('/messages'),
    )
    .map(({ body }) => body as Record<string, unknown>);

describe('what is said without a command on Discord', () => {
  it('is direct in private, a mention where we are named, and overheard elsewhere', async () => {
    const { channelId } = (await discord.act('openDm', { as: who('ada') })) as { channelId: string };
    const first = await says('ada', 'when is my  next payment?', { channelId });
    await heardAll(1);
    await says('wei', `<@${ids.botId}>，怎么退款？`);
    await heardAll(2);
    await says('ada', `nice, <@${who('wei')}> <:wave:123>`);
    await heardAll(3);
    const where = { placeExternalIds: [ids.generalChannelId], placeTitle: '#general' };
    const space = { externalId: ids.guildId, title: ids.guildName };
    expect(desk.heard).toMatchObject([
      { way: 'direct', text: 'when is my next payment?', placeExternalIds: [], messageId: first.id },
      {
        way: 'mention',
        text: '怎么退款？',
        ...where,
        space,
        person: { externalId: who('wei'), name: '陈薇' },
      },
      { way: 'overheard', text: 'nice, @陈薇 :wave:', ...where, space },
    ]);
    expect(desk.heard[0]).not.toHaveProperty('space');
  });

  it('is answered as a reply that calls nobody, once', async () => {
    desk.hear = async () => answer({ body: [value('on Monday @everyone')] }, { visibility: 'public' });
    const { id } = await says('ada', 'when?');
    const [body] = await until(() => posts().length === 1 && posts());
    expect(body).toMatchObject({
      message_reference: { message_id: id, fail_if_not_exists: false },
      allowed_mentions: { parse: [], replied_user: false },
      nonce: id,
      enforce_nonce: true,
    });
  });

  it('knows the channel of a thread, and which message of ours is answered', async () => {
    const made = await fetch(`${discord.apiUrl}/v10/channels/${ids.generalChannelId}/threads`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'A talk', type: 11 }),
    });
    const { id: threadId } = (await made.json()) as { id: string };
    await says('ada', 'in here', { channelId: threadId });
    await heardAll(1);
    expect(desk.heard).toMatchObject([
      { way: 'overheard', placeExternalIds: [threadId, ids.generalChannelId], placeTitle: '#general' },
    ]);
    const ours = discord.server
      .view(who('ada'))
      .guilds[0]?.channels.flatMap(({ messages }) => messages)
      .find(({ author }) => author.id === ids.botId);
    await says('ada', 'thanks', { replyTo: ours?.id });
    await heardAll(2);
    expect(desk.heard.at(-1)).toMatchObject({ way: 'overheard', repliesTo: ours?.id });
  });

  it('is heard in order from each person, and edits are not heard at all', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const order: string[] = [];
    desk.hear = async () => {
      const { text } = desk.heard.at(-1) ?? { text: '' };
      if (text === 'one') await gate;
      order.push(text);
      return null;
    };
    const { id } = await says('ada', 'one');
    await says('ada', 'two');
    await discord.act('editMessage', {
      as: who('ada'),
      channelId: ids.generalChannelId,
      messageId: id,
      content: 'changed',
    });
    await says('ben', 'three');
    await until(() => order.includes('three'));
    expect(order).toEqual(['three']);
    open();
    await until(() => order.length === 3);
    expect(order).toEqual(['three', 'one', 'two']);
  });

  it('is not shown to us without the intent, but for what is for us; nor do we ask for it then', async () => {
    await bot.stop();
    await discord.act('intents', { members: true, messageContent: false });
    await start();
    await says('ada', 'between us');
    await says('ada', `<@${ids.botId}> for you`);
    await heardAll(1);
    const { channelId } = (await discord.act('openDm', { as: who('ada') })) as { channelId: string };
    await says('ada', 'and this', { channelId });
    await heardAll(2);
    expect(desk.heard.map(({ text }) => text)).toEqual(['for you', 'and this']);
    await discord.act('intents', { members: true, messageContent: true });
  });
});
