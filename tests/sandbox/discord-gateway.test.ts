import { Client, Events, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { botId, codeOf, discordBench, event, generalChannelId, guildId, id, login } from './discord-bench.js';

test('a client logs in and finds its guild, with the bot alone among the members', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const guild = client.guilds.cache.get(guildId);
  expect(client.user.id).toBe(botId);
  expect(guild?.memberCount).toBe(8);
  expect([...(guild?.members.cache.keys() ?? [])]).toEqual([botId]);
  expect(guild?.members.me?.permissions.has('ManageRoles')).toBe(true);
  expect(bench.server.view(id('ada')).bot.online).toBe(true);
});

test('a wrong token is refused', async () => {
  const bench = await discordBench();
  const client = new Client({ intents: [], rest: { api: `${bench.server.url}/api` } });
  await expect(client.login('MTAw.wrong.token')).rejects.toThrow(/invalid token/i);
  expect(bench.server.invalidRequests()).toBe(1);
});

test('an intent that is not switched on for the application closes the connection', async () => {
  const bench = await discordBench();
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildPresences],
    rest: { api: `${bench.server.url}/api` },
  });
  await expect(client.login(bench.server.state().application.token)).rejects.toThrow(/disallowed intents/i);
});

test('after a dropped line the session resumes and what was missed arrives once', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const contents: string[] = [];
  client.on(Events.MessageCreate, (message) => void contents.push(message.content));
  const resumed = event(client, Events.ShardResume);
  await bench.run('gateway', { do: 'drop' });
  await bench.run('sendMessage', {
    as: id('ada'),
    channelId: generalChannelId,
    content: 'while you were away',
  });
  const [, replayed] = await resumed;
  expect(replayed).toBeGreaterThanOrEqual(1);
  const next = event(client, Events.MessageCreate, (message) => message.content === 'back');
  await bench.run('sendMessage', { as: id('ada'), channelId: generalChannelId, content: 'back' });
  await next;
  expect(contents).toEqual(['while you were away', 'back']);
});

test.each(['reconnect', 'close'] as const)('after %s the session resumes', async (what) => {
  const bench = await discordBench();
  const client = await login(bench);
  const resumed = event(client, Events.ShardResume);
  await bench.run('gateway', { do: what });
  await resumed;
  const frames = bench.wire.filter((each) => each.method === 'GATEWAY' && each.direction === 'in');
  expect(frames.map((each) => each.path)).toEqual(['identify', 'resume']);
});

test('after an invalid session the client identifies anew', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const ready = event(client, Events.ShardReady);
  await bench.run('gateway', { do: 'invalid' });
  await ready;
  const frames = bench.wire.filter((each) => each.method === 'GATEWAY' && each.direction === 'in');
  expect(frames.map((each) => each.path)).toEqual(['identify', 'identify']);
});

test('members arrive in chunks of a thousand', async () => {
  const bench = await discordBench();
  await bench.run('addPeople', { count: 2500, name: 'Guest' });
  const client = await login(bench);
  const members = await client.guilds.cache.get(guildId)?.members.fetch();
  expect(members?.size).toBe(2508);
  const chunks = bench.wire.filter((each) => each.path === 'GUILD_MEMBERS_CHUNK');
  expect(chunks.length).toBe(3);
});

test('without the content intent messages come empty, unless they are meant for the bot', async () => {
  const bench = await discordBench();
  const client = await login(bench, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
  const first = event(client, Events.MessageCreate);
  await bench.run('sendMessage', { as: id('ada'), channelId: generalChannelId, content: 'between us' });
  const second = first.then(() => event(client, Events.MessageCreate));
  expect((await first)[0].content).toBe('');
  await bench.run('sendMessage', {
    as: id('ada'),
    channelId: generalChannelId,
    content: `<@${botId}> hello`,
  });
  expect((await second)[0].content).toBe(`<@${botId}> hello`);
});

test('events of an intent that was not asked for do not come', async () => {
  const bench = await discordBench();
  const client = await login(bench, [GatewayIntentBits.Guilds]);
  await bench.run('sendMessage', { as: id('ada'), channelId: generalChannelId, content: 'unheard' });
  await bench.run('leaveGuild', { as: id('ben') });
  const created = event(client, Events.ChannelCreate);
  await bench.run('createChannel', { name: 'news' });
  await created;
  const sent = bench.wire.filter((each) => each.method === 'GATEWAY' && each.direction === 'out');
  expect(sent.map((each) => each.path)).toEqual(['hello', 'READY', 'GUILD_CREATE', 'CHANNEL_CREATE']);
});

test('the log of the wire carries no token', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = await client.channels.fetch(generalChannelId, { force: true });
  expect(channel?.id).toBe(generalChannelId);
  expect(bench.wire.some((each) => each.path.endsWith(generalChannelId) && each.status === 200)).toBe(true);
  expect(JSON.stringify(bench.wire)).not.toContain(bench.server.state().application.token);
});

test('a bot that was removed from the guild is told so and refused there', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const gone = event(client, Events.GuildDelete);
  await bench.run('leaveGuild', { as: botId });
  await gone;
  expect(await codeOf(client.rest.get(`/guilds/${guildId}`))).toBe(50001);
  const back = event(client, Events.GuildCreate);
  await bench.run('joinGuild', { as: botId });
  expect((await back)[0].id).toBe(guildId);
});

test('the bot names itself in a guild, whichever way its client writes @me', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  await client.guilds.cache.get(guildId)?.members.me?.setNickname('Lyceum 学堂');
  const shown = bench.server.view(id('ada')).guilds[0]?.members.find((each) => each.bot);
  expect(shown?.name).toBe('Lyceum 学堂');
});
