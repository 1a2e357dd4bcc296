import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onTelegram, payLink, stripe, type Seen } from '../_support/chat.js';
import { startProduct, type Product } from '../_support/product.js';
import { buyer, linkOf } from './shop.js';

const CODE = /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/;

describe('a gift from one platform to the other', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
  });
  afterAll(() => product.close());

  it('is bought on Discord, redeemed on Telegram, and ends with the money it was bought with', async () => {
    const [ada, wei] = [buyer(product, 'ada'), onTelegram(product, 'wei')];
    await wei.act('start', {});
    const page = await ada.press(await ada.say('gift'), '$24.00 once, 30 days');
    await payLink(product, linkOf(page));
    await product.settle();
    expect(ada.roles()).not.toContain('Member');
    const ready = ada.mail().at(-1) as Seen;
    expect(ready.text).toContain('Your gift is ready: Membership');
    const code = CODE.exec((await ada.press(await ada.say('orders'), /code/i)).text)?.[0] ?? '';
    expect(code).not.toBe('');

    await wei.say(`/redeem ${code}`);
    await product.settle();
    expect(wei.mail().map(({ text }) => text)).toContainEqual(expect.stringContaining('Membership'));
    const link = wei
      .mail()
      .flatMap((message) => message.buttons)
      .find((button) => button.url?.includes('t.me/+'))?.url;
    await wei.act('requestToJoin', { link });
    await product.until('Wei is let in', () => wei.standing() === 'member');
    expect((await wei.say(`/redeem ${code}`)).text).not.toContain('归你了');

    const chargeId = product.sandbox.stripe.view().charges[0]?.id;
    await stripe(product, 'refund', { chargeId, amount: 400 });
    await product.settle();
    expect(wei.standing()).toBe('member');
    await stripe(product, 'refund', { chargeId });
    await product.settle();
    await product.until('Wei is asked to leave', () => wei.standing() === 'left');
    expect(wei.mail().at(-1)?.text).toContain('全额退还');
  });
});
