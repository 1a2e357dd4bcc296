import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onTelegram } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import {
  cancelAll,
  joinLink,
  joinOnTelegram,
  memberOf,
  payOnTelegram,
  startCalm,
  wireNow,
  wireSince,
} from './scene.js';

const { chatId } = demo.telegram;

let product: Product;
let olivia: ReturnType<typeof onTelegram>;
beforeAll(async () => {
  product = await startCalm();
  olivia = onTelegram(product, 'olivia');
});
afterAll(() => product.close());
afterEach(() => olivia.act('clearFaults', {}));

const fault = (method: string, kind: string, more: object = {}) =>
  olivia.act('fault', { match: { method }, times: 1, kind, ...more });
const calls = (n: number, method: string) =>
  wireSince(product, 'telegram', n).filter((call) => call.path.endsWith(`/${method}`));
const record = (key: string) =>
  product.sandbox.telegram.state().chats[chatId]?.members[person(key).telegramId];
const seatOf = async (key: string) => {
  const member = await memberOf(product, 'telegram', String(person(key).telegramId));
  const seats = await product.app.rooms.access.seats(product.community.id, member.id);
  return seats.find((seat) => seat.place.platform === 'telegram');
};

describe('an answer that is lost after the deed', () => {
  it('approved, but nobody heard: inside once, and welcomed once', async () => {
    const wei = await payOnTelegram(product, 'wei');
    await product.settle();
    await fault('approveChatJoinRequest', '500-after');
    await wei.act('requestToJoin', { link: joinLink(wei) });
    await product.until('wei is in', () => wei.standing() === 'member');
    await product.settle();
    await product.pass({ minutes: 1 });
    expect(wei.mail().filter((mail) => mail.text.includes('欢迎'))).toHaveLength(1);
    expect(await seatOf('wei')).toMatchObject({ observed: 'in', problem: null });
  });

  it.each(['500-after', 'reset'])('not approved for a %s, the request is not forgotten', async (kind) => {
    const key = kind === 'reset' ? 'ada' : 'ben';
    const somebody = await payOnTelegram(product, key);
    await product.settle();
    await fault('approveChatJoinRequest', kind === 'reset' ? 'reset' : '500', { times: 1 });
    await somebody.act('requestToJoin', { link: joinLink(somebody) });
    await product.until(`${key} is in`, () => somebody.standing() === 'member');
  });

  it.each([
    ['the ban', 'banChatMember', '500-after'],
    ['the ban', 'banChatMember', 'reset'],
    ['its lifting', 'unbanChatMember', '500-after'],
    ['its lifting', 'unbanChatMember', 'reset'],
  ])('%s (%s, %s): out, and never left banned', async (_what, method, kind) => {
    const ben = onTelegram(product, 'ben');
    if (ben.standing() !== 'member') await joinOnTelegram(product, 'ben');
    await fault(method, kind);
    await cancelAll(product, 'ben');
    await product.settle();
    await product.passUntil('ben is out', () => record('ben')?.status === 'left');
    await product.settle();
    expect(await seatOf('ben')).toMatchObject({ observed: 'out', lifting: false, problem: null });
    // And may come back by paying again.
    await product.pass({ minutes: 6 });
    await joinOnTelegram(product, 'ben');
  });

  it('a message of which nobody knows is shown as such and never comes twice', async () => {
    const before = onTelegram(product, 'ben').mail().length;
    await fault('sendMessage', '500-after', {
      match: { method: 'sendMessage', chatId: person('ben').telegramId },
    });
    await cancelAll(product, 'ben');
    await product.settle();
    for (let minute = 0; minute < 4; minute += 1) await product.pass({ minutes: 1 });
    expect(onTelegram(product, 'ben').mail().length).toBe(before + 1);
    const { id } = await memberOf(product, 'telegram', String(person('ben').telegramId));
    const uncertain = await product.app.rooms.delivery.uncertain(product.community.id);
    expect(uncertain.filter((one) => one.memberId === id).map((one) => one.kind)).toEqual(['access_ended']);
  });
});

describe('429 and 403', () => {
  it('a pause that Telegram asks for is kept, and then the message comes once', async () => {
    const lin = onTelegram(product, 'lin');
    await lin.act('start', {});
    await product.settle();
    const before = lin.mail().length;
    const n = wireNow(product);
    await fault('sendMessage', '429', { retryAfter: 600, match: { method: 'sendMessage', chatId: lin.id } });
    const { members, access, billing } = product.app.rooms;
    const plan = (await billing.plans(product.community.id)).find((one) => one.name === 'Membership');
    const someone = { platform: 'telegram' as const, externalId: String(lin.id), name: '林晓' };
    const { member } = await members.arrive(product.community.id, someone);
    const grant = { memberId: member.id, planId: plan?.id ?? '', reason: 'a guest', byId: member.id };
    await access.grant(product.community.id, { ...grant, endsAt: null });
    await product.settle();
    const toLin = () =>
      calls(n, 'sendMessage').filter((call) => (call.body as { chat_id?: unknown }).chat_id === lin.id);
    const first = toLin().length;
    await product.pass({ minutes: 5 });
    await product.pass({ minutes: 6 });
    await product.settle();
    const joins = lin
      .mail()
      .slice(before)
      .filter((mail) => mail.buttons.some((button) => button.url?.includes('t.me/+')));
    expect(joins).toHaveLength(1);
    expect(first).toBeGreaterThan(0);
  });

  it('30 in a hundred of all calls: seated, told, and nothing doubled', async () => {
    await fault('getChatMember', '429', { retryAfter: 1, percent: 30, times: 500 });
    await fault('sendMessage', '429', { retryAfter: 1, percent: 30, times: 500 });
    await fault('approveChatJoinRequest', '429', { retryAfter: 1, percent: 30, times: 500 });
    const lin = onTelegram(product, 'lin');
    await lin.act('requestToJoin', { link: joinLink(lin) });
    await product.until('lin is in', () => lin.standing() === 'member');
    const texts = () => lin.mail().map((mail) => mail.text);
    await product.passUntil('lin has heard of it', () => texts().some((text) => text.includes('Membership')));
    expect(new Set(texts()).size).toBe(texts().length);
  });

  it('whoever blocked the bot is tried once, keeps the seat, and reads it in /inbox', async () => {
    const lin = onTelegram(product, 'lin');
    await lin.act('blockBot', {});
    await product.settle();
    const n = wireNow(product);
    const { access } = product.app.rooms;
    const { id } = await memberOf(product, 'telegram', String(lin.id));
    const [grant] = await access.grants(product.community.id, id);
    await access.revoke(product.community.id, { grantId: grant?.id ?? '', reason: 'over', byId: id });
    await product.settle();
    for (let minute = 0; minute < 3; minute += 1) await product.pass({ minutes: 1 });
    expect(calls(n, 'sendMessage').filter((call) => call.status === 403)).toHaveLength(1);
    expect(lin.standing()).toBe('left');
    const inbox = await product.app.rooms.delivery.inbox(product.community.id, id, 5);
    expect(inbox[0]).toMatchObject({ kind: 'access_ended', state: 'refused', failure: 'bot_blocked' });
  });
});
