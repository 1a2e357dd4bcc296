import type { Spread } from './spread.js';
import { isUnusual } from './unusual.js';

/** False alerts a week that chance is allowed: together well under the one that may be told. */
const FALSE_PER_WEEK = { hour: 0.1, day: 0.04 };

/** Hours of silence about a measure after something was found. */
const COOLDOWN = 24;

/** One measure's last closed steps. */
export interface Line {
  step: 'hour' | 'day';
  /** null: not listened to. */
  came: readonly (number | null)[];
  /** From forecasts made before each step; null: there was none. */
  expected: readonly (number | null)[];
  spread: Spread;
  /** Steps (from 0, in `came`) at which earlier findings ended; may lie outside. */
  found: readonly number[];
}

export interface Finding {
  /** The first step of it, and how many. */
  at: number;
  steps: number;
  seen: number;
  expected: number;
  direction: 'high' | 'low';
  probability: number;
}

/** Longest span that is judged together. */
const SPAN = 6;

/**
 * All that is out of the ordinary among the steps from `first` on, each looked at as if it had just closed. The
 * same again, once findings are among `found`, finds nothing new.
 */
export function findings(line: Line, first: number): Finding[] {
  const { step, came, expected, spread } = line;
  const found = [...line.found];
  const out: Finding[] = [];
  for (let end = Math.max(0, first); end < came.length; end += 1) {
    // Steps without a forecast count as not heard: nothing can be said of them.
    const from = Math.max(0, end + 1 - SPAN);
    const heard = came.slice(from, end + 1).map((value, at) => (expected[from + at] === null ? null : value));
    const unusual = isUnusual(
      {
        came: heard,
        expected: expected.slice(from, end + 1).map((value) => value ?? 0),
        spread,
        alerts: found.map((one) => end - one).filter((ago) => ago >= 0),
      },
      {
        falsePerWeek: FALSE_PER_WEEK[step],
        cooldown: step === 'hour' ? COOLDOWN : 1,
        budget: Infinity,
        ...(step === 'day' ? { spans: [1], week: 7 } : {}),
      },
    );
    if (!unusual) continue;
    found.push(end);
    out.push({
      at: end + 1 - unusual.hours,
      steps: unusual.hours,
      seen: unusual.came,
      expected: unusual.expected,
      direction: unusual.direction === 'many' ? 'high' : 'low',
      probability: unusual.chance,
    });
  }
  return out;
}
