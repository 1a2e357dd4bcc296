/**
 * Random histories against the reference, as many as you like:
 *
 *   npm run histories -- --count 1000000          the pure rules, in as many processes as there are cores
 *   npm run histories -- --count 200 --rooms      the real rooms on a Postgres of their own
 *   npm run histories -- --count 1 --seed 42      the same one again
 *
 * Each history has a seed of its own: the first one's, and one more each. Stops at the first that goes wrong, says
 * its seed, and shows the smallest history in which anything still does; exits 1 then.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runBatches } from './histories/batches.js';
import { runRooms } from './histories/rooms.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    workers: { type: 'string' },
    rooms: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);
const first = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const workers = Number(values.workers ?? Math.min(availableParallelism(), Math.ceil(count / 2_000)));
if (![count, first, workers].every(Number.isSafeInteger) || count < 1 || workers < 1) {
  throw new Error('--count, --seed and --workers are whole numbers; one history at least is lived through');
}

const startedAt = performance.now();
const seconds = () => (performance.now() - startedAt) / 1000;
const progress = (done: number) => {
  process.stderr.write(`\r${done} of ${count}, ${(done / seconds()).toFixed(1)} a second `);
};
const result = await (values.rooms
  ? runRooms({ first, count }, progress)
  : runBatches({ first, count, workers }, progress));
const what = values.rooms ? 'through the real rooms' : 'under the pure rules';
if (result.failure === null) {
  console.log(`\n${count} histories ${what} in ${seconds().toFixed(1)} s from seed ${first}: 0 wrong`);
  for (const [name, times] of Object.entries(result.seen)) console.log(`  ${name}: ${times}`);
} else {
  console.error(`\n${result.failure}`);
  process.exitCode = 1;
}
