import type { Counts, Reading } from './features.js';

/** A text as numbers: features that are known, with their weights; of length 1 or empty. */
export interface Row {
  ids: Int32Array;
  weights: Float64Array;
}

/** What features there are, and how rare each is. */
export interface Terms {
  readonly size: number;
  /** By id. */
  readonly hashes: Int32Array;
  readonly rarity: Float32Array;
  /** Of what was seen once. */
  readonly rarest: number;
  /** -1: unknown. */
  find(hash: number): number;
}

/**
 * An open table of 32-bit hashes instead of a Map of strings: a twentieth of the memory. Two features in a hundred
 * thousand share a hash, which only makes them one feature.
 */
export function termsOf(hashes: Int32Array, rarity: Float32Array): Terms {
  let room = 16;
  while (room < hashes.length * 2) room *= 2;
  const slots = new Int32Array(room).fill(-1);
  const mask = room - 1;
  hashes.forEach((hash, id) => {
    let at = hash & mask;
    while (slots[at] !== -1) at = (at + 1) & mask;
    slots[at] = id;
  });
  return {
    size: hashes.length,
    hashes,
    rarity,
    rarest: rarity.reduce((most, one) => Math.max(most, one), 1),
    find(hash) {
      let at = hash & mask;
      for (let id = slots[at] as number; id !== -1; id = slots[at] as number) {
        if (hashes[id] === hash) return id;
        at = (at + 1) & mask;
      }
      return -1;
    },
  };
}

/**
 * How rare each feature is among the classes, smoothed: ln((1 + classes) / (1 + in how many)) + 1. Counted by text, as
 * usual (Salton & Buckley 1988), the words that all phrasings of one class share would count least, and they tell most
 * (inverse class frequency: Lertnattee & Theeramunkong 2004; about a point on short questions). What stands for no
 * class is one class more.
 */
export function learnTerms(texts: readonly { reading: Reading; label: number }[]): Terms {
  const classes = new Set(texts.map(({ label }) => classFor(label)));
  const seen = new Map<number, Set<number>>();
  for (const { reading, label } of texts) {
    for (const block of reading.counts) {
      for (const hash of block.keys()) {
        const within = seen.get(hash);
        if (within) within.add(classFor(label));
        else seen.set(hash, new Set([classFor(label)]));
      }
    }
  }
  const hashes = Int32Array.from(seen.keys()).sort();
  const rarity = Float32Array.from(
    hashes,
    (hash) => Math.log((1 + classes.size) / (1 + (seen.get(hash)?.size ?? 0))) + 1,
  );
  return termsOf(hashes, rarity);
}

const classFor = (label: number) => Math.max(-1, label);

/** A text's numbers, and how much of it is known at all. */
export interface Weighed {
  row: Row;
  /** Share of the rarity of words (or characters) that is known, 0 to 1. */
  known: number;
  /** The same of letters inside words. */
  knownLetters: number;
}

/** Share of the sounds: it halves what characters typed for others cost, and costs nothing where all are right. */
const SOUNDS = 0.35;

/**
 * Sublinear TF-IDF (1 + ln tf), each block of length 1, words and letters half and half; with spaces and without
 * by their share of the text.
 */
export function weigh(reading: Reading, terms: Terms): Weighed {
  const [words, letters, dense, sounds] = reading.counts.map((counts) => weighBlock(counts, terms));
  if (!words || !letters || !dense || !sounds) throw new Error('a block of features is missing');
  const spaced = 1 - reading.denseShare;
  const parts: (readonly [Part, number])[] = [
    [words, spaced / 2],
    [letters, spaced / 2],
    [dense, reading.denseShare * (1 - SOUNDS)],
    [sounds, reading.denseShare * SOUNDS],
  ];
  let size = 0;
  let whole = 0;
  for (const [part, share] of parts) {
    size += part.ids.length;
    if (part.norm > 0) whole += share;
  }
  const row: Row = { ids: new Int32Array(size), weights: new Float64Array(size) };
  let at = 0;
  for (const [part, share] of parts) {
    const scale = part.norm > 0 ? Math.sqrt(share / whole) / part.norm : 0;
    part.ids.forEach((id, index) => {
      row.ids[at] = id;
      row.weights[at] = (part.weights[index] as number) * scale;
      at += 1;
    });
  }
  return {
    row,
    known: spaced * words.known + reading.denseShare * dense.known,
    knownLetters: spaced * letters.known + reading.denseShare * dense.known,
  };
}

interface Part {
  ids: number[];
  weights: number[];
  norm: number;
  known: number;
}

function weighBlock(counts: Counts, terms: Terms): Part {
  const part: Part = { ids: [], weights: [], norm: 0, known: 0 };
  let unknown = 0;
  let known = 0;
  // What was never seen counts as what was seen once.
  for (const [hash, times] of counts) {
    const id = terms.find(hash);
    if (id < 0) {
      unknown += terms.rarest;
      continue;
    }
    const weight = (1 + Math.log(times)) * (terms.rarity[id] as number);
    known += terms.rarity[id] as number;
    part.ids.push(id);
    part.weights.push(weight);
    part.norm += weight * weight;
  }
  part.norm = Math.sqrt(part.norm);
  part.known = known + unknown > 0 ? known / (known + unknown) : 0;
  return part;
}
