import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord, stripe } from '../_support/chat.js';
import type { Product } from '../_support/product.js';
import { cancelAll, payOnDiscord, startCalm } from './scene.js';

describe('webhooks that come wrong', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startCalm();
  });
  afterAll(() => product.close());

  /** Holds back what Stripe sends while `work` is done, changes its order, and lets it go. */
  async function sending(change: (outbox: string[]) => void, work: () => Promise<unknown>) {
    await stripe(product, 'webhookFaults', { delay: true });
    await work();
    change(product.sandbox.stripe.state().outbox);
    await stripe(product, 'releaseWebhooks', {});
    await product.settle();
  }
  const twice = (outbox: string[]) => void outbox.push(...outbox);
  const reversed = (outbox: string[]) => void outbox.reverse();
  const kinds = async (key: string) => {
    const { delivery } = product.app.rooms;
    const { members } = product.app.rooms;
    const member = await members.byAccount(product.community.id, 'discord', onDiscord(product, key).id);
    const notices = await delivery.inbox(product.community.id, member?.id ?? '', 50);
    return notices.map((notice) => notice.kind).reverse();
  };

  it.each([
    ['ada', 'twice', twice],
    ['ben', 'in reverse', reversed],
    ['lin', 'twice and in reverse', (outbox: string[]) => (twice(outbox), reversed(outbox))],
  ])('%s: %s, they seat once and unseat once', async (key, _how, change) => {
    const somebody = onDiscord(product, key);
    await sending(change, () => payOnDiscord(product, key));
    expect(somebody.roles()).toContain('Member');
    await sending(change, () => cancelAll(product, key));
    expect(somebody.roles()).not.toContain('Member');
    await product.pass({ minutes: 2 });
    expect(await kinds(key)).toEqual(['welcome', 'access_ended']);
  });

  it('of a whole history in reverse, the last word is Stripe’s and not the last webhook’s', async () => {
    const cleo = onDiscord(product, 'cleo');
    await sending(reversed, async () => {
      await payOnDiscord(product, 'cleo');
      await cancelAll(product, 'cleo');
      await product.pass({ minutes: 6 });
      await payOnDiscord(product, 'cleo');
    });
    expect(cleo.roles()).toContain('Member');
    await product.sweep();
    expect(cleo.roles()).toContain('Member');
  });
});

describe('31 days without a webhook', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startCalm();
  });
  afterAll(() => product.close());

  it('are made up for by one sweep, though Stripe has forgotten the events', async () => {
    const [ada, ben, lin, wei] = ['ada', 'ben', 'lin', 'wei'].map((key) => onDiscord(product, key));
    await payOnDiscord(product, 'ada');
    await payOnDiscord(product, 'ben');
    await payOnDiscord(product, 'lin', 'Pro', /49/);
    await product.settle();
    await product.sweep();
    expect([ada, ben, lin].map((one) => one?.roles().includes('Member'))).toEqual([true, true, true]);

    await stripe(product, 'webhookFaults', { drop: 1_000 });
    await cancelAll(product, 'ben');
    await payOnDiscord(product, 'wei');
    await product.settle();
    const { stripe: books } = product.sandbox;
    const lost = books.state().events.at(-1)?.created ?? 0;
    await product.sandbox.advanceTo(new Date(product.sandbox.clock.now().getTime() + 31 * 86_400_000));
    await product.settle();
    // Ada and Lin were charged again meanwhile; nobody told us.
    const listed = await fetch(`${books.url}/v1/events?limit=100`, {
      headers: { authorization: 'Bearer sk_test_sandbox0123456789abcdefghijkl' },
    });
    const { data } = (await listed.json()) as { data: { created: number }[] };
    expect(Math.min(...data.map((event) => event.created))).toBeGreaterThan(lost);
    expect(ben?.roles()).toContain('Member');
    expect(wei?.roles()).not.toContain('Member');

    await stripe(product, 'webhookFaults', { drop: 0 });
    await product.sweep();
    // A removal that a sweep asks for waits a moment for its wave.
    await product.pass({ minutes: 1 });
    expect([ada, lin, wei].map((one) => one?.roles().includes('Member'))).toEqual([true, true, true]);
    expect(ben?.roles()).not.toContain('Member');
    expect(lin?.roles()).toContain('Pro');

    // From here on everything goes its usual way.
    const asked = books.state().events.length;
    await cancelAll(product, 'wei');
    await product.settle();
    expect(books.state().events.length).toBeGreaterThan(asked);
    expect(wei?.roles()).not.toContain('Member');
  });
});
