/** Forums, and what announcements in channels meet with. */
import { ChannelType, type ForumChannel, type TextChannel } from 'discord.js';
import { expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import { codeOf, discordBench, generalChannelId, guildId, botRoleId, id, login } from './discord-bench.js';

const { forumChannelId, coursesChannelId } = demo.discord;

it('a post is a thread with its first message, under one id; others answer in it', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const forum = (await client.channels.fetch(forumChannelId)) as ForumChannel;
  expect(forum.type).toBe(ChannelType.GuildForum);
  const thread = await forum.threads.create({
    name: 'Lesson 1',
    message: { embeds: [{ title: 'Lesson 1' }] },
  });
  const first = await thread.fetchStarterMessage();
  expect(first).toMatchObject({ id: thread.id, channelId: thread.id });
  expect((await forum.guild.channels.fetchActiveThreads()).threads.map(({ name }) => name)).toEqual([
    'Lesson 1',
  ]);
  await bench.run('sendMessage', { as: id('ada'), channelId: thread.id, content: 'A question' });
  await expect(
    bench.run('sendMessage', { as: id('ada'), channelId: forumChannelId, content: 'x' }),
  ).rejects.toThrow();
  const seen = bench.server.view(id('ada')).guilds[0]?.channels.find((each) => each.id === thread.id);
  expect(seen).toMatchObject({ type: 11, parentId: forumChannelId, messages: [{ id: thread.id }, {}] });
});

it('a nonce has no effect in a forum: asked for twice, it is there twice', async () => {
  const bench = await discordBench();
  const body = { name: 'Twice', message: { content: 'x', nonce: 'one', enforce_nonce: true } };
  const path = `/channels/${forumChannelId}/threads`;
  const [one, two] = [await bench.rest('POST', path, body), await bench.rest('POST', path, body)];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect((one.body as { id: string }).id).not.toBe((two.body as { id: string }).id);
});

it('a forum refuses what is no post, and leaves nothing behind', async () => {
  const bench = await discordBench();
  const path = `/channels/${forumChannelId}/threads`;
  const refused = async (method: string, where: string, body: unknown) =>
    ((await bench.rest(method, where, body)).body as { code: number }).code;
  expect(await refused('POST', path, { name: 'Empty', message: {} })).toBe(50006);
  expect(await refused('POST', path, { name: '', message: { content: 'x' } })).toBe(50035);
  expect(await refused('POST', `/channels/${forumChannelId}/messages`, { content: 'x' })).toBe(50008);
  const forum = bench.server.state().channels[forumChannelId];
  if (forum?.kind !== 'forum') throw new Error('no forum');
  forum.requiresTag = true;
  expect(await refused('POST', path, { name: 'Untagged', message: { content: 'x' } })).toBe(40067);
  forum.overwrites = [{ id: botRoleId, type: 0, allow: '0', deny: String(1n << 14n) }];
  forum.requiresTag = false;
  expect(await refused('POST', path, { name: 'Bare', message: { embeds: [{ title: 'x' }] } })).toBe(50013);
  expect(Object.values(bench.server.state().channels).filter((each) => each.kind === 'thread')).toEqual([]);
  const client = await login(bench);
  const guild = await client.guilds.fetch(guildId);
  expect((await guild.channels.fetch(forumChannelId))?.type).toBe(ChannelType.GuildForum);
});

it('embeds need a right of their own, and so does reading what was written', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const general = (await client.channels.fetch(generalChannelId)) as TextChannel;
  const message = await general.send('words');
  const channel = bench.server.state().channels[generalChannelId];
  if (channel?.kind !== 'text') throw new Error('no channel');
  channel.overwrites = [{ id: botRoleId, type: 0, allow: '0', deny: String((1n << 14n) | (1n << 16n)) }];
  expect(await codeOf(general.send({ embeds: [{ title: 'x' }] }))).toBe(50013);
  await general.send('words alone');
  const path = `/channels/${generalChannelId}/messages`;
  expect((await bench.rest('GET', path)).body).toEqual([]);
  expect((await bench.rest('GET', `${path}/${message.id}`)).body).toMatchObject({ code: 50013 });
});

it('in the channel for courses only the bot and its keepers write, and everybody in its threads', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const courses = (await client.channels.fetch(coursesChannelId)) as TextChannel;
  const lesson = await courses.send({ embeds: [{ title: 'Lesson 1' }] });
  const thread = await lesson.startThread({ name: 'Lesson 1' });
  const say = (channelId: string) => bench.run('sendMessage', { as: id('ada'), channelId, content: 'Hello' });
  await expect(say(coursesChannelId)).rejects.toThrow();
  await say(thread.id);
});
