/** Histories of a shop: what people, merchants and banks do, in any order. */
import { expect } from 'vitest';
import { createStripeServer, seeded, type StripeServer } from '../../src/sandbox/stripe/index.js';
import { day, start, webhookSecret } from './stripe-bench.js';
import type { Step } from './stripe-steps.js';

export interface World {
  server: StripeServer;
  now: number;
  /** A request to the API; what it refuses is an answer too, but it never fails. */
  call(method: string, path: string, params?: Record<string, string>): Promise<Record<string, unknown>>;
}

/** A fresh shop with three coupons and nobody to hear its webhooks. */
export async function openWorld(): Promise<World> {
  const world = { now: start } as World;
  const context = {
    clock: { now: () => world.now * 1000 },
    wire: () => undefined,
    changed: () => undefined,
  };
  world.server = await createStripeServer({ context, port: 0, webhook: { secret: webhookSecret } });
  world.call = async (method, path, params) => {
    const answer = await fetch(`${world.server.url}${path}`, {
      method,
      headers: { authorization: 'Bearer sk_test_sandbox0123456789abcdefghijkl' },
      ...(params && { body: new URLSearchParams(params) }),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    expect(answer.status, JSON.stringify(body['error'])).not.toBe(500);
    return body;
  };
  await world.call('POST', '/v1/coupons', { id: 'ONCE', percent_off: '30' });
  await world.call('POST', '/v1/coupons', { id: 'EVER', percent_off: '12.5', duration: 'forever' });
  await world.call('POST', '/v1/coupons', {
    id: 'MONTHS',
    amount_off: '700',
    currency: 'usd',
    duration: 'repeating',
    duration_in_months: '2',
  });
  return world;
}

/** Something done by hand; what cannot be done at the moment is left undone. */
async function act(world: World, name: string, input: object): Promise<void> {
  const action = world.server.actions[name];
  if (!action) throw new Error(name);
  try {
    await action.run(action.input.parse(input));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ActionError') throw error;
  }
}

async function sell(world: World, move: Extract<Step, { do: 'buy' }>): Promise<void> {
  const session = await world.call('POST', '/v1/checkout/sessions', {
    mode: 'subscription',
    'line_items[0][price]': move.price,
    success_url: 'https://lyceum.example/done',
    ...(move.trialDays && { 'subscription_data[trial_period_days]': String(move.trialDays) }),
    ...(move.coupon && { 'discounts[0][coupon]': move.coupon }),
  });
  await act(world, 'payCheckout', { sessionId: session['id'], card: move.card });
}

async function sellOnce(world: World, move: Extract<Step, { do: 'order' }>): Promise<void> {
  const { customers } = world.server.state();
  const known = move.known === undefined ? undefined : customers[move.known % Math.max(1, customers.length)];
  const session = await world.call('POST', '/v1/checkout/sessions', {
    mode: 'payment',
    'line_items[0][price]': seeded.workshopPriceId,
    success_url: 'https://lyceum.example/done',
    ...(known && { customer: known.id }),
    ...(move.invoice && { 'invoice_creation[enabled]': 'true' }),
    ...(move.coupon && { 'discounts[0][coupon]': move.coupon }),
  });
  await act(world, 'payCheckout', { sessionId: session['id'], card: move.card, method: move.method });
}

async function sendInvoices(world: World, days: number): Promise<void> {
  const customer = await world.call('POST', '/v1/customers', { name: 'Wei' });
  await world.call('POST', '/v1/subscriptions', {
    customer: String(customer['id']),
    'items[0][price]': seeded.cnyPriceId,
    collection_method: 'send_invoice',
    days_until_due: String(days),
  });
}

/** Lives through one step of a history. */
export async function perform(world: World, move: Step): Promise<void> {
  const state = world.server.state();
  const pick = <T>(rows: readonly T[]): T | undefined =>
    'who' in move ? rows[move.who % Math.max(1, rows.length)] : undefined;
  const customerId = pick(state.customers)?.id;
  const subscription = pick(state.subscriptions.filter((row) => row.status !== 'canceled'));
  const subscriptionId = subscription?.id;
  const owed = state.invoices.filter((row) => row.status === 'open');
  switch (move.do) {
    case 'wait':
      await world.server.advanceTo((world.now + move.days * day) * 1000);
      world.now += move.days * day;
      return;
    case 'buy':
      return sell(world, move);
    case 'order':
      return sellOnce(world, move);
    case 'sendInvoices':
      return sendInvoices(world, move.days);
    case 'settings':
      return act(world, 'settings', move);
    case 'setCard':
    case 'failCard':
    case 'deleteCustomer':
      return customerId ? act(world, move.do, { customerId, card: 'ok' }) : undefined;
    case 'payOldest':
    case 'payNewest': {
      const invoiceId = (move.do === 'payOldest' ? owed[0] : owed.at(-1))?.id;
      if (!invoiceId) return;
      await act(world, 'payInvoice', { invoiceId });
      return act(world, 'payByHand', { invoiceId, method: 'alipay' });
    }
    case 'voidNewest': {
      const invoice = owed.at(-1);
      if (invoice) await world.call('POST', `/v1/invoices/${invoice.id}/void`, {});
      return;
    }
    case 'giveUpOldest':
      return act(world, 'closeInvoice', { invoiceId: owed[0]?.id ?? '', as: 'uncollectible' });
    case 'sendDraft': {
      const draft = state.invoices.findLast((row) => row.status === 'draft');
      return act(world, 'sendInvoice', { invoiceId: draft?.id ?? '' });
    }
    case 'refund':
      return act(world, 'refund', { chargeId: pick(state.charges)?.id ?? '', amount: move.amount });
    case 'dispute':
      return act(world, 'dispute', { chargeId: pick(state.charges)?.id ?? '', inquiry: move.inquiry });
    case 'decide':
      return act(world, 'closeDispute', { disputeId: pick(state.disputes)?.id ?? '', outcome: move.outcome });
    default:
      return subscriptionId ? performOn(world, subscriptionId, move) : undefined;
  }
}

async function performOn(world: World, subscriptionId: string, move: Step): Promise<void> {
  const path = `/v1/subscriptions/${subscriptionId}`;
  switch (move.do) {
    case 'cancelNow':
    case 'cancelLater':
      return act(world, 'cancel', { subscriptionId, atPeriodEnd: move.do === 'cancelLater', prorate: true });
    case 'pause':
    case 'resume':
      return act(world, move.do, { subscriptionId });
    case 'resumeByHand':
      await world.call('POST', `${path}/resume`, { 'billing_cycle_anchor[type]': 'unchanged' });
      return;
    case 'pauseCollection':
      return act(world, 'pause', { subscriptionId, what: 'collection', days: 40 });
    case 'cancelAt': {
      const at = new Date((world.now + move.days * day) * 1000).toISOString();
      return act(world, 'cancel', { subscriptionId, at });
    }
    case 'preview':
      return preview(world, subscriptionId, move);
    case 'change':
      return act(world, 'changePlan', {
        subscriptionId,
        priceId: move.price,
        quantity: move.quantity,
        proration: move.proration,
      });
    case 'trial': {
      const end = move.days === null ? 'now' : String(world.now + move.days * day);
      await world.call('POST', path, { trial_end: end });
      return;
    }
    default:
  }
}

/** Asks what a change would cost; nothing but the numbers of new ids may have moved. */
async function preview(
  world: World,
  subscription: string,
  move: Extract<Step, { do: 'preview' }>,
): Promise<void> {
  const books = () => JSON.stringify({ ...world.server.state(), counter: 0, idempotency: {} });
  const item = world.server.state().subscriptions.find((row) => row.id === subscription)?.items.data[0];
  // What is overdue happens before any answer: it belongs to before.
  await world.call('GET', '/v1/account');
  const before = books();
  await world.call('POST', '/v1/invoices/create_preview', {
    subscription,
    'subscription_details[items][0][id]': item?.id ?? '',
    'subscription_details[items][0][price]': move.price,
    'subscription_details[proration_behavior]': move.proration,
  });
  expect(books()).toBe(before);
}
