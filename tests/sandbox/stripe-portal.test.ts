import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/sandbox/stripe/index.js';
import {
  day,
  monthlyPriceId,
  openBench,
  proPriceId,
  start,
  subscribe,
  yearlyPriceId,
  type Bench,
} from './stripe-bench.js';

async function submit(url: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

/** A portal in which plans can be switched and paused. */
async function portalFor(
  bench: Bench,
  customer: string,
  features: Stripe.BillingPortal.ConfigurationCreateParams.Features = {},
) {
  const configuration = await bench.stripe.billingPortal.configurations.create({
    features: {
      subscription_pause: { enabled: true, duration: { type: 'indefinite' } },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        products: [
          { product: seeded.membershipProductId, prices: [monthlyPriceId, yearlyPriceId, seeded.cnyPriceId] },
          { product: seeded.proProductId, prices: [proPriceId] },
        ],
        proration_behavior: 'always_invoice',
      },
      ...features,
    },
  });
  const session = await bench.stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
  });
  return session.url;
}

describe('a portal that allows more', () => {
  it('switches to what is offered in the same currency', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const url = await portalFor(bench, customer);
    const page = await (await fetch(url)).text();
    const offered = [...page.matchAll(/<option value="(\w+)"/g)].map((match) => match[1]);
    expect(offered).toEqual([yearlyPriceId, proPriceId]);
    expect(page).toContain('Lyceum Pro · $49.00 per month');
    await bench.liveUntil(start + day);
    const move = { do: 'switch', id: subscription };
    expect(await submit(url, { ...move, price: proPriceId })).toContain('notice_switched');
    const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
    expect(found.items.data[0]?.price.id).toBe(proPriceId);
    expect(found.latest_invoice).toMatchObject({ billing_reason: 'subscription_update', status: 'paid' });
    expect(await submit(url, { ...move, price: seeded.cnyPriceId })).toContain('problem_state');
    expect(await submit(url, { ...move, price: 'price_none' })).toContain('problem_state');
  });

  it('ends a trial with a switch, unless it is to go on', async () => {
    for (const trial_update_behavior of ['end_trial', 'continue_trial'] as const) {
      const bench = await openBench();
      const { customer, subscription } = await subscribe(bench, { trialDays: 10 });
      const url = await portalFor(bench, customer, {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          products: [{ product: seeded.proProductId, prices: [proPriceId] }],
          trial_update_behavior,
        },
      });
      await submit(url, { do: 'switch', id: subscription, price: proPriceId });
      const { status } = await bench.stripe.subscriptions.retrieve(subscription);
      expect(status).toBe(trial_update_behavior === 'end_trial' ? 'active' : 'trialing');
    }
  });

  it('pauses and resumes', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const url = await portalFor(bench, customer);
    expect(await submit(url, { do: 'pause', id: subscription })).toContain('notice_paused');
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('paused');
    expect(await (await fetch(url)).text()).toContain('Resume');
    await bench.liveUntil(start + 20 * day);
    expect(await submit(url, { do: 'unpause', id: subscription })).toContain('notice_resumed');
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
    expect(await submit(url, { do: 'unpause', id: subscription })).toContain('problem_state');
  });

  it('refuses what its configuration leaves out', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const bare = await bench.stripe.billingPortal.configurations.create({
      features: { payment_method_update: { enabled: true } },
    });
    const usual = await bench.stripe.billingPortal.sessions.create({ customer, configuration: bare.id });
    const page = await (await fetch(usual.url)).text();
    expect(page).not.toContain('Switch plan');
    expect(page).not.toContain('Pause');
    expect(await submit(usual.url, { do: 'pause', id: subscription })).toContain('problem_state');
    const price = { id: subscription, price: proPriceId };
    expect(await submit(usual.url, { do: 'switch', ...price })).toContain('problem_state');
    await expect(
      portalFor(bench, customer, {
        subscription_update: { enabled: true, default_allowed_updates: ['price'] },
      }),
    ).rejects.toThrow('needs `default_allowed_updates` and `products`');
  });

  it('cancels at once with a last invoice, and leads back from a flow', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const configuration = await bench.stripe.billingPortal.configurations.create({
      features: {
        subscription_cancel: { enabled: true, mode: 'immediately', proration_behavior: 'always_invoice' },
        subscription_pause: { enabled: true },
      },
    });
    const open = (flow_data: Stripe.BillingPortal.SessionCreateParams.FlowData) =>
      bench.stripe.billingPortal.sessions.create({ customer, configuration: configuration.id, flow_data });
    const back = { type: 'redirect', redirect: { return_url: 'https://lyceum.example/back' } } as const;
    const pause = await open({
      type: 'subscription_pause',
      subscription_pause: { subscription },
      after_completion: back,
    });
    expect(pause.flow).toMatchObject({ type: 'subscription_pause', subscription_pause: { subscription } });
    expect(await submit(pause.url, { do: 'pause', id: subscription })).toBe('https://lyceum.example/back');
    await submit(pause.url, { do: 'unpause', id: subscription });
    const cancel = await open({ type: 'subscription_cancel', subscription_cancel: { subscription } });
    expect(await submit(cancel.url, { do: 'cancel', id: subscription })).toContain('notice_ended');
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ balance: -1900 });
    await expect(
      open({ type: 'subscription_update', subscription_update: { subscription: 'sub_none' } }),
    ).rejects.toThrow('No such subscription');
  });
});
