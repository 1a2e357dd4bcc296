import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onTelegram } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import {
  cancelAll,
  heardOnTelegram,
  joinLink,
  joinOnTelegram,
  memberOf,
  payOnTelegram,
  startCalm,
} from './scene.js';

const { chatId, botId } = demo.telegram;

let product: Product;
let olivia: ReturnType<typeof onTelegram>;
beforeAll(async () => {
  product = await startCalm();
  olivia = onTelegram(product, 'olivia');
});
afterAll(() => product.close());
// Whoever pays again soon after is shown the page that is used up.
beforeEach(() => product.pass({ minutes: 6 }));

const record = (key: string) =>
  product.sandbox.telegram.state().chats[chatId]?.members[person(key).telegramId];
const seatOf = async (key: string) => {
  const member = await memberOf(product, 'telegram', String(person(key).telegramId));
  const seats = await product.app.rooms.access.seats(product.community.id, member.id);
  return seats.find((seat) => seat.place.platform === 'telegram');
};
/** Somebody who paid and is inside. */
async function seated(key: string) {
  const somebody = onTelegram(product, key);
  return somebody.standing() === 'member' ? somebody : joinOnTelegram(product, key);
}
/** How often moderators were told so. */
const alarms = async (problem: string) => {
  const { id } = await memberOf(product, 'discord', person('olivia').discordId);
  const notices = await product.app.rooms.delivery.inbox(product.community.id, id, 100);
  return notices.filter((one) => one.values['problem'] === problem).length;
};
const demote = async () => {
  await olivia.act('demote', { chatId, userId: botId });
  await heardOnTelegram(product);
};
const promote = async (rights: object = { can_restrict_members: true, can_invite_users: true }) => {
  await olivia.act('promote', { chatId, userId: botId, rights });
  await heardOnTelegram(product);
};

describe('a bot that is no administrator any more', () => {
  it('says so at once, remembers whom it could not remove, and removes them when it may again', async () => {
    const wei = await seated('wei');
    const told = await alarms('bot_not_admin');
    await demote();
    await product.until('the alarm', () =>
      product.sandbox.discord
        .view(person('olivia').discordId)
        .dms.flatMap((dm) => dm.messages)
        .some((message) => JSON.stringify(message).includes('administrator of this group')),
    );
    expect(await alarms('bot_not_admin')).toBe(told + 1);

    await cancelAll(product, 'wei');
    await product.settle();
    expect(wei.standing()).toBe('member');
    expect(await seatOf('wei')).toMatchObject({ wanted: 'out', problem: 'bot_not_admin', lifting: false });
    await product.sweep();
    await product.pass({ hours: 2 });
    expect(await alarms('bot_not_admin')).toBe(told + 1);

    await promote();
    await product.passUntil('wei is out', () => wei.standing() === 'left');
    expect(record('wei')?.status).toBe('left');
    // And demoted again, it says so again.
    await demote();
    expect(await alarms('bot_not_admin')).toBe(told + 2);
    await promote();
  });

  it('lets in who asked meanwhile', async () => {
    const lin = await payOnTelegram(product, 'lin');
    await product.settle();
    await demote();
    await lin.act('requestToJoin', { link: joinLink(lin) });
    await product.settle();
    expect(lin.standing()).toBe('requested');
    await promote();
    await product.passUntil('lin is in', () => lin.standing() === 'member');
  });

  it('with half its rights does the other half', async () => {
    const wei = await seated('wei');
    await promote({ can_invite_users: true });
    expect(await alarms('bot_no_restrict')).toBe(1);
    await cancelAll(product, 'wei');
    await product.settle();
    expect(wei.standing()).toBe('member');
    // People still come in.
    await joinOnTelegram(product, 'ben');
    await promote();
    await product.passUntil('wei is out', () => wei.standing() === 'left');
  });

  it('does not lift a ban that a moderator set meanwhile', async () => {
    const ben = await seated('ben');
    await promote({ can_invite_users: true });
    await cancelAll(product, 'ben');
    await product.settle();
    expect(ben.standing()).toBe('member');
    await olivia.act('banByModerator', { chatId, userId: ben.id });
    await product.settle();
    await promote();
    for (let hour = 0; hour < 3; hour += 1) await product.pass({ hours: 1 });
    await product.sweep();
    expect(record('ben')?.status).toBe('kicked');
    await olivia.act('unbanByModerator', { chatId, userId: ben.id });
    await product.settle();
  });
});

describe('a bot that is thrown out', () => {
  it('says so, and does what it could not do when it is asked in again', async () => {
    const wei = await seated('wei');
    await olivia.act('removeBot', { chatId });
    await heardOnTelegram(product);
    expect(await alarms('space_gone')).toBeGreaterThan(0);
    await cancelAll(product, 'wei');
    await product.settle();
    expect(wei.standing()).toBe('member');
    await olivia.act('unbanByModerator', { chatId, userId: botId });
    await olivia.act('addBot', { chatId, rights: { can_restrict_members: true, can_invite_users: true } });
    await product.passUntil('wei is out', () => wei.standing() === 'left');
    // A way in is there again as well.
    await product.pass({ minutes: 6 });
    await joinOnTelegram(product, 'wei');
  });
});
