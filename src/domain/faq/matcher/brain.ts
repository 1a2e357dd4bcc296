import type { Core } from './learn/core.js';
import type { RiskPoint } from './model.js';

/** What tells known from unknown, for one way of looking. */
export interface Gate {
  /** How much a difference between scores counts when they become shares. */
  heat: number;
  /** In the order of `SIGNALS`, the intercept first. */
  coefficients: readonly number[];
  /** Of the log-odds, where the bot was asked. */
  shift: number;
}

/** Everything a trained model consists of. */
export interface Brain {
  intents: readonly string[];
  core: Core;
  /** Words of the phrasings with how often each is used, in the order of the alphabet. */
  lexicon: ReadonlyMap<string, number>;
  /** Words of what means nothing here. */
  others: readonly string[];
  lexical: Gate;
  deep: Gate | null;
  curve: readonly RiskPoint[];
  unaskedCurve: readonly RiskPoint[];
}
