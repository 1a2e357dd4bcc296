import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demo } from '#sandbox';
import { day, openShop, type Shop } from './shop.js';
import { findChromium, SOON, visit, type Visit } from './stage.js';

const chromium = findChromium();
const title = chromium
  ? 'the Stripe window'
  : 'the Stripe window (skipped: no Chromium found; set CHROMIUM to its path)';

const { monthlyPriceId, proPriceId, lifetimePriceId, workshopPriceId, cnyMonthlyPriceId } = demo.stripe;

const pane = (page: Page): Locator => page.locator('stripe-pane');
const cardOf = (page: Page, name: string): Locator => pane(page).locator(`[data-customer="${name}"]`);
const pill = (place: Locator, text: string | RegExp): Locator => place.locator('.pill', { hasText: text });

/** Opens the three dots of something and chooses a line. */
async function choose(place: Locator, line: string): Promise<void> {
  const menu = place.locator('action-menu').first();
  await menu.getByRole('button').first().click();
  await menu.getByRole('menuitem', { name: new RegExp(`^\\s*${line}…?\\s*$`) }).click();
}

/** Fills in what a menu asks, and sends it. */
async function answer(place: Locator, values: Record<string, string>, submit: string): Promise<void> {
  const form = place.locator('action-menu [role=dialog]:popover-open');
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator(`[name=${name}]`);
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await form.getByRole('button', { name: submit }).click();
}

describe.skipIf(!chromium)(title, () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(chromium ?? '');
  }, 120_000);
  afterAll(() => shop?.close());
  beforeEach(() => shop.reset());

  const open = async (locale: string, width = 1280): Promise<Visit> => {
    const seen = await visit(shop, locale, { width, height: width < 500 ? 844 : 900 });
    if (width < 500) await seen.page.locator('sandbox-app nav.tabs button').nth(2).click();
    return seen;
  };
  const leave = async ({ context, troubles }: Visit): Promise<void> => {
    expect(troubles).toEqual([]);
    await context.close();
  };
  const view = () => shop.sandbox.stripe.view();

  it('sells with a code, switches, pauses, resumes and plans an end', async () => {
    const customer = await shop.customer('Ada Brook', 'ada');
    await shop.session(customer, monthlyPriceId, { allow_promotion_codes: true });
    const seen = await open('en-GB');
    const { page } = seen;
    const checkout = pane(page).locator('[data-show=checkout]');
    await choose(checkout, 'Type a promotion code');
    await answer(checkout, { code: 'welcome10' }, 'Use it');
    await checkout.getByText('−$1.90').waitFor();
    await checkout.getByRole('button', { name: 'Good card' }).click();

    const ada = cardOf(page, 'Ada Brook');
    const membership = ada.locator('[data-subscription]');
    await pill(membership, 'active').waitFor();
    await ada.getByRole('link', { name: 'Receipt' }).waitFor();

    await choose(membership, 'Switch plan');
    await answer(membership, { priceId: proPriceId, proration: 'always_invoice' }, 'Switch plan');
    await membership.getByText('Lyceum Pro').waitFor();
    await membership.getByText('$49.00 a month').waitFor();

    await choose(membership, 'Pause');
    await pill(membership, 'paused').waitFor();
    await membership.getByRole('button', { name: 'Resume' }).click();
    await pill(membership, 'active').waitFor();

    const end = new Date(shop.sandbox.clock.now().getTime() + 12 * day).toISOString().slice(0, 10);
    await choose(membership, 'Cancel at a date');
    await answer(membership, { day: end }, 'Cancel then');
    await membership.getByText(/ends on/).waitFor();
    expect(new Date(view().subscriptions[0]?.cancelAt ?? 0).toISOString().slice(0, 10)).toBe(end);
    await membership.getByRole('button', { name: 'Take the cancellation back' }).click();
    await membership.getByText(/renews on/).waitFor();
    await choose(membership, 'Cancel now');
    await pill(membership, 'canceled').waitFor();
    await leave(seen);
  }, 60_000);

  it('gives money back, and lives through a dispute', async () => {
    const customer = await shop.customer('Ben Hale', 'ben');
    for (const price of [workshopPriceId, lifetimePriceId])
      await shop.pay(await shop.session(customer, price));
    const seen = await open('en-GB');
    const { page } = seen;
    const [lifetime, workshop] = [0, 1].map((n) => cardOf(page, 'Ben Hale').locator('[data-charge]').nth(n));
    if (!lifetime || !workshop) throw new Error('two orders');
    await choose(workshop, 'Refund a part');
    await answer(workshop, { amount: '5.50' }, 'Refund a part');
    await pill(workshop, '$5.50 refunded').waitFor();
    await choose(workshop, 'Refund in full');
    await pill(workshop, /^\s*refunded\s*$/).waitFor();
    await expect.poll(() => view().charges[1]?.refunded, SOON).toBe(2500);

    await choose(lifetime, 'Payer disputes it');
    await pill(lifetime, 'disputed').waitFor();
    await lifetime.getByText(/answer by/).waitFor();
    await choose(lifetime, 'Send evidence');
    await answer(lifetime, { text: 'He was at each workshop.' }, 'Send evidence');
    await pill(lifetime, 'under review').waitFor();
    await choose(lifetime, 'Bank decides: won');
    await pill(lifetime, 'dispute won').waitFor();
    await choose(lifetime, 'Payer disputes it');
    await pill(lifetime, 'disputed').waitFor();
    await choose(lifetime, 'Bank decides: lost');
    await pill(lifetime, 'dispute lost').waitFor();
    await leave(seen);
  }, 60_000);

  it('在手机上用中文：按账单付款、作废、优惠码、删除客户', async () => {
    const customer = await shop.customer('陈薇', 'wei');
    await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: cnyMonthlyPriceId }],
      collection_method: 'send_invoice',
      days_until_due: 7,
      payment_settings: { payment_method_types: ['alipay', 'wechat_pay'] },
    });
    const seen = await open('zh-CN', 390);
    const { page } = seen;
    const wei = cardOf(page, '陈薇');
    const invoice = wei.locator('[data-invoice]');
    await invoice.getByRole('button', { name: '立即发送' }).click();
    await pill(invoice, '待付').waitFor();
    await wei.getByText('按账单付款，7 天内付清').waitFor();
    await invoice.getByRole('button', { name: '支付宝' }).click();
    await invoice.waitFor({ state: 'detached' });
    await wei.getByText(/支付宝 · 订阅/).waitFor();

    await shop.live(32);
    await choose(invoice, '作废');
    await invoice.waitFor({ state: 'detached' });

    await pane(page).getByRole('tab', { name: '商品' }).click();
    const head = pane(page).locator('.head');
    await head.getByRole('button', { name: '新建优惠码' }).first().click();
    await answer(head, { code: 'XUEYUAN', percent: '30', duration: 'forever' }, '新建优惠码');
    const codes = pane(page).locator('.code');
    await codes.filter({ hasText: 'XUEYUAN' }).waitFor();
    await pane(page).getByText('减 30 % · 每次付款 · 已用 0 次').waitFor();

    await pane(page).getByRole('tab', { name: '客户' }).click();
    await choose(wei, '删除客户');
    await answer(wei, {}, '删除客户');
    await pane(page).getByText('已删除的客户').waitFor();
    expect(view().customers).toEqual([]);
    await leave(seen);
  }, 60_000);

  it('fails a card, and takes it in vain and with a new one', async () => {
    const customer = await shop.customer('Cleo Park', 'cleo');
    await shop.pay(await shop.session(customer, monthlyPriceId));
    const seen = await open('en-GB');
    const { page } = seen;
    const cleo = cardOf(page, 'Cleo Park');
    await cleo.getByRole('button', { name: 'Let the card fail' }).click();
    await cleo.getByText('will fail').waitFor();
    await shop.live(32);
    const invoice = cleo.locator('[data-invoice]');
    await pill(cleo, 'past due').waitFor();
    await invoice.getByRole('button', { name: 'Try the saved card' }).click();
    await page.getByText('The card was declined').waitFor();
    await invoice.getByRole('button', { name: 'Pay now with a new card' }).click();
    await invoice.waitFor({ state: 'detached' });
    await pill(cleo, 'active').waitFor();
    await leave(seen);
  }, 60_000);

  it('can be used from the keyboard', async () => {
    const customer = await shop.customer('Ada Brook', 'ada');
    await shop.pay(await shop.session(customer, monthlyPriceId));
    const seen = await open('en-GB');
    const { page } = seen;
    const menu = cardOf(page, 'Ada Brook').locator('[data-subscription] action-menu');
    const dots = menu.getByRole('button', { name: 'Actions: Lyceum Membership' });
    await dots.focus();
    await page.keyboard.press('Enter');
    const focused = () => menu.evaluate((element) => element.shadowRoot?.activeElement?.textContent?.trim());
    await expect.poll(focused, SOON).toBe('Switch plan…');
    await page.keyboard.press('End');
    await expect.poll(focused, SOON).toBe('Cancel now');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused, SOON).toBe('Switch plan…');
    await page.keyboard.press('Escape');
    await menu.locator(':popover-open').waitFor({ state: 'detached' });
    await expect.poll(() => dots.evaluate((element) => element.matches(':focus')), SOON).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(focused, SOON).toBe('Switch plan…');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await pill(cardOf(page, 'Ada Brook'), 'paused').waitFor();
    await leave(seen);
  }, 60_000);

  it.each([
    ['en-GB', 1280],
    ['zh-CN', 390],
  ])(
    'fits whatever it shows: %s, %i pixels',
    async (locale, width) => {
      const customer = await shop.customer(
        'Maximiliane Featherstonehaugh-Cholmondeley',
        'a.very.long.address.indeed',
      );
      await shop.pay(await shop.session(customer, lifetimePriceId));
      await shop.session(customer, proPriceId);
      await shop.pay(await shop.session(customer, monthlyPriceId));
      const seen = await open(locale, width);
      const { page } = seen;
      const tabs = pane(page).getByRole('tab');
      for (let at = 0; at < (await tabs.count()); at += 1) {
        await tabs.nth(at).click();
        const [inner, outer] = await pane(page)
          .locator('.body')
          .evaluate((body) => [body.scrollWidth, body.clientWidth]);
        expect(inner, `tab ${at}`).toBe(outer);
        expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(width);
      }
      await leave(seen);
    },
    60_000,
  );
});
