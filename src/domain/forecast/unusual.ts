import { head, tail } from './negative-binomial.js';
import { scatterOf, type Spread } from './spread.js';

/** Closed hours, the oldest first; the last one has just closed. */
export interface Watched {
  /** What came; null where the hour was not heard. */
  readonly came: readonly (number | null)[];
  /** What was expected, from a forecast made before these hours. */
  readonly expected: ArrayLike<number>;
  readonly spread: Spread;
  /** How many hours ago each earlier alert was; 0 is now. */
  readonly alerts?: readonly number[];
}

export interface WatchOptions {
  /** How often pure chance may raise an alert, per week. */
  readonly falsePerWeek?: number;
  /** Hours of silence after an alert. */
  readonly cooldown?: number;
  /** Alerts in any seven days at most. */
  readonly budget?: number;
  /** How many of the last steps are looked at together. */
  readonly spans?: readonly number[];
  /** Steps of a week: 7 for days, whose `hours` are days then. */
  readonly week?: number;
}

export interface Unusual {
  readonly direction: 'many' | 'few';
  /** The last so many hours together. */
  readonly hours: number;
  readonly came: number;
  readonly expected: number;
  /** How likely so much, or so little, was: 0.001 is once in a thousand. */
  readonly chance: number;
}

const SPANS = [1, 3, 6] as const;
const WEEK = 168;

/** Spans overlap, and so do hours: this share of the looks is worth a look of its own. */
const INDEPENDENT = 0.5;

/** A burst of this many events more or less is nothing to be told of, however unlikely. */
const LEAST_DIFFERENCE = 10;

/**
 * Whether what came in the last hour, three or six hours lies far outside what was expected: the tail of the
 * negative binomial, with a threshold shared among all looks of a week (Bonferroni), a pause after each alert and a
 * weekly budget. The least likely span is the one told. A span with a missing hour is not judged.
 */
export function isUnusual(watched: Watched, options: WatchOptions = {}): Unusual | undefined {
  const { falsePerWeek = 0.25, cooldown = 24, budget = 1, spans = SPANS, week = WEEK } = options;
  const recent = (watched.alerts ?? []).filter((ago) => ago >= 0 && ago < week);
  if (recent.length >= budget || recent.some((ago) => ago < cooldown)) return undefined;
  const threshold = falsePerWeek / (week * spans.length * 2 * INDEPENDENT);
  const found = spans
    .map((hours) => judge(watched, hours))
    .filter((one) => one !== undefined)
    .filter((one) => one.chance < threshold && Math.abs(one.came - one.expected) >= LEAST_DIFFERENCE);
  found.sort((a, b) => a.chance - b.chance || a.hours - b.hours);
  return found[0];
}

function judge({ came, expected, spread }: Watched, hours: number): Unusual | undefined {
  if (came.length < hours) return undefined;
  const from = came.length - hours;
  const means: number[] = [];
  let [total, usual] = [0, 0];
  for (let at = from; at < came.length; at += 1) {
    const value = came[at];
    const mean = expected[at];
    if (value === null || value === undefined || mean === undefined || !Number.isFinite(value))
      return undefined;
    total += value;
    usual += mean;
    means.push(mean);
  }
  const scatter = scatterOf(spread, means);
  const counts = { mean: usual, dispersion: usual > 0 ? scatter / (usual * usual) : 0 };
  const direction = total > usual ? 'many' : 'few';
  const chance = direction === 'many' ? tail(counts, total) : head(counts, total);
  return { direction, hours, came: total, expected: usual, chance };
}
