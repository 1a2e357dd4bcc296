import { createChance } from './chance.js';
import { killAgainAndAgain, type Caught, type KillerDeps } from './killer.js';
import type { Effect } from './line.js';
import type { DrillOptions } from './options.js';
import { createProductProcess, type ProductProcess } from './process.js';
import { setStage, type Closers, type Prepare, type Stage } from './stage.js';

/** What one drill does differently before the first kill. */
interface Plan<B> {
  /** Reads what the product wrote; closed with everything else. */
  openBooks(databaseUrl: string): B;
  /** What is set up through the rooms. */
  prepare?: Prepare;
  /** When the sandbox begins; absent: now. */
  startAt?: Date;
  /** What stands beside the number of kills in the first line; asked when everything is prepared. */
  about(): string;
}

/** The product on its stage, up for the first time. */
export interface Scene<B> extends Pick<Stage, 'sandbox' | 'settings'> {
  product: ProductProcess;
  books: B;
  /** Seconds since the drill began. */
  seconds(): number;
  say(line: string): void;
  /** Kills it as often as wished, while the crowd goes on. */
  kill(
    how: Pick<KillerDeps, 'crowd'> & Partial<Pick<KillerDeps, 'wanted' | 'what' | 'timePasses'>>,
  ): Promise<Caught>;
}

/** Sets the stage in the folder `home`, starts the product on it, and says so. */
export async function openScene<B extends { close(): Promise<unknown> }>(
  options: DrillOptions,
  home: string,
  closers: Closers,
  stopped: AbortSignal,
  plan: Plan<B>,
): Promise<Scene<B>> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const say = (line: string) => console.log(`${seconds().toFixed(1).padStart(6)} s  ${line}`);
  const listeners = new Set<(effect: Effect) => void>();
  const stage = await setStage(
    options,
    home,
    createChance(options.seed + 1),
    closers,
    (effect) => listeners.forEach((listener) => listener(effect)),
    plan.prepare,
    plan.startAt,
  );
  const { sandbox, lines, settings, killPostgres } = stage;
  const product = createProductProcess(settings, home);
  closers.push(() => product.stop());
  const books = plan.openBooks(stage.databaseUrl);
  closers.push(() => books.close());
  say(
    `seed ${options.seed}: ${options.kills} kills, ${plan.about()}, ` +
      `queue on ${options.redis ? 'Redis' : 'Postgres'}, product ${product.how}`,
  );
  product.start();
  await product.untilReady();
  say('the product is up for the first time');
  return {
    sandbox,
    settings,
    product,
    books,
    seconds,
    say,
    kill: (how) =>
      killAgainAndAgain({
        kills: options.kills,
        chance: createChance(options.seed),
        product,
        sandbox,
        lines,
        ...(options.postgresToo ? { killPostgres } : {}),
        onCall(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        stopped,
        say,
        ...how,
      }),
  };
}
