/** A Stripe server with a movable clock, the real client, and a receiver that verifies every webhook. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import { afterEach } from 'vitest';
import type { WireEntry } from '../../src/sandbox/kit.js';
import { demo } from '../../src/sandbox/people.js';
import {
  createStripeServer,
  type StripeServer,
  type StripeServerOptions,
} from '../../src/sandbox/stripe/index.js';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export const { secretKey, webhookSecret, monthlyPriceId, yearlyPriceId, proPriceId } = demo.stripe;

export const day = 86_400;

/** 22 November 2026, 09:00 UTC, in seconds. */
export const start = Date.UTC(2026, 10, 22, 9) / 1000;

export interface Bench {
  server: StripeServer;
  stripe: Stripe;
  wire: WireEntry[];
  /** Milliseconds. */
  clock: { now(): number };
  /** Verified events in the order in which they arrived, doubles included. */
  received: Stripe.Event[];
  /** What the receiver answers from now on. */
  answerWith(status: number): void;
  /** Types of the events received since the last call. */
  types(): Promise<string[]>;
  /** Lets time pass on the whole sandbox, up to a moment in seconds. */
  liveUntil(seconds: number): Promise<void>;
  /** Performs an action as the control API does: its input is parsed first. */
  act<T = Record<string, unknown>>(name: string, input?: object): Promise<T>;
}

export async function openBench(
  options: Partial<StripeServerOptions> & { webhookPath?: string } = {},
): Promise<Bench> {
  let at = start * 1000;
  const clock = { now: () => at };
  const wire: WireEntry[] = [];
  const received: Stripe.Event[] = [];
  let status = 200;
  let read = 0;

  const receiver = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const signature = String(incoming.headers['stripe-signature']);
      try {
        const body = Buffer.concat(chunks);
        const seconds = clock.now();
        const event = Stripe.webhooks.constructEvent(body, signature, webhookSecret, 300, undefined, seconds);
        received.push(event);
        outgoing.writeHead(status).end();
      } catch {
        outgoing.writeHead(400).end('bad signature');
      }
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => receiver.close(resolve)));
  cleanups.push(async () => receiver.closeAllConnections());

  const context = { clock, wire: (entry: WireEntry) => void wire.push(entry), changed: () => undefined };
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/stripe`;
  const server = await createStripeServer({
    context,
    port: 0,
    webhook: { url, secret: webhookSecret },
    ...options,
  });
  cleanups.push(() => server.close());

  return {
    server,
    stripe: clientOf(server),
    wire,
    clock,
    received,
    answerWith: (next) => void (status = next),
    async types() {
      await server.idle();
      const fresh = received.slice(read).map((event) => event.type);
      read = received.length;
      return fresh;
    },
    async liveUntil(seconds) {
      await server.advanceTo(seconds * 1000);
      at = seconds * 1000;
    },
    async act<T>(name: string, input: object = {}) {
      const action = server.actions[name];
      if (!action) throw new Error(`no action ${name}`);
      return (await action.run(action.input.parse(input))) as T;
    },
  };
}

/** The unmodified client, pointed at a server; it retries nothing by itself. */
export function clientOf(server: { port: number }, key: string = secretKey): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port: server.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

export interface Member {
  customer: string;
  subscription: string;
  session: string;
}

/** Somebody buys a subscription at the hosted checkout. */
export async function subscribe(
  bench: Bench,
  given: { price?: string; card?: 'ok' | 'fails-later'; reference?: string; trialDays?: number } = {},
): Promise<Member> {
  const session = await bench.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: given.price ?? monthlyPriceId, quantity: 1 }],
    success_url: 'https://lyceum.example/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://lyceum.example/plans',
    client_reference_id: given.reference ?? 'member-1',
    ...(given.trialDays && { subscription_data: { trial_period_days: given.trialDays } }),
  });
  const paid = await bench.act<{ customer: string; subscription: string }>('payCheckout', {
    sessionId: session.id,
    card: given.card ?? 'ok',
  });
  return { customer: paid.customer, subscription: paid.subscription, session: session.id };
}

/** The end of a subscription's running period, in seconds. */
export async function periodEnd(bench: Bench, subscription: string): Promise<number> {
  const { items } = await bench.stripe.subscriptions.retrieve(subscription);
  return items.data[0]?.current_period_end ?? NaN;
}
