import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
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

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;

const { cnyMonthlyPriceId } = demo.stripe;

async function submit(url: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

const read = async (url: string): Promise<string> => (await fetch(url)).text();

/** A portal in which plans can be switched, and somebody halfway through a month of Membership. */
async function halfway(
  update: Partial<Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate> = {},
  member: Parameters<typeof subscribe>[1] = {},
) {
  const bench = await openBench();
  const { customer, subscription } = await subscribe(bench, member);
  const configuration = await bench.stripe.billingPortal.configurations.create({
    features: {
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity'],
        products: [
          { product: seeded.membershipProductId, prices: [monthlyPriceId, yearlyPriceId] },
          { product: seeded.proProductId, prices: [proPriceId] },
        ],
        proration_behavior: 'always_invoice',
        ...update,
      },
    },
  });
  await bench.liveUntil(start + 15 * day);
  const item = (await bench.stripe.subscriptions.retrieve(subscription)).items.data[0]?.id as string;
  const open = (flow_data: FlowData) =>
    bench.stripe.billingPortal.sessions.create({
      customer,
      configuration: configuration.id,
      return_url: 'https://lyceum.example/back',
      flow_data,
    });
  const confirm = (
    wanted: Partial<NonNullable<FlowData['subscription_update_confirm']>> = {},
    after_completion?: FlowData['after_completion'],
  ) =>
    open({
      type: 'subscription_update_confirm',
      subscription_update_confirm: { subscription, items: [{ id: item, price: proPriceId }], ...wanted },
      ...(after_completion && { after_completion }),
    });
  return { bench, customer, subscription, item, open, confirm };
}

async function priceOf(
  bench: Bench,
  subscription: string,
): Promise<[string | undefined, number | undefined]> {
  const [item] = (await bench.stripe.subscriptions.retrieve(subscription)).items.data;
  return [item?.price.id, item?.quantity];
}

describe('a portal flow that confirms a switch', () => {
  it('shows what is due today and at the next renewal, and does just that', async () => {
    const { bench, subscription, item, confirm } = await halfway();
    const session = await confirm({}, { type: 'redirect', redirect: { return_url: 'https://l.example/ok' } });
    expect(session.flow).toMatchObject({
      type: 'subscription_update_confirm',
      subscription_update_confirm: {
        subscription,
        discounts: null,
        items: [{ id: item, price: proPriceId, quantity: 1 }],
      },
    });
    await bench.types();
    const page = await read(session.url);
    // 15 of 30 days of 49 dollars, less the same of 19.
    for (const text of ['Lyceum Membership · $19.00 per month', 'Lyceum Pro · $49.00 per month', '$15.00']) {
      expect(page).toContain(text);
    }
    expect(page).toContain('Next invoice on Dec 22, 2026');
    expect(page).not.toContain('4242');
    const chinese = await read(`${session.url}?lang=zh`);
    for (const text of ['确认更换方案', '今日应付', 'Lyceum Membership：未使用时间退回', '2026年12月22日']) {
      expect(chinese).toContain(text);
    }
    // Looking changes nothing and tells nobody.
    expect(await bench.types()).toEqual([]);
    expect(await priceOf(bench, subscription)).toEqual([monthlyPriceId, 1]);

    expect(await submit(session.url, { do: 'confirm', id: subscription })).toBe('https://l.example/ok');
    expect(await priceOf(bench, subscription)).toEqual([proPriceId, 1]);
    const [invoice] = (await bench.stripe.invoices.list({ subscription })).data;
    expect(invoice).toMatchObject({
      billing_reason: 'subscription_update',
      amount_paid: 1500,
      status: 'paid',
    });
  });

  it.each([
    ['create_prorations', 'Nothing is due today', 'Next invoice on Dec 22, 2026', '$64.00'],
    ['none', 'Nothing is due today', 'Next invoice on Dec 22, 2026', '$49.00'],
  ] as const)('follows %s', async (proration_behavior, today, next, sum) => {
    const { bench, subscription, confirm } = await halfway({ proration_behavior });
    const session = await confirm();
    const page = await read(session.url);
    for (const text of [today, next, sum]) expect(page).toContain(text);
    await submit(session.url, { do: 'confirm', id: subscription });
    await bench.liveUntil(Date.UTC(2026, 11, 22, 11) / 1000);
    const [renewal] = (await bench.stripe.invoices.list({ subscription })).data;
    expect(renewal?.amount_paid).toBe(Number(sum.slice(1)) * 100);
  });

  it('changes how many, with a promotion code, and then opens the whole portal', async () => {
    const { bench, subscription, item, confirm } = await halfway();
    const session = await confirm({
      items: [{ id: item, quantity: 3, price: monthlyPriceId }],
      discounts: [{ promotion_code: seeded.welcomeCodeId }],
    });
    expect(session.flow?.subscription_update_confirm?.discounts).toEqual([
      { coupon: null, promotion_code: seeded.welcomeCodeId },
    ]);
    expect(await read(session.url)).toContain('3 × Lyceum Membership · $57.00 per month');
    const back = await submit(session.url, { do: 'confirm', id: subscription });
    expect(await priceOf(bench, subscription)).toEqual([monthlyPriceId, 3]);
    expect((await bench.stripe.promotionCodes.retrieve(seeded.welcomeCodeId)).times_redeemed).toBe(1);
    expect(await read(new URL(back, session.url).href)).toContain('Manage your membership');
    // It was confirmed once and for all.
    expect(await submit(session.url, { do: 'confirm', id: subscription })).toContain('problem_state');
  });

  it('says so on a page of its own when it was told to', async () => {
    const { subscription, confirm } = await halfway();
    const session = await confirm(
      {},
      { type: 'hosted_confirmation', hosted_confirmation: { custom_message: 'See you in Pro' } },
    );
    const back = await submit(session.url, { do: 'confirm', id: subscription });
    const page = await read(new URL(back, session.url).href);
    expect(page).toContain('See you in Pro');
    expect(page).toContain('https://lyceum.example/back');
    expect(page).not.toContain('Cancel subscription');
  });

  it('begins nothing that the saved card does not pay', async () => {
    const { bench, subscription, confirm } = await halfway({}, { card: 'fails-later' });
    const session = await confirm();
    expect(await submit(session.url, { do: 'confirm', id: subscription })).toContain('problem_declined');
    expect(await priceOf(bench, subscription)).toEqual([monthlyPriceId, 1]);
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  it('is refused for whatever the portal does not offer', async () => {
    const { bench, subscription, item, open, confirm } = await halfway();
    const other = await subscribe(bench, { reference: 'member-2' });
    const none: [() => Promise<unknown>, string][] = [
      [() => confirm({ items: [{ id: item, price: cnyMonthlyPriceId }] }), 'is not in `features'],
      [() => confirm({ items: [{ id: item, price: monthlyPriceId }] }), 'nothing to confirm'],
      [() => confirm({ items: [{ id: 'si_none', price: proPriceId }] }), 'No such subscription item'],
      [() => confirm({ items: [{ id: item }, { id: item }] }), 'Exactly one item'],
      [() => confirm({ subscription: other.subscription }), 'does not belong to the customer'],
      [() => confirm({ discounts: [{ coupon: 'none' }] }), 'No such coupon'],
      [
        () => confirm({}, { type: 'redirect' }),
        'Missing required param: flow_data[after_completion][redirect]',
      ],
      [() => open({ type: 'subscription_pause', subscription_pause: { subscription } }), 'is disabled'],
      [() => open({ type: 'subscription_update_confirm' }), 'Missing required param'],
    ];
    for (const [asked, complaint] of none) await expect(asked()).rejects.toThrow(complaint);
  });
});

describe('other flows', () => {
  it('show the one thing that they are for', async () => {
    const { subscription, open } = await halfway();
    const pages = {
      payment_method_update: await open({ type: 'payment_method_update' }),
      subscription_cancel: await open({
        type: 'subscription_cancel',
        subscription_cancel: { subscription },
      }),
      subscription_update: await open({
        type: 'subscription_update',
        subscription_update: { subscription },
      }),
    };
    const shown = await Promise.all(Object.values(pages).map(({ url }) => read(url)));
    expect(shown.map((page) => page.includes('4242'))).toEqual([true, false, false]);
    expect(shown.map((page) => page.includes('Ends on Dec 22, 2026'))).toEqual([false, true, false]);
    expect(shown.map((page) => page.includes('Lyceum Pro · $49.00 per month'))).toEqual([false, false, true]);
    for (const page of shown) expect(page).not.toContain('Invoices');
    const chosen = `${pages.subscription_update.url}?id=${subscription}&price=${proPriceId}`;
    expect(await read(chosen)).toContain('Confirm your new plan');
    expect(await read(chosen.replace(proPriceId, 'price_none'))).not.toContain('Confirm your new plan');
  });
});

describe('a preview of an invoice', () => {
  it('is what a change would cost, and leaves no trace', async () => {
    const { bench, customer, subscription, item } = await halfway();
    await bench.types();
    const state = () => JSON.stringify({ ...bench.server.state(), counter: 0, idempotency: {} });
    const before = state();
    const preview = (
      proration_behavior: 'always_invoice' | 'create_prorations' | 'none',
      price: string = proPriceId,
    ) =>
      bench.stripe.invoices.createPreview({
        subscription,
        subscription_details: { items: [{ id: item, price }], proration_behavior },
      });
    const atOnce = await preview('always_invoice');
    expect(atOnce).toMatchObject({
      amount_due: 1500,
      status: 'draft',
      billing_reason: 'subscription_update',
    });
    expect(atOnce.id).toMatch(/^upcoming_in_/);
    expect(atOnce.lines.data.map((line) => line.amount)).toEqual([-950, 2450]);
    expect((await preview('create_prorations')).amount_due).toBe(6400);
    expect((await preview('none')).amount_due).toBe(4900);
    expect((await preview('always_invoice', yearlyPriceId)).amount_due).toBe(19_000 - 950);
    expect((await bench.stripe.invoices.createPreview({ customer })).amount_due).toBe(1900);
    const fresh = await bench.stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price: proPriceId, quantity: 2 }] },
      discounts: [{ promotion_code: seeded.welcomeCodeId }],
    });
    expect(fresh).toMatchObject({ amount_due: 8820, billing_reason: 'subscription_create' });
    expect(state()).toBe(before);
    expect(await bench.types()).toEqual([]);
  });

  it('is refused when there is nothing to come', async () => {
    const { bench, customer, subscription } = await halfway();
    await bench.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    await expect(bench.stripe.invoices.createPreview({ customer })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
      statusCode: 404,
    });
    await bench.stripe.subscriptions.cancel(subscription);
    await expect(bench.stripe.invoices.createPreview({ subscription })).rejects.toThrow('canceled');
    await expect(bench.stripe.invoices.createPreview({})).rejects.toThrow('customer, subscription');
  });
});
