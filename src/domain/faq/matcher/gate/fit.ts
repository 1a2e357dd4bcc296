import type { Gate } from '../brain.js';
import { NOTHING } from '../learn/problem.js';
import type { Scores } from '../learn/scores.js';
import type { Judged } from './curve.js';
import type { Trial } from './folds.js';
import { chance, fitLogistic, type Example } from './logistic.js';
import { logit, shiftOf } from './shift.js';
import { ceilingOf, ranked, signalsOf } from './signals.js';

/** Where too little was tried to choose by. */
export const USUAL_HEAT = 5;
const HEATS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16];
/** As if so many examples had confirmed the prior. */
const STRENGTH = 2;

/** The heat under which the shares of what was tried are the likeliest. */
function heatOf(trials: readonly { scores: Scores; label: number }[]): number {
  const known = trials.filter(({ label }) => label !== NOTHING);
  if (known.length < 10) return USUAL_HEAT;
  let best = USUAL_HEAT;
  let least = Infinity;
  for (const heat of HEATS) {
    const loss = known.reduce((sum, { scores, label }) => {
      return sum - Math.log(Math.max(1e-9, ranked(scores, heat).shares[label] as number));
    }, 0);
    if (loss < least) [best, least] = [heat, loss];
  }
  return best;
}

/**
 * Shares of questions about nothing known. While it is learned what tells them, they count much; how often they come is
 * reckoned with afterwards. Those made by leaving classes out are harder than those of life, so few of them stand for
 * many; where somebody collected some to choose by, life has more of them than the collection. What is promised of answers
 * is reckoned with more of them, because some communities ask about everything.
 */
const UNKNOWN = { learning: 0.25, made: 0.06, promised: 0.2, collected: 0.2, noneCollected: 0.05 };

export interface Fitted {
  gate: Gate;
  /** What was tried, as if it had been put to the bot. */
  asked: Judged[];
  /** The same, overheard: what members ask the bot says nothing about that. */
  unasked: Judged[];
}

interface Tried extends Example {
  known: boolean;
  /** Above which its probability cannot be. */
  ceiling: number;
}

export interface Evidence {
  trials: readonly Trial[];
  /**
   * Questions with their answers that were not trained on; then the gate is made to fit them, beginning from what the
   * trials taught.
   */
  collected: readonly Trial[];
  /** What was asked, and nobody knows whether it was answered rightly; their labels say nothing. */
  asked: readonly Trial[];
}

/** A gate for what was tried, by letters alone or with the encoder's vectors. */
export function fitGate(
  { trials, collected, asked }: Evidence,
  prior: readonly number[],
  deep: boolean,
): Fitted {
  const heat = heatOf(scored(collected.length > 0 ? collected : trials, deep));
  const made = examplesOf(withoutTwins(trials, heat, deep), heat, deep);
  const first = fitLogistic(weighted(made, UNKNOWN.learning), prior, STRENGTH);
  const given = examplesOf(collected, heat, deep);
  if (given.length > 0) {
    const unknown = given.filter(({ known }) => !known).length;
    const all =
      unknown > 0
        ? weighted(given, Math.max(UNKNOWN.collected, unknown / given.length))
        : weighted([...given, ...made.filter(({ known }) => !known)], UNKNOWN.noneCollected);
    const coefficients = fitLogistic(all, first, STRENGTH);
    const both = judged(all, coefficients);
    return { gate: { heat, coefficients: Array.from(coefficients), shift: 0 }, asked: both, unasked: both };
  }
  const usual = weighted(made, UNKNOWN.made);
  const coefficients = calibrated(first, usual);
  const found = sumOf(usual, ({ right }) => right) / Math.max(1e-9, sumOf(usual));
  const shift = shiftOf(
    found,
    examplesOf(asked, heat, deep).map((one) => probabilityOf(one, coefficients)),
  );
  const promised = weighted(made, UNKNOWN.promised);
  return {
    gate: { heat, coefficients: Array.from(coefficients), shift },
    asked: judged(moved(promised, found, shift), coefficients, shift),
    unasked: judged(promised, coefficients),
  };
}

const sumOf = (tried: readonly Tried[], counts: (one: Tried) => boolean = () => true) =>
  tried.reduce((sum, one) => sum + (counts(one) ? one.weight : 0), 0);

/** With as many right ones among them as there are of what is asked. */
function moved(tried: readonly Tried[], found: number, shift: number): Tried[] {
  if (shift === 0) return [...tried];
  const share = 1 / (1 + Math.exp(-logit(found) - shift));
  return tried.map((one) => ({
    ...one,
    weight: one.weight * (one.right ? share / found : (1 - share) / (1 - found)),
  }));
}

/** A class is another's twin when it came second or first for so many of its texts. */
const TWIN = 0.2;

/**
 * Without those left-out questions that went to a twin of their own class: asking for one of two entries that are nearly
 * the same is not what asking about nothing known is like, and a few of them at the top would forbid every answer.
 */
function withoutTwins(trials: readonly Trial[], heat: number, deep: boolean): Trial[] {
  const rivals = new Map<number, number[]>();
  const bestOf = (trial: Trial, other: number): number | null => {
    const scores = deep ? trial.deepScores : trial.scores;
    if (!scores) return null;
    const [first, second] = ranked(scores, heat).order;
    return (first === other ? second : first) ?? null;
  };
  for (const trial of trials) {
    const rival = trial.label === NOTHING ? null : bestOf(trial, trial.truth);
    if (rival !== null) rivals.set(trial.truth, [...(rivals.get(trial.truth) ?? []), rival]);
  }
  return trials.filter((trial) => {
    const known = trial.label === NOTHING ? rivals.get(trial.truth) : undefined;
    if (!known) return true;
    const best = bestOf(trial, trial.truth);
    return known.filter((rival) => rival === best).length / known.length < TWIN;
  });
}

function scored(trials: readonly Trial[], deep: boolean) {
  return trials.flatMap((trial) => {
    const scores = deep ? trial.deepScores : trial.scores;
    return scores ? [{ ...trial, scores }] : [];
  });
}

export function examplesOf(trials: readonly Trial[], heat: number, deep: boolean): Tried[] {
  return scored(trials, deep).map(({ core, scores, length, content, label }) => {
    const rank = ranked(scores, heat);
    return {
      signals: signalsOf(core, scores, rank, { length, content }),
      right: rank.order[0] === label,
      known: label !== NOTHING,
      ceiling: ceilingOf(rank),
      weight: 1,
    };
  });
}

/** With questions about nothing known weighing a share of all. */
export function weighted(tried: readonly Tried[], share: number): Tried[] {
  const known = tried.filter((one) => one.known).length;
  const unknown = tried.length - known;
  const weight = unknown > 0 ? ((share / (1 - share)) * known) / unknown : 0;
  return tried.map((one) => ({ ...one, weight: one.known ? 1 : weight }));
}

/** The same order of probabilities, moved and stretched to what is seen (Platt 1999). */
function calibrated(coefficients: Float64Array, tried: readonly Tried[]): Float64Array {
  const examples = tried.map(({ signals, right, weight }) => {
    const p = chance(coefficients, signals);
    return { signals: Float64Array.of(1, logit(p)), right, weight };
  });
  const [move = 0, stretch = 1] = fitLogistic(examples, [0, 1], STRENGTH);
  return coefficients.map((value, at) => stretch * value + (at === 0 ? move : 0));
}

const probabilityOf = ({ signals, ceiling }: Tried, coefficients: Float64Array, shift = 0) =>
  Math.min(ceiling, chance(coefficients, signals, shift));

function judged(tried: readonly Tried[], coefficients: Float64Array, shift = 0): Judged[] {
  return tried.map((one) => ({
    probability: probabilityOf(one, coefficients, shift),
    known: one.known,
    right: one.right,
    weight: one.weight,
  }));
}
