import { describe, expect, it } from 'vitest';
import {
  day,
  monthlyPriceId,
  openBench,
  periodEnd,
  proPriceId,
  subscribe,
  type Bench,
} from './stripe-bench.js';

/** A browser without script: gets pages and sends forms. */
async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers, redirect: 'manual' });
  return { status: answer.status, html: await answer.text(), headers: answer.headers };
}

async function submit(url: string, fields: Record<string, string>) {
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  return { status: answer.status, location: location && new URL(location, url).href };
}

async function openCheckout(bench: Bench, extra: object = {}) {
  const session = await bench.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: monthlyPriceId, quantity: 1 }],
    success_url: 'https://lyceum.example/done?s={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://lyceum.example/plans?a=1&b=2',
    ...extra,
  });
  return { id: session.id, url: session.url as string };
}

describe('the checkout page', () => {
  it('is paid with a form and leads back to the merchant', async () => {
    const bench = await openBench();
    const { id, url } = await openCheckout(bench);
    expect(url).toBe(`${bench.server.url}/checkout/${id}`);
    const page = await get(url);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.html).toContain('Lyceum Membership');
    expect(page.html).toContain('$19.00');
    expect(page.html).toContain('4000 0000 0000 0341');
    expect(page.html).toContain('https://lyceum.example/plans?a=1&amp;b=2');
    expect(page.html).not.toContain('<script');

    const wrong = await submit(url, { card: 'ok', email: 'nobody' });
    expect(wrong.location).toBe(`${url}?lang=en&said=problem_email&email=nobody&name=`);
    const declined = await submit(url, { card: 'declined', email: 'ada@example.com', lang: 'zh' });
    expect(declined).toMatchObject({
      status: 303,
      location: `${url}?lang=zh-CN&said=problem_declined&email=ada%40example.com&name=`,
    });
    expect((await get(declined.location as string)).html).toContain('您的银行卡被拒绝');
    expect((await get(declined.location as string)).html).toContain('value="ada@example.com"');
    const paid = await submit(url, { card: 'ok', email: 'ada@example.com', name: 'Ada Brook' });
    expect(paid).toEqual({ status: 303, location: `https://lyceum.example/done?s=${id}` });

    const customers = await bench.stripe.customers.list({ email: 'ada@example.com' });
    expect(customers.data[0]?.name).toBe('Ada Brook');
    expect((await bench.stripe.subscriptions.list()).data[0]?.status).toBe('active');
    expect((await get(url)).html).toContain('This order is paid.');
    expect((await submit(url, { card: 'ok', email: 'ada@example.com' })).location).toBe(`${url}?lang=en`);
    expect((await bench.stripe.subscriptions.list()).data).toHaveLength(1);
  });

  it('speaks the language of the query, of the session, of the browser', async () => {
    const bench = await openBench();
    const { url } = await openCheckout(bench);
    const chinese = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    expect((await get(url, chinese)).html).toContain('<html lang="zh-CN">');
    expect((await get(`${url}?lang=en`, chinese)).html).toContain('Subscribe');
    expect((await get(url)).html).toContain('<html lang="en">');
    const { url: own } = await openCheckout(bench, { locale: 'zh' });
    expect((await get(own)).html).toContain('每月');
  });

  it('escapes whatever is put into it', async () => {
    const bench = await openBench();
    const name = `<script>alert("x")</script> & 'co'`;
    const product = await bench.stripe.products.create({ name });
    const price = await bench.stripe.prices.create({
      product: product.id,
      currency: 'usd',
      unit_amount: 100,
      recurring: { interval: 'month', interval_count: 3 },
    });
    const { url } = await openCheckout(bench, {
      line_items: [{ price: price.id, quantity: 1 }],
      customer_email: `"><img@example.com`,
    });
    const { html } = await get(`${url}?said=<b>&lang=<i>`);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<b>&');
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
    expect(html).toContain('every 3 months');
  });

  it('knows nothing of other pages', async () => {
    const bench = await openBench();
    for (const path of ['/', '/checkout/cs_test_none', '/portal/x', '/invoice/in_none', '/checkout/../v1']) {
      expect((await get(`${bench.server.url}${path}`)).status).toBe(404);
    }
  });

  it('stands where the public address says', async () => {
    const bench = await openBench({ publicUrl: 'https://sandbox.example/stripe' });
    const { id, url } = await openCheckout(bench);
    expect(url).toBe(`https://sandbox.example/stripe/checkout/${id}`);
  });
});

describe('the portal', () => {
  async function portalOf(bench: Bench, customer: string, extra: object = {}) {
    const session = await bench.stripe.billingPortal.sessions.create({
      customer,
      return_url: 'https://lyceum.example/back',
      ...extra,
    });
    return session.url;
  }

  it('replaces the card and pays what is open', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench, { card: 'fails-later' });
    await bench.liveUntil((await periodEnd(bench, subscription)) + day / 2);
    const url = await portalOf(bench, customer);
    const page = await get(url);
    expect(page.html).toContain('payment failed');
    expect(page.html).toContain('Pay invoice');
    expect(page.html).toContain('https://lyceum.example/back');

    const [open] = (await bench.stripe.invoices.list({ status: 'open' })).data;
    const pay = { do: 'pay', id: open?.id as string };
    expect((await submit(url, pay)).location).toContain('said=problem_declined');
    expect((await submit(url, { do: 'card', card: 'declined' })).location).toContain('problem_declined');
    await bench.types();
    expect((await submit(url, { do: 'card', card: 'ok' })).location).toContain('said=notice_card');
    expect(await bench.types()).toEqual([
      'payment_method.attached',
      'customer.updated',
      'customer.subscription.updated',
    ]);
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('past_due');
    const paid = await submit(url, pay);
    expect(paid.location).toContain('said=notice_paid');
    expect((await get(paid.location as string)).html).toContain('Paid. Thank you.');
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
    expect((await submit(url, pay)).location).toContain('problem_state');
  });

  it('cancels at the end of the period and takes it back', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const url = await portalOf(bench, customer);
    const status = async () => {
      const found = await bench.stripe.subscriptions.retrieve(subscription);
      return [found.status, found.cancel_at_period_end];
    };
    expect((await submit(url, { do: 'cancel', id: subscription })).location).toContain('notice_cancelled');
    expect(await status()).toEqual(['active', true]);
    expect((await get(url)).html).toContain('Ends on Dec 22, 2026');
    expect((await submit(url, { do: 'resume', id: subscription })).location).toContain('notice_resumed');
    expect(await status()).toEqual(['active', false]);
    expect((await get(`${url}?lang=zh`)).html).toContain('续费');
  });

  it('returns by itself from a flow, and obeys its configuration', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench);
    const configuration = await bench.stripe.billingPortal.configurations.create({
      features: { subscription_cancel: { enabled: true, mode: 'immediately' } },
    });
    const url = await portalOf(bench, customer, {
      configuration: configuration.id,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription },
        after_completion: { type: 'redirect', redirect: { return_url: 'https://lyceum.example/bye' } },
      },
    });
    expect((await submit(url, { do: 'card', card: 'ok' })).location).toContain('problem_state');
    expect((await submit(url, { do: 'cancel', id: subscription })).location).toBe(
      'https://lyceum.example/bye',
    );
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('canceled');
  });

  it('lets nobody touch what is not theirs', async () => {
    const bench = await openBench();
    const mine = await subscribe(bench);
    const theirs = await subscribe(bench, { price: proPriceId });
    const url = await portalOf(bench, mine.customer);
    expect((await get(url)).html).not.toContain(theirs.subscription);
    expect((await submit(url, { do: 'cancel', id: theirs.subscription })).location).toContain(
      'problem_state',
    );
    const [invoice] = (await bench.stripe.invoices.list({ customer: theirs.customer })).data;
    expect((await submit(url, { do: 'pay', id: invoice?.id as string })).location).toContain('problem_state');
    const found = await bench.stripe.subscriptions.retrieve(theirs.subscription);
    expect(found.cancel_at_period_end).toBe(false);
  });
});

describe('the hosted invoice', () => {
  it('can be paid with any card while it is open', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench, { card: 'fails-later' });
    await bench.liveUntil((await periodEnd(bench, subscription)) + day / 2);
    const [invoice] = (await bench.stripe.invoices.list({ status: 'open' })).data;
    const url = invoice?.hosted_invoice_url as string;
    expect((await get(url)).html).toContain(invoice?.number as string);
    expect((await submit(url, { card: 'declined' })).location).toContain('problem_declined');
    expect((await submit(url, { card: 'ok' })).location).toContain('notice_paid');
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
    expect((await get(`${url}?lang=zh`)).html).toContain('已支付');
  });
});
