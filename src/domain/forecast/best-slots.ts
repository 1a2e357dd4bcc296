import { expectedWeek } from './expected-week.js';
import type { Series } from './model.js';

export interface SlotOptions {
  /** How many are wanted; five by default. */
  readonly count?: number;
  /** Hours that lie between two of them at least; two by default. */
  readonly apart?: number;
  /** Whether an hour ahead (0 is the next one) may be named at all. */
  readonly allowed?: (step: number) => boolean;
  /** False names hours that do not stand out beyond chance as well, so that there are as many as wanted. */
  readonly certain?: boolean;
}

export interface Slot {
  /** Hours from now: 0 is the next hour. */
  readonly step: number;
  /** Members expected to be active in that hour. */
  readonly expected: number;
  /** How many times as many as in an average hour. */
  readonly times: number;
  /** Share of the past weeks (0–1) in which this hour of the week drew more than that week's average hour. */
  readonly held: number;
  /** Past weeks that this rests on. */
  readonly weeks: number;
  /** `sure` where the hour stands out beyond chance in most weeks, `likely` where it only just does; `guess`, on wish, where it does not. */
  readonly sure: 'sure' | 'likely' | 'guess';
}

/** Weeks of the past that an hour is judged by. */
const WEEKS = 8;
const WEEK = 168;

/** Standard errors above the average that an hour has to lie to be named, and to be called sure. */
const NAMED = 1;
const SURE = 2.5;

/**
 * The best hours of the coming week by expected active members: forecasts shrink and smooth what one loud evening
 * did. Hours that do not stand out from the average beyond chance are not named, so there may be fewer than wanted,
 * or none. The best comes first.
 * @param active active members per hour, the oldest first, null where unknown
 */
export function bestSlots(active: Series, options: SlotOptions = {}): Slot[] {
  const { count = 5, apart = 2, allowed = () => true, certain = true } = options;
  return slotsOf(active, expectedWeek(active).mean, { count, apart, allowed, certain });
}

/** The best hours of a week of which it is known already what to expect. */
export function slotsOf(
  active: Series,
  mean: Float64Array,
  { count, apart, allowed, certain }: Required<SlotOptions>,
): Slot[] {
  const average = mean.reduce((sum, value) => sum + value, 0) / mean.length;
  const order = Array.from(mean.keys()).sort((a, b) => (mean[b] ?? 0) - (mean[a] ?? 0) || a - b);
  const found: Slot[] = [];
  for (const step of order) {
    if (found.length >= count) break;
    if (!allowed(step) || found.some((slot) => Math.abs(slot.step - step) < apart)) continue;
    const past = standing(active, step);
    const stands = past.weeks >= 2 && past.score >= NAMED && average > 0;
    if (certain && !stands) continue;
    const expected = mean[step] ?? 0;
    const sure = !stands ? 'guess' : past.score >= SURE && past.held >= 0.75 ? 'sure' : 'likely';
    found.push({
      step,
      expected,
      times: average > 0 ? expected / average : 1,
      held: past.held,
      weeks: past.weeks,
      sure,
    });
  }
  return found;
}

/** How an hour of the week, with its neighbours, stood above the average hour of its week in the past weeks. */
function standing(active: Series, step: number): { score: number; held: number; weeks: number } {
  const above: number[] = [];
  for (let week = 1; week <= WEEKS; week += 1) {
    const from = active.length - week * WEEK;
    if (from < 0) break;
    const usual = meanOf(active, from, from + WEEK);
    const here = active.length + (step % WEEK) - week * WEEK;
    const value = meanOf(active, Math.max(0, here - 1), Math.min(active.length, here + 2));
    if (Number.isNaN(value) || !(usual > 0)) continue;
    above.push(value / usual - 1);
  }
  const weeks = above.length;
  const mean = above.reduce((sum, value) => sum + value, 0) / Math.max(1, weeks);
  const variance = above.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, weeks - 1);
  // A few agreeing weeks are no certainty: a quarter of the average counts as scatter at least.
  const error = Math.sqrt((variance + 0.0625) / Math.max(1, weeks));
  return { score: mean / error, held: above.filter((value) => value > 0).length / Math.max(1, weeks), weeks };
}

function meanOf(series: Series, from: number, to: number): number {
  let [sum, known] = [0, 0];
  for (let at = from; at < to; at += 1) {
    const value = series[at];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    sum += value;
    known += 1;
  }
  return sum / known;
}
