import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relevantEvents } from '#adapters/stripe';
import { demo } from '../_support/product.js';
import { openPatient, troubles, type Patient } from './patient.js';
import { someOf } from '../_support/thorough.js';

const { monthlyPriceId, proPriceId, secretKey } = demo.stripe;

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

const look = async (given: Record<string, string> = {}) => troubles(await patient.examine(given));
const fault = (path: string, kind: string, more: object = {}) =>
  patient.act('stripe', 'fault', { match: { path }, times: 1000, kind, ...more });
const mend = () => patient.act('stripe', 'clearFaults');

/** Does something at Stripe as the dashboard does it, with the secret key. */
async function dashboard(path: string, change: Record<string, string>): Promise<void> {
  const answer = await fetch(`${patient.product.sandbox.stripe.url}/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
    body: new URLSearchParams(change),
  });
  expect(await answer.json()).not.toHaveProperty('error');
}

/** What the doctor says of one finding, as values. */
async function values(id: string, given: Record<string, string> = {}) {
  const found = (await patient.examine(given)).find((one) => one.id === id);
  return found?.what.values;
}

describe('the key of Stripe', () => {
  it('that is refused: broken stripe.key_refused', async () => {
    expect(await look({ STRIPE_SECRET_KEY: 'sk_test_wrong0123456789' })).toEqual([
      'broken stripe.key_refused',
    ]);
    expect(await look()).toEqual([]);
  });

  it('that is asked in vain: broken stripe.unreachable', async () => {
    expect(await look({ STRIPE_API_URL: 'http://127.0.0.1:9' })).toEqual(['broken stripe.unreachable']);
    await fault('/v1/events', '500');
    expect(await look()).toEqual(['broken stripe.unreachable']);
    await mend();
    expect(await look()).toEqual([]);
  });

  it('of the other mode than the prices: broken stripe.other_mode', async () => {
    const STRIPE_SECRET_KEY = secretKey.replace('sk_test_', 'sk_live_');
    const found = new Set(await look({ STRIPE_SECRET_KEY }));
    expect([...found]).toEqual(['broken stripe.other_mode']);
    expect(await look()).toEqual([]);
  });

  const restricted = { STRIPE_SECRET_KEY: secretKey.replace('sk_', 'rk_') };

  it('that is restricted and may do all we do is well', async () => {
    expect(await look(restricted)).toEqual([]);
  });

  it.each([
    ['Customers', 'Read', '/v1/customers', 'GET'],
    ['Customers', 'Write', '/v1/customers', 'POST'],
    ['Subscriptions', 'Read', '/v1/subscriptions', 'GET'],
    ['Subscriptions', 'Write', '/v1/subscriptions', 'POST'],
    ['Invoices', 'Read', '/v1/invoices', 'GET'],
    ['Invoices', 'Write', '/v1/invoices', 'POST'],
    ['Charges', 'Read', '/v1/charges', 'GET'],
    ['Disputes', 'Read', '/v1/disputes', 'GET'],
    ['Promotion Codes', 'Read', '/v1/promotion_codes', 'GET'],
    ['Prices', 'Read', '/v1/prices', 'GET'],
    ['Products', 'Read', '/v1/products', 'GET'],
    ['Events', 'Read', '/v1/events', 'GET'],
    ['Checkout Sessions', 'Read', '/v1/checkout/sessions', 'GET'],
    ['Checkout Sessions', 'Write', '/v1/checkout/sessions', 'POST'],
    ['Customer portal', 'Write', '/v1/billing_portal/sessions', 'POST'],
  ])(
    'that may not use %s (%s): broken stripe.permission_missing',
    async (permission, level, path, method) => {
      await fault(path, '403', { match: { path, method } });
      expect(await look(restricted)).toEqual(['broken stripe.permission_missing']);
      expect(await values('stripe.permission_missing', restricted)).toEqual({ permission, level });
      await mend();
      expect(await look(restricted)).toEqual([]);
    },
  );

  it.each([
    ['Webhook Endpoints', '/v1/webhook_endpoints'],
    ['Customer portal', '/v1/billing_portal/configurations'],
  ])('that may not look at %s, which only the doctor does: risky stripe.cannot_see', async (what, path) => {
    await fault(path, '403');
    expect(await look(restricted)).toEqual(['risky stripe.cannot_see']);
    expect(await values('stripe.cannot_see', restricted)).toEqual({ permission: what });
    await mend();
  });

  it('is not used to make or change anything', async () => {
    const { stripe } = patient.product.sandbox;
    const before = JSON.stringify({ ...stripe.state(), counter: 0, idempotency: {}, time: 0 });
    await patient.examine(restricted);
    expect(JSON.stringify({ ...stripe.state(), counter: 0, idempotency: {}, time: 0 })).toBe(before);
  });
});

describe('the webhook endpoint', () => {
  it('that is not there: broken stripe.webhook_missing', async () => {
    await patient.act('stripe', 'endpoint', { url: 'https://elsewhere.example/webhooks/stripe' });
    expect(await look()).toEqual(['broken stripe.webhook_missing']);
    await patient.act('stripe', 'endpoint');
    expect(await look()).toEqual([]);
  });

  it('that is switched off: broken stripe.webhook_disabled', async () => {
    await patient.act('stripe', 'endpoint', { disabled: true });
    expect(await look()).toEqual(['broken stripe.webhook_disabled']);
    await patient.act('stripe', 'endpoint');
    expect(await look()).toEqual([]);
  });

  it.each(someOf(relevantEvents, 3, 0))(
    'that leaves %s out: broken stripe.webhook_events',
    async (missing) => {
      await patient.act('stripe', 'endpoint', { events: relevantEvents.filter((type) => type !== missing) });
      expect(await look()).toEqual(['broken stripe.webhook_events']);
      expect(await values('stripe.webhook_events')).toEqual({ events: missing });
    },
  );

  it('that sends exactly what we rely on is well', async () => {
    await patient.act('stripe', 'endpoint', { events: [...relevantEvents] });
    expect(await look()).toEqual([]);
    await patient.act('stripe', 'endpoint');
  });

  it('of another API version: risky stripe.webhook_version', async () => {
    await patient.act('stripe', 'endpoint', { apiVersion: '2024-06-20' });
    expect(await look()).toEqual(['risky stripe.webhook_version']);
    await patient.act('stripe', 'endpoint');
    expect(await look()).toEqual([]);
  });
});

describe('the shop', () => {
  it('whose portal was never saved: broken stripe.portal_missing', async () => {
    await patient.act('stripe', 'portal', { saved: false });
    expect(await look()).toEqual(['broken stripe.portal_missing']);
    await patient.act('stripe', 'portal');
    expect(await look()).toEqual([]);
  });

  it('whose portal offers less: risky stripe.portal_no_card, portal_no_cancel, portal_no_switch', async () => {
    await patient.act('stripe', 'portal', { cards: false });
    expect(await look()).toEqual(['risky stripe.portal_no_card']);
    await patient.act('stripe', 'portal', { cancelling: false });
    expect(await look()).toEqual(['risky stripe.portal_no_cancel']);
    await patient.act('stripe', 'portal', { switching: false });
    expect(await look()).toEqual(['risky stripe.portal_no_switch']);
    await patient.act('stripe', 'portal');
    expect(await look()).toEqual([]);
  });

  it('that archived the only price of a plan: broken stripe.price_inactive', async () => {
    await dashboard(`/prices/${proPriceId}`, { active: 'false' });
    expect(await look()).toEqual(['broken stripe.price_inactive']);
    expect(await values('stripe.price_inactive')).toEqual({ price: proPriceId, plan: 'Pro' });
    await dashboard(`/prices/${proPriceId}`, { active: 'true' });
    expect(await look()).toEqual([]);
  });

  it('that archived one of two prices, or the product: a risk, or broken', async () => {
    await dashboard(`/prices/${monthlyPriceId}`, { active: 'false' });
    expect(await look()).toEqual(['risky stripe.price_inactive']);
    await dashboard(`/prices/${monthlyPriceId}`, { active: 'true' });
    await dashboard('/products/prod_demo_pro', { active: 'false' });
    expect(await look()).toEqual(['broken stripe.price_inactive']);
    await dashboard('/products/prod_demo_pro', { active: 'true' });
    expect(await look()).toEqual([]);
  });

  it('that does not know a price of a plan: broken stripe.price_missing', async () => {
    const gone = 'price_of_another_account';
    await patient.sql(`UPDATE "PlanPrice" SET "stripeId" = '${gone}' WHERE "stripeId" = '${proPriceId}'`);
    expect(await look()).toEqual(['broken stripe.price_missing']);
    await patient.sql(`UPDATE "PlanPrice" SET "stripeId" = '${proPriceId}' WHERE "stripeId" = '${gone}'`);
    expect(await look()).toEqual([]);
  });
});
