import { lockName, type Database, type Tx } from '#database';
import type { AuditEntry, Members } from '#domain/members';
import type { ModelStore } from './model-store.js';
import type { FaqWake } from './ports.js';

export interface ChangingDeps {
  database: Database;
  members: Pick<Members, 'audit'>;
  modelStore: ModelStore;
  wake: FaqWake;
}

/** What was done: for the log, and whether the model has something to learn from it. */
export interface Done<T> {
  value: T;
  audit: AuditEntry | null;
  learns: boolean;
}

/**
 * Changes of one community's FAQ, one after the other: what is done, its line in the log and the wish to train
 * are written together.
 */
export function createChanging({ database, members, modelStore, wake }: ChangingDeps) {
  return async function changing<T>(communityId: string, run: (tx: Tx) => Promise<Done<T>>): Promise<T> {
    const { value, learns } = await database.transaction(async (tx) => {
      await lockName(tx, `faq:${communityId}`);
      const done = await run(tx);
      if (done.audit) await members.audit(communityId, done.audit, tx);
      if (done.learns) await modelStore.bump(tx, communityId);
      return done;
    });
    if (learns) await wake.train(communityId);
    return value;
  };
}

export type Changing = ReturnType<typeof createChanging>;
