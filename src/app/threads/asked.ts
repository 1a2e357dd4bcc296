import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** TypeScript while developing, JavaScript once built. */
const isSource = import.meta.url.endsWith('.ts');

/** What a thread is asked; `id` tells whose answer comes back. */
export interface Order<Ask> {
  id: number;
  ask: Ask;
}

export type Answer<Value> = { id: number; value: Value } | { id: number; error: string };

/** Work in a thread of its own. */
export interface Thread<Ask, Value> {
  /** Rejects where the work failed or the thread died; the next one asked has a new thread. */
  ask(ask: Ask): Promise<Value>;
  close(): Promise<void>;
}

/** A thread that had nothing to do for so long is let go: what it holds may be some hundred megabytes. */
const REST_MS = 5_000;

/**
 * A thread that starts with the first order and ends after a rest; it answers one after the other.
 * @param file the thread's own source, which calls `answering`
 * @param name said where it fails
 */
export function createThread<Ask, Value>(file: URL, name: string): Thread<Ask, Value> {
  const waiting = new Map<number, { resolve(value: Value): void; reject(error: Error): void }>();
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
    const worker = open(file, name);
    worker.on('message', (answer: Answer<Value>) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('error' in answer) one?.reject(new Error(answer.error));
      else one?.resolve(answer.value);
      if (waiting.size > 0) return;
      // Nobody waits for it any more: it must not keep the process alive.
      worker.unref();
      resting = setTimeout(() => void stop(), REST_MS).unref();
    });
    worker.on('error', (error) => fail(worker, error as Error));
    worker.on('exit', (code) => fail(worker, new Error(`the thread for ${name} ended with ${code}`)));
    thread = worker;
    return worker;
  }

  async function stop(): Promise<void> {
    clearTimeout(resting);
    const worker = thread;
    if (!worker) return;
    fail(worker, new Error(`the thread for ${name} was stopped`));
    await worker.terminate();
  }

  return {
    ask(ask) {
      if (closed) return Promise.reject(new Error(`the thread for ${name} was stopped`));
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        const worker = started();
        worker.ref();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ id, ask } satisfies Order<Ask>);
      });
    },
    close() {
      closed = true;
      return stop();
    },
  };
}

function open(file: URL, name: string): Worker {
  if (!isSource) return new Worker(new URL(file.href.replace(/\.ts$/, '.js')), { name });
  const entry = file.href;
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist', 'esm', 'api', 'index.mjs')).href;
  // A thread does not read TypeScript by the flags of its process: it is taught to, and then begins.
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(entry)});
  });`;
  return new Worker(code, { eval: true, execArgv: ['--conditions=development'], name });
}
