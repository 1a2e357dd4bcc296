import { drawHistory } from '../../tests/domain/drawn.js';
import { report, safely, wrongUnderTheRules } from '../../tests/domain/failing.js';
import { simulate, type Seen } from '../../tests/domain/simulation.js';
import type { Batch, Done } from './batches.js';

/** In a process of its own: lives through batches of histories under the pure rules; an exception is one more thing that goes wrong. */
async function live({ from, to }: Batch): Promise<Done> {
  const seen: Partial<Seen> = {};
  for (let seed = from; seed < to; seed += 1) {
    const history = drawHistory(seed);
    const wrong = await safely(history, (one) => {
      const result = simulate(one);
      for (const what of Object.keys(result.seen) as (keyof Seen)[]) {
        seen[what] = (seen[what] ?? 0) + result.seen[what];
      }
      return result.wrong;
    });
    if (wrong.length > 0)
      return { count: seed - from, seen, failure: await report(seed, history, wrongUnderTheRules) };
  }
  return { count: to - from, seen, failure: null };
}

process.on('message', async (batch: Batch) => {
  const done = await live(batch);
  process.send?.(done);
});
