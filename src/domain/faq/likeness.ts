import { folded } from './words.js';

/** Letters that stand beside one another: enough to see that two questions are alike, in either language. */
const GRAMS = [1, 2, 3] as const;
const LONGEST = 300;
/** From this cosine on, two questions are of one group. */
const ALIKE = 0.42;

type Vector = Map<string, number>;

/** Groups of texts that are alike, the largest first; each begins with the text that stands for it. */
export function groupsOf<Item>(items: readonly Item[], textOf: (item: Item) => string): Item[][] {
  const counts = items.map((item) => gramsOf(textOf(item)));
  const documents = new Map<string, number>();
  for (const grams of counts)
    for (const gram of grams.keys()) documents.set(gram, (documents.get(gram) ?? 0) + 1);
  const vectors = counts.map((grams) => weighed(grams, documents, items.length));
  const groups: number[][] = [];
  for (const index of items.keys()) {
    const near = groups
      .map((group) => ({ group, likeness: meanLikeness(index, group, vectors) }))
      .reduce<{
        group: number[];
        likeness: number;
      } | null>((best, one) => (best && best.likeness >= one.likeness ? best : one), null);
    if (near && near.likeness >= ALIKE) near.group.push(index);
    else groups.push([index]);
  }
  return groups
    .toSorted((a, b) => b.length - a.length)
    .map((group) => {
      const middle = group.toSorted(
        (a, b) => meanLikeness(b, group, vectors) - meanLikeness(a, group, vectors),
      );
      return middle.flatMap((index) => items[index] ?? []);
    });
}

function gramsOf(text: string): Vector {
  const letters = [...` ${folded(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `].slice(0, LONGEST);
  const grams: Vector = new Map();
  for (const size of GRAMS) {
    for (let at = 0; at + size <= letters.length; at += 1) {
      const gram = letters.slice(at, at + size).join('');
      // Single letters say something in Chinese only.
      if (gram.trim() === '' || (size === 1 && !/\p{sc=Han}/u.test(gram))) continue;
      grams.set(gram, (grams.get(gram) ?? 0) + 1);
    }
  }
  return grams;
}

/** Rare grams count more; of length 1. */
function weighed(grams: Vector, documents: ReadonlyMap<string, number>, of: number): Vector {
  const vector = new Map(
    [...grams].map(([gram, count]) => [
      gram,
      Math.sqrt(count) * Math.log(2 + of / (documents.get(gram) ?? 1)),
    ]),
  );
  const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)) || 1;
  for (const [gram, value] of vector) vector.set(gram, value / length);
  return vector;
}

function meanLikeness(index: number, group: readonly number[], vectors: readonly Vector[]): number {
  const own = vectors[index] ?? new Map();
  // Large groups are known by their first members.
  const among = group.slice(0, 12);
  const sum = among.reduce((total, other) => total + cosine(own, vectors[other] ?? new Map()), 0);
  return sum / Math.max(1, among.length);
}

function cosine(one: Vector, other: Vector): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [gram, value] of small) sum += value * (large.get(gram) ?? 0);
  return sum;
}
