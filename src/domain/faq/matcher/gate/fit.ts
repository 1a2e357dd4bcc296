import type { Gate } from '../brain.js';
import { NOTHING } from '../learn/problem.js';
import type { Scores } from '../learn/scores.js';
import type { Judged } from './curve.js';
import type { Trial } from './folds.js';
import { chance, fitLogistic, type Example } from './logistic.js';
import { ranked, signalsOf } from './signals.js';

const HEATS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16];
/** As if so many examples had confirmed the prior. */
const STRENGTH = 2;

/** The heat under which the shares of what was tried are the likeliest. */
function heatOf(trials: readonly { scores: Scores; label: number }[]): number {
  const known = trials.filter(({ label }) => label !== NOTHING);
  if (known.length < 10) return 5;
  let best = 5;
  let least = Infinity;
  for (const heat of HEATS) {
    const loss = known.reduce((sum, { scores, label }) => {
      return sum - Math.log(Math.max(1e-9, ranked(scores, heat).shares[label] as number));
    }, 0);
    if (loss < least) [best, least] = [heat, loss];
  }
  return best;
}

/** Share of questions about nothing known that is reckoned with where nothing is known of it. */
const UNKNOWN_SHARE = 0.2;

export interface Fitted {
  gate: Gate;
  judged: Judged[];
}

/** A gate for what was tried, by letters alone or with the encoder's vectors. */
export function fitGate(trials: readonly Trial[], prior: readonly number[], deep: boolean): Fitted {
  const tried = trials.flatMap((trial) => {
    const scores = deep ? trial.deepScores : trial.scores;
    return scores ? [{ ...trial, scores }] : [];
  });
  const heat = heatOf(tried);
  const known = tried.filter(({ label }) => label !== NOTHING).length;
  const unknown = tried.length - known;
  const outWeight = unknown > 0 ? (UNKNOWN_SHARE / (1 - UNKNOWN_SHARE)) * (known / unknown) : 0;
  const examples = tried.map((trial): Example & { known: boolean } => {
    const rank = ranked(trial.scores, heat);
    return {
      signals: signalsOf(trial.core, trial.scores, rank, trial.length),
      right: rank.order[0] === trial.label,
      known: trial.label !== NOTHING,
      weight: trial.label === NOTHING ? outWeight : 1,
    };
  });
  const coefficients = fitLogistic(examples, prior, STRENGTH);
  const judged = examples.map(({ signals, right, known: isKnown, weight }) => ({
    probability: chance(coefficients, signals),
    known: isKnown,
    right,
    weight,
  }));
  return { gate: { heat, coefficients: Array.from(coefficients) }, judged };
}
