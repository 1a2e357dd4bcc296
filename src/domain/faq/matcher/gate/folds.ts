import { eyesOf, lookAt, type Eyes } from '../look.js';
import { learn, type Core, type Lesson } from '../learn/core.js';
import { NOTHING } from '../learn/problem.js';
import { score, type Scores } from '../learn/scores.js';
import { seeded } from '../learn/random.js';
import { speaks } from '../learn/vectors.js';
import { lexiconOf } from '../text/repair.js';

/** A text that a model had not seen, and what that model made of it. */
export interface Trial {
  scores: Scores;
  /** With the encoder's vector; null: there is none. */
  deepScores: Scores | null;
  core: Core;
  length: number;
  content: number;
  /** The right class, `NOTHING` when none of those that were left is. */
  label: number;
  /** The right class, also of those that were left out. */
  truth: number;
}

const FOLDS = 4;
/** Texts times classes from which one fold is plenty, and four would take minutes. */
const LARGE = 200_000;

/**
 * Tries the model on what it has not seen: a quarter of the classes at a time is left out altogether and stands for
 * questions about nothing that is known, and of the other classes a quarter of the texts.
 */
export function tryOut(
  lessons: readonly Lesson[],
  classes: number,
  whole: Core,
  stem: (word: string) => string,
): Trial[] {
  const folds = lessons.length * classes > LARGE ? 1 : FOLDS;
  const groups = dealt(classes);
  const places = placesOf(lessons, classes);
  const trials: Trial[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const held: number[] = [];
    const kept: number[] = [];
    lessons.forEach(({ label }, at) => {
      const out = label >= 0 && classes > FOLDS && groups[label] === fold;
      const quarter = (places[at] as number) % FOLDS === fold;
      const enough = label === NOTHING || (label >= 0 && (whole.sizes[label] as number) > 1);
      (out || (quarter && enough) ? held : kept).push(at);
    });
    if (held.length === 0 || kept.length === 0) continue;
    const some = kept.map((at) => lessons[at] as Lesson);
    const core = learn(some, classes, { core: whole, rows: Int32Array.from(kept) });
    const positive = some.filter(({ label }) => label >= 0).map(({ reading }) => reading.pieces);
    const other = some.filter(({ label }) => label < 0).map(({ reading }) => reading.pieces);
    const eyes = eyesOf(lexiconOf(positive), lexiconOf(other).keys(), stem);
    for (const at of held) {
      trials.push(tried(lessons[at] as Lesson, core, eyes));
    }
  }
  return trials;
}

/** What a model makes of a text. */
export function tried({ reading, vector, label }: Lesson, core: Core, eyes: Eyes): Trial {
  const { weighed, content, reading: mended } = lookAt(reading, eyes, core);
  return {
    scores: score(core, weighed, null),
    deepScores: vector && core.deep && speaks(vector) ? score(core, weighed, vector) : null,
    core,
    length: mended.length,
    content,
    label: label >= 0 && (core.sizes[label] as number) > 0 ? label : NOTHING,
    truth: label,
  };
}

/** Each class's fold, so that neighbours in the alphabet are apart or together by chance. */
function dealt(classes: number): Int32Array {
  const order = Int32Array.from({ length: classes }, (_, label) => label);
  const random = seeded(7);
  for (let at = classes - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order.map((place) => place % FOLDS);
}

/** The how-manieth of its class each text is. */
function placesOf(lessons: readonly Lesson[], classes: number): Int32Array {
  const next = new Int32Array(classes + 1);
  return Int32Array.from(lessons, ({ label }) => {
    const of = label >= 0 ? label : classes;
    const place = next[of] as number;
    next[of] = place + 1;
    return place;
  });
}
