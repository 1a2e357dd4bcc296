import type { Database } from '#database';
import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Faq } from './model.js';
import type { Encoder, FaqWake, Trainer } from './ports.js';

export interface FaqDeps {
  database: Database;
  members: Members;
  billing: Pick<Billing, 'plans'>;
  access: Pick<Access, 'entitlements'>;
  trainer: Trainer;
  encoder?: Encoder;
  wake: FaqWake;
  clock: Clock;
  log: Log;
}

/** Builds the FAQ room. */
export function createFaq(_deps: FaqDeps): Faq {
  const later = (): never => {
    throw new Error('the FAQ room is being built');
  };
  const nothing = () => Promise.resolve();
  return {
    entries: () => Promise.resolve([]),
    entry: later,
    add: later,
    edit: later,
    remove: later,
    restore: later,
    addPhrasing: later,
    removePhrasing: later,
    lints: later,
    replay: later,
    judge: later,
    ask: later,
    pick: later,
    thumb: later,
    asked: later,
    handedOver: later,
    unanswered: later,
    dismiss: later,
    promise: later,
    setPromise: later,
    report: later,
    places: () => Promise.resolve([]),
    addPlace: later,
    removePlace: later,
    listens: () => Promise.resolve(false),
    train: later,
    isStale: () => Promise.resolve(false),
    tidy: nothing,
    move: nothing,
    trace: nothing,
    erase: nothing,
    kept: () => Promise.resolve({}),
  };
}
