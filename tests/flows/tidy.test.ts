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

it('forgets the words of what was said half a year ago, and that it was said never', async () => {
  const { members, delivery } = product.app.rooms;
  const communityId = product.community.id;
  const lin = { platform: 'discord' as const, externalId: person('lin').discordId, name: 'Lin' };
  const { member } = await members.arrive(communityId, lin);
  const notice = { communityId, memberId: member.id, kind: 'back_again' as const, values: { plan: 'Gold' } };
  const post = (key: string) =>
    product.data.database.transaction((tx) => delivery.post(tx, { ...notice, key }));
  await post('old');
  await product.settle();
  await product.pass({ days: 179 });
  await product.app.queues.next(tidyUp, {});
  await product.settle();
  expect(await delivery.inbox(communityId, member.id, 10)).toHaveLength(1);

  await product.pass({ days: 2 });
  await post('new');
  await product.app.queues.next(tidyUp, {});
  await product.settle();
  const kept = await delivery.inbox(communityId, member.id, 10);
  expect(kept.map(({ values }) => values)).toEqual([{ plan: 'Gold' }]);
  expect(await post('old')).toBeNull();
  const words = await product.data.database.unscoped.message.count({ where: { memberId: member.id } });
  expect(words).toBe(2);
});
