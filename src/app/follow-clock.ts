import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { MovableClock } from '#kernel/clock';
import type { Log } from '#kernel/log';

const answer = z.object({ now: z.iso.datetime({ offset: true }) });
const EVERY_MS = 250;

export interface Following {
  /** Looks now, for what must not be late: a webhook from after a jump would seem to come from the future. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * Keeps our clock at least where a sandbox's is that runs in another process. It asks a few times a second;
 * a sandbox that is away leaves our clock ticking by itself.
 */
export async function followClock(url: string, clock: MovableClock, log: Log): Promise<Following> {
  const stopping = new AbortController();
  let warned = false;
  const look = async () => {
    try {
      const response = await fetch(url, {
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(2_000)]),
      });
      const { now } = answer.parse(await response.json());
      const ahead = new Date(now).getTime() - clock.now().getTime();
      // Less than that is the way of the answer, not a jump.
      if (ahead > 1_000) clock.moveTo(new Date(now));
      warned = false;
    } catch (error) {
      if (!warned && !stopping.signal.aborted)
        log.warn({ url, error: String(error) }, 'the clock to follow does not answer');
      warned = true;
    }
  };
  await look();
  void (async () => {
    while (!stopping.signal.aborted) {
      await setTimeout(EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      if (!stopping.signal.aborted) await look();
    }
  })();
  return { look, stop: () => stopping.abort() };
}
