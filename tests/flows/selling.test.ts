import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, onTelegram, payLink, stripe, type Seen } from '../_support/chat.js';
import { startProduct, type Product } from '../_support/product.js';

const linkOf = (seen: Seen) => seen.buttons.find((button) => button.url)?.url ?? '';
const CODE = /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/;

/** Everything is bought as people buy it: by commands and buttons on both platforms, at the pages of Stripe. */
describe('ways to pay', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
  });
  afterAll(() => product.close());
  const subscriptionOf = (price: string) =>
    product.sandbox.stripe.view().subscriptions.find((one) => one.prices.includes(price));

  it('a trial: what is free now, what comes with the first payment, and no second one', async () => {
    const ada = onDiscord(product, 'ada');
    expect((await ada.say('plans')).text).toContain('7 days free, then $49.00 a month');
    const page = await ada.say('subscribe', { plan: 'Pro', code: 'welcome10' });
    await payLink(product, linkOf(page));
    await product.settle();
    expect(ada.roles()).toContain('Member');
    expect(ada.roles()).not.toContain('Pro');
    expect((await ada.say('membership')).text).toContain('you are trying it out');
    expect((await ada.say('why')).text).toContain('none yet, the trial is free');
    expect((await ada.say('orders')).text).toContain('nothing here yet');

    await product.pass({ days: 7, hours: 3 });
    expect(ada.roles()).toContain('Pro');
    // 10 % less, as the code says.
    expect((await ada.say('orders')).text).toContain('$44.10');
    await stripe(product, 'cancel', {
      subscriptionId: subscriptionOf('price_demo_pro')?.id,
      atPeriodEnd: false,
    });
    await product.settle();
    expect(ada.roles()).not.toContain('Member');
    expect((await ada.say('plans')).text).not.toContain('free');
  });

  it('a code that does not count is told in words, and by neither way is anything begun', async () => {
    const ada = onDiscord(product, 'ada');
    const options = { plan: 'Membership', price: 'price_demo_monthly' };
    const before = product.sandbox.stripe.view().sessions.length;
    expect((await ada.say('subscribe', { ...options, code: 'NOPE' })).text).toContain(
      'The code NOPE does not',
    );
    expect(product.sandbox.stripe.view().sessions).toHaveLength(before);
  });

  it('invoices by hand, in Chinese on Telegram: the address is asked for once, the link comes each period', async () => {
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    const prices = await wei.press(await wei.say('/订阅'), 'Membership');
    const page = await wei.press(prices, /¥128\.00/);
    const asked = await wei.press(page, '按账单付款');
    expect(asked.text).toContain('哪个邮箱');
    const first = await wei.say('wei@example.com');
    expect(first.text).toContain('“Membership”：第一张账单');
    await product.settle();
    expect((await wei.say('/会员')).text).toContain('第一张账单 ¥128.00 还没付');
    expect((await wei.say('/为什么')).text).toContain('首次付款 ¥128.00 没有完成');
    expect(linkOf(await wei.say('/订单'))).toBe(linkOf(first));

    const payByHand = async () => {
      const open = product.sandbox.stripe.view().invoices.find((one) => one.status === 'open');
      await stripe(product, 'payByHand', { invoiceId: open?.id, method: 'alipay' });
      await product.settle();
    };
    await payByHand();
    expect((await wei.say('/会员')).text).toContain('已打开');
    expect((await wei.say('/订单')).text).toContain('¥128.00 · “Membership”订阅 · 已付款');

    await product.pass({ days: 31, hours: 3 });
    const notice = wei.mail().at(-1);
    expect(notice?.text).toContain('“Membership”有一张账单等你付款');
    expect(linkOf(notice as Seen)).toContain('/invoice/in_');
    expect((await wei.say('/会员')).text).toContain('有一张 ¥128.00 的账单');
    await payByHand();
    expect((await wei.say('/会员')).text).toContain('到时会有下一张账单');
  });

  it('the address is asked for in a form on Discord, and one that is none is refused', async () => {
    const lin = onDiscord(product, 'lin');
    const options = { plan: 'Membership', price: 'price_demo_monthly_cny', pay: 'invoice' };
    const { outcome } = await lin.say('subscribe', options);
    expect(outcome).toBe('modal');
    expect((await lin.say('subscribe', { ...options, email: 'lin' })).text).toContain(
      '不是 Stripe 能送达的邮箱',
    );
    expect(linkOf(await lin.say('subscribe', { ...options, email: 'lin@example.com' }))).toContain(
      '/invoice/',
    );
  });

  it('a gift: paid on Telegram, its code told to its payer alone, redeemed on Discord once', async () => {
    const [ben, lin, cleo] = [
      onTelegram(product, 'ben'),
      onDiscord(product, 'lin'),
      onDiscord(product, 'cleo'),
    ];
    await ben.act('start', {});
    const page = await ben.press(await ben.say('/gift'), '$24.00 once, 30 days');
    await payLink(product, linkOf(page));
    await product.settle();
    const ready = ben.mail().at(-1) as Seen;
    expect(ready.text).toContain('Your gift is ready: Membership');
    const code = CODE.exec((await ben.press(ready, 'Show the code')).text)?.[0] ?? '';
    const { rooms } = product.app;
    const [gift] = await rooms.billing.gifts(
      product.community.id,
      (await rooms.members.byAccount(product.community.id, 'telegram', String(ben.id)))?.id ?? '',
    );
    expect((await cleo.say('orders', { gift: gift?.id ?? '' })).text).toContain('I do not know this gift');

    expect((await lin.say('redeem', { code: 'ABCD-EFGH-JKMN-PQRS' })).text).toContain('没有这个兑换码');
    expect((await lin.say('redeem', { code: ` ${code.toLowerCase()} ` })).text).toContain(
      '“Membership”归你了',
    );
    expect(lin.roles()).toContain('Member');
    expect((await cleo.say('redeem', { code })).text).toContain('was redeemed already');
    expect((await ben.say('/orders')).text).toContain('gift: Membership, 30 days · paid, redeemed on');
    expect((await lin.say('membership')).text).toContain('别人送的礼物');

    const page2 = await lin.say('subscribe', { plan: 'Membership', price: 'price_demo_pass' });
    expect(page2.text).toContain('新买的天数会接在后面');
    await payLink(product, linkOf(page2));
    await product.settle();
    await product.pass({ days: 40 });
    expect(lin.roles()).toContain('Member');
    await product.pass({ days: 21 });
    expect(lin.roles()).not.toContain('Member');
  });

  it('switching: Stripe’s page asks, and what it opens follows', async () => {
    const cleo = onDiscord(product, 'cleo');
    const page = await cleo.say('subscribe', { plan: 'Membership', price: 'price_demo_monthly' });
    await payLink(product, linkOf(page));
    await product.settle();
    const offer = await cleo.say('subscribe', { plan: 'Pro' });
    expect(offer.text).toContain('Instead of it, or as well?');
    const confirm = await cleo.press(offer, 'Switch');
    expect(confirm.text).toContain('Membership becomes Pro: $49.00 a month');
    expect(await (await fetch(linkOf(confirm))).text()).toContain('Lyceum Pro');
    const running = subscriptionOf('price_demo_monthly');
    await stripe(product, 'changePlan', { subscriptionId: running?.id, priceId: 'price_demo_pro' });
    await product.settle();
    expect(cleo.roles()).toEqual(expect.arrayContaining(['Member', 'Pro']));
    const cancel = await cleo.press(await cleo.say('membership'), 'Cancel');
    expect(await (await fetch(linkOf(cancel))).text()).toContain('Lyceum Pro');
    expect(
      (await cleo.say('subscribe', { plan: 'Membership', price: 'price_demo_monthly_eur' })).text,
    ).toContain('two currencies');
  });

  it('a portal that does not offer it says so, and is no fault of ours', async () => {
    const cleo = onDiscord(product, 'cleo');
    await stripe(product, 'portal', { cancelling: false });
    expect((await cleo.press(await cleo.say('membership'), 'Cancel')).text).toContain('Customer Portal');
    await stripe(product, 'portal', { saved: false });
    expect((await cleo.say('membership', { manage: true })).text).toContain('Customer Portal');
    await stripe(product, 'portal', {});
  });

  it('what was paid can be read while Stripe is away, and what went back is seen', async () => {
    const cleo = onDiscord(product, 'cleo');
    const charge = product.sandbox.stripe.view().charges.find((one) => one.amount === 1900);
    await stripe(product, 'refund', { chargeId: charge?.id, amount: 500 });
    await product.settle();
    await stripe(product, 'fault', { kind: '500', times: 50 });
    const { text } = await cleo.say('orders');
    expect(text).toContain('$19.00 · Pro, subscription · $5.00 refunded');
    expect(
      (await cleo.say('subscribe', { plan: 'Membership', price: 'price_demo_lifetime' })).text,
    ).toContain('could not ask Stripe');
    await stripe(product, 'clearFaults', {});
  });
});
