/**
 * Where a gate begins before a community's own phrasings have spoken; in the order of `SIGNALS`, the intercept first.
 */
export const PRIOR: { lexical: readonly number[]; deep: readonly number[] } = {
  lexical: [-3.2, 0.8, 1.2, 0.8, 2, 1, 1.5, -0.3, 1.5, 0.6, 0.3, 0.2, 0.1, 0, -2, -3, 0],
  deep: [-3.2, 0.8, 1.2, 0.8, 2, 1, 1.5, -0.3, 1, 0.5, 0.3, 0.2, 0.1, 0, -2, -3, 0],
};
