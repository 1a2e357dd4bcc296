import { isDatabaseAway } from '#database';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { EventStore } from './event-store.js';
import type { Hashes } from './hashes.js';
import { MOST_AT_ONCE, MOST_WAITING, TRY_AGAIN_MS, WRITE_AFTER_MS } from './limits.js';
import type { Happened } from './model.js';
import { notedFrom, type Noted } from './noted.js';
import type { NotedCount } from './ports.js';
import type { Writing } from './writing.js';

export interface NotingDeps {
  writing: Writing;
  eventStore: EventStore;
  hashes: Hashes;
  count: NotedCount;
  clock: Clock;
  log: Log;
}

/** Takes note of events and has them written soon, many at once and in order. */
export function createNoting(deps: NotingDeps) {
  const { writing, eventStore, hashes, count, clock, log } = deps;
  let waiting: Noted[] = [];
  let total = count.noted;
  /** Noted and let go since that was last said. */
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;

  function soon(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms).unref();
  }

  async function begin(): Promise<void> {
    const written = await eventStore.writtenBy(count.writer);
    // Without a line of its own there is nothing to compare with: the database was emptied, or is another one.
    const lost = written === null ? 0 : count.noted - written;
    if (lost > 0) {
      log.warn(
        { events: lost },
        `${lost} events were not written: the process before this one ended too early`,
      );
    }
    await eventStore.settle(count.writer, count.noted);
    // The first events should not wait until everything that writes them is there.
    await writing.warm();
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      const rest = waiting.length - batch.length;
      await writing.write(batch, rest === 0 ? total : (batch.at(-1)?.nth ?? total));
      const written = new Set(batch);
      // What was taken out meanwhile stays out.
      waiting = waiting.filter((event) => !written.has(event));
    }
  }

  function sayDropped(): void {
    if (dropped === 0) return;
    log.warn({ events: dropped }, `${dropped} events were not written: too many waited for the database`);
    dropped = 0;
  }

  function flush(): Promise<void> {
    working ??= work()
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : 'unknown';
        const away = isDatabaseAway(error);
        log.warn({ reason, away, waiting: waiting.length }, 'events wait: the database cannot be written to');
        soon(TRY_AGAIN_MS);
      })
      .finally(() => {
        sayDropped();
        working = undefined;
        if (waiting.length > 0) soon(WRITE_AFTER_MS);
      });
    return working;
  }

  return {
    begin,
    flush,
    note(happened: Happened): void {
      try {
        const event = notedFrom(happened, total + 1, hashes, clock.now());
        if (!event) return;
        total += 1;
        count.note(total);
        if (waiting.length >= MOST_WAITING) dropped += 1;
        else waiting.push(event);
        soon(WRITE_AFTER_MS);
      } catch (error) {
        // Counting is never worth somebody's command.
        log.error({ reason: error instanceof Error ? error.name : 'unknown' }, '1 events were not written');
      }
    },
    /** Lets go of what waits and belongs to somebody. */
    forget(belongs: (event: Noted) => boolean): void {
      waiting = waiting.filter((event) => !belongs(event));
    },
  };
}
