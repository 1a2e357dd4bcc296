import { Worker } from 'node:worker_threads';
import { kernelModule, type Engine } from './engine.js';

/** Rows of one call: short, so that the engine optimises in between and no thread waits long for another. */
const ROWS = 64;

/** Where threads find the number of the next piece of work: below everything that an engine gives out. */
const COUNTER = 64;

/** A call of the kernel over rows, whose last argument is a piece of memory for the thread that makes it. */
export interface RowWork {
  name: 'solveRows' | 'approachRows';
  out: number;
  rows: number;
  rest: number[];
}

/** Threads that share an engine's memory; this thread is one of them. */
export interface Crew {
  run(work: RowWork): Promise<void>;
  close(): Promise<void>;
}

// Text, because a thread's file would have another name in the sources, in a test and in what is built.
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { module, memory, scratch, counter, size } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
const next = new Int32Array(memory.buffer, counter, 1);
parentPort.on('message', ({ name, out, rows, rest }) => {
  for (let from; (from = Atomics.add(next, 0, size)) < rows; )
    exports[name](out, from, Math.min(rows, from + size), ...rest, scratch);
  parentPort.postMessage(null);
});
`;

/**
 * All rows in this thread.
 * @param scratch memory for one thread
 */
export function runRows({ calls }: Engine, { name, out, rows, rest }: RowWork, scratch: number): void {
  const call = calls[name] as (...args: number[]) => void;
  for (let from = 0; from < rows; from += ROWS) {
    call(out, from, Math.min(rows, from + ROWS), ...rest, scratch);
  }
}

/** @param scratch memory for each thread: as many threads as there are pieces, this one takes the first */
export function createCrew(engine: Engine, scratch: readonly number[]): Crew {
  const next = new Int32Array(engine.memory.buffer, COUNTER, 1);
  const workers = scratch.slice(1).map(
    (piece) =>
      new Worker(THREAD, {
        eval: true,
        // Options that this process was started with are for its own sources.
        execArgv: [],
        workerData: {
          module: kernelModule(),
          memory: engine.memory,
          scratch: piece,
          counter: COUNTER,
          size: ROWS,
        },
      }),
  );
  return {
    async run(work) {
      Atomics.store(next, 0, 0);
      const done = workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            worker.once('message', () => {
              worker.off('error', reject);
              resolve();
            });
            worker.once('error', reject);
            // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
            worker.postMessage(work);
          }),
      );
      const call = engine.calls[work.name] as (...args: number[]) => void;
      for (let from; (from = Atomics.add(next, 0, ROWS)) < work.rows;) {
        call(work.out, from, Math.min(work.rows, from + ROWS), ...work.rest, scratch[0] as number);
      }
      await Promise.all(done);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
