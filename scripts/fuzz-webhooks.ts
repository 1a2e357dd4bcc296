/**
 * Forged webhooks against the whole product: none may be believed, none may break anything, and the memory
 * stays as it is. A part goes over HTTP, the rest straight to the door behind it.
 *
 *   npm run fuzz                        100,000, of which 20,000 over HTTP
 *   npm run fuzz -- --count 1000 --http 1000 --seed 42
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { acceptWebhook } from '#app/intake';
import { silentLog as log } from '#kernel/log';
import { demo } from '#sandbox';
import { setStage } from '../bench/stage.js';
import { createChance } from './drill/chance.js';
import { attack, byHand, emptyTally, overHttp, type Door } from './fuzz/attack.js';
import { kinds } from './fuzz/forgery.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    http: { type: 'string', default: '20000' },
    seed: { type: 'string' },
  },
});
const count = Number(values.count);
const http = Math.min(Number(values.http), count);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (![count, http, seed].every(Number.isSafeInteger) || count < 1) {
  throw new Error('--count, --http and --seed are whole numbers');
}

/** Memory is looked at after each so many; what is in use may differ by this much in the end. */
const BATCH = 5_000;
const MOST_GROWTH = { heap: 16 * 2 ** 20, rss: 48 * 2 ** 20 };
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

setFlagsFromString('--expose-gc');
/** Takes the rubbish away now: what grows between two such moments is not yet a leak. */
const collect = runInNewContext('gc') as () => void;

/** What is in use once rubbish is away, and all that the process has. */
function memory() {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss };
}

const stage = await setStage();
const target = () => ({
  secret: demo.stripe.webhookSecret,
  now: Math.floor(stage.sandbox.clock.now().getTime() / 1000),
});
const overWire = overHttp(`${stage.url}/webhooks/stripe`);
try {
  const chance = createChance(seed);
  const tally = emptyTally();
  const straight = byHand((raw, signature) => acceptWebhook(stage.app, raw, signature, log));
  const run = async (door: Door, from: number, to: number) => {
    const startedAt = performance.now();
    for (let at = from; at < to; at += BATCH) {
      await attack({ door, chance, target, tally, from: at, count: Math.min(BATCH, to - at) });
      collect();
    }
    return to > from ? (to - from) / ((performance.now() - startedAt) / 1000) : 0;
  };
  const warm = emptyTally();
  await attack({ door: overWire, chance, target, tally: warm, count: Math.min(2_000, http) });
  await attack({ door: straight, chance, target, tally: warm, count: Math.min(5_000, count) });
  const before = memory();
  const wire = await run(overWire, 0, http);
  const direct = await run(straight, http, count);
  const after = memory();

  const grown = { heap: after.heapUsed - before.heapUsed, rss: after.rss - before.rss };
  const { sent, accepted } = tally.controls;
  console.log(
    `${tally.tried} forged webhooks of ${kinds.length} kinds, seed ${seed}: ${tally.accepted} accepted, ${tally.crashed} crashed`,
  );
  console.log(
    `${http} over HTTP (${wire.toFixed(0)} a second), the rest to the door (${direct.toFixed(0)} a second)`,
  );
  console.log(`${sent} right ones in between: ${accepted} accepted`);
  console.log(
    `heap ${mib(grown.heap)}, rss ${mib(grown.rss)} more than after warming up (rss ${mib(after.rss)})`,
  );
  for (const one of tally.wrong) console.error(one);
  const flat = grown.heap < MOST_GROWTH.heap && grown.rss < MOST_GROWTH.rss;
  if (!flat) console.error('that is more memory than it may be');
  process.exitCode = tally.accepted + tally.crashed === 0 && accepted === sent && flat ? 0 : 1;
} finally {
  overWire.close();
  await stage.close();
}
