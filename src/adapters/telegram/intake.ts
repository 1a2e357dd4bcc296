import type { Update } from 'grammy/types';
import type { Log } from '#kernel/log';
import { loggable } from './errors.js';

/** Handles updates one after the other, each id once, and survives whatever goes wrong with one of them. */
export interface Intake {
  /** Resolves when the update was handled, or was known already. Never rejects. */
  take(update: Update): Promise<void>;
  /** Resolves when nothing is being handled. */
  idle(): Promise<void>;
}

/** @param remembered how many update ids are remembered */
export function createIntake(
  handle: (update: Update) => Promise<void>,
  log: Log,
  remembered = 5_000,
): Intake {
  const seen = new Set<number>();
  let last: Promise<void> = Promise.resolve();

  async function handleOnce(update: Update): Promise<void> {
    try {
      await handle(update);
    } catch (error) {
      log.error({ update: update.update_id, ...loggable(error) }, 'an update could not be handled');
    }
  }

  return {
    take(update) {
      if (seen.has(update.update_id)) return last;
      seen.add(update.update_id);
      const oldest = seen.values().next().value;
      if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
      last = last.then(() => handleOnce(update));
      return last;
    },
    idle: () => last,
  };
}
