import { createLedger, type Ledger } from '../ledger.js';

/**
 * Does something on a copy of the books, to see what would come of it. Nothing of it stays, and nobody is told.
 * What is not money is left out of the copy: events, deliveries and saved answers.
 */
export function rehearse<T>(ledger: Ledger, work: (copy: Ledger) => T): T {
  const state = structuredClone({
    ...ledger.state,
    events: [],
    deliveries: [],
    outbox: [],
    webhookEndpoints: [],
    idempotency: {},
  });
  return work(createLedger(state, { now: () => ledger.now(), pageUrl: ledger.pageUrl }));
}
