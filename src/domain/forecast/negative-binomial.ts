/**
 * Counts whose variance is larger than their mean: `mean + dispersion × mean²`. A dispersion of zero is Poisson's.
 * Source: Cameron & Trivedi 1998 (NB2).
 */
export interface Counts {
  readonly mean: number;
  readonly dispersion: number;
}

/** Above this mean, or this count, sums give way to a smooth approximation. */
const SMOOTH_FROM = 150;
const SUMMED_TO = 5_000;

/**
 * The smallest counts up to which each share (0–1, ascending) of the distribution lies.
 * @returns one count per share; whole numbers
 */
export function quantiles({ mean, dispersion }: Counts, shares: readonly number[]): number[] {
  if (!(mean > 0)) return shares.map(() => 0);
  if (mean > SMOOTH_FROM)
    return shares.map((share) => Math.round(gammaQuantile({ mean, dispersion }, share)));
  const out: number[] = [];
  const ratio = ratioOf({ mean, dispersion });
  let [count, chance] = [0, noneAt({ mean, dispersion })];
  let below = chance;
  for (const share of shares) {
    while (below < share && count < 20 * SUMMED_TO && (chance > 1e-15 || count < mean)) {
      count += 1;
      chance *= ratio(count);
      below += chance;
    }
    out.push(count);
  }
  return out;
}

/** Probability that at least `count` come, 0–1. */
export function tail({ mean, dispersion }: Counts, count: number): number {
  if (count <= 0) return 1;
  if (!(mean > 0)) return 0;
  if (mean > SMOOTH_FROM || count > SUMMED_TO) {
    return normalAbove(gammaScore({ mean, dispersion }, count - 0.5));
  }
  const ratio = ratioOf({ mean, dispersion });
  let chance = noneAt({ mean, dispersion });
  // Far out, the sum of what is still to come is exact where one minus the sum of what was would be noise.
  let at = 0;
  for (; at < count; at += 1) chance *= ratio(at + 1);
  let above = 0;
  for (; chance > 1e-300 && at < 20 * SUMMED_TO; at += 1) {
    above += chance;
    if (at > mean && chance < above * 1e-12) break;
    chance *= ratio(at + 1);
  }
  return Math.min(1, above);
}

/** Probability that at most `count` come, 0–1. */
export function head(counts: Counts, count: number): number {
  if (count < 0) return 0;
  if (!(counts.mean > 0)) return 1;
  if (counts.mean > SMOOTH_FROM || count > SUMMED_TO) {
    return normalAbove(-gammaScore(counts, count + 0.5));
  }
  const ratio = ratioOf(counts);
  let chance = noneAt(counts);
  let below = chance;
  for (let at = 1; at <= count; at += 1) {
    chance *= ratio(at);
    below += chance;
  }
  return Math.min(1, below);
}

/** Probability of zero. */
function noneAt({ mean, dispersion }: Counts): number {
  return dispersion > 1e-9 ? Math.exp(-Math.log1p(dispersion * mean) / dispersion) : Math.exp(-mean);
}

/** By what the probability of a count differs from the one before it. */
function ratioOf({ mean, dispersion }: Counts): (count: number) => number {
  const share = mean / (1 + dispersion * mean);
  return (count) => (share * (1 + dispersion * (count - 1))) / count;
}

/** Wilson & Hilferty 1931: the cube root of a gamma variable is nearly normal. */
function gammaQuantile({ mean, dispersion }: Counts, share: number): number {
  const shape = 1 / (1 / mean + dispersion);
  return mean * Math.max(0, 1 - 1 / (9 * shape) + normalQuantile(share) / (3 * Math.sqrt(shape))) ** 3;
}

function gammaScore({ mean, dispersion }: Counts, value: number): number {
  const shape = 1 / (1 / mean + dispersion);
  return (Math.cbrt(Math.max(0, value) / mean) - 1 + 1 / (9 * shape)) * 3 * Math.sqrt(shape);
}

/** Probability that a standard normal lies above `score`. Source: Abramowitz & Stegun 1964, 7.1.26, and its tail. */
function normalAbove(score: number): number {
  if (score < 0) return 1 - normalAbove(-score);
  if (score > 5)
    return Math.exp(-score * score * 0.5) / (Math.sqrt(2 * Math.PI) * (score + 1 / (score + 2 / score)));
  const t = 1 / (1 + (0.3275911 * score) / Math.SQRT2);
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return (sum * Math.exp(-score * score * 0.5)) / 2;
}

/** The score below which a standard normal lies with this probability. Source: Abramowitz & Stegun 1964, 26.2.23. */
export function normalQuantile(share: number): number {
  if (share < 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(Math.max(1e-300, 1 - share)));
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
  );
}
