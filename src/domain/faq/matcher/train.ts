import type { Brain } from './brain.js';
import { embedded } from './embedding.js';
import { read } from './features.js';
import { riskCurve } from './gate/curve.js';
import { fitGate } from './gate/fit.js';
import { tried, tryOut } from './gate/folds.js';
import { PRIOR } from './gate/prior.js';
import { learn, type Lesson } from './learn/core.js';
import { NOTHING, notClass } from './learn/problem.js';
import { eyesOf } from './look.js';
import { createMatcher } from './matcher.js';
import { restored } from './saved.js';
import type { LabelledText, Matcher, TrainingInput } from './model.js';
import { lexiconOf } from './text/repair.js';
import { createStemmer } from './text/words.js';

/**
 * Learns what a community's questions look like. The same phrasings in any order make the same model; without any it
 * makes one that knows nothing. An encoder that fails is done without.
 */
export async function trainMatcher(input: TrainingInput): Promise<Matcher> {
  const stem = createStemmer();
  const intents = inOrder(input.phrasings);
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
  const lexicon = eyes.lexicon;
  const others = [...lexiconOf(other).keys()];
  const measured = input.measured && restored(input.measured);
  if (measured && (measured.deep || !core.deep)) {
    const { lexical, deep, curve, unaskedCurve } = measured;
    const kept = { lexical, deep: core.deep && deep, curve, unaskedCurve };
    return createMatcher({ intents, core, lexicon, others, ...kept });
  }
  const trials = intents.length > 1 ? tryOut(lessons, intents.length, core, stem) : [];
  const look = async (questions: readonly { text: string; label: number }[]) => {
    const all = questions.map(({ text, label }) => ({ reading: read(text, stem), label }));
    const seen = all.filter(({ reading }) => reading.length > 0);
    const given = core.deep
      ? await embedded(
          seen.map(({ reading }) => reading),
          input.encoder,
        )
      : null;
    return {
      trials: seen.map((one, at) => tried({ ...one, vector: given?.[at] ?? null }, core, eyes)),
      isDeep: given !== null,
    };
  };
  const collected = await look(
    (input.validation ?? []).map(({ text, intent }) => ({
      text,
      label: intent === null ? NOTHING : (index.get(intent) ?? NOTHING),
    })),
  );
  const asked = await look((input.asked ?? []).map((text) => ({ text, label: NOTHING })));
  const evidence = { trials, collected: collected.trials, asked: asked.trials };
  const lexical = fitGate(evidence, PRIOR.lexical, false);
  const deep = core.deep
    ? fitGate({ ...evidence, collected: collected.isDeep ? collected.trials : [] }, PRIOR.deep, true)
    : null;
  const brain: Brain = {
    intents,
    core,
    lexicon,
    others,
    lexical: lexical.gate,
    deep: deep?.gate ?? null,
    curve: riskCurve((deep ?? lexical).asked),
    unaskedCurve: riskCurve((deep ?? lexical).unasked),
  };
  return createMatcher(brain);
}

/**
 * By their texts, and by their names only where these are the same: names are drawn by lot, and what is left out
 * together when trying depends on the order.
 */
function inOrder(phrasings: readonly LabelledText[]): string[] {
  const first = new Map<string, string>();
  for (const { text, intent } of phrasings) {
    const before = first.get(intent);
    if (before === undefined || text < before) first.set(intent, text);
  }
  return [...first.entries()]
    .sort(([a, one], [b, other]) => (one < other ? -1 : one > other ? 1 : a < b ? -1 : 1))
    .map(([intent]) => intent);
}

/** Each text once for each label, in an order of their own. */
function distinct(texts: readonly { text: string; label: number }[]): { text: string; label: number }[] {
  const byKey = new Map(texts.map((one) => [`${one.label} ${one.text}`, one]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
