/** The sandbox and its page alone, with a clock that stands still: nobody buys but the test. */
import Fastify from 'fastify';
import { Stripe } from 'stripe';
import { demo, sandboxPlugin, startSandbox, type Sandbox } from '#sandbox';
import { silentLog } from '#kernel/log';
import { buildPage, launch, pageDir, type Stage } from './stage.js';

export const day = 86_400_000;

/** 22 November 2026, 09:00 UTC. */
export const opening = new Date('2026-11-22T09:00:00Z');

export interface Shop extends Stage {
  sandbox: Sandbox;
  stripe: Stripe;
  /** A customer as the page knows them: by name and e-mail. */
  customer(name: string, key: string): Promise<string>;
  /** An open Checkout Session for one price. */
  session(
    customer: string,
    price: string,
    extra?: Partial<Stripe.Checkout.SessionCreateParams>,
  ): Promise<string>;
  /** Pays a session with a card that always pays. */
  pay(session: string): Promise<void>;
  live(days: number): Promise<void>;
  /** The first day again. */
  reset(): Promise<void>;
}

export async function openShop(executablePath: string): Promise<Shop> {
  await buildPage();
  const sandbox = await startSandbox({ log: silentLog, ticking: false, startAt: opening });
  const app = Fastify();
  await app.register(sandboxPlugin({ sandbox, pageDir }));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await launch(executablePath);
  const stripe = new Stripe(demo.stripe.secretKey, {
    host: '127.0.0.1',
    port: sandbox.stripe.port,
    protocol: 'http',
  });
  return {
    browser,
    url: `${url}/sandbox/`,
    sandbox,
    stripe,
    customer: async (name, key) => (await stripe.customers.create({ name, email: `${key}@example.com` })).id,
    async session(customer, price, extra = {}) {
      const { recurring } = await stripe.prices.retrieve(price);
      const made = await stripe.checkout.sessions.create({
        mode: recurring ? 'subscription' : 'payment',
        customer,
        line_items: [{ price, quantity: 1 }],
        success_url: 'https://lyceum.example/done',
        ...extra,
      });
      return made.id;
    },
    async pay(session) {
      const action = sandbox.stripe.actions['payCheckout'];
      await action?.run(action.input.parse({ sessionId: session }));
    },
    live: (days) => sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + days * day)),
    reset: () => sandbox.reset(),
    async close() {
      await browser.close();
      await app.close();
      await sandbox.close();
    },
  };
}
