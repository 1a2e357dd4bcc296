import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Trainer } from '#domain/faq';
import type { RecommendTrainer, TrainingTasks } from '#domain/recommend';

/** The thread's own file: TypeScript while developing, JavaScript once built. */
const isSource = import.meta.url.endsWith('.ts');

function openThread(): Worker {
  const name = 'training';
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

type Kind = keyof TrainingTasks;

/** What the thread is asked; `id` tells whose answer comes back. */
export type Order = { id: number } & Ask;

type Ask =
  | { about: 'faq'; input: Parameters<Trainer['train']>[0]; well: boolean }
  | { about: 'recommend'; kind: Kind; input: TrainingTasks[Kind]['input'] };

export type Delivery = { id: number; done: unknown } | { id: number; error: string };

interface Waiting {
  resolve(done: unknown): void;
  reject(error: Error): void;
}

/**
 * Trains in a thread of its own, which starts with the first order and ends after a rest. A thread that dies fails
 * what it was asked, and the next order has a new one.
 * @param encodes with the sentence encoder, where an order wants it
 */
export function createTrainer({ encodes = false }: { encodes?: boolean } = {}): Trainer & RecommendTrainer {
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
      if ('error' in delivery) one?.reject(new Error(delivery.error));
      else one?.resolve(delivery.done);
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

  function ask(order: Ask): Promise<unknown> {
    if (closed) return Promise.reject(new Error('the training was stopped'));
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      const worker = started();
      worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id, ...order } satisfies Order);
    });
  }

  return {
    encodes,
    // What comes back is what the thread made of the same order.
    train: (input, well = false) =>
      ask({ about: 'faq', input, well: well && encodes }) as ReturnType<Trainer['train']>,
    compute: (<Task extends Kind>(kind: Task, input: TrainingTasks[Task]['input']) =>
      ask({ about: 'recommend', kind, input }) as Promise<
        TrainingTasks[Task]['output']
      >) satisfies RecommendTrainer['compute'],
    close() {
      closed = true;
      return stop();
    },
  };
}
