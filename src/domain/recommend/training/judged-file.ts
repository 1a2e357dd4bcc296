import { bundled, unbundled } from './packing.js';
import type { Judged } from './trainer.js';

const bytesOf = (array: Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const numbersOf = (bytes: Uint8Array): Float64Array => new Float64Array(bytes.slice().buffer);

/** What one shard found, for the step that puts all together. */
export function saveJudged({ keys, ndcg, hit, shown }: Judged): Uint8Array {
  return bundled([keys, ...ndcg, ...hit].map(bytesOf).concat(shown));
}

/** @param models how many were judged */
export function loadJudged(bytes: Uint8Array, models: number): Judged {
  const pieces = unbundled(bytes).map((piece) => piece ?? new Uint8Array());
  const part = (of: number) => pieces.slice(1 + of * models, 1 + (of + 1) * models);
  return {
    keys: numbersOf(pieces[0] ?? new Uint8Array()),
    ndcg: part(0).map(numbersOf),
    hit: part(1).map(numbersOf),
    shown: part(2),
  };
}
