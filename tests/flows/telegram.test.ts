import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord, onTelegram, payLink, stripe } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';

describe('the main job, on Telegram', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  const joinLink = (mail: { buttons: { url?: string }[] }[]) =>
    mail.flatMap((message) => message.buttons).find((button) => button.url?.includes('t.me/+'))?.url ?? '';

  it('seats a member who pays in the private chat, in Chinese', async () => {
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    const plans = await wei.say('/subscribe');
    const prices = await wei.press(plans, 'Membership');
    const checkout = await wei.press(prices, /19/);
    await payLink(product, checkout.buttons.find((button) => button.url)?.url ?? '');
    await product.settle();

    const link = joinLink(wei.mail());
    expect(link).not.toBe('');
    expect(wei.standing()).toBe('left');
    await wei.act('requestToJoin', { link });
    await product.until('wei is in', () => wei.standing() === 'member');
    expect(wei.mail().some((message) => message.text.includes('欢迎'))).toBe(true);
  });

  it('never lets a stranger in by the same link', async () => {
    const wei = onTelegram(product, 'wei');
    const ben = onTelegram(product, 'ben');
    await ben.act('requestToJoin', { link: joinLink(wei.mail()) });
    await product.until('ben is turned away', () => ben.standing() === 'left');
  });

  it('removes without a ban, so that paying again opens the door again', async () => {
    const wei = onTelegram(product, 'wei');
    const subscription = product.sandbox.stripe.view().subscriptions[0];
    await stripe(product, 'cancel', { subscriptionId: subscription?.id, atPeriodEnd: false });
    await product.settle();
    expect(wei.standing()).toBe('left');
    expect(wei.mail().at(-1)?.text).toContain('Membership');

    const prices = await wei.press(await wei.say('/subscribe'), 'Membership');
    // The page of the first purchase is used up: asking again later gives a fresh one.
    await product.pass({ minutes: 6 });
    const checkout = await wei.press(prices, /19/);
    await payLink(product, checkout.buttons.find((button) => button.url)?.url ?? '');
    await product.settle();
    await wei.act('requestToJoin', { link: joinLink(wei.mail()) });
    await product.until('wei is in again', () => wei.standing() === 'member');
  });

  it('joins two accounts by a one-time code, and seats both', async () => {
    const discord = onDiscord(product, 'wei');
    const telegram = onTelegram(product, 'wei');
    expect(discord.roles()).not.toContain('Member');
    const said = await discord.say('link');
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(said.text)?.[0] ?? '';
    expect(code).not.toBe('');
    await telegram.say(`/link ${code}`);
    await product.until('the role has come', () => discord.roles().includes('Member'));

    const lin = onTelegram(product, 'lin');
    await lin.act('start', {});
    const refused = await lin.say(`/link ${code}`);
    await product.settle();
    expect(refused.text).not.toBe('');
    expect(onDiscord(product, 'lin').roles()).not.toContain('Member');
  });

  it('does what it could not do as soon as it may again', async () => {
    const wei = onTelegram(product, 'wei');
    const olivia = onTelegram(product, 'olivia');
    const botId = demo.telegram.botId;
    await olivia.act('demote', { chatId: demo.telegram.chatId, userId: botId });
    await product.settle();
    const active = product.sandbox.stripe.view().subscriptions.find((one) => one.status === 'active');
    await stripe(product, 'cancel', { subscriptionId: active?.id, atPeriodEnd: false });
    await product.settle();
    expect(wei.standing()).toBe('member');

    const rights = { can_restrict_members: true, can_invite_users: true };
    await olivia.act('promote', { chatId: demo.telegram.chatId, userId: botId, rights });
    await product.passUntil('wei is out', () => wei.standing() === 'left');
  });
});
