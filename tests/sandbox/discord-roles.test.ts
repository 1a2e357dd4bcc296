import { Events } from 'discord.js';
import { expect, test } from 'vitest';
import type { Bench } from './discord-bench.js';
import {
  botId,
  botRoleId,
  codeOf,
  discordBench,
  event,
  guildId,
  id,
  login,
  memberRoleId,
  membersChannelId,
  moderatorRoleId,
  proRoleId,
  staffChannelId,
} from './discord-bench.js';

const rolesOf = (bench: Bench, key: string) => bench.server.state().guilds[guildId]?.members[id(key)]?.roles;
/** Voice rooms are open to all. */
const channelsOf = (bench: Bench, key: string) =>
  bench.server
    .view(id(key))
    .guilds[0]?.channels.filter(({ type }) => type !== 2 && type !== 13)
    .map((each) => each.name);

test('a role opens the channel that is closed without it, and the bot hears of the change', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  expect(channelsOf(bench, 'ada')).toEqual(['general', 'questions', 'courses', 'lessons']);
  const guild = await client.guilds.fetch(guildId);
  const member = await guild.members.fetch(id('ada'));
  const update = event(client, Events.GuildMemberUpdate);
  await member.roles.add(memberRoleId, 'paid');
  expect((await update)[1].roles.cache.has(memberRoleId)).toBe(true);
  expect(channelsOf(bench, 'ada')).toEqual(['general', 'questions', 'courses', 'lessons', 'members']);
  expect(channelsOf(bench, 'moyan')).toEqual([
    'general',
    'questions',
    'courses',
    'lessons',
    'members',
    'staff',
  ]);
  await member.roles.remove(memberRoleId);
  expect(rolesOf(bench, 'ada')).toEqual([]);
});

test('giving a role twice changes nothing and tells nobody', async () => {
  const bench = await discordBench();
  await login(bench);
  const path = `/guilds/${guildId}/members/${id('ada')}/roles/${memberRoleId}`;
  expect((await bench.rest('PUT', path)).status).toBe(204);
  expect((await bench.rest('PUT', path)).status).toBe(204);
  expect(bench.wire.filter((each) => each.path === 'GUILD_MEMBER_UPDATE').length).toBe(1);
});

test('the bot cannot hand out a role above its own, until the role is moved below', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const guild = await client.guilds.fetch(guildId);
  const member = await guild.members.fetch(id('ada'));
  expect(await codeOf(member.roles.add(moderatorRoleId))).toBe(50013);
  const moved = event(client, Events.GuildRoleUpdate, (_before, role) => role.id === botRoleId);
  await bench.run('moveRole', { roleId: botRoleId, position: 4 });
  await moved;
  await member.roles.add(moderatorRoleId);
  expect(rolesOf(bench, 'ada')).toEqual([moderatorRoleId]);
  await bench.run('moveRole', { roleId: botRoleId, position: 1 });
  expect(await codeOf(member.roles.add(proRoleId))).toBe(50013);
});

test('without the permission nothing is granted and nobody is removed', async () => {
  const bench = await discordBench();
  await bench.run('setPermissions', { roleId: botRoleId, permissions: '1024' });
  const put = await bench.rest('PUT', `/guilds/${guildId}/members/${id('ada')}/roles/${memberRoleId}`);
  const kick = await bench.rest('DELETE', `/guilds/${guildId}/members/${id('ada')}`);
  for (const refused of [put, kick]) {
    expect(refused.status).toBe(403);
    expect(refused.body).toEqual({ message: 'Missing Permissions', code: 50013 });
  }
});

test('strangers, missing roles and roles that nobody hands out are named by code', async () => {
  const bench = await discordBench();
  await bench.run('leaveGuild', { as: id('ben') });
  const base = `/guilds/${guildId}/members`;
  const codes = [
    await bench.rest('PUT', `${base}/${id('ben')}/roles/${memberRoleId}`),
    await bench.rest('PUT', `${base}/${id('ada')}/roles/999`),
    await bench.rest('GET', `${base}/${id('ben')}`),
    await bench.rest('GET', `${base}/42`),
    await bench.rest('PUT', `${base}/${id('ada')}/roles/${guildId}`),
    await bench.rest('GET', `/channels/999`),
    await bench.rest('GET', `/guilds/999`),
  ];
  expect(codes.map(({ body }) => (body as { code: number }).code)).toEqual([
    10007, 10011, 10007, 10013, 50028, 10003, 10004,
  ]);
});

test('a kick removes those below and spares those above, the owner first of all', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const guild = await client.guilds.fetch(guildId);
  const members = await guild.members.fetch();
  expect(await codeOf(members.get(id('moyan'))?.kick() ?? Promise.resolve())).toBe(50013);
  expect(await codeOf(members.get(id('olivia'))?.kick() ?? Promise.resolve())).toBe(50013);
  const removed = event(client, Events.GuildMemberRemove);
  await members.get(id('ben'))?.kick('membership ended');
  expect((await removed)[0].id).toBe(id('ben'));
  expect(bench.server.view(id('ben')).guilds).toEqual([]);
  const added = event(client, Events.GuildMemberAdd);
  await bench.run('joinGuild', { as: id('ben') });
  expect((await added)[0].roles.cache.map((role) => role.id)).toEqual([guildId]);
});

test('people are held to the same order as the bot', async () => {
  const bench = await discordBench();
  const give = (as: string, roleId: string) =>
    bench.run('giveRole', { as: id(as), userId: id('wei'), roleId });
  await expect(give('ada', memberRoleId)).rejects.toThrow('Missing Permissions');
  await expect(give('moyan', moderatorRoleId)).rejects.toThrow('Missing Permissions');
  await give('moyan', memberRoleId);
  await give('olivia', moderatorRoleId);
  expect(rolesOf(bench, 'wei')).toEqual([memberRoleId, moderatorRoleId]);
  await bench.run('takeRole', { as: id('moyan'), userId: id('wei'), roleId: memberRoleId });
  expect(rolesOf(bench, 'wei')).toEqual([moderatorRoleId]);
});

test('the banned cannot come back until the ban is lifted', async () => {
  const bench = await discordBench();
  await bench.run('banMember', { as: id('moyan'), userId: id('ben') });
  await expect(bench.run('joinGuild', { as: id('ben') })).rejects.toThrow('banned');
  await bench.run('unbanMember', { as: id('moyan'), userId: id('ben') });
  await bench.run('joinGuild', { as: id('ben') });
  expect(bench.server.view(id('ben')).guilds.length).toBe(1);
});

test('the bot is kept out of channels it cannot see, by request and by event', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const hidden = await bench.run<{ channelId: string }>('createChannel', {
    name: 'secret',
    overwrites: [{ id: botId, type: 1, deny: '1024' }],
  });
  const messages = await bench.rest('GET', `/channels/${hidden.channelId}/messages`);
  expect(messages.body).toEqual({ message: 'Missing Access', code: 50001 });
  await bench.run('sendMessage', { as: id('ada'), channelId: hidden.channelId, content: 'unseen' });
  const next = event(client, Events.MessageCreate);
  await bench.run('sendMessage', { as: id('moyan'), channelId: staffChannelId, content: 'seen' });
  expect((await next)[0].content).toBe('seen');
  await expect(
    bench.run('sendMessage', { as: id('ada'), channelId: membersChannelId, content: 'let me in' }),
  ).rejects.toThrow('no such channel');
});
