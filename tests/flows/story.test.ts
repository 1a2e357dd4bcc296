import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord, payLink, stripe } from '../_support/chat.js';
import { startProduct, type Product } from '../_support/product.js';

describe('the main job, on Discord', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it('turns a payment into a role, a failed renewal into grace, reminder and removal, and back', async () => {
    const ada = onDiscord(product, 'ada');
    expect(ada.roles()).not.toContain('Member');

    const plans = await ada.say('subscribe');
    const prices = await ada.press(plans, 'Membership');
    const checkout = await ada.press(prices, /19\.00/);
    const url = checkout.buttons.find((button) => button.url)?.url ?? '';
    expect(url).toContain('/checkout/cs_');
    expect((await ada.say('membership')).text).not.toMatch(/Open/);

    await payLink(product, url, 'fails-later');
    await product.settle();
    expect(ada.roles()).toContain('Member');
    expect(ada.mail().map((message) => message.text)).toEqual([
      expect.stringContaining('Welcome to Membership'),
    ]);
    expect((await ada.say('membership')).text).toContain('$19.00');

    await product.pass({ days: 31, hours: 3 });
    expect(ada.roles()).toContain('Member');
    expect(ada.mail()).toHaveLength(2);
    expect(ada.mail()[1]?.text).toContain('did not go through');

    await product.pass({ days: 1 });
    await product.pass({ days: 1 });
    expect(ada.roles()).toContain('Member');
    expect(ada.mail()).toHaveLength(3);
    expect(ada.mail()[2]?.text).toContain('1 day left');

    await product.pass({ days: 1 });
    await product.pass({ minutes: 1 });
    expect(ada.roles()).not.toContain('Member');
    expect(ada.mail()).toHaveLength(4);
    expect(ada.mail()[3]?.text).toContain('has ended');

    const invoice = product.sandbox.stripe.view().invoices.find((one) => one.status === 'open');
    await stripe(product, 'setCard', { customerId: invoice?.customer, card: 'ok' });
    await stripe(product, 'payInvoice', { invoiceId: invoice?.id });
    await product.settle();
    expect(ada.roles()).toContain('Member');
    expect(ada.mail()).toHaveLength(5);
  });

  it('says the same things only once, whatever runs again', async () => {
    const ada = onDiscord(product, 'ada');
    const before = ada.mail().length;
    await product.sweep();
    await product.sweep();
    await product.pass({ minutes: 5 });
    expect(ada.mail()).toHaveLength(before);
    expect(ada.roles()).toContain('Member');
  });
});
