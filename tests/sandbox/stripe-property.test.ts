import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StripeServer, StripeState } from '../../src/sandbox/stripe/index.js';
import { createStripeServer } from '../../src/sandbox/stripe/index.js';
import { day, monthlyPriceId, proPriceId, start, webhookSecret, yearlyPriceId } from './stripe-bench.js';

/** One thing that somebody does; numbers choose among what there is, so that every history makes sense. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      days: fc.oneof(fc.integer({ min: 0, max: 45 }), fc.constantFrom(31, 33)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      price: fc.constantFrom(monthlyPriceId, yearlyPriceId, proPriceId),
      card: fc.constantFrom(
        'ok' as const,
        'fails-later' as const,
        'fails-later' as const,
        'declined' as const,
      ),
      trialDays: fc.oneof(
        { weight: 4, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
      ),
    }),
  },
  fc.record({
    do: fc.constantFrom('setCard' as const, 'failCard' as const, 'payOldest' as const, 'payNewest' as const),
    who: fc.nat(9),
  }),
  fc.record({
    do: fc.constantFrom('cancelNow' as const, 'cancelLater' as const, 'resume' as const),
    who: fc.nat(9),
  }),
  fc.record({ do: fc.constantFrom('voidNewest' as const, 'change' as const), who: fc.nat(9) }),
  fc.record({
    do: fc.constant('settings' as const),
    afterLastRetry: fc.constantFrom('cancel' as const, 'unpaid' as const, 'past_due' as const),
    retryDays: fc.constantFrom([], [1], [3, 5, 9], [1, 3, 5, 7, 9, 11, 13, 14]),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface World {
  server: StripeServer;
  now: number;
  call(method: string, path: string, params?: Record<string, string>): Promise<Record<string, unknown>>;
}

async function open(): Promise<World> {
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
    expect(answer.status).not.toBe(500);
    return (await answer.json()) as Record<string, unknown>;
  };
  return world;
}

const act = async (world: World, name: string, input: object): Promise<void> => {
  const action = world.server.actions[name];
  if (!action) throw new Error(name);
  await action.run(action.input.parse(input));
};

async function perform(world: World, move: Step): Promise<void> {
  const state = world.server.state();
  const pick = <T>(rows: T[]): T | undefined =>
    'who' in move ? rows[move.who % Math.max(1, rows.length)] : undefined;
  const customer = pick(state.customers);
  const subscription = pick(state.subscriptions.filter((row) => row.status !== 'canceled'));
  const owed = state.invoices.filter((row) => row.status === 'open');
  switch (move.do) {
    case 'wait':
      await world.server.advanceTo((world.now + move.days * day) * 1000);
      world.now += move.days * day;
      return;
    case 'buy': {
      const session = await world.call('POST', '/v1/checkout/sessions', {
        mode: 'subscription',
        'line_items[0][price]': move.price,
        success_url: 'https://lyceum.example/done',
        ...(move.trialDays && { 'subscription_data[trial_period_days]': String(move.trialDays) }),
      });
      return act(world, 'payCheckout', { sessionId: session['id'], card: move.card });
    }
    case 'setCard':
      if (customer) await act(world, 'setCard', { customerId: customer.id, card: 'ok' });
      return;
    case 'failCard':
      if (customer) await act(world, 'failCard', { customerId: customer.id });
      return;
    case 'payOldest':
    case 'payNewest': {
      const invoice = move.do === 'payOldest' ? owed[0] : owed.at(-1);
      if (invoice) await act(world, 'payInvoice', { invoiceId: invoice.id });
      return;
    }
    case 'cancelNow':
    case 'cancelLater':
      if (!subscription) return;
      return act(world, 'cancel', {
        subscriptionId: subscription.id,
        atPeriodEnd: move.do === 'cancelLater',
      });
    case 'resume':
      if (subscription) await act(world, 'resume', { subscriptionId: subscription.id });
      return;
    case 'voidNewest': {
      const invoice = owed.at(-1);
      if (invoice) await world.call('POST', `/v1/invoices/${invoice.id}/void`, {});
      return;
    }
    case 'change': {
      const item = subscription?.items.data[0];
      const other = item?.price.id === proPriceId ? monthlyPriceId : proPriceId;
      if (!item || !subscription) return;
      await world.call('POST', `/v1/subscriptions/${subscription.id}`, {
        'items[0][id]': item.id,
        'items[0][price]': other,
      });
      return;
    }
    case 'settings':
      return act(world, 'settings', move);
  }
}

/** What must hold of the books at any time. */
function check(state: StripeState, now: number): void {
  for (const subscription of state.subscriptions) {
    const invoices = state.invoices.filter(
      (row) => row.parent?.subscription_details.subscription === subscription.id,
    );
    const latest = invoices.findLast((row) => row.status !== 'draft');
    const owes = latest?.status === 'open' && latest.attempted;
    const what = `${subscription.id} is ${subscription.status}, its latest claim ${latest?.status}`;
    if (subscription.status === 'active') expect(owes, what).toBe(false);
    if (subscription.status === 'past_due') expect(owes, what).toBe(true);
    if (subscription.status === 'unpaid') expect(latest?.status, what).toBe('open');
    const live = ['active', 'past_due', 'trialing', 'unpaid'].includes(subscription.status);
    for (const item of subscription.items.data) {
      expect(item.current_period_end).toBeGreaterThan(item.current_period_start);
      expect(item.current_period_start).toBeLessThanOrEqual(now);
      if (live) expect(item.current_period_end, what).toBeGreaterThan(now);
    }
    expect((subscription.status === 'canceled') === (subscription.ended_at !== null)).toBe(true);
    if (subscription.cancel_at_period_end && live) {
      expect(subscription.cancel_at).toBe(subscription.items.data[0]?.current_period_end);
    }
    if (!live) expect(invoices.filter((row) => row.next_payment_attempt !== null)).toEqual([]);
  }
  for (const invoice of state.invoices) {
    const sum = invoice.lines.data.reduce((total, line) => total + line.amount, 0);
    expect(invoice.total).toBe(sum);
    expect(invoice.amount_remaining).toBe(invoice.amount_due - invoice.amount_paid);
    expect(invoice.status === 'paid').toBe(invoice.status_transitions.paid_at !== null);
    if (invoice.next_payment_attempt !== null) expect(invoice.next_payment_attempt).toBeGreaterThan(now);
    const charged = state.charges
      .filter((row) => row.paid)
      .filter((row) =>
        state.invoicePayments.some(
          (payment) =>
            payment.invoice === invoice.id && payment.payment.payment_intent === row.payment_intent,
        ),
      );
    const taken = charged.reduce((total, row) => total + row.amount, 0);
    expect(taken, `${invoice.id} is ${invoice.status}`).toBe(
      invoice.status === 'paid' ? invoice.amount_due : 0,
    );
  }
  const times = state.events.map((event) => event.created);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
}

/** The last time each subscription's period was seen to begin; it never goes back. */
function checkPeriods(seen: Map<string, number>, state: StripeState): void {
  for (const { id, items } of state.subscriptions) {
    const begins = items.data[0]?.current_period_start ?? 0;
    expect(begins).toBeGreaterThanOrEqual(seen.get(id) ?? 0);
    seen.set(id, begins);
  }
}

describe('any history', () => {
  it('leaves subscriptions and invoices in agreement', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (moves) => {
        const world = await open();
        const periods = new Map<string, number>();
        try {
          for (const move of moves) {
            await perform(world, move);
            check(world.server.state(), world.now);
            checkPeriods(periods, world.server.state());
          }
        } finally {
          await world.server.close();
        }
      }),
      { numRuns: 80 },
    );
  });
});
