/**
 * Where a gate begins before a community's own phrasings have spoken; in the order of `SIGNALS`, the intercept first.
 * Fitted on this repository's own FAQ and questions; `scripts/faq-prior.ts` writes these numbers anew.
 */
export const PRIOR: { lexical: readonly number[]; deep: readonly number[] } = {
  lexical: [
    -4.482, -1.306, 1.708, 0.923, 1.88, 0.102, 0.064, -2.32, -0.174, 3.222, 0.206, 0.286, 1.587, -1.589, -2,
    -3, -0.109, 2.002,
  ],
  deep: [
    -4.048, -1.507, 1.745, 2.26, 3.717, -0.458, 0.465, -2.035, 0.438, 1.288, 0.157, 0.428, 0.573, -1.48, -2,
    -3, -0.188, 0.98,
  ],
};
