import type { Brain } from './brain.js';
import { isSpaced, read, type Reading } from './features.js';
import { riskCurve } from './gate/curve.js';
import { fitGate } from './gate/fit.js';
import { tried, tryOut } from './gate/folds.js';
import { PRIOR } from './gate/prior.js';
import { learn, type Lesson } from './learn/core.js';
import { NOTHING, notClass } from './learn/problem.js';
import { eyesOf } from './look.js';
import { createMatcher } from './matcher.js';
import type { Encoder, Matcher, TrainingInput } from './model.js';
import { lexiconOf } from './text/repair.js';
import { createStemmer } from './text/words.js';

/** How many texts go to the encoder at a time. */
const AT_A_TIME = 16;

/**
 * Learns what a community's questions look like. The same phrasings in any order make the same model; without any it
 * makes one that knows nothing. An encoder that fails is done without.
 */
export async function trainMatcher(input: TrainingInput): Promise<Matcher> {
  const stem = createStemmer();
  const intents = [...new Set(input.phrasings.map(({ intent }) => intent))].sort();
  const index = new Map(intents.map((intent, label) => [intent, label]));
  const texts = distinct([
    ...input.phrasings.map(({ text, intent }) => ({ text, label: index.get(intent) as number })),
    ...(input.background ?? []).map((text) => ({ text, label: NOTHING })),
    ...(input.against ?? []).flatMap(({ text, intent }) => {
      const label = index.get(intent);
      return label === undefined ? [] : [{ text, label: notClass(label) }];
    }),
  ]);
  const readings = texts.map(({ text, label }) => ({ reading: read(text, stem), label }));
  const legible = readings.filter(({ reading }) => reading.length > 0);
  const vectors = await embedded(
    legible.map(({ reading }) => reading),
    input.encoder,
  );
  const lessons = legible.map((one, at): Lesson => ({ ...one, vector: vectors?.[at] ?? null }));
  const core = learn(lessons, intents.length);
  const positive = lessons.filter(({ label }) => label >= 0).map(({ reading }) => reading.pieces);
  const other = lessons.filter(({ label }) => label < 0).map(({ reading }) => reading.pieces);
  const eyes = eyesOf(lexiconOf(positive), lexiconOf(other).keys(), stem);
  const trials = intents.length > 1 ? tryOut(lessons, intents.length, core, stem) : [];
  const asked = (input.validation ?? []).map(({ text, intent }) => ({
    reading: read(text, stem),
    label: intent === null ? NOTHING : (index.get(intent) ?? NOTHING),
  }));
  const answers = core.deep
    ? await embedded(
        asked.map(({ reading }) => reading),
        input.encoder,
      )
    : null;
  const collected = asked.flatMap((one, at) =>
    one.reading.length > 0 ? [tried({ ...one, vector: answers?.[at] ?? null }, core, eyes)] : [],
  );
  const lexical = fitGate(trials, collected, PRIOR.lexical, false);
  const deep = core.deep ? fitGate(trials, answers ? collected : [], PRIOR.deep, true) : null;
  const brain: Brain = {
    intents,
    core,
    lexicon: eyes.lexicon,
    others: [...lexiconOf(other).keys()],
    lexical: lexical.gate,
    deep: deep?.gate ?? null,
    curve: riskCurve((deep ?? lexical).judged),
  };
  return createMatcher(brain);
}

/** Each text once for each label, in an order of their own. */
function distinct(texts: readonly { text: string; label: number }[]): { text: string; label: number }[] {
  const byKey = new Map(texts.map((one) => [`${one.label} ${one.text}`, one]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * Vectors of texts in the encoder's language, nothing but zeros for others; null when there is no encoder, it fails, or
 * no text is for it.
 */
async function embedded(readings: readonly Reading[], encoder?: Encoder): Promise<Float32Array[] | null> {
  if (!encoder) return null;
  const spoken = readings.filter(isSpaced);
  if (spoken.length === 0) return null;
  const vectors = new Map<Reading, Float32Array>();
  try {
    for (let at = 0; at < spoken.length; at += AT_A_TIME) {
      const some = spoken.slice(at, at + AT_A_TIME);
      const found = await encoder.embed(some.map(({ raw }) => raw));
      some.forEach((reading, index) => vectors.set(reading, found[index] as Float32Array));
    }
    return readings.map((reading) => vectors.get(reading) ?? new Float32Array(encoder.dims));
  } catch {
    return null;
  }
}
