import { openBooks } from './books.js';
import { count, type Count } from './count.js';
import { openDoors } from './doors.js';
import type { DrillOptions } from './options.js';
import { createCrowd } from './people.js';
import { openScene } from './scene.js';
import { deliveriesOf, resendWebhooks, settle } from './settle.js';
import type { Closers } from './stage.js';
import { brokenPromises, table } from './verdict.js';

/** People buy, cancel and come back while the product is killed; @returns whether every promise held */
export async function drillChanges(
  options: DrillOptions,
  home: string,
  closers: Closers,
  stopped: AbortSignal,
): Promise<boolean> {
  const { changes } = options;
  const scene = await openScene(options, home, closers, stopped, {
    openBooks,
    about: () => `${changes} changes on each platform`,
  });
  const { sandbox, settings, product, books, say, seconds } = scene;
  const doors = openDoors(sandbox);
  const untilReady = async () => {
    while (!product.ready && !stopped.aborted) await product.untilReady();
  };
  const startedAt = () => product.startedAt;
  const crowd = await createCrowd({ doors, books, untilReady, startedAt, changes, stopped });
  // Stripe's own second try comes after seconds, its third after half a minute; more would be waiting for nothing.
  const resending = setInterval(() => product.ready && resendWebhooks(sandbox), 2_000);
  closers.push(async () => clearInterval(resending));
  const killing = scene.kill({ crowd });
  const [caught] = await Promise.all([killing, crowd.run()]).catch((error: unknown) => {
    say(deliveriesOf(sandbox));
    throw error;
  });
  say('everybody is through; waiting until nothing is under way');
  await settle({
    sandbox,
    books,
    httpPort: settings['HTTP_PORT'] ?? '',
    startedAt: sandbox.clock.now(),
    stopped,
  });

  const rows = await books.notices();
  const counts: Count[] = (['discord', 'telegram'] as const).map((platform) =>
    count(platform, crowd.people, doors, rows),
  );
  console.log(table(options, counts, caught, seconds()));
  const broken = brokenPromises(options, counts);
  for (const promise of broken) console.log(`BROKEN: ${promise}`);
  return broken.length === 0;
}
