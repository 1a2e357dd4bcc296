import { createCounts, train, type Counts } from '#domain/recommend';
import { ownTime } from './processor.js';
import { seededHistories } from './recommend-data.js';

// A process of its own, because its memory is what is measured: everything, from start to end.
const histories = seededHistories(1_000_000, 1_000, (random) => 2 + Math.floor(random() ** 2 * 18));
const recipe = { kind: 'ease', ridge: 500 } as const;
// The engine optimises on the first members; a worker that trains every night has that behind it.
const small = createCounts({ courses: 1_000, together: true, next: null });
small.addAll({ ...histories, offsets: histories.offsets.subarray(0, 20_001) });
const cache = new Map<string, Counts>();
let started = ownTime();
const model = train(histories, recipe, undefined, cache);
const trainingMs = ownTime() - started;
cache.clear();
started = ownTime();
const { courses } = model.rank(histories, 10);
const rankingMs = ownTime() - started;
console.log(
  JSON.stringify({
    taken: histories.items.length,
    trainingMs,
    rankingMs,
    ranked: courses.length / 10,
    residentMb: process.memoryUsage.rss() / 2 ** 20,
    mostMb: process.resourceUsage().maxRSS / 1024,
  }),
);
