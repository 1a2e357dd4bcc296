import type { FaqGuess, FaqVerdict, FaqWay } from './model.js';

/** Of the wrong answers that are allowed where somebody asked us, the share that is where nobody did. */
const UNASKED = 0.5;
/** What is left of that when nothing in the text asks. */
const STATEMENT = 0.1;
/** The second is close when it is so likely compared with the first. */
const CLOSE = 0.4;
/** Two that are sure together are asked about; of whoever asked us, a little less sure is enough. */
const ASKED_BACK = 0.6;
/** Less likely guesses are not worth a line. */
const WORTH = 0.1;
const TITLES = 3;

/**
 * What to do with a question.
 * @param guesses best first
 * @param threshold from which on an answer keeps the promise
 * @param asks how much the text looks like a question, 0 to 1
 */
export function decide(
  guesses: readonly FaqGuess[],
  { threshold, way, asks }: { threshold: number; way: FaqWay; asks: number },
): { kind: FaqVerdict['kind']; guesses: FaqGuess[] } {
  const worth = guesses.filter(({ probability }) => probability >= WORTH).slice(0, TITLES);
  const [first, second] = worth;
  const overheard = way === 'overheard';
  const bar = overheard ? unaskedBar(threshold, asks) : threshold;
  if (first && first.probability >= bar) return { kind: 'answer', guesses: worth };
  const areClose = first && second && second.probability >= CLOSE * first.probability;
  const together = (first?.probability ?? 0) + (second?.probability ?? 0);
  if (areClose && together >= (overheard ? bar : ASKED_BACK * bar) && (!overheard || asks >= 0.5)) {
    return { kind: 'choose', guesses: [first, second] };
  }
  return { kind: overheard ? 'silent' : 'unsure', guesses: worth };
}

/** A statement can be a good question, so it is not left out: it only has to be surer. */
function unaskedBar(threshold: number, asks: number): number {
  const allowed = 1 - threshold;
  return 1 - allowed * UNASKED * (STATEMENT + (1 - STATEMENT) * Math.min(1, Math.max(0, asks)));
}
