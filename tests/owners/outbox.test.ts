import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import type { Action } from '../../src/sandbox/kit.js';
import { onDiscord } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';
import { as } from './said.js';

let product: Product;
let communityId: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
  communityId = product.community.id;
});
afterAll(() => product.close());

const act = async (name: string, input: object = {}) => {
  const actions: Record<string, Action> = product.sandbox.discord.actions;
  const action = actions[name];
  if (!action) throw new Error(`there is no action ${name}`);
  return action.run(action.input.parse(input));
};
const message = (memberId: string) =>
  product.data.database.prisma.message.findFirst({
    where: { communityId, memberId },
    orderBy: { createdAt: 'desc' },
    select: { id: true, state: true, failure: true, attempts: true },
  });
let grants = 0;
async function tell(key: string): Promise<string> {
  const olivia = await as(product, 'olivia').member();
  const { id: memberId } = await as(product, key).member();
  const [plan] = await product.app.rooms.billing.plans(communityId);
  grants += 1;
  const posted = await product.data.database.transaction((tx) =>
    product.app.rooms.delivery.post(tx, {
      communityId,
      memberId,
      kind: 'grant_given',
      key: `test:${grants}:${olivia.id}`,
      values: { plan: plan?.name ?? '', reason: 'test', until: null },
    }),
  );
  await product.app.rooms.delivery.wake(communityId, [posted]);
  await product.settle();
  return memberId;
}

describe('/outbox', () => {
  it('is empty when everything arrived', async () => {
    await tell('ada');
    const said = await as(product, 'moyan').say('outbox');
    expect(said.title).toBe('Every message has arrived');
    expect(said.buttons.map(({ label }) => label)).toEqual(['In doubt: 0']);
  });

  it('sends again what did not arrive, when somebody asks for it', async () => {
    const ben = person('ben').discordId;
    await act('setDmOpen', { as: ben, open: false });
    const memberId = await tell('ben');
    expect(await message(memberId)).toMatchObject({ state: 'refused', failure: 'dm_closed' });
    const moyan = as(product, 'moyan');
    const said = await moyan.say('outbox');
    expect(said.title).toBe('1 message did not arrive');
    expect(said.lines.at(-1)).toMatch(
      /^bad Ben Hale: plan given by hand, .*, Discord\. direct messages are switched off/,
    );
    // Words are for the member alone.
    expect(said.lines.join('\n')).not.toContain('test');

    // Still closed: it comes back, and nothing is lost.
    await moyan.press(said, 'Send them again');
    await product.settle();
    expect(await message(memberId)).toMatchObject({ state: 'refused' });
    await act('setDmOpen', { as: ben, open: true });
    const again = await moyan.press(await moyan.say('outbox'), 'Send them again');
    expect(again.lines).toContain('1 message is on its way again.');
    await product.settle();
    expect(await message(memberId)).toMatchObject({ state: 'sent' });
    expect(onDiscord(product, 'ben').mail()).toHaveLength(1);
    const { rows } = await product.app.rooms.members.auditRows(communityId, { action: 'message' }, 10);
    expect(rows.map(({ action, details }) => [action, details['was']])).toEqual([
      ['message.resent', 'refused'],
      ['message.resent', 'refused'],
    ]);
  });

  it('sends nothing that may have arrived, but by name and after a second question', async () => {
    const memberId = await tell('lin');
    const sent = await message(memberId);
    // As a crash between claiming and sending leaves it.
    await product.data.database.prisma.message.updateMany({
      where: { communityId, id: sent?.id ?? '' },
      data: { state: 'uncertain', failure: 'no_answer' },
    });
    const moyan = as(product, 'moyan');
    await moyan.say('outbox', { action: 'send' });
    await product.settle();
    expect(await message(memberId)).toMatchObject({ state: 'uncertain' });

    const list = await moyan.press(await moyan.say('outbox'), 'In doubt: 1');
    expect(list.title).toBe('1 message may not have arrived');
    const one = await moyan.press(list, /林晓: plan given by hand/);
    expect(one.lines.join('\n')).toContain('If it did arrive, sending it again doubles it.');
    await moyan.say('outbox', { message: sent?.id ?? '', action: 'send' });
    await product.settle();
    expect(await message(memberId)).toMatchObject({ state: 'uncertain' });
    const before = onDiscord(product, 'lin').mail().length;
    await moyan.press(one, 'Send it, it may double');
    await product.settle();
    expect(await message(memberId)).toMatchObject({ state: 'sent' });
    expect(onDiscord(product, 'lin').mail().length).toBeGreaterThanOrEqual(before);
    // What was decided is decided.
    expect((await moyan.press(one, 'Send it, it may double')).lines[0]).toMatch(/looked after already/);
  });

  it('leaves one at that, and the member still finds it', async () => {
    const memberId = await tell('lin');
    const sent = await message(memberId);
    await product.data.database.prisma.message.updateMany({
      where: { communityId, id: sent?.id ?? '' },
      data: { state: 'uncertain', failure: 'no_answer' },
    });
    const moyan = as(product, 'moyan');
    const one = await moyan.say('outbox', { message: sent?.id ?? '' });
    const left = await moyan.press(one, 'Leave it');
    expect(left.title).toMatch(/^Left at that/);
    expect(await message(memberId)).toMatchObject({ state: 'inbox' });
    const mine = await product.app.rooms.delivery.inbox(communityId, memberId, 10);
    expect(mine.map(({ id }) => id)).toContain(sent?.id);
  });

  it('never touches a message of another community', async () => {
    const { members } = product.app.rooms;
    const other = await members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    const memberId = await tell('ada');
    const mine = await message(memberId);
    await product.data.database.prisma.message.updateMany({
      where: { communityId, id: mine?.id ?? '' },
      data: { state: 'refused' },
    });
    const { delivery } = product.app.rooms;
    await expect(delivery.sendAgain(other.id, mine?.id ?? '', memberId)).rejects.toMatchObject({
      key: 'message_unknown',
    });
    expect(await delivery.sendRefusedAgain(other.id, 10, memberId)).toBe(0);
    expect(await message(memberId)).toMatchObject({ state: 'refused' });
  });
});
