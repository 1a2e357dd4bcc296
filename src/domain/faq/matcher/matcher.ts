import type { Brain, Gate } from './brain.js';
import { embedded } from './embedding.js';
import { chance } from './gate/logistic.js';
import { ceilingOf, ranked, signalsOf } from './gate/signals.js';
import { score } from './learn/scores.js';
import { eyesOf, look, type Look } from './look.js';
import type { Match, Matcher } from './model.js';
import { saved } from './saved.js';
import { createStemmer } from './text/words.js';

const MOST_CANDIDATES = 5;
/** Between these the letters leave it open, and the encoder is asked. */
const GREY = { from: 0.02, to: 0.98 };

const NOTHING_KNOWN: Match = { candidates: [], probability: 0, unasked: 0, repaired: null };

export function createMatcher(brain: Brain): Matcher {
  const { core, intents } = brain;
  const eyes = eyesOf(brain.lexicon, brain.others, createStemmer());

  function judge(
    { weighed, reading, content, repaired }: Look,
    gate: Gate,
    vector: Float32Array | null,
  ): Match {
    if (intents.length === 0 || weighed.row.ids.length === 0) return { ...NOTHING_KNOWN, repaired };
    const scores = score(core, weighed, vector);
    const rank = ranked(scores, gate.heat);
    const candidates = rank.order.slice(0, MOST_CANDIDATES).map((label) => ({
      intent: intents[label] as string,
      share: Math.min(1, rank.shares[label] as number),
    }));
    const signals = signalsOf(core, scores, rank, { length: reading.length, content });
    const sureness = (shift: number) => Math.min(ceilingOf(rank), chance(gate.coefficients, signals, shift));
    return { candidates, probability: sureness(gate.shift), unasked: sureness(0), repaired };
  }

  return {
    match(text) {
      return judge(look(text, eyes, core), brain.lexical, null);
    },
    async matchWell(text, encoder) {
      const seen = look(text, eyes, core);
      const first = judge(seen, brain.lexical, null);
      if (!encoder || !brain.deep || !core.deep || core.deep.dims !== encoder.dims) return first;
      if (first.candidates.length === 0) return first;
      if (first.unasked < GREY.from || first.unasked > GREY.to) return first;
      const vectors = await embedded([seen.reading], encoder);
      return vectors?.[0] ? judge(seen, brain.deep, vectors[0]) : first;
    },
    curve: brain.curve,
    unaskedCurve: brain.unaskedCurve,
    intents,
    save: () => saved(brain),
  };
}
