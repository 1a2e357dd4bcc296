import type { Brain, Gate } from './brain.js';
import type { Core, Deep } from './learn/core.js';
import type { Duals } from './learn/duals.js';
import type { RiskPoint } from './model.js';
import { termsOf } from './terms.js';

const FORMAT = 'lyceum faq 2';

type Numbers = Int32Array | Int8Array | Float32Array | Float64Array;
const KINDS = { i32: Int32Array, i8: Int8Array, f32: Float32Array, f64: Float64Array } as const;
type Kind = keyof typeof KINDS;

interface Head {
  format: string;
  intents: readonly string[];
  words: readonly (readonly [string, number])[];
  others: readonly string[];
  lexical: Gate;
  deep: Gate | null;
  dims: number;
  together: number;
  classes: number;
  curve: readonly RiskPoint[];
  unaskedCurve: readonly RiskPoint[];
  arrays: { name: string; kind: Kind; length: number }[];
}

/** A head in JSON, then plain numbers, each array at a multiple of eight bytes (little-endian). */
export function saved(brain: Brain): Uint8Array {
  const { core } = brain;
  const arrays: [string, Numbers][] = [
    ['hashes', core.terms.hashes],
    ['rarity', core.terms.rarity],
    ['labels', core.labels],
    ['sizes', core.sizes],
    ['postings.offsets', core.postings.offsets],
    ['postings.ids', core.postings.ids],
    ['postings.weights', core.postings.weights],
    ['norms', core.centroidNorms],
    ...dualArrays('duals', core.duals),
  ];
  if (core.deep) {
    arrays.push(
      ['vectors', core.deep.vectors],
      ['lengths', core.deep.lengths],
      ['mean', core.deep.mean],
      ['deepNorms', core.deep.centroidNorms],
    );
    arrays.push(...dualArrays('deepDuals', core.deep.duals));
  }
  const head: Head = {
    format: FORMAT,
    intents: brain.intents,
    words: [...brain.lexicon],
    others: brain.others,
    lexical: brain.lexical,
    deep: brain.deep,
    dims: core.deep?.dims ?? 0,
    together: core.deep?.together ?? 0,
    classes: core.classes,
    curve: brain.curve,
    unaskedCurve: brain.unaskedCurve,
    arrays: arrays.map(([name, numbers]) => ({ name, kind: kindOf(numbers), length: numbers.length })),
  };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const start = padded(4 + json.length);
  const bytes = new Uint8Array(arrays.reduce((at, [, numbers]) => at + padded(numbers.byteLength), start));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let at = start;
  for (const [, numbers] of arrays) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += padded(numbers.byteLength);
  }
  return bytes;
}

/** Throws Error when the bytes are not a model of this version. */
export function restored(bytes: Uint8Array): Brain {
  const length = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : 0;
  const head = headOf(bytes, length);
  const found = new Map<string, Numbers>();
  let at = padded(4 + length);
  for (const { name, kind, length: count } of head.arrays) {
    const size = count * KINDS[kind].BYTES_PER_ELEMENT;
    if (at + size > bytes.length) throw new Error('this FAQ model ends too early');
    // A copy: it begins where numbers may begin, and does not hold on to what was read.
    found.set(name, new KINDS[kind](bytes.slice(at, at + size).buffer));
    at += padded(size);
  }
  const take = <K extends Kind>(name: string, kind: K): InstanceType<(typeof KINDS)[K]> => {
    const numbers = found.get(name);
    if (!numbers || kindOf(numbers) !== kind) throw new Error(`this FAQ model has no ${name}`);
    return numbers as InstanceType<(typeof KINDS)[K]>;
  };
  const duals = (name: string): Duals => ({
    offsets: take(`${name}.offsets`, 'i32'),
    classes: take(`${name}.classes`, 'i32'),
    values: take(`${name}.values`, 'f32'),
    bias: take(`${name}.bias`, 'f64'),
  });
  const deep: Deep | null =
    head.dims > 0
      ? {
          dims: head.dims,
          mean: take('mean', 'f32'),
          vectors: take('vectors', 'i8'),
          lengths: take('lengths', 'f32'),
          together: head.together,
          duals: duals('deepDuals'),
          centroidNorms: take('deepNorms', 'f64'),
        }
      : null;
  const core: Core = {
    terms: termsOf(take('hashes', 'i32'), take('rarity', 'f32')),
    classes: head.classes,
    labels: take('labels', 'i32'),
    sizes: take('sizes', 'i32'),
    postings: {
      offsets: take('postings.offsets', 'i32'),
      ids: take('postings.ids', 'i32'),
      weights: take('postings.weights', 'f32'),
    },
    duals: duals('duals'),
    centroidNorms: take('norms', 'f64'),
    deep,
  };
  const { intents, others, lexical, curve, unaskedCurve } = head;
  const lexicon = new Map(head.words);
  return { intents, core, lexicon, others, lexical, deep: head.deep, curve, unaskedCurve };
}

function headOf(bytes: Uint8Array, length: number): Head {
  if (length === 0 || 4 + length > bytes.length) throw new Error('these bytes are not a FAQ model');
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head;
  if (head.format !== FORMAT) throw new Error('this FAQ model was made by another version');
  return head;
}

function dualArrays(name: string, { offsets, classes, values, bias }: Duals): [string, Numbers][] {
  return [
    [`${name}.offsets`, offsets],
    [`${name}.classes`, classes],
    [`${name}.values`, values],
    [`${name}.bias`, bias],
  ];
}

function kindOf(numbers: Numbers): Kind {
  if (numbers instanceof Int8Array) return 'i8';
  if (numbers instanceof Int32Array) return 'i32';
  return numbers instanceof Float32Array ? 'f32' : 'f64';
}

const padded = (length: number) => Math.ceil(length / 8) * 8;
