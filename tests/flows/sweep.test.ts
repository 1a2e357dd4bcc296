import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';

const PEOPLE = 40;

describe('a pass over many seats', () => {
  let product: Product;
  let ids: string[] = [];
  beforeAll(async () => {
    product = await startProduct();
    const { act } = onDiscord(product, 'olivia');
    ids = ((await act('addPeople', { count: PEOPLE })) as unknown as { userIds: string[] }).userIds;
    const { members, access, billing } = product.app.rooms;
    const communityId = product.community.id;
    const plan = (await billing.plans(communityId)).find((one) => one.name === 'Membership');
    const owner = await members.byAccount(communityId, 'discord', onDiscord(product, 'olivia').id);
    for (const externalId of ids) {
      const { member } = await members.arrive(communityId, {
        platform: 'discord',
        externalId,
        name: externalId,
      });
      const grant = {
        memberId: member.id,
        planId: plan?.id ?? '',
        reason: 'drill',
        endsAt: null,
        byId: owner?.id ?? '',
      };
      await access.grant(communityId, grant);
    }
    await product.settle();
  });
  afterAll(() => product.close());

  const seated = () =>
    onDiscord(product, 'olivia')
      .view()
      .guilds[0]?.roles.find((role) => role.id === demo.discord.memberRoleId)
      ?.memberIds.filter((id) => ids.includes(id)).length;

  it('puts back what drifted while nobody listened, and asks nothing twice', async () => {
    expect(seated()).toBe(PEOPLE);
    const guild = product.sandbox.discord.state().guilds[demo.discord.guildId];
    for (const id of ids.slice(0, 15)) {
      const member = guild?.members[id];
      if (member) member.roles = member.roles.filter((role) => role !== demo.discord.memberRoleId);
    }
    expect(seated()).toBe(PEOPLE - 15);

    await product.pass({ hours: 1 });
    const before = product.sandbox.wire.after(0).at(-1)?.n ?? 0;
    await product.sweep();
    expect(seated()).toBe(PEOPLE);
    const asked = product.sandbox.wire.after(before).filter((entry) => entry.platform === 'discord');
    // One list for everybody; then for each who drifted a look, the change, and the proof.
    expect(asked.filter((entry) => /\/members\?/.test(entry.path))).toHaveLength(1);
    expect(asked.filter((entry) => entry.method === 'PUT')).toHaveLength(15);

    const again = product.sandbox.wire.after(0).at(-1)?.n ?? 0;
    await product.pass({ hours: 1 });
    await product.sweep();
    expect(product.sandbox.wire.after(again).filter((entry) => entry.method === 'PUT')).toEqual([]);
  });

  it('stops before it empties a place, and goes on when a moderator says so', async () => {
    const { access, members, billing } = product.app.rooms;
    const communityId = product.community.id;
    const plan = (await billing.plans(communityId)).find((one) => one.name === 'Membership');
    const [place] = await access.placesOfPlan(communityId, plan?.id ?? '');
    await access.unlinkPlace(communityId, plan?.id ?? '', place?.id ?? '');
    await product.settle();
    await product.pass({ minutes: 1 });
    expect(seated()).toBeGreaterThanOrEqual(PEOPLE - 5);

    const [hold] = await access.holds(communityId);
    expect(hold?.place.id).toBe(place?.id);
    const olivia = await members.byAccount(communityId, 'discord', onDiscord(product, 'olivia').id);
    const asked = await product.app.rooms.delivery.inbox(communityId, olivia?.id ?? '', 10);
    expect(asked.filter((notice) => notice.kind === 'hold_asked')).toHaveLength(1);

    await access.decideHold(communityId, hold?.id ?? '', true, olivia?.id ?? '');
    await product.settle();
    await product.pass({ minutes: 1 });
    expect(seated()).toBe(0);
  });
});
