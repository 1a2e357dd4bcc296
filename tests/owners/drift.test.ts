import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import type { Action } from '../../src/sandbox/kit.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { as } from './said.js';

let product: Product;
let communityId: string;
let planId: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
  communityId = product.community.id;
  const plans = await product.app.rooms.billing.plans(communityId);
  planId = plans.find(({ name }) => name === 'Membership')?.id ?? '';
  for (const key of ['ada', 'ben', 'lin']) await give(key);
});
afterAll(() => product.close());

const PEOPLE = ['Ada Brook', 'Ben Hale', '林晓'];
const roleOf = () => product.sandbox.discord.state().guilds[demo.discord.guildId];

async function give(key: string): Promise<void> {
  const olivia = await as(product, 'olivia').member();
  const { id: memberId } = await as(product, key).member();
  const grant = { memberId, planId, reason: 'drill', endsAt: null, byId: olivia.id };
  await product.app.rooms.access.grant(communityId, grant);
  await product.settle();
}

/** As if somebody had done it by hand while nobody listened. */
function takeRole(key: string): void {
  const member = roleOf()?.members[person(key).discordId];
  if (member) member.roles = member.roles.filter((role) => role !== demo.discord.memberRoleId);
}
const hasRole = (key: string) =>
  roleOf()?.members[person(key).discordId]?.roles.includes(demo.discord.memberRoleId) ?? false;

const act = async (platform: 'discord' | 'telegram', name: string, input: object = {}) => {
  const actions: Record<string, Action> = product.sandbox[platform].actions;
  const action = actions[name];
  if (!action) throw new Error(`there is no action ${name}`);
  return action.run(action.input.parse(input));
};

describe('/drift', () => {
  it('tells of the last pass with proof: what was wanted, what was seen, when it was read back', async () => {
    expect(PEOPLE).toHaveLength(3);
    await product.pass({ hours: 1 });
    await product.sweep();
    const clean = await as(product, 'moyan').say('drift');
    expect(clean.title).toMatch(/^The last look at the seats: /);
    expect(clean.lines.join('\n')).toMatch(
      /\d+ seats were looked at, in \d+ s\.\nAll of them were as they should be\./,
    );

    takeRole('ada');
    takeRole('ben');
    await product.pass({ hours: 1 });
    await product.sweep();
    expect([hasRole('ada'), hasRole('ben')]).toEqual([true, true]);
    const said = await as(product, 'moyan').say('drift');
    const text = said.lines.join('\n');
    expect(text).toContain('2 were not as they should be. Put right, and seen to be: 2.');
    expect(text).toContain('The last time nothing had to be put right: ');
    expect(text).toContain('Every seat is as it should be');
    const drifts = said.lines.filter((line) => line.startsWith('good '));
    expect(drifts).toHaveLength(2);
    expect(drifts.sort()[0]).toMatch(
      /^good Ada Brook, @Member in Lyceum Demo: should be in, was seen out on .*\. Right since .* \(read back\)$/,
    );
  });

  it('a pass that finds the same again writes nothing twice', async () => {
    const { database } = product.data;
    const before = await database.prisma.drift.count({ where: { communityId } });
    await product.app.rooms.access.passNow(communityId, 100);
    await product.app.rooms.access.passNow(communityId, 100);
    await product.settle();
    expect(await database.prisma.drift.count({ where: { communityId } })).toBe(before);
  });

  it('says what is still open and why, looks when told to, and tries again when told to', async () => {
    const moyan = as(product, 'moyan');
    const owner = person('olivia').discordId;
    await act('discord', 'moveRole', { as: owner, roleId: demo.discord.memberRoleId, position: 4 });
    takeRole('lin');
    await product.pass({ minutes: 40 });
    const looked = await moyan.press(await moyan.say('drift'), 'Look now');
    expect(looked.lines.join('\n')).toContain('1 was not as it should be. Put right, and seen to be: 0.');
    await product.settle();
    const open = await moyan.say('drift', { view: 'open' });
    expect(open.title).toBe('1 seat is not as it should be');
    expect(open.lines.at(-1)).toMatch(
      /^bad 林晓, @Member in Lyceum Demo: should be in, last seen out(\. Tried \d+ times?)?: this role is above mine/,
    );
    const shown = await moyan.say('drift');
    expect(shown.lines.join('\n')).toMatch(/bad 林晓, .* Still open: this role is above mine/);

    await act('discord', 'moveRole', { as: owner, roleId: demo.discord.memberRoleId, position: 1 });
    const tried = await moyan.press(open, 'Try them again');
    expect(tried.lines.join('\n')).toContain('I am trying 1 seat again.');
    await product.settle();
    await product.pass({ minutes: 1 });
    expect(hasRole('lin')).toBe(true);
    expect((await moyan.say('drift', { view: 'open' })).title).toBe('Every seat is as it should be');
    const after = await moyan.say('drift');
    expect(after.lines.join('\n')).toMatch(/good 林晓, .* Right since .* \(read back\)/);
    const rows = await product.app.rooms.members.auditRows(communityId, {}, 20);
    expect(rows.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['drift.looked', 'seats.retried']),
    );
  });

  it('what is no longer wanted is no longer open, and is not called repaired', async () => {
    const { access } = product.app.rooms;
    const owner = person('olivia').discordId;
    await act('discord', 'moveRole', { as: owner, roleId: demo.discord.memberRoleId, position: 4 });
    takeRole('lin');
    await product.app.rooms.access.passNow(communityId, 100);
    await product.settle();
    const lin = await as(product, 'lin').member();
    const olivia = await as(product, 'olivia').member();
    for (const { id } of await access.grants(communityId, lin.id)) {
      await access.revoke(communityId, { grantId: id, reason: 'over', byId: olivia.id });
    }
    await product.settle();
    await act('discord', 'moveRole', { as: owner, roleId: demo.discord.memberRoleId, position: 1 });
    const said = await as(product, 'moyan').say('drift');
    expect(said.lines.join('\n')).toMatch(/good 林晓, .* Something else is wanted by now/);
    expect(said.lines.join('\n')).toContain('Put right, and seen to be: 0.');
  });

  it('a seat that went with its account is nobody’s drift, and old passes are forgotten', async () => {
    const { database } = product.data;
    takeRole('ben');
    await product.app.rooms.access.passNow(communityId, 100);
    const ben = await as(product, 'ben').member();
    await database.prisma.seat.deleteMany({ where: { communityId, memberId: ben.id } });
    await as(product, 'moyan').say('drift');
    expect(await database.prisma.drift.count({ where: { communityId, repairedAt: null } })).toBe(0);
    await product.pass({ days: 100 });
    await product.app.rooms.access.tidy(communityId);
    expect(await database.prisma.drift.count({ where: { communityId } })).toBe(0);
    const passes = await database.prisma.pass.findMany({ where: { communityId } });
    const oldest = Math.min(...passes.map(({ startedAt }) => startedAt.getTime()));
    expect(passes.length === 0 || product.sandbox.clock.now().getTime() - oldest < 91 * 86_400_000).toBe(
      true,
    );
  });
});
