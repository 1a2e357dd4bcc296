import { KERNEL } from './wasm.js';

type System = [offsets: number, index: number, factors: number, gram: number, weights: number, d: number];
export type RowTask = [...System, work: number];
export type ApproachTask = [...System, steps: number, work: number];
type Members = [offsets: number, index: number, from: number, to: number];
type Told = [by: number, reach: number];
type Leaning = [prior: number, priorWeights: number, lengths: number];
type Chosen = [k: number, scores: number, best: number, bestScores: number];
type RankTask = [
  table: number,
  n: number,
  real: number,
  ...members: Members,
  ...told: Told,
  ...leaning: Leaning,
  ...chosen: Chosen,
];

/** What assembly/ exports; every number that is not a count is an address in the memory handed over. */
export interface KernelCalls {
  sweepPanel(a: number, n: number, k: number, d: number, w: number, v: number): void;
  sweepRows(a: number, n: number, k: number, i: number, d: number, w: number, v: number): void;
  mirror(a: number, n: number, from: number, to: number): void;
  packColumns(b: number, n: number, k: number, v: number): void;
  multiplyRows(c: number, a: number, n: number, k: number, i: number, w: number, v: number): void;
  addGram(factors: number, from: number, to: number, d: number, sum: number): void;
  solveRows(out: number, from: number, to: number, ...rest: RowTask): void;
  approachRows(out: number, from: number, to: number, ...rest: ApproachTask): void;
  rankRows(...task: RankTask): void;
  rankFactors(...task: RankTask): void;
}

// The platform's own types come with the browser's, which this project does without.
export interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
}
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: object };
  Memory: new (size: { initial: number; maximum: number; shared: true }) => KernelMemory;
};

const PAGE = 65_536;

/** 2 GB: more than any catalogue here needs, and what every engine can address. */
const MOST_BYTES = 2 ** 31 - PAGE;

let compiled: object | undefined;

/** The compiled kernel, the same for every engine and thread of this process. */
export function kernelModule(): object {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  return compiled;
}

/** A piece of the kernel's memory: where it is, and how JavaScript sees it. */
export interface Piece<View> {
  readonly at: number;
  readonly view: View;
}

export interface Engine {
  readonly calls: KernelCalls;
  readonly memory: KernelMemory;
  /** Zeros, at a multiple of 64 bytes. Throws when more is asked for than was announced. */
  floats(count: number): Piece<Float32Array>;
  integers(count: number): Piece<Uint32Array>;
}

/**
 * A kernel with `bytes` of memory of its own (rounded up; give 64 more for every piece).
 * Throws a RangeError where that is more than can be had.
 */
export function createEngine(bytes: number): Engine {
  if (bytes > MOST_BYTES) {
    throw new RangeError(`${Math.round(bytes / 2 ** 20)} MB is more than the kernel can address`);
  }
  const pages = Math.ceil(bytes / PAGE) + 1;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const instance = new WebAssembly.Instance(kernelModule(), { env: { memory } });
  let used = 1_024;
  const take = (count: number): number => {
    const at = used;
    used += Math.ceil((count * 4) / 64) * 64;
    if (used > pages * PAGE)
      throw new RangeError('more of the kernel’s memory is asked for than was announced');
    return at;
  };
  return {
    calls: instance.exports as KernelCalls,
    memory,
    floats(count) {
      const at = take(count);
      return { at, view: new Float32Array(memory.buffer, at, count) };
    },
    integers(count) {
      const at = take(count);
      return { at, view: new Uint32Array(memory.buffer, at, count) };
    },
  };
}
