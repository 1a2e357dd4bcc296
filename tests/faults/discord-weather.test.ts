import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import {
  cancelAll,
  grantTo,
  holders,
  memberOf,
  newcomers,
  payOnDiscord,
  startCalm,
  wireNow,
  wireSince,
} from './scene.js';

const { guildId, memberRoleId } = demo.discord;

let product: Product;
let act: ReturnType<typeof onDiscord>['act'];
beforeAll(async () => {
  product = await startCalm();
  ({ act } = onDiscord(product, 'olivia'));
});
afterAll(() => product.close());
afterEach(() => act('clearFaults', {}));

const guild = () => {
  const found = product.sandbox.discord.state().guilds[guildId];
  if (!found) throw new Error('the guild is gone');
  return found;
};
const drop = (ids: readonly string[]) => {
  for (const id of ids) {
    const member = guild().members[id];
    if (member) member.roles = member.roles.filter((role) => role !== memberRoleId);
  }
};
const have = (ids: readonly string[]) => ids.filter((id) => holders(product).has(id));
const mailOf = (id: string) => {
  const { users, messages } = product.sandbox.discord.state();
  return (messages[users[id]?.dmChannelId ?? ''] ?? []).filter((one) => one.authorId === demo.discord.botId);
};

describe('an answer that is lost after the deed', () => {
  it.each(['500-after', 'reset'])('%s: a role is given once, a message comes once', async (kind) => {
    const [id = ''] = await newcomers(product, 1);
    await act('fault', { kind, match: { method: 'PUT', path: `/members/${id}/` } });
    await act('fault', { kind, match: { method: 'POST', path: '/messages' } });
    const before = wireNow(product);
    await grantTo(product, [id]);
    await product.settle();
    await product.pass({ minutes: 2 });
    expect(have([id])).toEqual([id]);
    expect(mailOf(id)).toHaveLength(1);
    const posts = wireSince(product, 'discord', before).filter(
      (call) => call.method === 'POST' && call.path.endsWith('/messages'),
    );
    // It was tried again, and Discord knew it by its nonce.
    expect(posts.length).toBeGreaterThan(1);
  });

  it('a removal from the server happens once as well', async () => {
    const { billing } = product.app.rooms;
    const plan = (await billing.plans(product.community.id)).find((one) => one.name === 'Membership');
    await billing.editPlan(product.community.id, plan?.id ?? '', { removal: 'kick' });
    const ben = await payOnDiscord(product, 'ben');
    await product.settle();
    await act('fault', { kind: '500-after', match: { method: 'DELETE', path: '/members/' }, times: 2 });
    await cancelAll(product, 'ben');
    await product.settle();
    await product.pass({ minutes: 2 });
    expect(guild().members[ben.id]).toBeUndefined();
    // Whoever comes back as a guest afterwards is let be.
    await ben.act('joinGuild', { as: ben.id });
    await product.settle();
    await product.pass({ hours: 1 });
    await product.sweep();
    expect(guild().members[ben.id]).toBeDefined();
    await billing.editPlan(product.community.id, plan?.id ?? '', { removal: 'role' });
  });
});

describe('the gateway', () => {
  it.each([
    ['a dropped line', { do: 'drop' }],
    ['a request to reconnect', { do: 'reconnect' }],
    ['an invalid session', { do: 'invalid', resumable: false }],
    ['a session that may be resumed', { do: 'invalid', resumable: true }],
  ])('%s: whoever comes back meanwhile has the role, by event or by the next sweep', async (_what, how) => {
    const [id = ''] = await newcomers(product, 1);
    await grantTo(product, [id]);
    await product.settle();
    expect(have([id])).toEqual([id]);
    await act('gateway', how);
    await act('leaveGuild', { as: id });
    await act('joinGuild', { as: id });
    await product.until('the bot is connected', () => product.sandbox.discord.view(id).bot.online);
    await product.settle();
    await product.pass({ hours: 1 });
    await product.sweep();
    expect(have([id])).toEqual([id]);
    // And commands are answered again.
    await product.until('the bot listens', () => product.sandbox.discord.view(id).bot.online);
    expect((await onDiscord(product, 'ada').say('help')).outcome).toBe('reply');
  });
});

describe('an outage of the server at Discord', () => {
  it.each(['fails', 'bare'] as const)(
    '%s: nobody loses anything, and what was missed is done',
    async (how) => {
      // From twenty seats on, the members are listed at once.
      const people = await newcomers(product, how === 'bare' ? 20 : 6);
      const [late = '', gone = ''] = await newcomers(product, 2);
      await grantTo(product, [...people, gone]);
      await product.settle();
      expect(have(people)).toEqual(people);
      await act('outage', { on: true, requests: how });
      const calls = wireNow(product);
      const [lateMember] = await grantTo(product, [late]);
      const { access } = product.app.rooms;
      const { id: goneId } = await memberOf(product, 'discord', gone);
      const [grant] = await access.grants(product.community.id, goneId);
      const byId = lateMember?.id ?? '';
      await access.revoke(product.community.id, { grantId: grant?.id ?? '', reason: 'over', byId });
      await product.settle();
      await product.pass({ hours: 1 });
      await product.sweep();
      expect(have(people)).toEqual(people);
      expect(wireSince(product, 'discord', calls).filter((call) => call.method === 'DELETE')).toEqual([]);
      expect(product.sandbox.discord.view(person('ada').discordId).bot.online).toBe(true);
      const lost = await product.app.rooms.members.spaces(product.community.id);
      expect(lost.map((space) => space.externalId)).toContain(guildId);

      await act('outage', { on: false });
      await product.settle();
      await product.pass({ hours: 1 });
      await product.sweep();
      await product.pass({ minutes: 1 });
      expect(have([...people, late])).toEqual([...people, late]);
      expect(have([gone])).toEqual([]);
    },
  );
});

describe('somebody who leaves and comes back', () => {
  it('has the role back at once, and by one sweep when nobody saw it', async () => {
    const ada = await payOnDiscord(product, 'ada');
    await product.settle();
    await ada.act('leaveGuild', { as: ada.id });
    await ada.act('joinGuild', { as: ada.id });
    await product.until('the role is back', () => ada.roles().includes('Member'));
    await product.settle();
    await product.pass({ hours: 1 });
    drop([ada.id]);
    await product.sweep();
    expect(ada.roles()).toContain('Member');
  });
});

describe('a bot that is thrown out', () => {
  it('says so on the other platform at once, and does everything when it is asked in again', async () => {
    const owner = person('olivia');
    const { members } = product.app.rooms;
    const [stays = '', goes = ''] = await newcomers(product, 2);
    await grantTo(product, [stays, goes]);
    await product.settle();
    const told = async () => {
      const { id } = await memberOf(product, 'discord', owner.discordId);
      const notices = await product.app.rooms.delivery.inbox(product.community.id, id, 20);
      return notices.filter((one) => one.values['problem'] === 'space_gone').length;
    };
    const before = await told();
    await act('kickMember', { as: person('moyan').discordId, userId: demo.discord.botId });
    await product.settle();
    await product.pass({ minutes: 1 });
    expect(await told()).toBeGreaterThan(before);
    expect((await members.spaces(product.community.id)).map((one) => one.externalId)).not.toContain(guildId);
    const { access } = product.app.rooms;
    const { id: goesId } = await memberOf(product, 'discord', goes);
    const [grant] = await access.grants(product.community.id, goesId);
    await access.revoke(product.community.id, { grantId: grant?.id ?? '', reason: 'over', byId: goesId });
    const [fresh = ''] = await newcomers(product, 1);
    await grantTo(product, [fresh]);
    await product.settle();
    expect(have([stays, goes, fresh])).toEqual([stays, goes]);

    await act('joinGuild', { as: demo.discord.botId });
    // Discord gives a bot its own role back with the invitation.
    guild().members[demo.discord.botId]?.roles.push(demo.discord.botRoleId);
    await act('moveRole', { roleId: memberRoleId, position: 1 });
    await product.settle();
    await product.passUntil('what waited is done', () => have([goes, fresh]).join() === fresh);
    expect(have([stays, goes, fresh])).toEqual([stays, fresh]);
    expect((await members.spaces(product.community.id)).map((one) => one.externalId)).toContain(guildId);
  });
});
