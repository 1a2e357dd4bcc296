import type { SandboxContext } from '../../kit.js';
import type { Ledger } from '../ledger.js';
import { post, type Answer } from './post.js';
import { isOver, type Delivery } from './queue.js';
import { sign } from './signature.js';

/** Seconds until the next attempt, by how many there have been; then Stripe gives up, after about three days. */
const backOff = [5, 30, 300, 1800, 7200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200, 43_200];

export interface Dispatcher {
  /** Sends what is waiting, one after the other; returns at once. */
  wake(): void;
  /** Resolves when nothing can be sent now: what is held back or waits for a later retry does not count. */
  idle(): Promise<void>;
  /** Posts any body with any signature, to see whether the receiver refuses it. */
  raw(url: string, body: string, signature: string): Promise<Answer>;
  stop(): void;
}

/** Sends events to webhook endpoints in the order of the outbox. */
export function createDispatcher(deps: {
  context: SandboxContext;
  ledger(): Ledger;
  secretOf(endpoint: string): string | undefined;
  /** Milliseconds of real time after which an endpoint counts as not answering. */
  timeout: number;
}): Dispatcher {
  let sending: Promise<void> | undefined;
  let stopped = false;

  const next = (): Delivery | undefined => {
    const { state } = deps.ledger();
    while (!stopped && !state.webhookFaults.delay && state.outbox.length > 0) {
      const id = state.outbox.shift();
      const delivery = state.deliveries.find((row) => row.id === id);
      if (delivery) return delivery;
    }
    return undefined;
  };

  async function drain(): Promise<void> {
    for (let delivery = next(); delivery; delivery = next()) await deliver(delivery);
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const ledger = deps.ledger();
    const event = ledger.events.get(delivery.event);
    const endpoint = ledger.webhookEndpoints.get(delivery.endpoint);
    const secret = deps.secretOf(delivery.endpoint);
    if (!event || !endpoint || secret === undefined) {
      delivery.state = 'failed';
      delivery.last = 'the endpoint is gone';
      return;
    }
    const body = JSON.stringify(event, null, 2);
    const now = deps.context.clock.now();
    const signature = sign(body, secret, Math.floor(now / 1000));
    const answer = await post(endpoint.url, body, { 'stripe-signature': signature }, deps.timeout);
    log(endpoint.url, JSON.parse(body), answer, now);
    // The state may have been replaced while the answer was on its way.
    if (deps.ledger() === ledger) record(ledger, delivery, answer);
    deps.context.changed();
  }

  function record(ledger: Ledger, delivery: Delivery, answer: Answer): void {
    delivery.attempts += 1;
    delivery.last = answer.status;
    if (isOver(delivery)) return;
    const event = ledger.events.get(delivery.event);
    if (typeof answer.status === 'number' && answer.status >= 200 && answer.status < 300) {
      delivery.state = 'delivered';
      if (event) event.pending_webhooks = Math.max(0, event.pending_webhooks - 1);
      return;
    }
    const delay = backOff[delivery.attempts - 1];
    delivery.state = delay === undefined ? 'failed' : 'retrying';
    if (delay !== undefined) ledger.schedule(ledger.now() + delay, 'deliver', delivery.id);
  }

  function log(url: string, body: unknown, answer: Answer, at: number): void {
    deps.context.wire({
      at,
      platform: 'stripe',
      direction: 'out',
      method: 'POST',
      path: url,
      ...(typeof answer.status === 'number' && { status: answer.status }),
      ms: answer.ms,
      body,
      response: typeof answer.status === 'string' ? answer.status : answer.body,
    });
  }

  function wake(): void {
    if (sending || stopped) return;
    sending = drain().finally(() => {
      sending = undefined;
      // Something may have been queued between the last look and now.
      const { state } = deps.ledger();
      if (!state.webhookFaults.delay && state.outbox.length > 0) wake();
    });
  }

  return {
    wake,
    async idle() {
      wake();
      while (sending) await sending;
    },
    async raw(url, body, signature) {
      const at = deps.context.clock.now();
      const answer = await post(url, body, { 'stripe-signature': signature }, deps.timeout);
      log(url, body, answer, at);
      return answer;
    },
    stop() {
      stopped = true;
    },
  };
}
