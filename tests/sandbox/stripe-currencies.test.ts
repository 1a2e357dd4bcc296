import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import { openBench, subscribe, type Bench } from './stripe-bench.js';

async function open(bench: Bench, extra: Stripe.Checkout.SessionCreateParams) {
  return bench.stripe.checkout.sessions.create({
    success_url: 'https://lyceum.example/done',
    mode: 'subscription',
    ...extra,
  });
}

describe('several currencies', () => {
  it('are sold from one price, whose own currency does not change', async () => {
    const bench = await openBench();
    const price = await bench.stripe.prices.create({
      product: 'prod_demo_pro',
      currency: 'usd',
      unit_amount: 2000,
      recurring: { interval: 'month' },
      currency_options: { eur: { unit_amount: 1850 }, jpy: { unit_amount: 3000 } },
    });
    expect(price.currency_options).toBeUndefined();
    const shown = await bench.stripe.prices.retrieve(price.id, { expand: ['currency_options'] });
    expect(Object.keys(shown.currency_options ?? {})).toEqual(['usd', 'eur', 'jpy']);
    expect(shown.currency_options?.['jpy']).toMatchObject({ unit_amount: 3000 });

    const session = await open(bench, {
      currency: 'jpy',
      line_items: [{ price: price.id, quantity: 2 }],
    });
    expect(session).toMatchObject({ currency: 'jpy', amount_total: 6000 });
    expect(await (await fetch(session.url as string)).text()).toContain('¥6,000');
    const { subscription } = await bench.act<{ subscription: string }>('payCheckout', {
      sessionId: session.id,
    });
    const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
    expect(found).toMatchObject({
      currency: 'jpy',
      items: { data: [{ price: { currency: 'usd', unit_amount: 2000 } }] },
      latest_invoice: {
        currency: 'jpy',
        total: 6000,
        lines: { data: [{ currency: 'jpy', description: '2 × Lyceum Pro (at ¥3,000 / month)' }] },
      },
    });
    await expect(open(bench, { currency: 'gbp', line_items: [{ price: price.id }] })).rejects.toThrow('gbp');
    await expect(
      bench.stripe.prices.update(price.id, { currency_options: { usd: { unit_amount: 1 } } }),
    ).rejects.toThrow('own currency');
  });

  it('never run side by side for one customer, but may follow one another', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const yuan = demo.stripe.cnyMonthlyPriceId;
    const sell = (price: string) =>
      bench.stripe.checkout.sessions.create({
        mode: 'subscription',
        customer,
        line_items: [{ price, quantity: 1 }],
        success_url: 'https://lyceum.example/done',
      });
    const complaint = 'You cannot combine currencies on a single customer';
    await expect(sell(yuan)).rejects.toThrow(complaint);
    const items = [{ price: yuan }];
    await expect(
      bench.stripe.subscriptions.create({
        customer,
        items,
        collection_method: 'send_invoice',
        days_until_due: 7,
      }),
    ).rejects.toThrow(complaint);
    // What is sold once may cost any currency.
    await bench.stripe.checkout.sessions.create({
      mode: 'payment',
      customer,
      line_items: [{ price_data: { currency: 'cny', unit_amount: 100, product_data: { name: 'Tea' } } }],
      success_url: 'https://lyceum.example/done',
    });
    const open = await sell(demo.stripe.proPriceId);
    await bench.stripe.subscriptions.cancel(subscription);
    const next = await sell(yuan);
    await bench.act('payCheckout', { sessionId: next.id });
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ currency: 'cny' });
    await expect(bench.act('payCheckout', { sessionId: open.id })).rejects.toThrow(complaint);
  });

  it('keep a credit in the currency it was given in', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    await bench.act('cancel', { subscriptionId: subscription, atPeriodEnd: false, prorate: true });
    const euros = await bench.stripe.subscriptions.create({
      customer,
      items: [{ price: demo.stripe.eurMonthlyPriceId }],
      default_payment_method: (await bench.stripe.customers.listPaymentMethods(customer)).data[0]
        ?.id as string,
      expand: ['latest_invoice'],
    });
    expect(euros.latest_invoice).toMatchObject({ amount_paid: 1800, starting_balance: 0 });
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({
      balance: -1900,
      currency: 'usd',
    });
  });
});
