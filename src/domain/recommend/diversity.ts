/**
 * Chooses `k` of a ranked list so that they are not all the same: maximal marginal relevance (Carbonell & Goldstein
 * 1998). Relevance is what stands in the list, scaled to 0 … 1; each choice pays for the most similar one before it.
 * @param candidates best first, with scores; 30 are plenty
 * @param alike 0 (nothing in common) to 1
 * @param balance 1: by score alone, 0: by difference alone
 */
export function diversify<Course>(
  candidates: readonly { course: Course; score: number }[],
  alike: (one: Course, other: Course) => number,
  k: number,
  balance = 0.8,
): Course[] {
  const scores = candidates.map(({ score }) => score);
  const lowest = Math.min(...scores);
  const range = Math.max(...scores) - lowest || 1;
  const left = candidates.map(({ course, score }) => ({
    course,
    score: (score - lowest) / range,
    nearest: 0,
  }));
  const chosen: Course[] = [];
  while (chosen.length < k && left.length > 0) {
    let best = 0;
    left.forEach((one, at) => {
      const value = balance * one.score - (1 - balance) * one.nearest;
      const bar = left[best] as (typeof left)[number];
      if (value > balance * bar.score - (1 - balance) * bar.nearest) best = at;
    });
    const [next] = left.splice(best, 1);
    if (!next) break;
    chosen.push(next.course);
    for (const one of left) one.nearest = Math.max(one.nearest, alike(one.course, next.course));
  }
  return chosen;
}

/** Mean likeness of the pairs in a list, 0 to 1; 0 where there is no pair. */
export function listLikeness<Course>(
  list: readonly Course[],
  alike: (one: Course, other: Course) => number,
): number {
  let [sum, pairs] = [0, 0];
  list.forEach((one, at) => {
    for (const other of list.slice(at + 1)) {
      sum += alike(one, other);
      pairs += 1;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}
