import type { Update } from './api.js';
import { conflict } from './failure.js';
import { withResolver, type UpdateQueue } from './queue.js';
import type { TelegramState } from './state.js';

interface PollRequest {
  offset: number;
  limit: number;
  /** Seconds to wait for the first update. */
  timeout: number;
  allowed: string[] | undefined;
  signal: AbortSignal;
}

export interface Poller {
  /** Answers getUpdates. @throws ApiFailure 409 when a webhook is set or another poller takes over */
  poll(request: PollRequest): Promise<Update[]>;
  /** Ends the poll that waits, with a reason for its caller or, without one, with an empty answer. */
  interrupt(reason?: Error): void;
}

export function createPoller(state: () => TelegramState, queue: UpdateQueue): Poller {
  let waiting: { finish: (updates: Update[]) => void; fail: (reason: Error) => void } | undefined;

  function ready(limit: number): Update[] {
    return queue
      .pending()
      .slice(0, limit)
      .map((entry) => entry.update);
  }

  function interrupt(reason?: Error): void {
    const current = waiting;
    waiting = undefined;
    if (reason) current?.fail(reason);
    else current?.finish([]);
  }

  return {
    interrupt,
    async poll({ offset, limit, timeout, allowed, signal }) {
      if (state().webhook)
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      interrupt(
        conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
      );
      queue.consumerSeen();
      if (allowed) state().updates.allowed = allowed.length > 0 ? allowed : null;
      if (offset > 0) queue.confirm((update) => update.update_id < offset);
      if (offset < 0) {
        const kept = queue.pending().slice(offset);
        queue.confirm((update) => !kept.some((entry) => entry.update === update));
      }
      const now = ready(limit);
      if (now.length > 0 || timeout <= 0) return now;

      const { promise, resolve, reject } = withResolver<Update[]>();
      const mine = { finish: resolve, fail: reject };
      waiting = mine;
      // One step later, so that the several updates of one event arrive in one answer.
      const stopListening = queue.listen(() => setImmediate(() => waiting === mine && resolve(ready(limit))));
      const timer = setTimeout(() => resolve([]), timeout * 1000);
      const hangUp = (): void => resolve([]);
      signal.addEventListener('abort', hangUp);
      return promise.finally(() => {
        if (waiting === mine) waiting = undefined;
        stopListening();
        clearTimeout(timer);
        signal.removeEventListener('abort', hangUp);
      });
    },
  };
}
