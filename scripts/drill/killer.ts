import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '#sandbox';
import type { Chance } from './chance.js';
import type { Effect, Line } from './line.js';
import type { Crowd } from './people.js';
import type { ProductProcess } from './process.js';

export interface KillerDeps {
  kills: number;
  chance: Chance;
  crowd: Pick<Crowd, 'done' | 'total'>;
  product: ProductProcess;
  sandbox: Sandbox;
  lines: readonly Line[];
  /** What is on the line at most kills; by default seats, notices, or anything. */
  wanted?: readonly [Effect | 'any', ...(Effect | 'any')[]];
  /** What the crowd is through with, in a word. */
  what?: string;
  /** Off: somebody else moves the clock. On by default. */
  timePasses?: boolean;
  killPostgres?: () => Promise<void>;
  /** Called at each end of every call on a line, from now on. */
  onCall(listener: (effect: Effect) => void): () => void;
  stopped: AbortSignal;
  say(line: string): void;
}

/** What was on the lines at the moments of the kills, all kills together. */
export type Caught = Record<Effect, number>;

/**
 * Kills the product at `kills` moments and starts it again each time. Most moments lie a random few
 * milliseconds after a call, spread evenly over the work; some lie within the start that follows a kill.
 */
export async function killAgainAndAgain(deps: KillerDeps): Promise<Caught> {
  const { kills, chance, crowd, product, say, stopped } = deps;
  const caught: Caught = { seat: 0, notice: 0, other: 0 };
  for (let n = 1; n <= kills; n += 1) {
    const starting = n > 1 && n < kills && chance.next() < 0.2;
    if (starting) {
      await pause(chance.whole(30, 2_500));
    } else {
      await product.untilReady();
      await theMoment(deps, ((n - 0.5 + (chance.next() - 0.5) / 2) / (kills + 0.5)) * crowd.total);
    }
    stopped.throwIfAborted();
    const found = { seat: 0, notice: 0, other: 0 };
    for (const effect of ['seat', 'notice', 'other'] as const) {
      for (const line of deps.lines) found[effect] += line.under(effect);
      caught[effect] += found[effect];
    }
    await product.kill();
    const jumped = await meanwhile(deps, n);
    product.start();
    const where = starting
      ? 'while starting'
      : `after ${crowd.done} of ${crowd.total} ${deps.what ?? 'changes'}`;
    say(
      `kill ${n}, ${where}: on the line ${found.seat} changes, ${found.notice} notices, ${found.other} other${jumped}`,
    );
  }
  await product.untilReady();
  return caught;
}

/** Waits until so many changes are done, then for some call, then a little. */
async function theMoment(deps: KillerDeps, changesDone: number): Promise<void> {
  const { chance, crowd, onCall, stopped, wanted: kinds = ['seat', 'notice', 'any'] } = deps;
  while (crowd.done < changesDone && !stopped.aborted) await pause(20);
  const wanted = chance.pick<Effect | 'any'>(kinds);
  await new Promise<void>((resolve) => {
    const stop = () => {
      clearTimeout(late);
      quit();
      resolve();
    };
    // The crowd may be through with this kind of call.
    const late = setTimeout(stop, 3_000);
    const quit = onCall((effect) => {
      if (wanted === 'any' || effect === wanted) stop();
    });
  });
  await pause(chance.pick([0, 0, 5, chance.whole(0, 120)]));
}

/**
 * What passes while the product is away: nothing; or a minute or several, so that it comes back to claims that
 * are old, within the time in which Discord remembers a nonce, or after it.
 */
async function meanwhile(deps: KillerDeps, n: number): Promise<string> {
  const { chance, sandbox, killPostgres } = deps;
  let what = '';
  if (killPostgres && n % 3 === 0) {
    await killPostgres();
    what = '; the database was killed too';
  }
  const seconds = chance.pick([0, 50, 75, 200, 400]);
  if (seconds === 0 || deps.timePasses === false) return what;
  // What Stripe sends waits at the door: four refusals within these minutes would be four too many.
  await sandbox.stripe.actions['webhookFaults']?.run({ delay: true });
  sandbox.clock.moveTo(new Date(sandbox.clock.now().getTime() + seconds * 1_000));
  void deps.product
    .untilReady()
    .catch(() => {})
    .then(() => sandbox.stripe.actions['releaseWebhooks']?.run({}));
  return `${what}; back ${seconds} s later`;
}
