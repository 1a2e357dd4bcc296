import type { Source } from './model.js';

/**
 * Of several sources that ended, the one that says why there is nothing any more. What is paused has no end of its
 * own, and is what keeps closed now; what was begun and never paid gave nothing that could have ended.
 */
export function lastEnded(sources: readonly Source[]): Source | undefined {
  const endOf = ({ until, cause }: Source) => until ?? (cause === 'paused' ? '~' : '');
  return sources.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0)).at(-1);
}
