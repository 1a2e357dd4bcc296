import { addPairsByCourse, byCourse } from './count-pairs.js';
import type { Histories } from './histories.js';

/** How prefixes of a history are weighed when what comes next is learned. */
export interface NextShape {
  /** What one step further back counts for, 0 < decay < 1. */
  readonly decay: number;
  /** How many of the following courses are predicted, from 1. */
  readonly window: number;
  /** What each further one of these counts for, 0 < fade ≤ 1. */
  readonly fade: number;
  /** A member's prefixes count 1 / (how many there are) ^ spread each, 0 to 1. */
  readonly spread: number;
}

export interface CountsShape {
  readonly courses: number;
  /** How often two courses were taken by the same member. */
  readonly together: boolean;
  /** Prefixes and what followed them, weighed so; null: not counted. */
  readonly next: NextShape | null;
}

/** Weighed counts are whole multiples of this, so that sums are exact in any order and can be taken back. */
const UNIT = 2 ** -20;

/**
 * What all models but factors are made of. Sums of whole numbers only: members may be added, erased and merged in
 * any order and any number of parts, with the same bits as a result. (Sums stay exact up to some 10⁹ members.)
 */
export interface Counts extends CountsShape {
  readonly members: number;
  /** By course, how many members took it. */
  readonly taken: Int32Array;
  /** Rows of a lower triangle: course i with j ≤ i lies at i (i + 1) / 2 + j. Empty when not counted. */
  readonly pairs: Int32Array;
  /** XᵀDX over all prefixes, as a lower triangle, in units. Empty when not counted. */
  readonly before: Float64Array;
  /** XᵀDY, a square: what was taken before (row), what came next (column). Empty when not counted. */
  readonly after: Float64Array;
  /** @param history a member's courses, each once; oldest first where `next` is counted */
  add(history: ArrayLike<number>): void;
  /** Takes back what `add` with the same history did. */
  erase(history: ArrayLike<number>): void;
  /** A member took one more. */
  extend(history: ArrayLike<number>, course: number): void;
  addAll(histories: Histories): void;
  /** Throws a RangeError when the other counts something else. */
  merge(other: Counts): void;
}

/** In units of 1: what `before` and `after` hold are multiples of it. */
export const countUnit = UNIT;

export const triangle = (row: number, column: number): number =>
  row >= column ? (row * (row + 1)) / 2 + column : (column * (column + 1)) / 2 + row;

/** Counts of nobody; or, to be filled, of so many `members` whose courses are not there yet. */
export function createCounts(shape: CountsShape, members = 0): Counts {
  const { courses, next } = shape;
  const half = (courses * (courses + 1)) / 2;
  const taken = new Int32Array(courses);
  const together = new Int32Array(shape.together ? half : 0);
  const before = new Float64Array(next ? half : 0);
  const after = new Float64Array(next ? courses * courses : 0);
  const gaps = next ? followWeights(next) : [];
  const sorted = new Uint32Array(courses);

  const countPairs = (history: ArrayLike<number>, sign: 1 | -1): void => {
    const { length } = history;
    sortInto(sorted, history);
    for (let a = 0; a < length; a += 1) {
      const row = sorted[a] as number;
      const base = (row * (row + 1)) / 2;
      for (let b = 0; b <= a; b += 1) {
        const at = base + (sorted[b] as number);
        together[at] = (together[at] as number) + sign;
      }
    }
  };

  const countPrefixes = (history: ArrayLike<number>, sign: 1 | -1, { decay, spread }: NextShape): void => {
    const { length } = history;
    if (length < 2) return;
    const share = (length - 1) ** -spread / UNIT;
    for (let later = 0; later < length - 1; later += 1) {
      // How often the two stand in a prefix together, each time one step further back.
      let weight = ((1 - decay ** (2 * (length - 1 - later))) / (1 - decay * decay)) * share;
      const course = history[later] as number;
      for (let earlier = later; earlier >= 0; earlier -= 1) {
        const units = Math.round(weight);
        if (units === 0) break;
        const at = triangle(course, history[earlier] as number);
        before[at] = (before[at] as number) + sign * units;
        weight *= decay;
      }
    }
    for (let later = 1; later < length; later += 1) {
      const column = history[later] as number;
      for (let gap = 1; gap <= later && gap < gaps.length; gap += 1) {
        const at = (history[later - gap] as number) * courses + column;
        after[at] = (after[at] as number) + sign * Math.round((gaps[gap] as number) * share);
      }
    }
  };

  const count = (history: ArrayLike<number>, sign: 1 | -1, paired = false): void => {
    members += sign;
    for (let place = 0; place < history.length; place += 1) {
      const course = history[place] as number;
      taken[course] = (taken[course] as number) + sign;
    }
    if (shape.together && !paired) countPairs(history, sign);
    if (next) countPrefixes(history, sign, next);
  };

  return {
    ...shape,
    get members() {
      return members;
    },
    taken,
    pairs: together,
    before,
    after,
    add: (history) => count(history, 1),
    erase: (history) => count(history, -1),
    extend(history, course) {
      count(history, -1);
      count([...Array.from(history), course], 1);
    },
    addAll(histories) {
      const { offsets, items } = histories;
      const paired = shape.together && histories.courses === courses && byCourse(histories);
      if (paired) addPairsByCourse(together, histories);
      for (let member = 0; member + 1 < offsets.length; member += 1) {
        count(items.subarray(offsets[member], offsets[member + 1]), 1, paired);
      }
    },
    merge(other) {
      if (shapeKey(other) !== shapeKey(shape)) throw new RangeError('counts of different things');
      members += other.members;
      addTo(taken, other.taken);
      addTo(together, other.pairs);
      addTo(before, other.before);
      addTo(after, other.after);
    },
  };
}

/** Says what is counted: counts with the same key can be merged. */
export function shapeKey({ courses, together, next }: CountsShape): string {
  return JSON.stringify([courses, together, next && [next.decay, next.window, next.fade, next.spread]]);
}

/** By distance, Σ over the prefixes that hold the earlier course and are to predict the later one. */
function followWeights({ decay, window, fade }: NextShape): number[] {
  const weights = [0];
  for (let gap = 1; ; gap += 1) {
    let sum = 0;
    for (let back = Math.max(0, gap - window); back < gap; back += 1) {
      sum += decay ** back * fade ** (gap - 1 - back);
    }
    if (sum < UNIT) return weights;
    weights.push(sum);
  }
}

function addTo(sums: Int32Array | Float64Array, more: Int32Array | Float64Array): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + (more[at] as number);
}

/** Ascending. Most histories are so short that the platform's sort would take longer than the counting. */
function sortInto(sorted: Uint32Array, history: ArrayLike<number>): void {
  const { length } = history;
  if (length > 40) {
    sorted.set(history);
    sorted.subarray(0, length).sort();
    return;
  }
  for (let place = 0; place < length; place += 1) {
    const course = history[place] as number;
    let at = place;
    while (at > 0 && (sorted[at - 1] as number) > course) {
      sorted[at] = sorted[at - 1] as number;
      at -= 1;
    }
    sorted[at] = course;
  }
}
