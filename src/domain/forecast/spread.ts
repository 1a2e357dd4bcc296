import { eachKnown } from './counted.js';
import type { Intervals } from './intervals.js';
import type { Task } from './models/task.js';
import { head, quantiles } from './negative-binomial.js';

/** Groups of forecasts, from the quietest to the busiest, each with a dispersion of its own. */
const LEVELS = 8;

/** Errors' worth of trust in the dispersion of all levels together. */
const TRUST = 30;

/** What is believed before anything was seen, and how many errors' worth of it. */
const BEFORE = { dispersion: 0.5, errors: 10 };

/** Share of the values meant to lie outside the wide interval: a little under 5 %, as past errors were chosen on. */
const OUTSIDE = 0.0425;

interface Point {
  readonly mean: number;
  readonly dispersion: number;
}

/** How much wider than chance counts scatter, by how many are expected: `(error² − mean) / mean²`. */
export interface Spread {
  readonly points: readonly Point[];
  /** Share of the distribution's middle that the narrow interval is made of, 0–1. */
  readonly inner: number;
}

/**
 * The dispersion of counts around earlier forecasts, by expected level: quiet hours scatter more, in proportion,
 * than busy ones, and a single figure is wrong for both. Source: Cameron & Trivedi 1998, moment estimate.
 */
export function spreadOf(task: Task, paths: readonly Float64Array[]): Spread {
  const pairs: { guess: number; excess: number }[] = [];
  eachKnown(task, paths, (value, guess) => {
    pairs.push({ guess, excess: (value - guess) ** 2 - guess });
  });
  pairs.sort((a, b) => a.guess - b.guess);
  const all = sums(pairs);
  const size = all.squares / Math.max(1, pairs.length) || 1;
  const pooled =
    (all.excess + BEFORE.dispersion * BEFORE.errors * size) / (all.squares + BEFORE.errors * size);
  const points: Point[] = [];
  for (let group = 0; group < LEVELS && pairs.length >= LEVELS; group += 1) {
    const edge = (at: number) => Math.floor((at * pairs.length) / LEVELS);
    const own = sums(pairs.slice(edge(group), edge(group + 1)));
    const usual = own.mean * own.mean * TRUST + 1e-9;
    points.push({
      mean: own.mean,
      dispersion: bounded((own.excess + Math.max(0, pooled) * usual) / (own.squares + usual)),
    });
  }
  if (points.length === 0) points.push({ mean: 0, dispersion: bounded(pooled) });
  return { points, inner: innerShare(task, paths, points) };
}

/** Past this, nearly all of the distribution lies at zero. */
const bounded = (dispersion: number) => Math.min(50, Math.max(0, dispersion));

function sums(pairs: readonly { guess: number; excess: number }[]) {
  let [excess, squares, guesses] = [0, 0, 0];
  for (const pair of pairs) {
    excess += pair.excess;
    squares += pair.guess * pair.guess;
    guesses += pair.guess;
  }
  return { excess, squares, mean: guesses / Math.max(1, pairs.length) };
}

/** The dispersion where so many are expected, between the levels that were seen. */
export function dispersionAt({ points }: Pick<Spread, 'points'>, mean: number): number {
  let below = points[0];
  for (const point of points) {
    if (mean <= point.mean) {
      if (!below || below === point) return point.dispersion;
      const share = (mean - below.mean) / (point.mean - below.mean || 1);
      return below.dispersion + share * (point.dispersion - below.dispersion);
    }
    below = point;
  }
  return below?.dispersion ?? BEFORE.dispersion;
}

/** How much the scatter of one hour tells about the next. */
const KINSHIP = 0.6;

/** Variance of a sum beyond that of chance: steps near each other run high or low together. */
export function scatterOf(spread: Spread, means: ArrayLike<number>): number {
  let [sum, before] = [0, 0];
  for (let at = 0; at < means.length; at += 1) {
    const mean = means[at] as number;
    const own = mean * Math.sqrt(dispersionAt(spread, mean));
    // All pairs with an earlier step, each weighed by how far back it lies.
    before = KINSHIP * before;
    sum += own * own + 2 * own * before;
    before += own;
  }
  return sum;
}

/** Intervals of whole counts. Where zero is already the lower edge, the upper one is allowed more misses. */
export function countIntervals(mean: Float64Array, spread: Spread): Intervals {
  const make = () => new Float64Array(mean.length);
  const out = { lo80: make(), hi80: make(), lo95: make(), hi95: make() };
  mean.forEach((expected, step) => {
    const counts = { mean: expected, dispersion: dispersionAt(spread, expected) };
    const [zero] = quantiles(counts, [0.025]);
    const upper = zero === 0 ? 1 - OUTSIDE : 0.972;
    const narrow = (1 - spread.inner) / 2;
    const [lo95] = quantiles(counts, [0.025]);
    const [lo80, hi80] = quantiles(counts, [narrow, 1 - narrow]);
    const [hi95] = quantiles(counts, [upper]);
    out.lo95[step] = lo95 ?? 0;
    out.lo80[step] = lo80 ?? 0;
    out.hi80[step] = hi80 ?? 0;
    out.hi95[step] = hi95 ?? 0;
  });
  return out;
}

/**
 * The share of the distribution, taken from its middle, that held four fifths of the values that came: a conformal
 * correction of the narrow interval that knows that counts are whole (Czado, Gneiting & Held 2009).
 */
function innerShare(task: Task, paths: readonly Float64Array[], points: readonly Point[]): number {
  const needed: number[] = [];
  let seen = 0;
  eachKnown(task, paths, (value, guess) => {
    seen += 1;
    // Every third will do: neighbours say the same.
    if (seen % 3 !== 0) return;
    const counts = { mean: guess, dispersion: dispersionAt({ points }, guess) };
    needed.push(Math.max(0, 1 - 2 * head(counts, value), 2 * head(counts, value - 1) - 1));
  });
  if (needed.length < 20) return 0.8;
  needed.sort((a, b) => a - b);
  return Math.min(0.94, Math.max(0.3, needed[Math.floor(0.8 * needed.length)] ?? 0.8));
}
