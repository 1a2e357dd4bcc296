import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Delivery } from '#domain/delivery';
import type { Faq } from '#domain/faq';
import type { Members } from '#domain/members';
import type { Handoff } from './model.js';
import type { Desks, HandoffWake } from './ports.js';

export interface HandoffDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  faq: Pick<Faq, 'handedOver'>;
  desks: Desks;
  wake: HandoffWake;
  clock: Clock;
  log: Log;
}

/** Builds the hand-off room. */
export function createHandoff(_deps: HandoffDeps): Handoff {
  const later = (): never => {
    throw new Error('the hand-off room is being built');
  };
  const nothing = () => Promise.resolve();
  return {
    open: later,
    ticket: later,
    byNumber: later,
    tickets: () => Promise.resolve({ tickets: [], total: 0 }),
    lines: () => Promise.resolve([]),
    tellings: () => Promise.resolve([]),
    claim: later,
    release: later,
    answer: later,
    reply: later,
    close: later,
    reopen: later,
    heard: () => Promise.resolve(null),
    desk: () => Promise.resolve(null),
    setDesk: later,
    escalate: () => Promise.resolve([]),
    settleDesk: nothing,
    deskWaits: () => Promise.resolve(false),
    tidy: nothing,
    move: nothing,
    trace: nothing,
    erase: nothing,
    kept: () => Promise.resolve({}),
  };
}
