import { termsOf } from './terms.js';

/** A course's text as a vector of length 1: term numbers, ascending, and their weights. Empty: says nothing. */
export interface TextVector {
  readonly terms: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Texts as TF-IDF vectors (1 + log of how often, times log of how rare), of length 1. Terms that stand in one text
 * only connect nothing and are left out.
 */
export function textVectors(texts: readonly string[]): TextVector[] {
  const bags = texts.map((text) => {
    const bag = new Map<string, number>();
    for (const term of termsOf(text)) bag.set(term, (bag.get(term) ?? 0) + 1);
    return bag;
  });
  const spread = new Map<string, number>();
  for (const bag of bags) for (const term of bag.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
  const known = [...spread].filter(([, count]) => count > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  const numbers = new Map(known.map(([term], number) => [term, number]));
  return bags.map((bag) => {
    const weighed = [...bag]
      .flatMap(([term, count]) => {
        const number = numbers.get(term);
        if (number === undefined) return [];
        const rare = Math.log((1 + texts.length) / (1 + (spread.get(term) ?? 0)));
        return rare > 0 ? [{ number, weight: (1 + Math.log(count)) * rare }] : [];
      })
      .sort((a, b) => a.number - b.number);
    const length = Math.sqrt(weighed.reduce((sum, { weight }) => sum + weight * weight, 0));
    return {
      terms: weighed.map(({ number }) => number),
      weights: weighed.map(({ weight }) => weight / length),
    };
  });
}

/** Cosine of two texts, 0 to 1. */
export function similarity(one: TextVector, other: TextVector): number {
  let [a, b, sum] = [0, 0, 0];
  while (a < one.terms.length && b < other.terms.length) {
    const [left, right] = [one.terms[a] as number, other.terms[b] as number];
    if (left === right) sum += (one.weights[a] as number) * (other.weights[b] as number);
    if (left <= right) a += 1;
    if (right <= left) b += 1;
  }
  return sum;
}
