import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, GatewayDispatchEvents } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordBot, type DiscordBot } from '#adapters/discord';
import { silentLog } from '#kernel/log';
import { attachInbound } from '../../src/adapters/discord/inbound.js';
import { createDesk, sampleCommands } from './discord-desk.js';
import { ids, stage, token, until, who, type Stage } from './discord-stage.js';

const desk = createDesk();
let discord: Stage;
let bot: DiscordBot;

const botAt = (apiUrl: string) =>
  createDiscordBot({
    token,
    apiUrl,
    dispatch: desk.dispatch,
    events: desk.events,
    commands: sampleCommands,
    clock: discord.clock,
    log: discord.log,
    presence: 'at your service',
  });
const reported = (event: string, part: object) =>
  until(() => desk.reported.find(([name, data]) => name === event && matches(data, part)));

function matches(data: object, part: object): boolean {
  return Object.entries(part).every(
    ([key, value]) => JSON.stringify((data as Record<string, unknown>)[key]) === JSON.stringify(value),
  );
}

beforeEach(async () => {
  desk.clear();
  discord = await stage();
  bot = botAt(discord.apiUrl);
});
afterEach(async () => {
  await bot.stop();
  await discord.close();
});

describe('what Discord reports', () => {
  beforeEach(() => bot.start());
  const seat = { platform: 'discord', spaceExternalId: ids.guildId };
  const moderator = who('moyan');

  it('tells each guild after the start', async () => {
    await reported('spaceChanged', { externalId: ids.guildId, title: ids.guildName });
  });

  it('knows people who come before it knows their seat', async () => {
    const { userIds } = (await discord.act('addPeople', { name: '新人', join: false })) as {
      userIds: string[];
    };
    const personId = userIds[0] ?? '';
    await discord.act('joinGuild', { as: personId });
    await reported('seatSeen', { ...seat, personId, presence: 'in', roleIds: [] });
    expect(desk.reported.filter(([event]) => event !== 'spaceChanged')[0]).toEqual([
      'personSeen',
      {
        person: { platform: 'discord', externalId: personId, name: '新人' },
        space: { externalId: ids.guildId, title: ids.guildName },
      },
    ]);
  });

  it('follows roles, leaving and bans', async () => {
    const personId = who('ada');
    await discord.act('giveRole', { as: moderator, userId: personId, roleId: ids.memberRoleId });
    await reported('seatSeen', { ...seat, personId, presence: 'in', roleIds: [ids.memberRoleId] });
    await discord.act('leaveGuild', { as: personId });
    await reported('seatSeen', { ...seat, personId, presence: 'out' });
    await discord.act('banMember', { as: moderator, userId: who('ben') });
    await reported('seatSeen', { ...seat, personId: who('ben'), presence: 'banned' });
    await discord.act('leaveGuild', { as: who('cleo') });
    await reported('seatSeen', { personId: who('cleo') });
    expect(desk.reported.filter(([, data]) => matches(data, { personId: who('ben') }))).toHaveLength(1);
  });

  it('notices when its own rights change', async () => {
    await discord.act('moveRole', { roleId: ids.memberRoleId, position: 4 });
    await reported('spaceChanged', { externalId: ids.guildId, rights: true });
    desk.clear();
    await discord.act('deleteRole', { roleId: ids.proRoleId });
    await reported('spaceChanged', { externalId: ids.guildId, rights: true });
  });

  it('notices when it is thrown out', async () => {
    await discord.act('kickMember', { as: moderator, userId: ids.botId });
    await reported('spaceChanged', { externalId: ids.guildId, lost: true });
  });
});

describe('single reports', () => {
  const client = new Client({ intents: [] });
  attachInbound(client, desk.events, silentLog);
  const tell = (event: GatewayDispatchEvents, data: object) => client.ws.emit(event, data, 0);

  it('never take an outage of Discord for a loss', async () => {
    tell(GatewayDispatchEvents.GuildDelete, { id: '7', unavailable: true });
    tell(GatewayDispatchEvents.GuildCreate, { id: '7', unavailable: true });
    tell(GatewayDispatchEvents.GuildDelete, { id: '8' });
    await reported('spaceChanged', { externalId: '8', lost: true });
    expect(desk.reported).toHaveLength(1);
  });

  it('tell of bans that are set and lifted, and of new names', async () => {
    const user = { id: '5', username: 'five' };
    tell(GatewayDispatchEvents.GuildBanAdd, { guild_id: '7', user });
    await reported('seatSeen', { personId: '5', presence: 'banned' });
    tell(GatewayDispatchEvents.GuildBanRemove, { guild_id: '7', user });
    await reported('seatSeen', { personId: '5', presence: 'out' });
    tell(GatewayDispatchEvents.GuildUpdate, { id: '7', name: 'New name' });
    await reported('spaceChanged', { externalId: '7', title: 'New name' });
  });

  it('are not about bots', async () => {
    const user = { id: '6', username: 'six', bot: true };
    tell(GatewayDispatchEvents.GuildMemberAdd, { guild_id: '7', user, roles: [] });
    tell(GatewayDispatchEvents.GuildMemberRemove, { guild_id: '7', user });
    tell(GatewayDispatchEvents.GuildUpdate, { id: '7', name: 'N' });
    await reported('spaceChanged', { externalId: '7' });
    expect(desk.reported).toHaveLength(1);
  });

  it('become one when a hundred roles move', async () => {
    const inner = desk.events.spaceChanged;
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    desk.events.spaceChanged = async (change) => {
      await gate;
      await inner(change);
    };
    for (let n = 0; n < 100; n += 1) tell(GatewayDispatchEvents.GuildRoleUpdate, { guild_id: '7' });
    open();
    await until(() => desk.reported.length === 2);
    desk.events.spaceChanged = inner;
    tell(GatewayDispatchEvents.GuildUpdate, { id: '9', name: 'last' });
    await reported('spaceChanged', { externalId: '9' });
    expect(desk.reported).toHaveLength(3);
  });

  it('do no harm when they cannot be handled', async () => {
    const inner = desk.events.seatSeen;
    desk.events.seatSeen = () => Promise.reject(new Error('database is away'));
    tell(GatewayDispatchEvents.GuildMemberRemove, { guild_id: '7', user: { id: '5', username: 'five' } });
    tell(GatewayDispatchEvents.GuildMemberRemove, {});
    tell(GatewayDispatchEvents.GuildUpdate, { id: '7', name: 'N' });
    await reported('spaceChanged', { externalId: '7' });
    desk.events.seatSeen = inner;
  });
});

describe('the connection', () => {
  it('is waited for while Discord is away', async () => {
    const { port } = discord.server;
    await discord.close();
    expect(bot.ready()).toBe(false);
    const started = bot.start();
    await until(() => discord.lines.find((each) => each.message === 'Discord cannot be reached'));
    discord = await stage({ port });
    await started;
    expect(bot.ready()).toBe(true);
  });

  it('is not waited for by somebody who stops', async () => {
    await discord.close();
    const started = bot.start();
    await until(() => discord.lines.find((each) => each.message === 'Discord cannot be reached'));
    await bot.stop();
    await started;
    expect(bot.ready()).toBe(false);
    discord = await stage();
  });

  it('leaves nothing behind that could come back', async () => {
    const child = fileURLToPath(new URL('./discord-child.ts', import.meta.url));
    const options = ['--import', 'tsx', '--conditions=development', child];
    const process_ = spawn(process.execPath, options, { stdio: ['ignore', 'ignore', 'inherit'] });
    // A shard that still tries to connect would keep the process from ending.
    expect(await once(process_, 'exit')).toEqual([0, null]);
  });

  it('comes back after a drop, and hears what was missed', async () => {
    await bot.start();
    await discord.act('gateway', { do: 'drop' });
    await discord.act('leaveGuild', { as: who('ada') });
    await reported('seatSeen', { personId: who('ada'), presence: 'out' });
    await until(() => bot.ready());
    expect(discord.wire.filter((each) => each.path === 'RESUMED')).toHaveLength(1);
  });

  it.each([
    ['a request to reconnect', { do: 'reconnect' }],
    ['a refusal for good', { do: 'close', code: 4004 }],
  ])('comes back after %s', async (_name, disturbance) => {
    await bot.start();
    await discord.act('gateway', disturbance);
    await until(() => !bot.ready());
    await until(() => bot.ready());
    const given = await discord.use('runCommand', {
      as: who('ada'),
      channelId: ids.generalChannelId,
      name: 'subscribe',
    });
    expect(given.outcome).toBe('reply');
    expect(desk.said).toHaveLength(1);
  });

  it('says what to do when Discord refuses an intent, and goes on trying', async () => {
    const { application } = discord.server.state();
    const before = application.privilegedIntents;
    application.privilegedIntents = 0;
    const started = bot.start();
    await until(() => discord.lines.find((each) => JSON.stringify(each).includes('Server Members Intent')));
    application.privilegedIntents = before;
    await started;
  });

  it('survives a refused token, which it never writes down', async () => {
    const { application } = discord.server.state();
    application.token = 'another';
    const started = bot.start();
    const line = await until(() =>
      discord.lines.find((each) => each.message === 'Discord cannot be reached'),
    );
    expect(JSON.stringify(line.data)).toContain('The bot token is wrong');
    application.token = token;
    await started;
    expect(JSON.stringify(discord.lines)).not.toContain(token);
  });

  it('is one, though two starts were asked for', async () => {
    await Promise.all([bot.start(), bot.start()]);
    expect(discord.wire.filter((each) => each.path === 'READY')).toHaveLength(1);
  });

  it('lets an answer that is under way out before it closes', async () => {
    await bot.start();
    await until(() => discord.lines.find((each) => each.message === 'Discord has our commands'));
    const late = desk.later();
    const waiting = discord.use('runCommand', {
      as: who('ada'),
      channelId: ids.generalChannelId,
      name: 'subscribe',
    });
    await until(() => desk.said.length === 1);
    const stopped = bot.stop();
    late.resolve(await desk.dispatch.press('', desk.said[0] as never));
    expect((await waiting).outcome).toBe('reply');
    await stopped;
  });
});
