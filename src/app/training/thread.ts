/** Runs in a thread of its own (trainer.ts starts it): learning takes seconds in which nobody else would be heard. */
import { parentPort } from 'node:worker_threads';
import { createEncoder } from '#adapters/encoder';
import { trainMatcher } from '#domain/faq/matcher';
import { runTrainingTask } from '#domain/recommend';
import type { Delivery, Order } from './trainer.js';

const port = parentPort;
if (!port) throw new Error('this file is run by trainer.ts');

/** Opened when it is needed first; it remembers all phrasings of some large communities (25 MB). */
const encoder = createEncoder({ remembered: 12_000 });

/** One after the other: two trainings at a time would only hold more memory. */
let last: Promise<void> = Promise.resolve();

port.on('message', (order: Order) => {
  last = last.then(async () => port.postMessage(await trained(order)));
});

async function trained(order: Order): Promise<Delivery> {
  const { id } = order;
  try {
    if (order.about === 'recommend') return { id, done: runTrainingTask(order.kind, order.input) };
    const { input, well } = order;
    return { id, done: (await trainMatcher(well ? { ...input, encoder } : input)).save() };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
