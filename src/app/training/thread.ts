/** Runs in a thread of its own (trainer.ts starts it): learning takes seconds in which nobody else would be heard. */
import { parentPort } from 'node:worker_threads';
import { trainMatcher } from '#domain/faq/matcher';
import type { Delivery, Order } from './trainer.js';

const port = parentPort;
if (!port) throw new Error('this file is run by trainer.ts');

/** One after the other: two trainings at a time would only hold more memory. */
let last: Promise<void> = Promise.resolve();

port.on('message', ({ id, input }: Order) => {
  last = last.then(async () => port.postMessage(await trained(id, input)));
});

async function trained(id: number, input: Order['input']): Promise<Delivery> {
  try {
    return { id, bytes: (await trainMatcher(input)).save() };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
