import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBench, periodEnd, start, subscribe, webhookSecret } from './stripe-bench.js';

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe('webhooks', () => {
  it('arrive signed with the time of delivery and report what is pending', async () => {
    const bench = await openBench();
    await bench.stripe.products.create({ name: 'Course' });
    expect(await bench.types()).toEqual(['product.created']);
    expect(bench.received[0]?.pending_webhooks).toBe(1);
    const stored = await bench.stripe.events.retrieve(bench.received[0]?.id as string);
    expect(stored.pending_webhooks).toBe(0);
    expect(bench.server.view().events[0]?.deliveries).toEqual([
      { state: 'delivered', attempts: 1, last: 200 },
    ]);
  });

  it('are tried again later and later until they are answered with 2xx', async () => {
    const bench = await openBench();
    bench.answerWith(503);
    await bench.stripe.products.create({ name: 'Course' });
    await bench.types();
    await bench.liveUntil(start + 5);
    await bench.liveUntil(start + 34);
    expect(await bench.types()).toHaveLength(1);
    bench.answerWith(204);
    await bench.liveUntil(start + 35);
    expect(await bench.types()).toHaveLength(1);
    await bench.liveUntil(start + 86_400);
    expect(await bench.types()).toEqual([]);
    expect(new Set(bench.received.map((event) => event.id)).size).toBe(1);
    expect(bench.server.view().events[0]?.deliveries).toEqual([
      { state: 'delivered', attempts: 3, last: 204 },
    ]);
  });

  it('are given up after some three days', async () => {
    const bench = await openBench();
    bench.answerWith(500);
    await bench.stripe.products.create({ name: 'Course' });
    await bench.liveUntil(start + 5 * 86_400);
    expect(bench.received).toHaveLength(13);
    expect(bench.server.view().events[0]?.deliveries[0]?.state).toBe('failed');
    const undelivered = await bench.stripe.events.list({ delivery_success: false });
    expect(undelivered.data[0]?.pending_webhooks).toBe(1);
  });

  it('are sent again when a stop caught them on their way', async () => {
    const stopped = await openBench();
    await stopped.act('webhookFaults', { delay: true });
    await stopped.stripe.products.create({ name: 'Course' });
    const stored = structuredClone(stopped.server.state());
    stored.webhookFaults.delay = false;
    stored.outbox = [];
    const bench = await openBench();
    bench.server.load(stored);
    expect(await bench.types()).toEqual(['product.created']);
  });

  it('survive a receiver that is down', async () => {
    const bench = await openBench();
    bench.server.setWebhook('http://127.0.0.1:9/webhooks/stripe');
    await bench.stripe.products.create({ name: 'Course' });
    await bench.server.idle();
    expect(bench.server.view().events[0]?.deliveries[0]).toMatchObject({ state: 'retrying', attempts: 1 });
    expect((await bench.stripe.events.list()).data[0]?.pending_webhooks).toBe(1);
  });

  it('go nowhere without an address, and only where a type was asked for', async () => {
    const bench = await openBench({ webhook: { secret: webhookSecret } });
    await bench.stripe.products.create({ name: 'Course' });
    expect((await bench.stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
    const endpoint = await bench.stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['customer.created'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await bench.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    await bench.stripe.products.create({ name: 'Another' });
    await bench.stripe.customers.create({ name: 'Ada' });
    const pending = (await bench.stripe.events.list()).data.map((event) => [
      event.type,
      event.pending_webhooks,
    ]);
    expect(pending).toEqual([
      ['customer.created', 1],
      ['product.created', 0],
      ['product.created', 0],
    ]);
  });
});

describe('webhook faults', () => {
  it('lose events that the list still knows', async () => {
    const bench = await openBench();
    await bench.act('webhookFaults', { drop: 2 });
    for (const name of names(3)) await bench.stripe.products.create({ name });
    expect(await bench.types()).toHaveLength(1);
    const known = await bench.stripe.events.list();
    expect(known.data).toHaveLength(3);
    expect(known.data[0]?.id).toBe(bench.received[0]?.id);
    await bench.act('resendEvent', { eventId: known.data[2]?.id as string });
    await bench.server.idle();
    expect(bench.received.map((event) => event.id)).toEqual([known.data[0]?.id, known.data[2]?.id]);
  });

  it('send events twice', async () => {
    const bench = await openBench();
    await bench.act('webhookFaults', { double: 1 });
    for (const name of names(2)) await bench.stripe.products.create({ name });
    await bench.server.idle();
    const ids = bench.received.map((event) => event.id);
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(ids[1]);
  });

  it('hold events back until they are released, in their order', async () => {
    const bench = await openBench();
    await bench.act('webhookFaults', { delay: true });
    for (const name of names(4)) await bench.stripe.products.create({ name });
    expect(await bench.types()).toEqual([]);
    expect(bench.server.view().webhookFaults.held).toBe(4);
    await bench.act('releaseWebhooks');
    await bench.server.idle();
    const sent = bench.received.map((event) => (event.data.object as { name: string }).name);
    expect(sent).toEqual(names(4));
  });

  it('collect events and send them in another order, the same each time', async () => {
    const shuffled = async () => {
      const bench = await openBench();
      await bench.act('webhookFaults', { shuffle: 6 });
      for (const name of names(5)) await bench.stripe.products.create({ name });
      expect(await bench.types()).toEqual([]);
      for (const name of ['p5', 'p6']) await bench.stripe.products.create({ name });
      await bench.server.idle();
      return bench.received.map((event) => (event.data.object as { name: string }).name);
    };
    const order = await shuffled();
    expect(order.slice(0, 6)).not.toEqual(names(6));
    expect(order.slice(0, 6).toSorted()).toEqual(names(6));
    expect(order[6]).toBe('p6');
    expect(await shuffled()).toEqual(order);
  });

  it('post forged bodies, which a receiver can refuse', async () => {
    const bench = await openBench();
    const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'invoice.paid' });
    const time = bench.clock.now() / 1000;
    const signed = (secret: string) =>
      `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
    expect(await bench.act('deliverRaw', { body, signature: signed('whsec_guess') })).toMatchObject({
      status: 400,
    });
    expect(await bench.act('deliverRaw', { body, signature: signed(webhookSecret) })).toMatchObject({
      status: 200,
    });
    expect(bench.received.map((event) => event.id)).toEqual(['evt_forged']);
  });

  it('do not stop time: a month passes although the receiver is broken', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    bench.answerWith(500);
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(end + 7200);
    expect(await periodEnd(bench, subscription)).toBeGreaterThan(end);
    bench.answerWith(200);
    await bench.liveUntil(end + 5 * 86_400);
    expect(bench.server.state().deliveries.filter((row) => row.state === 'retrying')).toEqual([]);
  });
});
