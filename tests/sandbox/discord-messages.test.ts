import { AttachmentBuilder, Events, MessageFlags, TextDisplayBuilder } from 'discord.js';
import type { TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { Bench } from './discord-bench.js';
import {
  botId,
  codeOf,
  discordBench,
  event,
  generalChannelId,
  id,
  login,
  memberRoleId,
} from './discord-bench.js';

const general = (bench: Bench, key = 'ada') =>
  bench.server.view(id(key)).guilds[0]?.channels.find((each) => each.id === generalChannelId)?.messages ?? [];
const post = (bench: Bench, body: unknown) =>
  bench.rest('POST', `/channels/${generalChannelId}/messages`, body);

test('a repeated nonce returns the first message and makes no second event', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const events: string[] = [];
  client.on(Events.MessageCreate, (message) => void events.push(message.content));
  const first = await channel.send({ content: 'once', nonce: 'notice-1', enforceNonce: true });
  const again = await channel.send({ content: 'once', nonce: 'notice-1', enforceNonce: true });
  expect(again.id).toBe(first.id);
  await channel.send({ content: 'other', nonce: 'notice-2', enforceNonce: true });
  bench.clock.forward(6 * 60_000);
  const late = await channel.send({ content: 'late', nonce: 'notice-1', enforceNonce: true });
  expect(late.id).not.toBe(first.id);
  expect(general(bench).map((each) => each.content)).toEqual(['once', 'other', 'late']);
  expect(events).toEqual(['once', 'other', 'late']);
});

test('a send that failed after it was done is repeated by the client, and doubled only without a nonce', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const fault = { match: { method: 'POST', path: '/messages' }, kind: '500-after' };
  await bench.run('fault', fault);
  await channel.send({ content: 'safe', nonce: 'n', enforceNonce: true });
  await bench.run('fault', fault);
  await channel.send({ content: 'unsafe' });
  expect(general(bench).map((each) => each.content)).toEqual(['safe', 'unsafe', 'unsafe']);
});

test('a person who closed their direct messages cannot be written to', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const user = await client.users.fetch(id('ada'));
  await user.send('hello');
  await bench.run('setDmOpen', { as: id('ada'), open: false });
  expect(await codeOf(user.send('again'))).toBe(50007);
  await bench.run('setDmOpen', { as: id('ada'), open: true });
  await user.send('back');
  expect(bench.server.view(id('ada')).dms[0]?.messages.map((each) => each.content)).toEqual([
    'hello',
    'back',
  ]);
  await bench.run('leaveGuild', { as: id('ada') });
  expect(await codeOf(user.send('stranger'))).toBe(50278);
});

test('a flagged bot reaches only those it has written to', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  await (await client.users.fetch(id('ada'))).send('hello');
  await bench.run('quarantine', { on: true });
  await (await client.users.fetch(id('ada'))).send('still here');
  expect(await codeOf((await client.users.fetch(id('wei'))).send('hello'))).toBe(20026);
  await bench.run('quarantine', { on: false });
  await bench.run('fault', { match: { path: '/users/@me/channels' }, kind: 'code', code: 20026 });
  expect(await codeOf((await client.users.fetch(id('wei'))).send('hello'))).toBe(20026);
  await (await client.users.fetch(id('wei'))).send('at last');
});

test('a message from a person reaches the bot, in the guild and in direct messages', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const inGuild = event(client, Events.MessageCreate);
  await bench.run('sendMessage', { as: id('wei'), channelId: generalChannelId, content: '大家好' });
  expect((await inGuild)[0].member?.displayName).toBe('陈薇');
  const { channelId } = await bench.run<{ channelId: string }>('openDm', { as: id('wei') });
  const inDm = event(client, Events.MessageCreate);
  await bench.run('sendMessage', { as: id('wei'), channelId, content: '你好' });
  const [message] = await inDm;
  expect(message.guildId).toBeNull();
  expect(message.content).toBe('你好');
});

test.each([
  ['a text that is too long', { content: 'x'.repeat(2001) }, 50035, 'content'],
  ['nothing at all', { content: '  ' }, 50006, undefined],
  ['a nonce that is too long', { content: 'x', nonce: 'n'.repeat(26) }, 50035, 'nonce'],
  ['an embed title that is too long', { embeds: [{ title: 't'.repeat(257) }] }, 50035, 'embeds'],
  [
    'embeds too large together',
    { embeds: [{ description: 'd'.repeat(3500) }, { description: 'd'.repeat(3500) }] },
    50035,
    'embeds',
  ],
  ['six rows', { content: 'x', components: Array(6).fill(row(button('a'))) }, 50035, 'components'],
  [
    'six buttons in a row',
    { content: 'x', components: [row(...'abcdef'.split('').map(button))] },
    50035,
    'components',
  ],
  [
    'a long label',
    { content: 'x', components: [row({ ...button('a'), label: 'l'.repeat(81) })] },
    50035,
    'components',
  ],
  ['a long custom id', { content: 'x', components: [row(button('c'.repeat(101)))] }, 50035, 'components'],
  [
    'the same custom id twice',
    { content: 'x', components: [row(button('a'), button('a'))] },
    50035,
    'components',
  ],
  [
    'a link without address',
    { content: 'x', components: [row({ type: 2, style: 5, label: 'l' })] },
    50035,
    'components',
  ],
  [
    'text beside components V2',
    { content: 'x', flags: 32768, components: [{ type: 10, content: 'y' }] },
    50035,
    'content',
  ],
  [
    'two ways to allow mentions',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    50035,
    'allowed_mentions',
  ],
  [
    'an unknown message to answer',
    { content: 'x', message_reference: { message_id: '1' } },
    50035,
    'message_reference',
  ],
])('refuses %s', async (_name, body, code, field) => {
  const bench = await discordBench();
  const refused = await post(bench, body);
  expect(refused.status).toBe(400);
  const error = refused.body as { code: number; errors?: Record<string, unknown> };
  expect(error.code).toBe(code);
  expect(Object.keys(error.errors ?? {})).toEqual(field === undefined ? [] : [field]);
  expect(general(bench)).toEqual([]);
});

function button(customId: string) {
  return { type: 2, style: 1, label: 'Press', custom_id: customId };
}

function row(...components: unknown[]) {
  return { type: 1, components };
}

test('field errors are nested as Discord nests them', async () => {
  const bench = await discordBench();
  const { body } = await post(bench, {
    content: 'x',
    components: [row({ ...button('a'), label: 'l'.repeat(81) })],
  });
  expect(body).toEqual({
    code: 50035,
    message: 'Invalid Form Body',
    errors: {
      components: {
        0: {
          components: {
            0: {
              label: {
                _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 80 or fewer in length.' }],
              },
            },
          },
        },
      },
    },
  });
});

test('broken JSON, a wrong path and a wrong token have their own answers', async () => {
  const bench = await discordBench();
  const url = `${bench.server.url}/api/v10/channels/${generalChannelId}/messages`;
  const authorization = `Bot ${bench.server.state().application.token}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const broken = await fetch(url, { method: 'POST', headers, body: '{' });
  expect([broken.status, ((await broken.json()) as { code: number }).code]).toEqual([400, 50109]);
  const stranger = await fetch(url, { headers: { authorization: 'Bot nobody' } });
  expect([stranger.status, await stranger.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
  expect((await bench.rest('GET', '/nowhere')).status).toBe(404);
});

test('mentions follow what the author allowed', async () => {
  const bench = await discordBench();
  const content = `@everyone <@${id('ada')}> <@&${memberRoleId}>`;
  const silent = await post(bench, { content, allowed_mentions: { parse: [] } });
  expect(silent.body).toMatchObject({ mentions: [], mention_roles: [], mention_everyone: false });
  const loud = await post(bench, { content });
  // The bot may not call everyone, and the role is not one that everyone may call.
  expect(loud.body).toMatchObject({
    mentions: [{ id: id('ada') }],
    mention_roles: [],
    mention_everyone: false,
  });
  await bench.run('sendMessage', { as: id('moyan'), channelId: generalChannelId, content });
  expect(general(bench).at(-1)).toMatchObject({ mentionEveryone: true, mentionRoles: [memberRoleId] });
});

test('files are kept and served, and an edit can take them away', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const files = [new AttachmentBuilder(Buffer.from('第一课'), { name: '课程.txt', description: 'notes' })];
  const message = await channel.send({ content: 'read this', files });
  const file = message.attachments.first();
  expect(file).toMatchObject({ name: '课程.txt', description: 'notes', size: 9 });
  const served = await fetch(file?.url ?? '');
  expect(await served.text()).toBe('第一课');
  expect(served.headers.get('content-disposition')).toBe('attachment');
  await message.edit({ content: 'gone', attachments: [] });
  expect((await fetch(file?.url ?? '')).status).toBe(404);
  expect(general(bench)[0]).toMatchObject({ content: 'gone', attachments: [] });
});

test('components V2 are taken, numbered and shown', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const components = [
    new TextDisplayBuilder().setContent('# Plans'),
    new TextDisplayBuilder().setContent('Two'),
  ];
  await channel.send({ flags: MessageFlags.IsComponentsV2, components });
  expect(general(bench)[0]?.components).toEqual([
    { type: 10, id: 1, content: '# Plans' },
    { type: 10, id: 2, content: 'Two' },
  ]);
});

test('only the author edits, the bot deletes what it may, and reactions are heard', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const said = await bench.run<{ id: string }>('sendMessage', {
    as: id('ada'),
    channelId: generalChannelId,
    content: 'hello',
  });
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const message = await channel.messages.fetch(said.id);
  expect(
    await codeOf(
      client.rest.patch(`/channels/${channel.id}/messages/${said.id}`, { body: { content: 'x' } }),
    ),
  ).toBe(50005);
  const reacted = event(client, Events.MessageReactionAdd);
  await bench.run('reactMessage', { as: id('wei'), channelId: channel.id, messageId: said.id, emoji: '👍' });
  expect((await reacted)[0].emoji.name).toBe('👍');
  await message.react('🎉');
  expect(general(bench)[0]?.reactions).toEqual([
    { emoji: '👍', userIds: [id('wei')] },
    { emoji: '🎉', userIds: [botId] },
  ]);
  await message.delete();
  expect(await codeOf(channel.messages.fetch({ message: said.id, force: true }))).toBe(10008);
});

test('a thread has its members, wakes when written in, and a private one is hidden', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const question = await channel.send('a question');
  const thread = await question.startThread({ name: 'answer' });
  expect(thread.id).toBe(question.id);
  await thread.setArchived(true);
  await thread.send('here it is');
  expect(general(bench)[0]?.threadId).toBe(thread.id);
  expect(await codeOf(question.startThread({ name: 'twice' }))).toBe(160004);
  const hidden = await channel.threads.create({ name: 'hand-off', type: 12 });
  const names = (key: string) =>
    bench.server
      .view(id(key))
      .guilds[0]?.channels.flatMap(({ type, name }) => (type > 10 && type < 13 ? [name] : []));
  expect(names('ada')).toEqual(['answer']);
  await hidden.members.add(id('ada'));
  expect(names('ada')).toEqual(['answer', 'hand-off']);
});
