import type { Ledger } from '../ledger.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import { StripeFault } from '../http/fault.js';
import { ActionError } from '../../kit.js';

/** What the actions of a server work with. */
export interface ActionDeps {
  ledger(): Ledger;
  /** Runs something with what is overdue done before it and webhooks sent after it. */
  enter<T>(work: () => T): T;
  /** Tells the host that state changed. */
  changed(): void;
  dispatcher: Dispatcher;
  webhookUrl(): string | undefined;
}

/** Does something as a person at a browser would: it counts as a request, and a refusal becomes an ActionError. */
export function byHand<T>(deps: ActionDeps, work: (ledger: Ledger) => T): T {
  try {
    return deps.enter(() => {
      const ledger = deps.ledger();
      return ledger.causedBy({ id: ledger.newId('req'), idempotency_key: null }, () => work(ledger));
    });
  } catch (error) {
    if (error instanceof StripeFault) throw new ActionError(error.message, error.status);
    throw error;
  } finally {
    deps.changed();
  }
}
