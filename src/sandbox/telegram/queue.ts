/** Updates on their way to the bot: kept until confirmed, for at most a day, as Telegram does. */
import type { Update, UpdateContent, UpdateKind } from './api.js';
import type { PendingUpdate, TelegramState } from './state.js';

/** Not sent unless asked for by name. */
const optIn: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
/** A press must get through while the handler of an earlier message is still busy. */
const ownLane: readonly string[] = ['callback_query', 'chat_join_request'];
const dayInSeconds = 86_400;

export interface UpdateQueue {
  /**
   * Queues an update.
   * @param about the chat or the person: updates about one are handed over in order
   * @returns its id, or undefined when the bot did not ask for this kind
   */
  post<K extends UpdateKind>(kind: K, body: UpdateContent[K], about: number): number | undefined;
  /** What waits for the bot, oldest first. */
  pending(): readonly PendingUpdate[];
  /** Forgets the updates for which `isDone` holds and tells those who wait for them. */
  confirm(isDone: (update: Update) => boolean): void;
  /** Resolves true once the bot confirmed the update, false when `boundMs` of real time passed first. */
  confirmed(id: number | undefined, boundMs: number): Promise<boolean>;
  /** Calls back whenever an update was queued. @returns a function that ends this */
  listen(callback: () => void): () => void;
  /** Marks that somebody fetches updates, so that waiting for a confirmation makes sense. */
  consumerSeen(): void;
  /** Lets go of everyone who waits. */
  release(): void;
}

export function createUpdateQueue(deps: {
  state: () => TelegramState;
  now: () => number;
  changed: () => void;
}): UpdateQueue {
  const { state, now, changed } = deps;
  const waiters = new Map<number, ((isConfirmed: boolean) => void)[]>();
  const listeners = new Set<() => void>();
  let hasConsumer = false;

  function settle(id: number, isConfirmed: boolean): void {
    const waiting = waiters.get(id) ?? [];
    waiters.delete(id);
    for (const resolve of waiting) resolve(isConfirmed);
  }

  function drop(keep: (entry: PendingUpdate) => boolean, isConfirmed: boolean): void {
    const { updates } = state();
    const gone = updates.pending.filter((entry) => !keep(entry));
    if (gone.length === 0) return;
    updates.pending = updates.pending.filter(keep);
    for (const entry of gone) settle(entry.update.update_id, isConfirmed);
    changed();
  }

  return {
    post(kind, body, about) {
      const { updates } = state();
      const isWanted = updates.allowed ? updates.allowed.includes(kind) : !optIn.includes(kind);
      changed();
      if (!isWanted) return undefined;
      const id = updates.next;
      updates.next += 1;
      const lane = `${ownLane.includes(kind) ? kind : 'chat'}:${about}`;
      updates.pending.push({ update: { update_id: id, [kind]: structuredClone(body) }, at: now(), lane });
      for (const listener of listeners) listener();
      return id;
    },
    pending() {
      const oldest = now() - dayInSeconds;
      drop((entry) => entry.at > oldest, false);
      return state().updates.pending;
    },
    confirm(isDone) {
      drop((entry) => !isDone(entry.update), true);
    },
    async confirmed(id, boundMs) {
      if (id === undefined) return false;
      if (!state().updates.pending.some((entry) => entry.update.update_id === id)) return true;
      if (!hasConsumer && !state().webhook) return false;
      const { promise, resolve } = withResolver<boolean>();
      waiters.set(id, [...(waiters.get(id) ?? []), resolve]);
      const timer = setTimeout(() => resolve(false), boundMs);
      return promise.finally(() => clearTimeout(timer));
    },
    listen(callback) {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
    consumerSeen() {
      hasConsumer = true;
    },
    release() {
      for (const id of waiters.keys()) settle(id, false);
    },
  };
}

/** Promise.withResolvers, which Node 20 does not have. */
export function withResolver<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: Error) => void;
} {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
