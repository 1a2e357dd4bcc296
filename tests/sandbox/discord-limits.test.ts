import type { TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { Bench } from './discord-bench.js';
import { codeOf, discordBench, generalChannelId, guildId, id, login, memberRoleId } from './discord-bench.js';

const contents = (bench: Bench) =>
  bench.server
    .view(id('ada'))
    .guilds[0]?.channels.find((each) => each.id === generalChannelId)
    ?.messages.map((each) => each.content);
const post = (bench: Bench, content: string) =>
  bench.rest('POST', `/channels/${generalChannelId}/messages`, { content });

test('five messages in five seconds pass, the sixth is told to wait', async () => {
  const bench = await discordBench();
  const first = await post(bench, '1');
  expect(first.headers.get('x-ratelimit-limit')).toBe('5');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('4');
  expect(first.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  for (const content of ['2', '3', '4', '5']) await post(bench, content);
  const sixth = await post(bench, '6');
  expect(sixth.status).toBe(429);
  const wait = sixth.body as { retry_after: number; global: boolean };
  expect(wait.global).toBe(false);
  expect(wait.retry_after).toBeGreaterThan(0);
  expect(wait.retry_after).toBeLessThanOrEqual(5);
  expect(Number(sixth.headers.get('retry-after'))).toBe(Math.ceil(wait.retry_after));
  expect(sixth.headers.get('x-ratelimit-scope')).toBe('user');
  expect(contents(bench)).toEqual(['1', '2', '3', '4', '5']);
  expect(bench.server.invalidRequests()).toBe(1);
});

test('a bucket belongs to one route and one channel or guild', async () => {
  const bench = await discordBench();
  const { channelId } = await bench.run<{ channelId: string }>('createChannel', { name: 'other' });
  for (const content of ['1', '2', '3', '4', '5', '6']) await post(bench, content);
  expect((await bench.rest('POST', `/channels/${channelId}/messages`, { content: 'x' })).status).toBe(200);
  expect((await bench.rest('GET', `/channels/${generalChannelId}/messages`)).status).toBe(200);
});

test('ten role changes in ten seconds are the most', async () => {
  const bench = await discordBench();
  const path = `/guilds/${guildId}/members/${id('ada')}/roles/${memberRoleId}`;
  const statuses: number[] = [];
  for (let index = 0; index < 11; index += 1) statuses.push((await bench.rest('PUT', path)).status);
  expect(statuses).toEqual([...Array(10).fill(204), 429]);
});

test('fifty requests a second are the most in all', async () => {
  const bench = await discordBench();
  const calls = Array.from({ length: 60 }, (_unused, index) => bench.rest('GET', `/users/${index}`));
  const refused = (await Promise.all(calls)).filter((each) => each.status === 429);
  // The machine may be slow enough for a second window to open, but not for all to pass as unlimited.
  expect(refused.every((each) => each.headers.get('retry-after') !== null)).toBe(true);
  expect(refused.length).toBeGreaterThan(0);
});

test('relaxed limits refuse nothing', async () => {
  const bench = await discordBench();
  await bench.run('limits', { relaxed: true });
  for (let index = 0; index < 60; index += 1) expect((await post(bench, `${index}`)).status).toBe(200);
});

test('the client honours a 429 and its messages arrive in order, once', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const channel = (await client.channels.fetch(generalChannelId)) as TextChannel;
  await bench.run('fault', { match: { method: 'POST', path: '/messages' }, kind: '429', retryAfter: 0.2 });
  await Promise.all(['a', 'b', 'c'].map((content) => channel.send(content)));
  expect(contents(bench)).toEqual(['a', 'b', 'c']);
  const posts = bench.wire.filter((each) => each.method === 'POST' && each.path.endsWith('/messages'));
  expect(posts.map((each) => each.status)).toEqual([429, 200, 200, 200]);
});

test('faults meet the requests they match, as often as asked, until they are taken back', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const member = await (await client.guilds.fetch(guildId)).members.fetch(id('ada'));
  await bench.run('fault', { match: { path: '/roles/' }, times: 2, kind: 'code', code: 50013 });
  expect(await codeOf(member.roles.add(memberRoleId))).toBe(50013);
  expect(await codeOf(member.roles.add(memberRoleId))).toBe(50013);
  await member.roles.add(memberRoleId);
  await bench.run('fault', { match: { path: '/roles/' }, times: 5, kind: 'reset' });
  await expect(
    bench.rest('DELETE', `/guilds/${guildId}/members/${id('ada')}/roles/${memberRoleId}`),
  ).rejects.toThrow();
  await bench.run('clearFaults', {});
  await member.roles.remove(memberRoleId);
  expect(bench.server.state().guilds[guildId]?.members[id('ada')]?.roles).toEqual([]);
});

test('a fault 500 does nothing, 500-after does it and then fails', async () => {
  const bench = await discordBench();
  await bench.run('fault', { kind: '500' });
  expect((await post(bench, 'never')).status).toBe(500);
  await bench.run('fault', { kind: '500-after' });
  expect((await post(bench, 'done')).status).toBe(500);
  await bench.run('fault', { kind: '429', retryAfter: 2, global: true });
  const global = await post(bench, 'no');
  expect(global.body).toMatchObject({ global: true, retry_after: 2 });
  expect(global.headers.get('x-ratelimit-global')).toBe('true');
  expect(contents(bench)).toEqual(['done']);
});
