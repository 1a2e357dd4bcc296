import { afterEach, expect, it } from 'vitest';
import type { Member } from '#domain/members';
import { onTelegram } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import { heardOnTelegram, memberOf, startCalm } from './scene.js';

let product: Product;
afterEach(() => product.close());

const { botId } = demo.telegram;

/** A plan that opens a basic group, and two people who have it. */
async function openGroup(bots: boolean) {
  product = await startCalm({ bots });
  const { members, access, billing } = product.app.rooms;
  const communityId = product.community.id;
  const olivia = onTelegram(product, 'olivia');
  const { chatId } = await olivia.act<{ chatId: number }>('createGroup', { title: 'Reading circle' });
  const rights = { can_restrict_members: true, can_invite_users: true };
  await olivia.act('addBot', { chatId, rights });
  const space = { platform: 'telegram' as const, externalId: String(chatId), title: 'Reading circle' };
  await members.attachSpace(communityId, space);
  const plan = (await billing.plans(communityId)).find((one) => one.name === 'Pro');
  const candidate = (await access.candidates(communityId)).find(
    (one) => one.spaceExternalId === String(chatId),
  );
  if (!plan || !candidate) throw new Error('no plan or no group');
  const place = await access.linkPlace(communityId, plan.id, candidate);
  const people: Record<string, Member> = {};
  for (const key of ['ben', 'wei']) {
    const { telegramId, name } = person(key);
    const someone = { platform: 'telegram' as const, externalId: String(telegramId), name };
    const { member } = await members.arrive(communityId, someone);
    const byId = member.id;
    await access.grant(communityId, {
      memberId: member.id,
      planId: plan.id,
      reason: 'x',
      endsAt: null,
      byId,
    });
    people[key] = member;
  }
  await product.settle();
  const placeNow = async () => {
    const found = (await access.places(communityId)).find((one) => one.id === place.id);
    if (!found) throw new Error('the place is gone');
    return found;
  };
  const end = async (key: string) => {
    const memberId = people[key]?.id ?? '';
    const [grant] = await access.grants(communityId, memberId);
    await access.revoke(communityId, { grantId: grant?.id ?? '', reason: 'over', byId: memberId });
    await product.settle();
  };
  return { olivia, chatId, placeNow, end };
}

const standing = (chatId: number, key: string) =>
  product.sandbox.telegram.state().chats[chatId]?.members[person(key).telegramId]?.status ?? 'left';

it('a group that becomes a supergroup is followed at once, and nothing is lost on the way', async () => {
  const { olivia, chatId, placeNow, end } = await openGroup(true);
  const ben = onTelegram(product, 'ben');
  const link = (await placeNow()).joinLink ?? '';
  await ben.act('requestToJoin', { link });
  await product.until('ben is in', () => standing(chatId, 'ben') === 'member');
  await heardOnTelegram(product);

  const { chatId: moved } = await olivia.act<{ chatId: number }>('upgradeGroup', { chatId });
  await heardOnTelegram(product);
  expect(await placeNow()).toMatchObject({ spaceExternalId: String(moved), problem: null });
  expect(standing(moved, 'ben')).toBe('member');
  // Who had the link but had not come yet comes in; who leaves is removed there; no moderator was bothered.
  await onTelegram(product, 'wei').act('requestToJoin', { link: (await placeNow()).joinLink ?? '' });
  await product.until('wei is in', () => standing(moved, 'wei') === 'member');
  await end('ben');
  expect(standing(moved, 'ben')).toBe('left');
  const { id } = await memberOf(product, 'discord', person('olivia').discordId);
  const notices = await product.app.rooms.delivery.inbox(product.community.id, id, 20);
  expect(notices.filter((one) => one.kind === 'place_blocked')).toEqual([]);
  const spaces = await product.app.rooms.members.spaces(product.community.id);
  expect(spaces.map((one) => one.externalId)).not.toContain(String(chatId));
});

it('one that nobody told us of is followed at the first call that is refused for it', async () => {
  const { olivia, chatId, placeNow, end } = await openGroup(false);
  await olivia.act('addMember', { chatId, userId: person('ben').telegramId });
  await olivia.act('addMember', { chatId, userId: person('wei').telegramId });
  await product.pass({ hours: 1 });
  await product.sweep();
  const { chatId: moved } = await olivia.act<{ chatId: number }>('upgradeGroup', { chatId });
  expect((await placeNow()).spaceExternalId).toBe(String(chatId));

  await end('ben');
  await product.passUntil('ben is out', () => standing(moved, 'ben') === 'left');
  expect(await placeNow()).toMatchObject({ spaceExternalId: String(moved), problem: null });
  // Nobody else was taken for gone, though the old group shows nobody.
  await product.pass({ hours: 1 });
  await product.sweep();
  expect(standing(moved, 'wei')).toBe('member');
  expect(product.sandbox.telegram.state().chats[moved]?.members[botId]?.status).toBe('administrator');
});
