import { insertDue, type Due } from './agenda.js';
import { previousAttributes } from './differences.js';
import { idFor, type Prefix } from './ids.js';
import { apiVersion, type StripeEvent } from './shapes/platform.js';
import type { StripeObject } from './shapes/basics.js';
import type { StripeState } from './state.js';
import { createTable } from './table.js';
import { enqueue } from './webhooks/queue.js';

function tablesOf(state: StripeState) {
  return {
    customers: createTable(state.customers),
    products: createTable(state.products),
    prices: createTable(state.prices),
    paymentMethods: createTable(state.paymentMethods),
    subscriptions: createTable(state.subscriptions),
    invoices: createTable(state.invoices),
    invoiceItems: createTable(state.invoiceItems),
    invoicePayments: createTable(state.invoicePayments),
    paymentIntents: createTable(state.paymentIntents),
    charges: createTable(state.charges),
    checkoutSessions: createTable(state.checkoutSessions),
    coupons: createTable(state.coupons),
    promotionCodes: createTable(state.promotionCodes),
    discounts: createTable(state.discounts),
    refunds: createTable(state.refunds),
    disputes: createTable(state.disputes),
    paymentLinks: createTable(state.paymentLinks),
    portalConfigurations: createTable(state.portalConfigurations),
    portalSessions: createTable(state.portalSessions),
    webhookEndpoints: createTable(state.webhookEndpoints),
    events: createTable(state.events),
  };
}

export type Tables = ReturnType<typeof tablesOf>;

/** Who caused what is being written: an API request, a person on a hosted page, or (both `null`) Stripe itself. */
export type Cause = StripeEvent['request'];

/** The books: all objects, and the only ways to change them, so that every change has its event. */
export interface Ledger extends Tables {
  readonly state: StripeState;
  /** Seconds since the epoch; while something due is being done, the time at which it was due. */
  now: () => number;
  newId(prefix: Prefix): string;
  /** Records an event about an object as it is now, and queues it for the webhook endpoints. */
  emit(type: string, object: StripeObject, previous?: Record<string, unknown>): StripeEvent;
  /** Edits an object and, if anything changed, emits `type` with what was there before. */
  change<T extends StripeObject>(object: T, type: string | null, edit: (object: T) => void): void;
  schedule(at: number, kind: Due['kind'], id: string): void;
  /** Does something in someone's name. */
  causedBy<T>(cause: Cause, work: () => T): T;
  /** Absolute address of a hosted page. */
  pageUrl: (path: string) => string;
}

/** Opens the books over a state. `now` is in seconds. */
export function createLedger(
  state: StripeState,
  outside: { now: () => number; pageUrl: (path: string) => string },
): Ledger {
  let cause: Cause = { id: null, idempotency_key: null };
  const tables = tablesOf(state);
  const newId = (prefix: Prefix) => idFor(prefix, (state.counter += 1));

  const ledger: Ledger = {
    ...tables,
    state,
    now: outside.now,
    pageUrl: outside.pageUrl,
    newId,
    schedule: (at, kind, id) => insertDue(state.agenda, { at, kind, id }),
    emit(type, object, previous) {
      const event: StripeEvent = {
        id: newId('evt'),
        object: 'event',
        api_version: apiVersion,
        created: outside.now(),
        data: {
          object: structuredClone(object),
          ...(previous && { previous_attributes: structuredClone(previous) }),
        },
        livemode: false,
        pending_webhooks: 0,
        request: { ...cause },
        type,
      };
      tables.events.add(event);
      enqueue(ledger, event);
      return event;
    },
    change(object, type, edit) {
      const before = structuredClone(object);
      edit(object);
      const previous = previousAttributes(before, object);
      if (previous && type) ledger.emit(type, object, previous);
    },
    causedBy(next, work) {
      const outer = cause;
      cause = next;
      try {
        return work();
      } finally {
        cause = outer;
      }
    },
  };
  return ledger;
}
