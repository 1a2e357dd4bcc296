import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord, payLink, stripe } from '../_support/chat.js';
import { startProduct, type Product } from '../_support/product.js';

describe('whatever happens to webhooks', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  async function pay(key: string) {
    const somebody = onDiscord(product, key);
    const shown = await somebody.press(await somebody.say('subscribe'), 'Membership');
    const checkout = await somebody.press(shown, /19\.00/);
    await payLink(product, checkout.buttons.find((button) => button.url)?.url ?? '');
    await product.settle();
    return somebody;
  }
  const subscriptionOf = (key: string) => {
    const view = product.sandbox.stripe.view();
    const name = { ada: 'Ada Brook', ben: 'Ben Hale', lin: '林晓', wei: '陈薇' }[key];
    const customer = view.customers.find((one) => one.name === name);
    return view.subscriptions.find((one) => one.customer === customer?.id)?.id;
  };

  it('doubled and shuffled, they end in the same state and one welcome', async () => {
    await stripe(product, 'webhookFaults', { double: 50, shuffle: 5 });
    const ada = await pay('ada');
    await stripe(product, 'releaseWebhooks', {});
    await product.settle();
    await stripe(product, 'webhookFaults', { double: 0, shuffle: 0 });
    expect(ada.roles()).toContain('Member');
    expect(ada.mail()).toHaveLength(1);
  });

  it('lost, the next sweep finds what they would have said', async () => {
    await stripe(product, 'webhookFaults', { drop: 50 });
    const ben = await pay('ben');
    expect(ben.roles()).not.toContain('Member');
    await stripe(product, 'webhookFaults', { drop: 0 });
    await product.sweep();
    await product.settle();
    expect(ben.roles()).toContain('Member');

    await stripe(product, 'webhookFaults', { drop: 50 });
    await stripe(product, 'cancel', { subscriptionId: subscriptionOf('ben'), atPeriodEnd: false });
    await product.settle();
    expect(ben.roles()).toContain('Member');
    await stripe(product, 'webhookFaults', { drop: 0 });
    await product.sweep();
    expect(ben.roles()).not.toContain('Member');
  });

  it('a Stripe that is away takes nothing from anybody', async () => {
    const lin = await pay('lin');
    await stripe(product, 'failCard', {
      customerId: product.sandbox.stripe.view().subscriptions.at(0)?.customer,
    });
    await stripe(product, 'fault', { match: { path: '/v1/' }, times: 1_000, kind: '500' });
    await product.pass({ days: 40 });
    await product.app.rooms.access.converge(product.community.id, await memberId('lin'), 'sweep');
    expect(lin.roles()).toContain('Member');
    const why = await lin.say('verify');
    expect(why.text).not.toBe('');
    expect(lin.roles()).toContain('Member');
    await stripe(product, 'clearFaults', {});
  });

  it('forged, from the future or from the past, they are refused', async () => {
    const before = product.sandbox.stripe.view().events.length;
    const send = (signature: string) =>
      fetch(`${product.url}/webhooks/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        body: JSON.stringify({ id: 'evt_forged', object: 'event', type: 'customer.subscription.deleted' }),
      });
    const now = Math.floor(product.sandbox.clock.now().getTime() / 1000);
    for (const signature of ['', 'nonsense', `t=${now},v1=${'0'.repeat(64)}`, `t=${now + 900},v1=00`]) {
      expect((await send(signature)).status).toBe(400);
    }
    expect(product.sandbox.stripe.view().events).toHaveLength(before);
  });

  async function memberId(key: string): Promise<string> {
    const { members } = product.app.rooms;
    const member = await members.byAccount(product.community.id, 'discord', onDiscord(product, key).id);
    if (!member) throw new Error(`${key} is not known`);
    return member.id;
  }
});
