import type { RiskPoint } from '../model.js';

export interface Judged {
  probability: number;
  /** Something that is known was asked for. */
  known: boolean;
  /** The best candidate was the right one. */
  right: boolean;
  weight: number;
}

const STEPS = 100;

/**
 * Selective answering (El-Yaniv & Wiener 2010): at each threshold, what is wrong of what is answered, and how much
 * of what is known is answered. Half a wrong answer is added (Jeffreys' rule): a few that were right prove little.
 */
export function riskCurve(judged: readonly Judged[]): RiskPoint[] {
  const knownWeight = judged.reduce((sum, { known, weight }) => sum + (known ? weight : 0), 0);
  if (knownWeight === 0) return [];
  return Array.from({ length: STEPS }, (_, step) => {
    const threshold = step / STEPS;
    let answered = 0;
    let wrong = 0;
    let covered = 0;
    for (const one of judged) {
      if (one.probability < threshold) continue;
      answered += one.weight;
      if (!one.right) wrong += one.weight;
      if (one.known) covered += one.weight;
    }
    return {
      threshold,
      wrong: answered > 0 ? (wrong + 0.5) / (answered + 1) : 0,
      coverage: covered / knownWeight,
    };
  });
}
