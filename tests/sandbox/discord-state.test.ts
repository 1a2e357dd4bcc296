import { Events } from 'discord.js';
import { expect, test } from 'vitest';
import { seedDiscord, type DiscordState } from '../../src/sandbox/discord/index.js';
import { people } from '../../src/sandbox/people.js';
import type { Bench } from './discord-bench.js';
import { discordBench, event, generalChannelId, guildId, id, login, memberRoleId } from './discord-bench.js';

const copy = (bench: Bench): DiscordState => JSON.parse(JSON.stringify(bench.server.state())) as DiscordState;

test('the seed is the same every time and holds everybody', () => {
  expect(seedDiscord()).toEqual(seedDiscord());
  expect(JSON.parse(JSON.stringify(seedDiscord()))).toEqual(seedDiscord());
  const guild = seedDiscord().guilds[guildId];
  expect(people.every((person) => guild?.members[person.discordId])).toBe(true);
  const order = Object.values(guild?.roles ?? {}).sort((a, b) => b.position - a.position);
  expect(order.map((role) => role.name)).toEqual(['Moderator', 'Lyceum', 'Pro', 'Member', '@everyone']);
});

/** The same story on any server: everything that makes ids and times. */
async function story(bench: Bench): Promise<void> {
  await bench.run('sendMessage', { as: id('ada'), channelId: generalChannelId, content: 'hello' });
  bench.clock.forward(1000);
  await bench.rest('POST', `/channels/${generalChannelId}/messages`, { content: 'welcome' });
  await bench.rest('PUT', `/guilds/${guildId}/members/${id('ada')}/roles/${memberRoleId}`);
  await bench.run('openDm', { as: id('ada') });
}

test('the same story on the same clock gives the same state, to the last id', async () => {
  const [first, second] = [await discordBench(), await discordBench()];
  await story(first);
  await story(second);
  expect(copy(first)).toEqual(copy(second));
});

test('a stored state starts another server where the first one stopped', async () => {
  const first = await discordBench();
  const client = await login(first);
  await client.application.commands.set([{ name: 'hello', description: 'Says hello' }]);
  await story(first);
  await client.destroy();
  const stored = copy(first);
  const second = await discordBench({ state: stored });
  const view = (bench: Bench) => bench.server.view(id('ada'));
  // Files would be served from another port; there are none here, so the views are the same altogether.
  await expect.poll(() => view(first).bot.online).toBe(false);
  expect(view(second)).toEqual(view(first));
  const again = await login(second);
  again.on(Events.InteractionCreate, (i) => void (i.isChatInputCommand() && i.reply('still here')));
  const answer = await second.use('runCommand', {
    as: id('ada'),
    channelId: generalChannelId,
    name: 'hello',
  });
  expect(answer.message?.content).toBe('still here');
  const ids = second.server.state().messages[generalChannelId]?.map((each) => BigInt(each.id)) ?? [];
  expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
});

test('a reset drops the line, and the client comes back to the new state', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  await story(bench);
  const back = event(client, Events.ShardReady);
  bench.server.load(seedDiscord());
  expect(bench.server.view(id('ada')).guilds[0]?.channels[0]?.messages).toEqual([]);
  await back;
  const heard = event(client, Events.MessageCreate, (message) => message.content === 'a new day');
  await bench.run('sendMessage', { as: id('wei'), channelId: generalChannelId, content: 'a new day' });
  expect((await heard)[0].content).toBe('a new day');
});

test('an interaction under way when the state was stored has failed when it is restored', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  await client.application.commands.set([{ name: 'hello', description: 'Says hello' }]);
  const received = event(client, Events.InteractionCreate);
  const waiting = bench.use('runCommand', { as: id('ada'), channelId: generalChannelId, name: 'hello' });
  await received;
  const stored = copy(bench);
  bench.server.load(stored);
  expect((await waiting).outcome).toBe('failed');
  expect(bench.server.view(id('ada')).failures.length).toBe(1);
});

test('a person nobody knows has no view and does nothing', async () => {
  const bench = await discordBench();
  expect(() => bench.server.view('42')).toThrow('no such person');
  await expect(
    bench.run('sendMessage', { as: '42', channelId: generalChannelId, content: 'x' }),
  ).rejects.toThrow('no such person');
});
