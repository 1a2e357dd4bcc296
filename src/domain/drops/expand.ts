import { UserFacingError } from '#kernel/errors';
import type { RulePattern } from './grammar.js';
import type { DropCondition, DropRule } from './model.js';

export interface ExpandOptions {
  zone: DropRule['zone'];
  /** Lessons that have been announced already: they keep their rule, and nothing is counted for them. */
  posted: ReadonlySet<string>;
  /** The first lesson that the pattern is for; those before it keep theirs. */
  from?: string;
  /** The only lesson that it is for. */
  only?: string;
}

type Headline = { key: string; title: string };

/**
 * Gives each lesson its own rule out of one pattern: weekly moments are handed out one by one, days are added up,
 * "the one before" becomes a lesson. Lessons that the pattern does not reach are not in the result.
 */
export function expand(
  pattern: RulePattern,
  lessons: readonly Headline[],
  options: ExpandOptions,
): Map<string, DropRule> {
  const { zone, posted, from, only } = options;
  const first = from === undefined ? 0 : indexOf(lessons, from);
  const single = only === undefined ? undefined : lessons[indexOf(lessons, only)];
  const rules = new Map<string, DropRule>();
  // A lesson that each member waits for by themselves takes the next slot, and none is skipped for it.
  const chained = pattern.some(({ kind }) => kind === 'after_previous' || kind === 'every_days');
  let turn = 0;
  lessons.forEach((lesson, position) => {
    if (single ? lesson !== single : position < first || posted.has(lesson.key)) return;
    turn += 1;
    const all = pattern.flatMap((part): DropCondition[] => {
      switch (part.kind) {
        case 'every_days': {
          const days = part.days * turn;
          return [{ kind: 'after_joining', days, ...(part.time ? { time: part.time } : {}) }];
        }
        case 'after_previous': {
          const before = lessons[position - 1];
          if (!before) return [{ kind: 'now' }];
          const days = part.days ? { days: part.days } : {};
          return [{ kind: 'after_lesson', lessonKey: before.key, ...days }];
        }
        case 'after_lesson': {
          const lessonKey = lessons[indexOf(lessons, part.lessonKey)]?.key ?? '';
          if (lessonKey === lesson.key) return [];
          return [{ ...part, lessonKey }];
        }
        case 'weekly':
          return [chained || single ? part : { ...part, nth: part.nth + turn - 1 }];
        default:
          return [part];
      }
    });
    if (all.length === 0) throw new UserFacingError('drop_after_itself', { lesson: lesson.title });
    rules.set(lesson.key, { all, zone });
  });
  return rules;
}

/** By key, by title, or by its number from 1. Throws UserFacingError `drop_lesson_unknown`. */
function indexOf(lessons: readonly Headline[], typed: string): number {
  const wanted = fold(typed);
  const named = lessons.findIndex(
    ({ key, title }) => key === typed || fold(key) === wanted || fold(title) === wanted,
  );
  const at = named >= 0 || !/^\d+$/.test(wanted) ? named : Number(wanted) - 1;
  if (!lessons[at]) throw new UserFacingError('drop_lesson_unknown', { lesson: typed });
  return at;
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/**
 * Throws UserFacingError `drop_circle` when lessons wait for one another, so that nobody would ever come to them.
 * @param rules of all lessons of the course
 */
export function refuseCircles(rules: ReadonlyMap<string, DropRule>, lessons: readonly Headline[]): void {
  const waitsFor = new Map(
    [...rules].map(([key, { all }]) => [
      key,
      all.flatMap((one) => (one.kind === 'after_lesson' ? [one.lessonKey] : [])),
    ]),
  );
  const settled = new Set<string>();
  const visit = (key: string, path: Set<string>): void => {
    if (settled.has(key)) return;
    if (path.has(key)) {
      const title = lessons.find((one) => one.key === key)?.title ?? key;
      throw new UserFacingError('drop_circle', { lesson: title });
    }
    path.add(key);
    for (const next of waitsFor.get(key) ?? []) visit(next, path);
    path.delete(key);
    settled.add(key);
  };
  for (const key of rules.keys()) visit(key, new Set());
}
