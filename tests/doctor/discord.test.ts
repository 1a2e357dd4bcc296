import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo, person } from '../_support/product.js';
import { openPatient, troubles, type Patient } from './patient.js';

const { discord } = demo;
const kick = 1n << 1n;
const administrator = 1n << 3n;
const everything = {
  DISCORD_TOKEN: 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.wrongs.0123456789abcdefghijklmnopqrstuvwxyzAB',
};

let patient: Patient;
/** The sandbox's Discord as it was, for what cannot be taken back in Discord itself. */
let restore: () => void;
let usual: string;

beforeAll(async () => {
  patient = await openPatient();
  const { discord: server } = patient.product.sandbox;
  const before = structuredClone(server.state());
  restore = () => server.load(structuredClone(before));
  usual = before.guilds[discord.guildId]?.roles[discord.botRoleId]?.permissions ?? '';
});
afterAll(() => patient.close());

const look = async (given: Record<string, string> = {}) => troubles(await patient.examine(given));
const allow = (permissions: bigint) =>
  patient.act('discord', 'setPermissions', {
    roleId: discord.botRoleId,
    permissions: permissions.toString(),
  });
const plans = () => patient.product.app.rooms.billing.plans(patient.product.community.id);
const removal = async (policy: 'role' | 'kick') => {
  const [plan] = (await plans()).filter(({ name }) => name === 'Pro');
  await patient.product.app.rooms.billing.editPlan(patient.product.community.id, plan?.id ?? '', {
    removal: policy,
  });
};
const spaceLost = (lostAt: Date | null) =>
  patient.product.app.rooms.members.changeSpace(
    patient.product.community.id,
    { platform: 'discord', externalId: discord.guildId },
    { lostAt },
  );

describe('on Discord', () => {
  it('a refused token: broken discord.token_refused', async () => {
    expect(await look(everything)).toEqual(['broken discord.token_refused']);
    expect(await look()).toEqual([]);
  });

  it('no answer: broken discord.unreachable', async () => {
    expect(await look({ DISCORD_API_URL: 'http://127.0.0.1:9/api' })).toEqual(['broken discord.unreachable']);
    await patient.act('discord', 'fault', { match: { path: '/users/@me' }, times: 100, kind: '500' });
    expect(await look()).toEqual(['broken discord.unreachable']);
    await patient.act('discord', 'clearFaults');
    expect(await look()).toEqual([]);
  });

  it('the Server Members intent off: broken discord.intent_members_off', async () => {
    await patient.act('discord', 'intents', { members: false });
    expect(await look()).toEqual(['broken discord.intent_members_off']);
    await patient.act('discord', 'intents', { members: true });
    expect(await look()).toEqual([]);
  });

  it('the Message Content intent off counts only where we are to read: discord.intent_content_off, discord.intent_content_desk', async () => {
    await patient.act('discord', 'intents', { members: true, messageContent: false });
    expect(await look()).toEqual([]);
    const { members, faq, handoff } = patient.product.app.rooms;
    const { id } = patient.product.community;
    const space = (await members.spaces(id)).find(({ platform }) => platform === 'discord');
    const [byId = ''] = await members.staff(id);
    const externalId = discord.generalChannelId;
    const place = await faq.addPlace(id, { spaceId: space?.id ?? '', externalId, title: '#general', byId });
    const findings = await patient.examine();
    expect(troubles(findings)).toEqual(['risky discord.intent_content_off']);
    expect(findings.find(({ severity }) => severity === 'risky')?.what.values).toEqual({ place: '#general' });
    await faq.removePlace(id, place.id, byId);
    const desk = {
      spaceId: space?.id ?? '',
      externalId: discord.staffChannelId,
      kind: 'channel',
      title: '#staff',
    } as const;
    await handoff.setDesk(id, desk, byId);
    expect(await look()).toEqual(['broken discord.intent_content_desk']);
    await patient.act('discord', 'intents', { members: true });
    expect(await look()).toEqual([]);
    await handoff.setDesk(id, null, byId);
  });

  it('the same, when the application cannot be read but the gateway closes with 4014', async () => {
    await patient.act('discord', 'intents', { members: false });
    await patient.act('discord', 'fault', { match: { path: '/applications/@me' }, times: 100, kind: '500' });
    expect(await look()).toEqual(['broken discord.intent_members_off']);
    await patient.act('discord', 'clearFaults');
    await patient.act('discord', 'intents', { members: true });
    expect(await look()).toEqual([]);
  });

  it('no gateway: broken discord.gateway_unreachable', async () => {
    await patient.act('discord', 'fault', { match: { path: '/gateway/bot' }, times: 100, kind: '500' });
    expect(await look()).toEqual(['broken discord.gateway_unreachable']);
    await patient.act('discord', 'clearFaults');
    expect(await look()).toEqual([]);
  });

  it('Manage Roles taken away: broken discord.missing_manage_roles', async () => {
    await allow(BigInt(usual) & ~(1n << 28n));
    expect(await look()).toEqual(['broken discord.missing_manage_roles']);
    await allow(BigInt(usual));
    expect(await look()).toEqual([]);
  });

  it('Kick Members taken away counts only where a plan removes people: discord.missing_kick_members', async () => {
    await allow(BigInt(usual) & ~kick);
    expect(await look()).toEqual([]);
    await removal('kick');
    expect(await look()).toEqual(['broken discord.missing_kick_members']);
    await allow(BigInt(usual));
    expect(await look()).toEqual([]);
    await removal('role');
  });

  it('a role of a plan dragged above the bot: broken discord.role_above_bot, with role and guild', async () => {
    await patient.act('discord', 'moveRole', { roleId: discord.proRoleId, position: 4 });
    const findings = await patient.examine();
    expect(troubles(findings)).toEqual(['broken discord.role_above_bot']);
    expect(findings.find(({ severity }) => severity === 'broken')?.what.values).toEqual({
      guild: discord.guildName,
      role: 'Pro',
    });
    await patient.act('discord', 'moveRole', { roleId: discord.proRoleId, position: 2 });
    expect(await look()).toEqual([]);
  });

  it('a role that another app took over: broken discord.role_managed', async () => {
    const roles = patient.product.sandbox.discord.state().guilds[discord.guildId]?.roles;
    const pro = roles?.[discord.proRoleId];
    if (!pro) throw new Error('the role is missing');
    pro.botId = '1000000000000000099';
    expect(await look()).toEqual(['broken discord.role_managed']);
    delete pro.botId;
    expect(await look()).toEqual([]);
  });

  it('a role of a plan deleted: broken discord.role_gone', async () => {
    await patient.act('discord', 'deleteRole', { roleId: discord.proRoleId });
    expect(await look()).toEqual(['broken discord.role_gone']);
    restore();
    expect(await look()).toEqual([]);
  });

  it('more rights than needed: risky discord.administrator', async () => {
    await allow(BigInt(usual) | administrator);
    expect(await look()).toEqual(['risky discord.administrator']);
    await allow(BigInt(usual));
    expect(await look()).toEqual([]);
  });

  it('the bot removed from its guild: broken discord.guild_lost', async () => {
    const owner = person('olivia').discordId;
    await patient.act('discord', 'kickMember', { as: owner, userId: discord.botId });
    expect(await look()).toEqual(['broken discord.guild_lost']);
    // The running bot notes it; the doctor names it all the same.
    await spaceLost(new Date());
    expect(await look()).toEqual(['broken discord.guild_lost']);
    restore();
    await spaceLost(null);
    expect(await look()).toEqual([]);
  });

  it('what no plan relies on is only a risk', async () => {
    const { rooms } = patient.product.app;
    const { id } = patient.product.community;
    for (const plan of await plans()) await rooms.billing.archivePlan(id, plan.id, true);
    await allow(BigInt(usual) & ~(1n << 28n));
    expect(await look()).toEqual(['risky discord.missing_manage_roles']);
    await allow(BigInt(usual));
    for (const plan of await rooms.billing.plans(id, true))
      await rooms.billing.archivePlan(id, plan.id, false);
    expect(await look()).toEqual([]);
  });
});
