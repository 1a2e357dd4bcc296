/** Histories of a shop: what people, merchants and banks may do, in any order. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { createStripeServer, seeded, type StripeServer } from '../../src/sandbox/stripe/index.js';
import { day, monthlyPriceId, proPriceId, start, webhookSecret, yearlyPriceId } from './stripe-bench.js';

const who = fc.nat(9);
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const wait = fc.record({
  do: fc.constant('wait' as const),
  days: fc.oneof(fc.integer({ min: 0, max: 45 }), fc.constantFrom(31, 33)),
});

const buy = fc.record({
  do: fc.constant('buy' as const),
  price: fc.constantFrom(monthlyPriceId, yearlyPriceId, proPriceId),
  card: fc.constantFrom('ok' as const, 'fails-later' as const, 'fails-later' as const, 'declined' as const),
  trialDays: rarely(fc.integer({ min: 1, max: 40 })),
  coupon: rarely(fc.constantFrom('ONCE', 'MONTHS', 'EVER')),
});

const order = fc.record({
  do: fc.constant('order' as const),
  method: fc.constantFrom('card', 'alipay', 'us_bank_account'),
  card: fc.constantFrom('ok', 'fails-later', 'declined'),
});

const settings = fc.record({
  do: fc.constant('settings' as const),
  afterLastRetry: fc.constantFrom('cancel' as const, 'unpaid' as const, 'past_due' as const),
  afterOverdue: fc.constantFrom('cancel' as const, 'unpaid' as const, 'past_due' as const),
  afterDispute: fc.constantFrom('leave' as const, 'cancel' as const),
  retryDays: fc.constantFrom([], [1], [3, 5, 9], [1, 3, 5, 7, 9, 11, 13, 14]),
});

/** One thing that somebody does; numbers choose among what there is, so that every history makes sense. */
export const step = fc.oneof(
  { weight: 6, arbitrary: wait },
  { weight: 4, arbitrary: buy },
  { weight: 1, arbitrary: order },
  { weight: 1, arbitrary: settings },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sendInvoices' as const), days: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('setCard' as const, 'failCard' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('payOldest' as const, 'payNewest' as const), who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('cancelNow' as const, 'cancelLater' as const), who }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'resume' as const, 'resumeByHand' as const),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('voidNewest' as const, 'pauseCollection' as const, 'deleteCustomer' as const),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      who,
      quantity: fc.integer({ min: 1, max: 3 }),
      price: fc.constantFrom(monthlyPriceId, proPriceId, yearlyPriceId),
      proration: fc.constantFrom('none', 'create_prorations', 'always_invoice'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('trial' as const),
      who,
      days: fc.option(fc.integer({ min: 1, max: 30 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      who,
      amount: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dispute' as const), who, inquiry: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      who,
      outcome: fc.constantFrom('won', 'lost'),
    }),
  },
);

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

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
  const session = await world.call('POST', '/v1/checkout/sessions', {
    mode: 'payment',
    'line_items[0][price]': seeded.workshopPriceId,
    success_url: 'https://lyceum.example/done',
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
