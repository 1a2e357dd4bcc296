import { describe, expect, it } from 'vitest';
import { clientOf, openBench, proPriceId, subscribe, type Bench } from './stripe-bench.js';

/** A request with nothing of the client's in it. */
async function raw(bench: Bench, method: string, path: string, body?: string, headers: object = {}) {
  const answer = await fetch(`${bench.server.url}${path}`, {
    method,
    headers: {
      authorization: 'Bearer sk_test_sandbox0123456789abcdefghijkl',
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as never };
}

describe('lists', () => {
  it('are newest first and paged by cursor in both directions', async () => {
    const bench = await openBench();
    const made: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      made.unshift((await bench.stripe.customers.create({ email: `c${n}@example.com` })).id);
    }
    const first = await bench.stripe.customers.list();
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect(first.data.map((row) => row.id)).toEqual(made.slice(0, 10));
    const next = await bench.stripe.customers.list({ starting_after: made[9] as string, limit: 20 });
    expect(next.has_more).toBe(false);
    expect(next.data.map((row) => row.id)).toEqual(made.slice(10));
    const back = await bench.stripe.customers.list({ ending_before: made[12] as string, limit: 5 });
    expect(back.has_more).toBe(true);
    expect(back.data.map((row) => row.id)).toEqual(made.slice(7, 12));
    const all: string[] = [];
    for await (const row of bench.stripe.customers.list({ limit: 7 })) all.push(row.id);
    expect(all).toEqual(made);
    expect((await bench.stripe.customers.list({ email: 'c3@example.com' })).data).toHaveLength(1);
  });

  it('keep their place when the object of a cursor no longer passes the filter', async () => {
    const bench = await openBench();
    const subs = [await subscribe(bench), await subscribe(bench), await subscribe(bench)];
    const page = await bench.stripe.subscriptions.list({ status: 'active', limit: 1 });
    await bench.stripe.subscriptions.cancel(page.data[0]?.id as string);
    const rest = await bench.stripe.subscriptions.list({
      status: 'active',
      starting_after: page.data[0]?.id as string,
    });
    expect(rest.data.map((row) => row.id)).toEqual([subs[1]?.subscription, subs[0]?.subscription]);
    const all = await bench.stripe.subscriptions.list({ status: 'all' });
    expect(all.data).toHaveLength(3);
  });

  it('find events by type and position', async () => {
    const bench = await openBench();
    await subscribe(bench);
    const paid = await bench.stripe.events.list({ type: 'invoice.paid' });
    expect(paid.data).toHaveLength(1);
    const later = await bench.stripe.events.list({ ending_before: paid.data[0]?.id as string, limit: 100 });
    expect(later.data.map((event) => event.type)).toEqual([
      'checkout.session.completed',
      'customer.subscription.updated',
      'invoice.payment_succeeded',
    ]);
    const some = await bench.stripe.events.list({ types: ['invoice.paid', 'customer.created'] });
    expect(some.data.map((event) => event.type)).toEqual(['invoice.paid', 'customer.created']);
    expect((await bench.stripe.events.list({ type: 'invoice.*' })).data.length).toBeGreaterThan(3);
  });
});

describe('expand', () => {
  it('reaches through lists and ids', async () => {
    const bench = await openBench();
    const { customer } = await subscribe(bench);
    const list = await bench.stripe.subscriptions.list({
      expand: ['data.latest_invoice.payments', 'data.customer', 'data.default_payment_method'],
    });
    expect(list.data[0]).toMatchObject({
      customer: { id: customer },
      latest_invoice: { object: 'invoice', payments: { data: [{ object: 'invoice_payment' }] } },
      default_payment_method: { card: { last4: '4242' } },
    });
    const plain = await bench.stripe.subscriptions.list();
    expect(plain.data[0]?.customer).toBe(customer);
    const owner = await bench.stripe.customers.retrieve(customer, { expand: ['subscriptions'] });
    expect(owner).toMatchObject({ subscriptions: { data: [{ status: 'active' }] } });
    const priced = await bench.stripe.subscriptions.retrieve(list.data[0]?.id as string, {
      expand: ['items.data.price.product'],
    });
    expect(priced.items.data[0]?.price.product).toMatchObject({ name: 'Lyceum Membership' });
  });

  it('refuses what cannot be expanded and what is too deep', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const retrieve = (path: string) => bench.stripe.subscriptions.retrieve(subscription, { expand: [path] });
    await expect(retrieve('status')).rejects.toThrow('cannot be expanded (status)');
    await expect(retrieve('nowhere')).rejects.toThrow('cannot be expanded (nowhere)');
    await expect(
      bench.stripe.subscriptions.list({ expand: ['data.items.data.price.product'] }),
    ).rejects.toThrow('more than 4 levels');
  });
});

describe('decimals', () => {
  it('are strings on the wire and objects in the client', async () => {
    const bench = await openBench();
    const { body } = await raw(bench, 'GET', `/v1/prices/${proPriceId}`);
    expect(body).toMatchObject({ unit_amount: 4900, unit_amount_decimal: '4900' });
    const price = await bench.stripe.prices.retrieve(proPriceId);
    expect(typeof price.unit_amount_decimal).toBe('object');
    expect(String(price.unit_amount_decimal)).toBe('4900');
  });
});

describe('requests that cannot be done', () => {
  it('are answered as Stripe answers them', async () => {
    const bench = await openBench();
    const { stripe } = bench;
    const cases: [Promise<unknown>, object][] = [
      [stripe.customers.retrieve('cus_none'), { statusCode: 404, code: 'resource_missing', param: 'id' }],
      [
        stripe.rawRequest('POST', '/v1/customers', { colour: 'red' }),
        { code: 'parameter_unknown', param: 'colour' },
      ],
      [
        stripe.rawRequest('POST', '/v1/checkout/sessions', {
          mode: 'payment',
          success_url: 'https://lyceum.example',
          line_items: [{ price: proPriceId, size: 'L' }],
        }),
        { code: 'parameter_unknown', param: 'line_items[0][size]' },
      ],
      [
        stripe.rawRequest('POST', '/v1/checkout/sessions', {
          mode: 'payment',
          payment_method_types: ['card'],
        }),
        { code: 'parameter_unknown', param: 'payment_method_types' },
      ],
      [stripe.rawRequest('POST', '/v1/subscriptions', {}), { code: 'parameter_missing', param: 'customer' }],
      [stripe.customers.list({ limit: 101 }), { code: 'parameter_invalid_integer', param: 'limit' }],
      [stripe.customers.create({ email: 'nobody' }), { code: 'email_invalid', param: 'email' }],
      [stripe.prices.list({ product: 'x', starting_after: 'price_x' }), { param: 'starting_after' }],
      [stripe.rawRequest('GET', '/v1/unicorns'), { statusCode: 404 }],
      [stripe.customers.list({}, { apiVersion: '2020-08-27' }), { statusCode: 400 }],
      [
        stripe.customers.create({ metadata: { note: 'x'.repeat(501) } }),
        { statusCode: 400, param: 'metadata[note]' },
      ],
    ];
    for (const [request, expected] of cases) {
      await expect(request).rejects.toMatchObject({ type: 'StripeInvalidRequestError', ...expected });
    }
    await expect(clientOf(bench.server, 'sk_test_wrong').customers.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
    expect((await stripe.customers.list()).data).toEqual([]);
  });

  it('never put the key into the wire log', async () => {
    const bench = await openBench();
    await bench.stripe.customers.create({ name: 'Ada' });
    await bench.server.idle();
    expect(bench.wire).toMatchObject([
      { direction: 'in', method: 'POST', path: '/v1/customers', status: 200, body: { name: 'Ada' } },
      { direction: 'out', status: 200, body: { type: 'customer.created' } },
    ]);
    expect(JSON.stringify(bench.wire)).not.toContain('sk_test');
  });
});

describe('idempotency', () => {
  it('answers the same request again from memory, and refuses another one', async () => {
    const bench = await openBench();
    const once = { idempotencyKey: 'key-1' };
    const first = await bench.stripe.customers.create({ name: 'Ada', email: 'ada@example.com' }, once);
    const again = await bench.stripe.customers.create({ email: 'ada@example.com', name: 'Ada' }, once);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    await expect(bench.stripe.customers.create({ name: 'Ben' }, once)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
    await expect(bench.stripe.products.create({ name: 'Ada' }, once)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
    expect((await bench.stripe.customers.list()).data).toHaveLength(1);
    expect(await bench.types()).toEqual(['customer.created']);
    expect(bench.received[0]?.request).toEqual({
      id: first.lastResponse.requestId,
      idempotency_key: 'key-1',
    });
    await bench.liveUntil(bench.clock.now() / 1000 + 86_401);
    expect((await bench.stripe.customers.create({ name: 'Ben' }, once)).name).toBe('Ben');
  });

  it('lets a refused request be corrected under the same key', async () => {
    const bench = await openBench();
    const once = { idempotencyKey: 'key-2' };
    await expect(bench.stripe.customers.create({ email: 'wrong' }, once)).rejects.toThrow('Invalid email');
    expect((await bench.stripe.customers.create({ email: 'right@example.com' }, once)).id).toMatch(/^cus_/);
  });

  it('remembers a declined card, so that a retry does not charge twice', async () => {
    const bench = await openBench();
    const { customer, subscription } = await subscribe(bench, { card: 'fails-later' });
    await bench.liveUntil(bench.clock.now() / 1000 + 31 * 86_400);
    const { latest_invoice: invoice } = await bench.stripe.subscriptions.retrieve(subscription);
    const once = { idempotencyKey: 'pay-1' };
    const pay = () => bench.stripe.invoices.pay(invoice as string, {}, once);
    await expect(pay()).rejects.toMatchObject({ code: 'card_declined', statusCode: 402 });
    const charges = (await bench.stripe.charges.list({ customer })).data.length;
    await expect(pay()).rejects.toMatchObject({ code: 'card_declined' });
    expect((await bench.stripe.charges.list({ customer })).data).toHaveLength(charges);
  });
});

describe('faults of the API on demand', () => {
  it('happen before or after the work, as many times as asked, where asked', async () => {
    const bench = await openBench();
    const match = { method: 'POST', path: '/v1/customers' };
    const create = (key?: string) =>
      bench.stripe.customers.create({ name: 'Ada' }, key ? { idempotencyKey: key } : {});
    const count = async () => (await bench.stripe.customers.list()).data.length;

    await bench.act('fault', { match, times: 2, kind: '429' });
    await expect(create()).rejects.toMatchObject({ type: 'StripeRateLimitError' });
    await expect(bench.stripe.products.create({ name: 'Free' })).resolves.toBeDefined();
    await expect(create()).rejects.toMatchObject({ statusCode: 429 });
    await bench.act('fault', { match, kind: '500' });
    await expect(create('a')).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    expect(await count()).toBe(0);
    await create('a');
    expect(await count()).toBe(1);

    await bench.act('fault', { match, kind: '500-after' });
    await expect(create('b')).rejects.toMatchObject({ statusCode: 500 });
    expect(await count()).toBe(2);
    await expect(create('b')).rejects.toMatchObject({ statusCode: 500 });
    expect(await count()).toBe(2);
    await bench.act('fault', { match, kind: '409' });
    await expect(create()).rejects.toMatchObject({ statusCode: 409 });
    expect(await count()).toBe(2);
  });

  it('cut the line; the client repeats once with the same key and nothing is doubled', async () => {
    const bench = await openBench();
    await bench.act('fault', { kind: 'reset-after' });
    const customer = await bench.stripe.customers.create({ name: 'Ada' });
    expect((await bench.stripe.customers.list()).data.map((row) => row.id)).toEqual([customer.id]);
    await bench.act('fault', { kind: 'reset', times: 2 });
    await expect(bench.stripe.customers.create({ name: 'Ben' })).rejects.toMatchObject({
      type: 'StripeConnectionError',
    });
    await bench.act('fault', { kind: 'timeout' });
    await expect(
      bench.stripe.customers.create({ name: 'Cleo' }, { timeout: 50, idempotencyKey: 'slow' }),
    ).rejects.toMatchObject({ type: 'StripeConnectionError' });
    await bench.act('clearFaults');
    await bench.stripe.customers.create({ name: 'Cleo' }, { idempotencyKey: 'slow' });
    expect((await bench.stripe.customers.list()).data).toHaveLength(2);
  });
});
