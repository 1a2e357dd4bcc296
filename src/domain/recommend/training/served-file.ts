import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { trainFromCounts } from '../choose/recipe.js';
import { loadCounts, saveCounts } from '../counts-file.js';
import { saveModel } from './model-file.js';
import { bundled, unbundled } from './packing.js';
import type { Candidate } from './trainer.js';

/**
 * What is kept of the model that is served: where it is made of counts the counts, so that somebody who leaves is
 * taken out of them exactly; else the trained model.
 */
export interface Served {
  candidate: Candidate;
  counts: Uint8Array | null;
  model: Uint8Array | null;
  /** Members that are in it, each by the number that stands for them, ascending. */
  keys: Float64Array;
}

export function saveServed({ candidate, counts, model, keys }: Served): Uint8Array {
  const head = Buffer.from(JSON.stringify(candidate));
  const members = new Uint8Array(keys.toSorted().buffer);
  return new Uint8Array(deflateRawSync(bundled([head, counts, model, members]), { level: 6 }));
}

export function loadServed(bytes: Uint8Array): Served {
  const [head, counts, model, members] = unbundled(inflateRawSync(bytes));
  if (!head || !members) throw new RangeError('these bytes are no served model');
  const candidate = JSON.parse(Buffer.from(head).toString()) as Candidate;
  const keys = new Float64Array(members.slice().buffer);
  return { candidate, counts: counts ?? null, model: model ?? null, keys };
}

/** The model that is served, solved if need be; see model-file.ts. */
export function solved({ candidate, counts, model }: Served): Uint8Array {
  if (model) return model;
  if (!counts) throw new RangeError('a served model without counts');
  return saveModel(trainFromCounts(loadCounts(counts), candidate.recipe, candidate.prior));
}

/**
 * Takes a member out of a served model, to the bit as if they had never been in it.
 * @returns what is left of it; the same bytes: they were not in it; null: it is not made of counts and has to be
 * trained anew
 */
export function withoutMember(
  bytes: Uint8Array,
  member: { key: number; history: readonly number[] },
): Uint8Array | null {
  const served = loadServed(bytes);
  const at = served.keys.indexOf(member.key);
  if (at < 0) return bytes;
  if (!served.counts) return null;
  const counts = loadCounts(served.counts);
  counts.erase(member.history);
  const keys = served.keys.filter((_, place) => place !== at);
  return saveServed({ ...served, counts: saveCounts(counts), keys });
}
