import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Trainer } from '#domain/faq';

/** The thread's own file: TypeScript while developing, JavaScript once built. */
const isSource = import.meta.url.endsWith('.ts');

function openThread(): Worker {
  const name = 'faq training';
  if (!isSource) return new Worker(new URL('./thread.js', import.meta.url), { name });
  const entry = new URL('./thread.ts', import.meta.url).href;
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist', 'esm', 'api', 'index.mjs')).href;
  // A thread does not read TypeScript by the flags of its process: it is taught to, and then begins.
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(entry)});
  });`;
  return new Worker(code, { eval: true, execArgv: ['--conditions=development'], name });
}

/** A thread that had nothing to do for so long is let go: what it holds is some hundred megabytes. */
const REST_MS = 5_000;

/** What the thread is asked; `id` tells whose answer comes back. */
export interface Order {
  id: number;
  input: Parameters<Trainer['train']>[0];
  well: boolean;
}

export type Delivery = { id: number; bytes: Uint8Array } | { id: number; error: string };

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Trains in a thread of its own, which starts with the first order and ends after a rest. A thread that dies fails
 * what it was asked, and the next order has a new one.
 * @param encodes with the sentence encoder, where an order wants it
 */
export function createTrainer({ encodes = false }: { encodes?: boolean } = {}): Trainer {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let resting: NodeJS.Timeout | undefined;
  let last = 0;
  let closed = false;

  function fail(of: Worker, error: Error): void {
    if (thread !== of) return;
    thread = undefined;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  function started(): Worker {
    clearTimeout(resting);
    if (thread) return thread;
    const worker = openThread();
    worker.on('message', (delivery: Delivery) => {
      const one = waiting.get(delivery.id);
      waiting.delete(delivery.id);
      if ('bytes' in delivery) one?.resolve(delivery.bytes);
      else one?.reject(new Error(delivery.error));
      if (waiting.size > 0) return;
      // Nobody waits for it any more: it must not keep the process alive.
      worker.unref();
      resting = setTimeout(() => void stop(), REST_MS).unref();
    });
    worker.on('error', (error) => fail(worker, error as Error));
    worker.on('exit', (code) => fail(worker, new Error(`the training thread ended with ${code}`)));
    thread = worker;
    return worker;
  }

  async function stop(): Promise<void> {
    clearTimeout(resting);
    const worker = thread;
    if (!worker) return;
    fail(worker, new Error('the training was stopped'));
    await worker.terminate();
  }

  return {
    encodes,
    train(input, well = false) {
      if (closed) return Promise.reject(new Error('the training was stopped'));
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        const worker = started();
        worker.ref();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ id, input, well: well && encodes } satisfies Order);
      });
    },
    close() {
      closed = true;
      return stop();
    },
  };
}
