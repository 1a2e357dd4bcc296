import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createStripeProvider } from '#adapters/stripe';
import type { Provider } from '#domain/billing';
import { silentLog as log } from '#kernel/log';
import { onDiscord, onTelegram, stripe } from '../_support/chat.js';
import { demo, type Product } from '../_support/product.js';
import { cancelAll, joinOnTelegram, payOnDiscord, startCalm, wireNow, wireSince } from './scene.js';

let product: Product;
/** Stripe as the product asks it; a test may exchange the key. */
let withKey: (key: string) => void;

beforeAll(async () => {
  product = await startCalm({
    provider(target) {
      const make = (secretKey: string) => {
        const back = 'http://127.0.0.1/back';
        const pages = { successUrl: back, cancelUrl: back, returnUrl: back };
        return createStripeProvider({ ...target.stripe, ...pages, secretKey, timeoutMs: 1_500, log });
      };
      let now = make(target.stripe.secretKey);
      withKey = (key) => void (now = make(key));
      return new Proxy(now, { get: (_, name: keyof Provider) => now[name] });
    },
  });
  await payOnDiscord(product, 'ada');
  await product.settle();
});
afterAll(() => product.close());
afterEach(async () => {
  withKey(demo.stripe.secretKey);
  await stripe(product, 'clearFaults', {});
});

const ada = () => onDiscord(product, 'ada');
const takenAway = (n: number) => [
  ...wireSince(product, 'discord', n).filter((call) => call.method === 'DELETE'),
  ...wireSince(product, 'telegram', n).filter((call) => call.path.endsWith('/banChatMember')),
];

/**
 * Somebody's subscription ends while Stripe cannot be asked, and half a day goes by. Nobody may lose anything
 * then; afterwards one pass puts everything right.
 */
async function outage(begin: () => unknown, end: () => unknown): Promise<void> {
  const ben = await payOnDiscord(product, 'ben');
  await product.settle();
  const wei = await joinOnTelegram(product, 'wei');
  expect([ben.roles().includes('Member'), wei.standing()]).toEqual([true, 'member']);

  await begin();
  const n = wireNow(product);
  await cancelAll(product, 'ben');
  await cancelAll(product, 'wei');
  await product.settle();
  for (let half = 0; half < 2; half += 1) {
    await product.pass({ hours: 13 });
    await product.sweep();
  }
  const said = await ben.say('verify');
  expect(said.text).toContain('Stripe');
  expect((await ada().say('membership')).text).not.toMatch(/went wrong/);
  expect(takenAway(n)).toEqual([]);
  expect([ada().roles().includes('Member'), ben.roles().includes('Member'), wei.standing()]).toEqual([
    true,
    true,
    'member',
  ]);

  await end();
  await product.sweep();
  await product.pass({ minutes: 1 });
  await product.passUntil('ben and wei are out', () => {
    return !ben.roles().includes('Member') && onTelegram(product, 'wei').standing() === 'left';
  });
  expect(ada().roles()).toContain('Member');
}

describe('while Stripe cannot be asked, nobody loses anything; afterwards everything is put right', () => {
  it('conflicts, breakdowns, silence, broken lines and pages of somebody else instead of answers', async () => {
    const kinds = ['409', '500', 'timeout', 'reset', 'garbage', '429', '500-after', 'reset-after'] as const;
    const fault = { match: { path: '/v1/' }, times: 1 };
    await outage(
      async () => {
        for (let n = 0; n < 400; n += 1) {
          await stripe(product, 'fault', { ...fault, kind: kinds[n % kinds.length] });
        }
      },
      () => stripe(product, 'clearFaults', {}),
    );
  });

  it.each(['401', '403'])('a key that is revoked or may not do this (%s)', async (kind) => {
    const fault = { match: { path: '/v1/' }, times: 1_000, kind };
    await outage(
      () => stripe(product, 'fault', fault),
      () => stripe(product, 'clearFaults', {}),
    );
  });

  it('a key of the other mode, or of another account: it knows none of our customers', async () => {
    await outage(
      () => withKey(demo.stripe.secretKey.replace('sk_test', 'sk_live')),
      () => withKey(demo.stripe.secretKey),
    );
  });
});

describe('an answer that is lost after the deed', () => {
  it.each(['500-after', 'reset-after', 'timeout'])('%s: one customer, and one payment', async (kind) => {
    const key = { '500-after': 'lin', 'reset-after': 'cleo', timeout: 'moyan' }[kind] ?? '';
    const { customers: before } = product.sandbox.stripe.view();
    await stripe(product, 'fault', { match: { path: '/v1/customers', method: 'POST' }, kind });
    await stripe(product, 'fault', { match: { path: '/v1/checkout/sessions', method: 'POST' }, kind });
    const somebody = await payOnDiscord(product, key);
    await product.settle();
    expect(somebody.roles()).toContain('Member');
    expect(product.sandbox.stripe.view().customers).toHaveLength(before.length + 1);
  });
});
