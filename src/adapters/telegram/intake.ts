import type { Update } from 'grammy/types';
import type { Log } from '#kernel/log';
import { loggable } from './errors.js';

/**
 * Handles each update id once, and survives whatever goes wrong with one of them. What concerns one person is
 * handled in order; nobody waits for somebody else's slow command, up to a bound.
 */
export interface Intake {
  /** Resolves when the update was handled, or was known already. Never rejects. */
  take(update: Update): Promise<void>;
  /** Resolves when nothing is being handled. */
  idle(): Promise<void>;
}

/** How many updates are under way at once. */
const ABREAST = 8;

/** @param remembered how many update ids are remembered */
export function createIntake(
  handle: (update: Update) => Promise<void>,
  log: Log,
  remembered = 5_000,
): Intake {
  const seen = new Map<number, Promise<void>>();
  const lanes = new Map<number, Promise<void>>();
  const waiting: (() => void)[] = [];
  let underWay = 0;

  async function handleOnce(update: Update): Promise<void> {
    if (underWay >= ABREAST) await new Promise<void>((resolve) => waiting.push(resolve));
    underWay += 1;
    try {
      await handle(update);
    } catch (error) {
      log.error({ update: update.update_id, ...loggable(error) }, 'an update could not be handled');
    } finally {
      underWay -= 1;
      waiting.shift()?.();
    }
  }

  return {
    take(update) {
      const known = seen.get(update.update_id);
      if (known) return known;
      const lane = laneOf(update);
      const done = (lanes.get(lane) ?? Promise.resolve()).then(() => handleOnce(update));
      lanes.set(lane, done);
      void done.then(() => lanes.get(lane) === done && lanes.delete(lane));
      seen.set(update.update_id, done);
      const oldest = seen.keys().next().value;
      if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
      return done;
    },
    async idle() {
      await Promise.all(lanes.values());
    },
  };
}

/** Whom an update is about; the chat where it is about nobody, and no matter what it is. */
function laneOf(update: Update): number {
  const { message, callback_query, chat_member, my_chat_member, chat_join_request, message_reaction } =
    update as Loose;
  return (
    chat_member?.new_chat_member?.user?.id ??
    chat_join_request?.from?.id ??
    callback_query?.from?.id ??
    message?.from?.id ??
    message_reaction?.user?.id ??
    my_chat_member?.chat?.id ??
    0
  );
}

/** As Telegram promises it, but nothing fails where it does not keep to that. */
type Loose = { [Part in keyof Update]?: DeepPartial<Update[Part]> };
type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;
