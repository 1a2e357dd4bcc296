import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { stripe } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';
import { buyer } from './shop.js';

const { passPriceId, lifetimePriceId, monthlyPriceId, proPriceId } = demo.stripe;

/** What becomes of money after it was paid, told by Stripe's webhooks and seen at the doors. */
describe('money that comes and goes', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
  });
  afterAll(() => product.close());

  const on = (key: string) => buyer(product, key);
  async function at(action: string, input: object): Promise<string> {
    const { dispute = '' } = await stripe<{ dispute?: string }>(product, action, input);
    await product.settle();
    return dispute;
  }

  it('a pass bought twice: the days add up, the end is told of, and then it is over', async () => {
    const ada = on('ada');
    await ada.buy('Membership', passPriceId);
    expect(ada.roles()).toContain('Member');
    await product.pass({ days: 10 });
    await ada.buy('Membership', passPriceId);
    await product.pass({ days: 46 });
    expect(ada.roles()).toContain('Member');
    expect(ada.texts().filter((text) => text.includes('ends soon'))).toEqual([]);
    await product.pass({ days: 2 });
    expect(ada.texts().filter((text) => text.includes('Your Membership ends soon'))).toHaveLength(1);
    await product.pass({ days: 1, hours: 23 });
    expect(ada.roles()).toContain('Member');
    await product.pass({ hours: 1 });
    await product.pass({ minutes: 1 });
    expect(ada.roles()).not.toContain('Member');
    expect(ada.texts().at(-1)).toContain('The time you bought is over.');
    expect(ada.texts().filter((text) => text.includes('ends soon'))).toHaveLength(1);
  });

  it('a refund in part changes nothing, as a whole it ends what was paid for', async () => {
    const ben = on('ben');
    const chargeId = await ben.buy('Membership', lifetimePriceId);
    await at('refund', { chargeId, amount: 10_000 });
    expect(ben.roles()).toContain('Member');
    await at('refund', { chargeId });
    expect(ben.roles()).not.toContain('Member');
    expect(ben.texts().at(-1)).toContain('Your payment was refunded in full.');
    expect(ben.texts().filter((text) => text.includes('has ended'))).toHaveLength(1);
  });

  it('a refunded month ends the access, and the next one that is paid gives it again', async () => {
    const ben = on('ben');
    await at('refund', { chargeId: await ben.buy('Membership', monthlyPriceId) });
    expect(ben.roles()).not.toContain('Member');
    expect((await ben.say('why')).text).toContain('refunded');
    await product.pass({ days: 31, hours: 3 });
    expect(ben.roles()).toContain('Member');
  });

  it('a question from the bank takes nothing; a dispute suspends, and won it gives everything back', async () => {
    const [lin, moyan] = [on('lin'), on('moyan')];
    await moyan.say('help');
    const chargeId = await lin.buy('Membership', monthlyPriceId);
    const asked = await at('dispute', { chargeId, inquiry: true });
    expect(lin.roles()).toContain('Member');
    expect(moyan.texts().at(-1)).toContain('银行');
    await at('closeDispute', { disputeId: asked, outcome: 'won' });

    await lin.change(monthlyPriceId, 'cancel', { atPeriodEnd: false });
    expect(lin.roles()).not.toContain('Member');
    await product.pass({ hours: 1 });
    const second = await lin.buy('Membership', lifetimePriceId);
    const told = moyan.texts().length;
    const disputeId = await at('dispute', { chargeId: second });
    expect(lin.roles()).not.toContain('Member');
    expect(moyan.texts()).toHaveLength(told + 1);
    expect(lin.texts().at(-1)).toContain('银行');
    await at('closeDispute', { disputeId, outcome: 'won' });
    expect(lin.roles()).toContain('Member');
    expect(moyan.texts()).toHaveLength(told + 2);
  });

  it('a dispute that is lost stays closed, and is held against nothing that is paid for anew', async () => {
    const cleo = on('cleo');
    const disputeId = await at('dispute', { chargeId: await cleo.buy('Membership', passPriceId) });
    await at('closeDispute', { disputeId, outcome: 'lost' });
    expect(cleo.roles()).not.toContain('Member');
    await cleo.buy('Membership', passPriceId);
    expect(cleo.roles()).toContain('Member');
  });

  it('a code that makes it free leaves no payment behind, and counts all the same', async () => {
    const { coupon } = await stripe<{ coupon: string }>(product, 'createCoupon', { percentOff: 100 });
    await stripe(product, 'createPromotionCode', { couponId: coupon, code: 'ONTHEHOUSE' });
    const olivia = on('olivia');
    expect(await olivia.buy('Membership', lifetimePriceId, { code: 'onthehouse' })).toBe('');
    expect(olivia.roles()).toContain('Member');
  });

  it('a dispute whose webhook was lost is found by the sweep, though it names no customer', async () => {
    const olivia = on('olivia');
    await olivia.buy('Pro', proPriceId);
    await product.pass({ days: 7, hours: 3 });
    expect(olivia.roles()).toContain('Pro');
    const chargeId = product.sandbox.stripe.view().charges.find((one) => one.amount === 4900)?.id;
    await stripe(product, 'webhookFaults', { drop: 50 });
    await at('dispute', { chargeId });
    expect(olivia.roles()).toContain('Pro');
    await stripe(product, 'webhookFaults', { drop: 0 });
    await product.sweep();
    expect(olivia.roles()).not.toContain('Pro');
    // Bought for good, Membership is not what the bank asks about.
    expect(olivia.roles()).toContain('Member');
  });

  it('webhooks about it, doubled and shuffled, end in the same', async () => {
    const wei = on('wei');
    await stripe(product, 'webhookFaults', { double: 50, shuffle: 8 });
    const chargeId = await wei.buy('Membership', passPriceId);
    await stripe(product, 'releaseWebhooks', {});
    const disputeId = await at('dispute', { chargeId });
    await at('closeDispute', { disputeId, outcome: 'won' });
    await at('refund', { chargeId });
    await stripe(product, 'releaseWebhooks', {});
    await product.settle();
    await stripe(product, 'webhookFaults', { double: 0, shuffle: 0 });
    expect(wei.roles()).not.toContain('Member');
    expect(await product.app.rooms.billing.unhandledEvents(product.sandbox.clock.now())).toEqual([]);
  });
});
