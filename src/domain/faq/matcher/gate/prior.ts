/**
 * Where a gate begins before a community's own phrasings have spoken; in the order of `SIGNALS`, the intercept first.
 * Fitted on this repository's own FAQ and questions; `scripts/faq-prior.ts` writes these numbers anew.
 */
export const PRIOR: { lexical: readonly number[]; deep: readonly number[] } = {
  lexical: [
    -4.58, -1.262, 1.701, 0.987, 1.959, 0.062, 0.094, -2.295, -0.186, 3.207, 0.21, 0.326, 1.545, -1.776, -2,
    -3, -0.072, 2.01,
  ],
  deep: [
    -3.571, -0.981, 0.773, 3.624, 3.47, 0.356, 0.013, -2.45, -1.514, 1.238, 0.766, 0.357, -0.115, -1.187, -2,
    -3, 0.029, 1.36,
  ],
};
