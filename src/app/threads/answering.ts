import { parentPort } from 'node:worker_threads';
import type { Answer, Order } from './asked.js';

/** In the thread: answers what is asked, one after the other; two at a time would only hold more memory. */
export function answering<Ask, Value>(work: (ask: Ask) => Value | Promise<Value>): void {
  const port = parentPort;
  if (!port) throw new Error('this file is run in a thread');
  let last: Promise<void> = Promise.resolve();
  const answered = async ({ id, ask }: Order<Ask>): Promise<Answer<Value>> => {
    try {
      return { id, value: await work(ask) };
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  port.on('message', (order: Order<Ask>) => {
    last = last.then(async () => port.postMessage(await answered(order)));
  });
}
