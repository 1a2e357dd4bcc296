import { afterAll, beforeAll, expect, it } from 'vitest';
import { tidyUp } from '#jobs';
import { person, startProduct, type Product } from '../_support/product.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false });
});
afterAll(() => product.close());

it('forgets what has served its time, and nothing else', async () => {
  const { members, delivery } = product.app.rooms;
  const communityId = product.community.id;
  const ada = { platform: 'discord' as const, externalId: person('ada').discordId, name: 'Ada' };
  const { member } = await members.arrive(communityId, ada);
  const call = { communityId, memberId: member.id, command: 'help', options: {} };
  const [old = ''] = await delivery.mintButtons([call]);
  await members.startLink(communityId, member.id, 'discord');
  await members.createSetupCode();

  await product.pass({ days: 31 });
  const [fresh = ''] = await delivery.mintButtons([call]);
  expect(await delivery.pressed(old)).toBeNull();
  await product.app.queues.next(tidyUp, {});
  await product.settle();

  expect(await delivery.pressed(fresh)).toEqual(call);
  const { unscoped } = product.data.database;
  expect(await unscoped.button.count()).toBe(1);
  expect(await unscoped.linkCode.count()).toBe(0);
  expect(await unscoped.setupCode.count()).toBe(0);
  expect((await members.member(communityId, member.id)).id).toBe(member.id);
});
