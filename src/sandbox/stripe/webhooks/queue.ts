import type { Ledger } from '../ledger.js';
import type { StripeEvent, WebhookEndpoint } from '../shapes/platform.js';

export type DeliveryState = 'queued' | 'collected' | 'delivered' | 'retrying' | 'failed' | 'dropped';

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: DeliveryState;
  attempts: number;
  /** HTTP status of the last attempt, or what went wrong on the wire. */
  last: number | string | null;
}

/** Faults that wait to happen to the next deliveries. */
export interface WebhookFaults {
  /** How many of the next deliveries are lost for good. */
  drop: number;
  /** How many of the next deliveries are sent twice. */
  double: number;
  /** Whether everything is held back until it is released. */
  delay: boolean;
  /** How many deliveries are collected before they are sent in another order; 0 for none. */
  shuffle: number;
  collected: string[];
}

function wants(endpoint: WebhookEndpoint, type: string): boolean {
  if (endpoint.status !== 'enabled') return false;
  return endpoint.enabled_events.some((wanted) => wanted === '*' || wanted === type);
}

/** Queues an event for every endpoint that asked for its type, subject to the faults on demand. */
export function enqueue(ledger: Ledger, event: StripeEvent): void {
  for (const endpoint of ledger.webhookEndpoints.all()) {
    if (!wants(endpoint, event.type)) continue;
    const delivery: Delivery = {
      id: ledger.newId('dlv'),
      event: event.id,
      endpoint: endpoint.id,
      state: 'queued',
      attempts: 0,
      last: null,
    };
    event.pending_webhooks += 1;
    ledger.state.deliveries.push(delivery);
    applyFaults(ledger, event, delivery);
  }
}

function applyFaults(ledger: Ledger, event: StripeEvent, delivery: Delivery): void {
  const { webhookFaults: faults, outbox } = ledger.state;
  if (faults.drop > 0) {
    faults.drop -= 1;
    delivery.state = 'dropped';
    event.pending_webhooks -= 1;
    return;
  }
  const copies = faults.double > 0 ? [delivery.id, delivery.id] : [delivery.id];
  if (faults.double > 0) faults.double -= 1;
  if (faults.shuffle === 0) {
    outbox.push(...copies);
    return;
  }
  delivery.state = 'collected';
  faults.collected.push(...copies);
  if (new Set(faults.collected).size >= faults.shuffle) releaseShuffled(ledger);
}

/** Sends what was collected for shuffling, in an order that depends on nothing but the state. */
export function releaseShuffled(ledger: Ledger): void {
  const { webhookFaults: faults, outbox, deliveries } = ledger.state;
  const collected = faults.collected;
  const waiting = [...collected];
  faults.collected = [];
  faults.shuffle = 0;
  let seed = ledger.state.counter;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let last = waiting.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [waiting[last], waiting[other]] = [waiting[other] as string, waiting[last] as string];
  }
  // A shuffle that changed nothing would test nothing.
  if (waiting.length > 1 && waiting.every((id, index) => id === collected[index])) waiting.reverse();
  for (const delivery of deliveries) if (delivery.state === 'collected') delivery.state = 'queued';
  outbox.push(...waiting);
}

/** After a stop: what was on its way when the state was stored is sent again, perhaps for the second time. */
export function requeueInterrupted(ledger: Ledger): void {
  const { deliveries, outbox } = ledger.state;
  const waiting = new Set(outbox);
  const lost = deliveries.filter((row) => row.state === 'queued' && !waiting.has(row.id));
  outbox.unshift(...lost.map((row) => row.id));
}

/** Whether nothing more will be tried for a delivery. */
export function isOver(delivery: Delivery): boolean {
  return delivery.state === 'delivered' || delivery.state === 'failed' || delivery.state === 'dropped';
}
