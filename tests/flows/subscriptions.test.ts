import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onTelegram, payLink, stripe } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';
import { buyer, linkOf } from './shop.js';

const { monthlyPriceId, yearlyPriceId, proPriceId, passPriceId, cnyMonthlyPriceId } = demo.stripe;

/** What becomes of subscriptions after they began, by their owners and by the merchant. */
describe('subscriptions', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
  });
  afterAll(() => product.close());

  const on = (key: string) => buyer(product, key);

  it('a trial whose first payment fails goes on in grace, with its own role and no more, and then ends', async () => {
    const ada = on('ada');
    await ada.buy('Pro', proPriceId, {}, 'fails-later');
    expect(ada.roles()).toContain('Member');
    await product.pass({ days: 4 });
    expect(ada.texts().filter((text) => text.includes('Your trial of Pro ends soon'))).toHaveLength(1);
    await product.pass({ days: 3, hours: 3 });
    expect(ada.texts().at(-1)).toContain('did not go through');
    expect(ada.roles()).toContain('Member');
    await product.pass({ days: 8 });
    await product.pass({ minutes: 1 });
    expect(ada.roles()).not.toContain('Member');
    expect(ada.roles()).not.toContain('Pro');
    await ada.change(proPriceId, 'cancel', { atPeriodEnd: false });
  });

  it('paused, it ends at once and comes back when it is resumed', async () => {
    const ben = on('ben');
    await ben.buy('Membership', monthlyPriceId);
    await ben.change(monthlyPriceId, 'pause');
    expect(ben.subscription(monthlyPriceId)?.status).toBe('paused');
    expect(ben.roles()).not.toContain('Member');
    expect(ben.texts().at(-1)).toContain('Your subscription is paused.');
    await product.pass({ days: 1 });
    await ben.change(monthlyPriceId, 'resume');
    expect(ben.roles()).toContain('Member');
  });

  it('with its collection paused it lasts as long as it was paid for, and goes on by itself', async () => {
    const ben = on('ben');
    const paidThrough = ben.subscription(monthlyPriceId)?.periodEnd ?? 0;
    await ben.change(monthlyPriceId, 'pause', { what: 'collection', days: 50 });
    expect(ben.subscription(monthlyPriceId)?.status).toBe('active');
    const days = Math.floor((paidThrough - product.sandbox.clock.now().getTime()) / 86_400_000) - 1;
    await product.pass({ days });
    expect(ben.roles()).toContain('Member');
    await product.pass({ days: 1, hours: 1 });
    await product.pass({ minutes: 1 });
    expect(ben.roles()).not.toContain('Member');
    await product.pass({ days: 49 - days, hours: 3 });
    await product.pass({ minutes: 1 });
    expect(ben.roles()).toContain('Member');
  });

  it('cancelled for a date it lasts until then, to the minute, and no longer', async () => {
    const ben = on('ben');
    const at = new Date(product.sandbox.clock.now().getTime() + 5 * 86_400_000);
    await ben.change(monthlyPriceId, 'cancel', { at: at.toISOString() });
    expect((await ben.say('membership')).text).toContain(`<t:${at.getTime() / 1000}:`);
    await product.pass({ days: 4, hours: 23, minutes: 58 });
    expect(ben.roles()).toContain('Member');
    await product.pass({ minutes: 2 });
    await product.pass({ minutes: 1 });
    expect(ben.roles()).not.toContain('Member');
    expect(ben.texts().at(-1)).toContain('Your subscription has ended.');
  });

  it('two to one plan: one ends, and nothing is taken; the other ends, and it is', async () => {
    const lin = on('lin');
    // Two pages are open before the first is paid: afterwards nobody is led to pay twice.
    const pages = [await lin.page('Membership', monthlyPriceId), await lin.page('Membership', yearlyPriceId)];
    for (const page of pages) await payLink(product, page);
    await product.settle();
    expect(lin.subscription(yearlyPriceId)?.status).toBe('active');
    await expect(lin.page('Membership', yearlyPriceId)).rejects.toThrow('no way to pay');
    await lin.change(monthlyPriceId, 'cancel', { atPeriodEnd: false });
    expect(lin.roles()).toContain('Member');
    await lin.change(yearlyPriceId, 'cancel', { atPeriodEnd: false });
    expect(lin.roles()).not.toContain('Member');
  });

  it('two to two plans that share a role: each gives its own, and the shared one stays with the other', async () => {
    const lin = on('lin');
    await product.pass({ hours: 1 });
    await lin.buy('Membership', monthlyPriceId);
    await lin.buy('Pro', proPriceId, { also: true });
    await product.pass({ days: 7, hours: 3 });
    expect(lin.roles()).toEqual(expect.arrayContaining(['Member', 'Pro']));
    await lin.change(monthlyPriceId, 'cancel', { atPeriodEnd: false });
    expect(lin.roles()).toEqual(expect.arrayContaining(['Member', 'Pro']));
    await lin.change(proPriceId, 'cancel', { atPeriodEnd: false });
    expect(lin.roles()).not.toContain('Member');
    expect(lin.roles()).not.toContain('Pro');
  });

  it('switched at the page of Stripe, it opens what the other plan opens, and closes the rest', async () => {
    const cleo = on('cleo');
    await cleo.buy('Membership', monthlyPriceId);
    const confirmed = async (plan: string, label: string | RegExp) => {
      const shown = await cleo.press(await cleo.say('subscribe', { plan }), label);
      const url = linkOf(shown);
      const page = await (await fetch(url)).text();
      const action = /<form[^>]*method="post"[^>]*>(.*?)<\/form>/s.exec(page)?.[1] ?? '';
      const fields = [...action.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']): [string, string] => [name, value],
      );
      await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      await product.settle();
    };
    await confirmed('Pro', 'Switch');
    expect(cleo.subscription(proPriceId)?.status).toBe('active');
    expect(cleo.roles()).toEqual(expect.arrayContaining(['Member', 'Pro']));
  });

  it('at a price that is not ours it grants nothing', async () => {
    const wei = on('wei');
    await wei.buy('Membership', monthlyPriceId);
    expect(wei.roles()).toContain('Member');
    const foreign = { product: 'Elsewhere', amount: 900 };
    const { price } = await stripe<{ price: string }>(product, 'createPrice', foreign);
    await wei.change(monthlyPriceId, 'changePlan', { priceId: price });
    expect(wei.subscription(price)?.status).toBe('active');
    expect(wei.roles()).not.toContain('Member');
    expect((await wei.say('membership')).text).not.toContain('Elsewhere');
    await product.pass({ minutes: 1 });
    await wei.change(price, 'changePlan', { priceId: monthlyPriceId });
    expect(wei.roles()).toContain('Member');
  });

  it('whose customer is deleted at Stripe ends at once; what was bought once stays; both can be bought anew', async () => {
    const moyan = on('moyan');
    await moyan.buy('Membership', passPriceId);
    await moyan.buy('Pro', proPriceId);
    await product.pass({ days: 7, hours: 3 });
    expect(moyan.roles()).toEqual(expect.arrayContaining(['Member', 'Pro']));
    const [customerId] = moyan.customers();
    await stripe(product, 'deleteCustomer', { customerId });
    await product.settle();
    expect(moyan.roles()).not.toContain('Pro');
    expect(moyan.roles()).toContain('Member');
    await moyan.buy('Membership', monthlyPriceId);
    expect(moyan.customers()).toHaveLength(1);
    expect(moyan.customers()).not.toEqual([customerId]);
    await product.pass({ days: 23 });
    expect(moyan.roles()).toContain('Member');
  });

  it('tried out with a role of its own, it changes roles with the first payment', async () => {
    const { rooms } = product.app;
    const plans = await rooms.billing.plans(product.community.id);
    const pro = plans.find((plan) => plan.name === 'Pro')?.id ?? '';
    const candidates = await rooms.access.candidates(product.community.id);
    const member = candidates.find((one) => one.externalId === demo.discord.memberRoleId);
    if (!member) throw new Error('the demo has no role for members');
    await rooms.access.linkPlace(product.community.id, pro, member, 'trial');
    const olivia = on('olivia');
    await olivia.buy('Pro', proPriceId);
    expect(olivia.roles()).toContain('Member');
    expect(olivia.roles()).not.toContain('Pro');
    expect(olivia.texts().at(-1)).toContain('Your trial has begun.');
    await product.pass({ days: 7, hours: 3 });
    expect(olivia.roles()).toContain('Pro');
    expect(olivia.roles()).not.toContain('Member');
    await olivia.change(proPriceId, 'cancel', { atPeriodEnd: false });
    expect(olivia.roles()).not.toContain('Pro');
  });
});

describe('an invoice that is paid by hand', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
  });
  afterAll(() => product.close());

  it('is told of each period, keeps its days of grace from its due date on, and ends with the last of them', async () => {
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    const view = () => product.sandbox.stripe.view();
    const open = () => view().invoices.find((one) => one.status === 'open');
    const notices = (what: string) => wei.mail().filter((message) => message.text.includes(what));
    const payOpen = async () => {
      await stripe(product, 'payByHand', { invoiceId: open()?.id, method: 'alipay' });
      await product.settle();
    };
    const prices = await wei.press(await wei.say('/subscribe'), 'Membership');
    await wei.press(await wei.press(prices, /¥128\.00/), '按账单付款');
    await wei.say('wei@example.com');
    await product.settle();
    const { rooms } = product.app;
    const member = await rooms.members.byAccount(product.community.id, 'telegram', String(wei.id));
    const granted = async () => {
      const all = await rooms.access.entitlements(product.community.id, member?.id ?? '');
      return all.some((one) => one.granting);
    };
    expect(await granted()).toBe(false);
    await payOpen();
    expect(await granted()).toBe(true);
    expect(notices('有一张账单等你付款')).toHaveLength(0);

    for (const [period, wallet] of ['alipay', 'wechat_pay'].entries()) {
      await product.pass({ days: 31, hours: 3 });
      expect(notices('有一张账单等你付款')).toHaveLength(period + 1);
      expect(await granted()).toBe(true);
      // The link in the notice leads to Stripe's page, where a wallet is chosen.
      const url = linkOf(wei.mail().at(-1) ?? { id: '', text: '', buttons: [] });
      expect(url).toContain('/invoice/');
      await fetch(url, { method: 'POST', body: new URLSearchParams({ do: wallet }), redirect: 'manual' });
      await product.settle();
      expect(open()).toBeUndefined();
    }
    await product.pass({ days: 31, hours: 3 });
    expect(notices('有一张账单等你付款')).toHaveLength(3);
    // Seven days to pay, then three of grace, counted from the day on which it was due.
    const dueAt = open()?.dueAt ?? 0;
    const until = (at: number) =>
      product.pass({ minutes: (at - product.sandbox.clock.now().getTime()) / 60_000 });
    await until(dueAt + 3_600_000);
    const late = view().subscriptions.find((one) => one.prices.includes(cnyMonthlyPriceId));
    expect(late?.status).toBe('past_due');
    expect(await granted()).toBe(true);
    expect(notices('没有成功')).toHaveLength(1);
    await until(dueAt + 3 * 86_400_000 - 60_000);
    expect(await granted()).toBe(true);
    await until(dueAt + 3 * 86_400_000);
    await product.pass({ minutes: 1 });
    expect(await granted()).toBe(false);
    await payOpen();
    expect(await granted()).toBe(true);
  });
});
