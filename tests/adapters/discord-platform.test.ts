import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeatAddress } from '#domain/access';
import type { DirectMessage } from '#domain/delivery';
import { createDiscordPlatform, type DiscordPlatform } from '#adapters/discord';
import { say } from '#contracts';
import { seedDiscord } from '../../src/sandbox/discord/index.js';
import { answer, value } from './discord-answers.js';
import { ids, stage, token, who, type Stage } from './discord-stage.js';

let discord: Stage;
let platform: DiscordPlatform;

beforeAll(async () => {
  discord = await stage();
});
afterAll(() => discord.close());

beforeEach(() => {
  discord.server.load(seedDiscord());
  discord.wire.length = 0;
  discord.lines.length = 0;
  platform = createDiscordPlatform({
    token,
    apiUrl: discord.apiUrl,
    log: discord.log,
    postButtons: async () => [],
    draw: async (message) =>
      answer({
        title: say('notices.welcome.title', { plan: String(message.values['plan']) }),
        body: [value(message.communityName)],
      }),
  });
});
afterEach(() => platform.stop());

const role = (person: string, roleId: string = ids.memberRoleId): SeatAddress => ({
  spaceId: ids.guildId,
  kind: 'role',
  placeId: roleId,
  personId: who(person),
});
const room = (person: string): SeatAddress => ({ ...role(person), kind: 'room', placeId: '' });
const ensure = (seat: SeatAddress, wanted: 'in' | 'out', reason = 'paid') =>
  platform.seats.ensure(seat, wanted, { lifting: false, beforeBan: async () => {}, reason });
const fault = (input: object) => discord.act('fault', input);
const rolesOf = (person: string) => discord.server.state().guilds[ids.guildId]?.members[who(person)]?.roles;
const calls = () => discord.wire.filter((each) => each.direction === 'in').map((each) => `${each.method} ${each.path}`); // prettier-ignore
const moderator = who('moyan');

describe('a look at a seat', () => {
  it('sees a role, its absence, an absent person and a ban', async () => {
    expect(await platform.seats.look(role('ada'))).toEqual({ kind: 'seen', observed: 'out', present: true });
    await discord.act('giveRole', { as: moderator, userId: who('ada'), roleId: ids.memberRoleId });
    expect(await platform.seats.look(role('ada'))).toEqual({ kind: 'seen', observed: 'in', present: true });
    expect(await platform.seats.look(room('ada'))).toEqual({ kind: 'seen', observed: 'in', present: true });

    await discord.act('leaveGuild', { as: who('ada') });
    expect(await platform.seats.look(role('ada'))).toEqual({ kind: 'seen', observed: 'out', present: false });
    // The bot may not read bans, and so cannot tell one from an absence.
    await discord.act('banMember', { as: moderator, userId: who('ben') });
    expect(await platform.seats.look(room('ben'))).toMatchObject({ observed: 'out', present: false });
    await allowEverything();
    expect(await platform.seats.look(room('ben'))).toMatchObject({ observed: 'banned', present: false });
  });

  it('takes one call', async () => {
    await platform.seats.look(role('ada'));
    expect(calls()).toHaveLength(1);
  });

  it('says that the guild is gone', async () => {
    const nowhere = { ...role('ada'), spaceId: '1200000000000000099' };
    expect(await platform.seats.look(nowhere)).toEqual({ kind: 'forbidden', code: 'space_gone' });
    expect(await ensure(nowhere, 'in')).toEqual({ kind: 'forbidden', code: 'space_gone' });
    expect(await platform.seats.candidates(nowhere.spaceId, 'Old')).toEqual([
      expect.objectContaining({ kind: 'room', title: 'Old', problem: 'space_gone' }),
    ]);
    expect(await platform.seats.standing(nowhere.spaceId, who('ada'))).toBe('stranger');
  });

  it.each(['500', 'reset'])('does not know after %s, twice', async (kind) => {
    await fault({ kind, times: 2 });
    expect(await platform.seats.look(role('ada'))).toMatchObject({ kind: 'unknown' });
    await fault({ kind });
    expect(await platform.seats.look(role('ada'))).toMatchObject({ kind: 'seen' });
  });
});

describe('handing a seat out and taking it back', () => {
  it('gives and takes a role, and leaves alone what is right', async () => {
    expect(await ensure(role('ada'), 'in', '付款 #1')).toEqual({ kind: 'done' });
    expect(rolesOf('ada')).toContain(ids.memberRoleId);
    discord.wire.length = 0;
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'already' });
    expect(calls()).toHaveLength(1);
    expect(await ensure(role('ada'), 'out')).toEqual({ kind: 'done' });
    expect(rolesOf('ada')).not.toContain(ids.memberRoleId);
    expect(await ensure(role('ada'), 'out')).toEqual({ kind: 'already' });
  });

  it('waits for somebody who is not there', async () => {
    await discord.act('leaveGuild', { as: who('ada') });
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'absent' });
    expect(await ensure(role('ada'), 'out')).toEqual({ kind: 'already' });
    expect(await ensure(room('ada'), 'in')).toEqual({ kind: 'absent' });
    expect(await ensure(room('ada'), 'out')).toEqual({ kind: 'already' });
  });

  it('removes from the guild without a ban', async () => {
    expect(await ensure(room('ben'), 'in')).toEqual({ kind: 'already' });
    expect(await ensure(room('ben'), 'out')).toEqual({ kind: 'done' });
    expect(discord.server.state().guilds[ids.guildId]?.members[who('ben')]).toBeUndefined();
    await discord.act('joinGuild', { as: who('ben') });
    expect(await ensure(room('ben'), 'in')).toEqual({ kind: 'already' });
  });

  it('takes a reason of any length', async () => {
    expect(await ensure(role('ada'), 'in', '很长'.repeat(900))).toEqual({ kind: 'done' });
  });

  it.each([
    [
      'role_above_bot',
      () => discord.act('moveRole', { roleId: ids.memberRoleId, position: 4 }),
      ids.memberRoleId,
    ],
    ['missing_permission_manage_roles', () => setBotPermissions('0'), ids.memberRoleId],
    ['managed_role', async () => {}, ids.botRoleId],
    ['role_gone', async () => {}, '1300000000000000099'],
  ] as const)('names the refusal: %s', async (code, prepare, roleId) => {
    await prepare();
    expect(await ensure(role('ada', roleId), 'in')).toEqual({ kind: 'forbidden', code });
  });

  it('names the refusal of a removal', async () => {
    expect(await ensure(room('olivia'), 'out')).toEqual({ kind: 'forbidden', code: 'is_admin_there' });
    expect(await ensure(room('moyan'), 'out')).toEqual({ kind: 'forbidden', code: 'is_admin_there' });
    await setBotPermissions('0');
    expect(await ensure(room('ada'), 'out')).toEqual({ kind: 'forbidden', code: 'missing_permission_kick' });
  });

  it('has an answer for a refusal that nothing explains', async () => {
    await fault({ kind: 'code', code: 50013, match: { method: 'PUT' } });
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'forbidden', code: 'unknown' });
  });

  it('takes a deleted role for taken back', async () => {
    await ensure(role('ada'), 'in');
    await fault({ kind: 'code', code: 10011, match: { method: 'DELETE' } });
    expect(await ensure(role('ada'), 'out')).toEqual({ kind: 'already' });
  });

  it('sits out a short pause and hands a long one on, without asking again meanwhile', async () => {
    await fault({ kind: '429', retryAfter: 1, match: { method: 'GET' } });
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'done' });

    await fault({ kind: '429', retryAfter: 60, match: { method: 'GET' } });
    const told = await ensure(role('ben'), 'in');
    expect(told).toMatchObject({ kind: 'retry' });
    expect(told.kind === 'retry' && told.afterMs).toBeGreaterThan(50_000);
    const before = calls().length;
    const refused = discord.server.invalidRequests();
    expect(await platform.seats.look(role('cleo'))).toMatchObject({ kind: 'retry' });
    expect(calls()).toHaveLength(before);
    expect(discord.server.invalidRequests()).toBe(refused);
  });

  it('closes everything after a refusal for the whole bot', async () => {
    await fault({ kind: '429', retryAfter: 60, global: true, match: { method: 'GET' } });
    expect(await platform.seats.look(role('ada'))).toMatchObject({ kind: 'retry' });
    expect(await platform.sender.send(message('ada'))).toMatchObject({ kind: 'retry' });
    expect(calls()).toHaveLength(1);
  });

  it('does not know what became of a write without an answer, and writes it again', async () => {
    await fault({ kind: '500-after', match: { method: 'PUT' } });
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'done' });
    await fault({ kind: 'reset', times: 2, match: { method: 'DELETE' } });
    expect(await ensure(role('ada'), 'out')).toMatchObject({ kind: 'unknown' });
  });

  it('survives a refused token', async () => {
    const { application } = discord.server.state();
    application.token = 'another';
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'unknown', reason: 'unauthorized' });
    expect(await platform.sender.send(message('ada'))).toMatchObject({ kind: 'retry' });
    application.token = token;
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'done' });
    expect(JSON.stringify(discord.lines)).not.toContain(token);
  });
});

describe('places and people', () => {
  it('lists the roles that could be handed out, with what stands in the way', async () => {
    const found = await platform.seats.candidates(ids.guildId, 'Whatever');
    expect(found.map(({ kind, title, problem }) => [kind, title, problem])).toEqual([
      ['role', 'Moderator', 'role_above_bot'],
      ['role', 'Pro', null],
      ['role', 'Member', null],
      ['room', ids.guildName, null],
    ]);
    expect(found[1]).toEqual({
      platform: 'discord',
      spaceExternalId: ids.guildId,
      spaceTitle: ids.guildName,
      kind: 'role',
      externalId: ids.proRoleId,
      title: 'Pro',
      problem: null,
    });
  });

  it('asks for the guild once in a mass pass', async () => {
    await discord.act('limits', { relaxed: true });
    for (const key of ['ada', 'ben', 'cleo', 'lin', 'wei']) {
      expect(await platform.seats.standing(ids.guildId, who(key))).toBe('member');
    }
    // Ourselves, the guild and our own place in it; then one for each person.
    expect(calls()).toHaveLength(3 + 5);
  });

  it('knows what the platform lets somebody do', async () => {
    const standing = (id: string) => platform.seats.standing(ids.guildId, id);
    expect(await standing(who('olivia'))).toBe('owner');
    expect(await standing(moderator)).toBe('moderator');
    expect(await standing(who('ada'))).toBe('member');
    expect(await standing('1100000000000000099')).toBe('stranger');
    await fault({ kind: '500', times: 9 });
    await expect(standing(who('ben'))).rejects.toThrow(/did not answer/);
  });
});

function message(to: string, more: Partial<DirectMessage> = {}): DirectMessage {
  return {
    to: who(to),
    kind: 'welcome',
    values: { plan: 'Pro' },
    locale: 'en',
    timeZone: 'UTC',
    communityId: 'c',
    communityName: 'Demo',
    memberId: 'm',
    nonce: `nonce-${to}`,
    ...more,
  };
}

const dmsOf = (person: string) => discord.server.view(who(person)).dms.flatMap((each) => each.messages);

describe('a direct message', () => {
  it('arrives, drawn, and is dropped when it is sent again with the same nonce', async () => {
    const sent = await platform.sender.send(message('ada'));
    expect(sent).toMatchObject({ kind: 'sent' });
    expect(dmsOf('ada')).toEqual([
      expect.objectContaining({
        id: sent.kind === 'sent' && sent.messageId,
        embeds: [expect.objectContaining({ title: 'Welcome to Pro', description: 'Demo' })],
      }),
    ]);
    expect(await platform.sender.send(message('ada'))).toEqual(sent);
    expect(dmsOf('ada')).toHaveLength(1);
    await platform.sender.send(message('ada', { nonce: 'another' }));
    expect(dmsOf('ada')).toHaveLength(2);
    expect(platform.sender.dedupeMs).toBe(120_000);
  });

  it('is not doubled when the answer was lost', async () => {
    await fault({ kind: '500-after', match: { path: '/messages' } });
    expect(await platform.sender.send(message('ada'))).toMatchObject({ kind: 'sent' });
    expect(dmsOf('ada')).toHaveLength(1);
    await fault({ kind: 'reset', times: 2, match: { path: '/messages' } });
    expect(await platform.sender.send(message('ben'))).toMatchObject({ kind: 'unknown' });
  });

  it('says when a person cannot be written to', async () => {
    await discord.act('setDmOpen', { as: who('ada'), open: false });
    expect(await platform.sender.send(message('ada'))).toEqual({ kind: 'closed', code: 'dm_closed' });
    await discord.act('leaveGuild', { as: who('ben') });
    expect(await platform.sender.send(message('ben'))).toEqual({ kind: 'closed', code: 'dm_closed' });
  });

  it('says when Discord takes no direct messages from us at all', async () => {
    await discord.act('quarantine', { on: true });
    const closed = { kind: 'platform_closed', afterMs: 3_600_000 };
    expect(await platform.sender.send(message('ada'))).toEqual({ ...closed, code: 'quarantined' });
    await fault({ kind: 'code', code: 40003, match: { path: '/users/@me/channels' } });
    expect(await platform.sender.send(message('ben'))).toEqual({ ...closed, code: 'dms_too_fast' });
  });

  it('says when the message itself is refused, and when to come back', async () => {
    await fault({ kind: 'code', code: 50035, match: { path: '/messages' } });
    expect(await platform.sender.send(message('ada'))).toEqual({ kind: 'refused', code: 'discord_50035' });
    await fault({ kind: '429', retryAfter: 30, match: { path: '/messages' } });
    expect(await platform.sender.send(message('ada'))).toMatchObject({ kind: 'retry' });
  });

  it('is refused so often that the operator hears of it', async () => {
    await discord.act('limits', { relaxed: true });
    await discord.act('setDmOpen', { as: who('ada'), open: false });
    const before = discord.server.invalidRequests();
    const results = [];
    for (let n = 0; n < 100; n += 1) {
      results.push(await platform.sender.send(message('ada', { nonce: `n${n}` })));
    }
    expect(discord.lines).toEqual([
      expect.objectContaining({ level: 'warn', data: expect.objectContaining({ refusals: 10 }) }),
    ]);
    // From then on it waits between them, and roles are given all the same.
    expect(discord.server.invalidRequests() - before).toBeLessThan(20);
    expect(results.at(-1)).toMatchObject({ kind: 'retry' });
    expect(await ensure(role('ada'), 'in')).toEqual({ kind: 'done' });
  });

  it('finds its way when Discord forgot the conversation', async () => {
    await platform.sender.send(message('ada'));
    await fault({ kind: 'code', code: 10003, match: { path: '/messages' } });
    expect(await platform.sender.send(message('ada', { nonce: 'n2' }))).toMatchObject({ kind: 'sent' });
  });

  it('is found again in the conversation', async () => {
    const since = discord.clock.now();
    expect(await platform.sender.find?.(message('ada'), since)).toBe('absent');
    const sent = await platform.sender.send(message('ada'));
    await platform.sender.send(message('ada', { nonce: 'n2', values: { plan: 'Basic' } }));
    await discord.act('sendMessage', {
      as: who('ada'),
      channelId: sent.kind === 'sent' && sent.chat,
      content: 'hi',
    });
    expect(await platform.sender.find?.(message('ada'), since)).toEqual(
      sent.kind === 'sent' && { chat: sent.chat, messageId: sent.messageId },
    );
    expect(await platform.sender.find?.(message('ada', { values: { plan: 'Gold' } }), since)).toBe('absent');
    discord.clock.moveTo(new Date(discord.clock.now().getTime() + 60_000));
    expect(await platform.sender.find?.(message('ada'), discord.clock.now())).toBe('absent');
    await fault({ kind: '500', times: 2 });
    expect(await platform.sender.find?.(message('ada'), since)).toBeNull();
  });
});

async function setBotPermissions(permissions: string): Promise<void> {
  await discord.act('setPermissions', { roleId: ids.botRoleId, permissions });
}

async function allowEverything(): Promise<void> {
  await setBotPermissions(String(0xfffffffn));
}
