/** What the matcher said to one question, and what was right. */
export interface FaqOutcome {
  intent: string | null;
  best: string | null;
  probability: number;
}

export interface FaqFigures {
  questions: number;
  inScope: number;
  outOfScope: number;
  /** Of questions about something known: the best candidate is right, whether it would be said or not. 0 to 1. */
  accuracy: number | null;
  /** The best candidate is right and is said. */
  inScopeAccuracy: number | null;
  /** Of questions about nothing known: the matcher is silent. */
  outOfScopeRecall: number | null;
  /** Of what is said: wrong. */
  wrongOfAnswered: number | null;
  /** Of all questions: something is said. */
  answered: number;
  /** How well the probability tells questions about something known from others: area under the ROC curve. */
  auroc: number | null;
  /** Expected calibration error, in 15 equal bins (Guo et al. 2017). */
  ece: number;
}

const BINS = 15;
const isRight = ({ intent, best }: FaqOutcome) => intent !== null && best === intent;

/** @param threshold at which probability something is said */
export function faqFigures(outcomes: readonly FaqOutcome[], threshold: number): FaqFigures {
  const known = outcomes.filter(({ intent }) => intent !== null);
  const unknown = outcomes.filter(({ intent }) => intent === null);
  const said = outcomes.filter(({ probability, best }) => best !== null && probability >= threshold);
  const saidRight = said.filter(isRight);
  return {
    questions: outcomes.length,
    inScope: known.length,
    outOfScope: unknown.length,
    accuracy: share(known.filter(isRight).length, known.length),
    inScopeAccuracy: share(saidRight.length, known.length),
    outOfScopeRecall: share(
      unknown.length - said.filter(({ intent }) => intent === null).length,
      unknown.length,
    ),
    wrongOfAnswered: share(said.length - saidRight.length, said.length),
    answered: share(said.length, outcomes.length) ?? 0,
    auroc: auroc(
      known.map(({ probability }) => probability),
      unknown.map(({ probability }) => probability),
    ),
    ece: calibrationError(outcomes),
  };
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);

/** Mann & Whitney 1947: how often one of the first is above one of the second, a tie counting half. */
function auroc(above: readonly number[], below: readonly number[]): number | null {
  if (above.length === 0 || below.length === 0) return null;
  const all = [
    ...above.map((value) => ({ value, up: true })),
    ...below.map((value) => ({ value, up: false })),
  ].sort((a, b) => a.value - b.value);
  let wins = 0;
  let under = 0;
  for (let at = 0; at < all.length;) {
    let to = at;
    let ups = 0;
    while (to < all.length && all[to]?.value === all[at]?.value) {
      if (all[to]?.up) ups += 1;
      to += 1;
    }
    const downs = to - at - ups;
    wins += ups * (under + downs / 2);
    under += downs;
    at = to;
  }
  return wins / (above.length * below.length);
}

function calibrationError(outcomes: readonly FaqOutcome[]): number {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, said: 0, right: 0 }));
  for (const one of outcomes) {
    const bin = bins[Math.min(BINS - 1, Math.floor(one.probability * BINS))];
    if (!bin) continue;
    bin.count += 1;
    bin.said += one.probability;
    if (isRight(one)) bin.right += 1;
  }
  return (
    bins.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / Math.max(1, outcomes.length)
  );
}
