/** Below so many questions nothing is concluded from them. */
const FEWEST = 20;
/** As if so many questions had been as what was tried. */
const DOUBT = 100;
/** Of what is asked, at most so much is taken to be known and found. */
const MOST = 0.95;
const ROUNDS = 200;
const STILL = 1e-6;

/**
 * How much likelier what is asked is found than what was tried, as a difference of log-odds. Phrasings are written
 * because they differ from those that are there, so that each is harder to find by the others than a member's question
 * is. How often questions are found shows in their probabilities alone, without knowing of any whether it was: the share
 * under which they are likeliest, by expectation and maximisation (Saerens, Latinne & Decaestecker 2002, "Adjusting the
 * outputs of a classifier to new a priori probabilities").
 * @param found of what was tried, the share that was found, 0 to 1
 * @param asked of what was asked, the probabilities as the trials taught them
 */
export function shiftOf(found: number, asked: readonly number[]): number {
  if (asked.length < FEWEST || found <= 0 || found >= 1) return 0;
  let share = found;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [more, less] = [share / found, (1 - share) / (1 - found)];
    const next = asked.reduce((sum, p) => sum + (p * more) / (p * more + (1 - p) * less), 0) / asked.length;
    const moved = Math.abs(next - share);
    share = next;
    if (moved < STILL) break;
  }
  const trust = asked.length / (asked.length + DOUBT);
  return trust * (logit(Math.min(MOST, Math.max(1 - MOST, share))) - logit(found));
}

export const logit = (p: number): number => Math.log(p / (1 - p));
