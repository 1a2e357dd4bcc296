/** What this repository measures itself by: labelled lines of our own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../_support/sources.js';

export const LANGUAGES = ['en', 'zh'] as const;

/** Lines of `tests/corpora/<name>.jsonl`. */
export function corpus<Line = { text: string; intent: string | null }>(name: string): Line[] {
  const lines = readFileSync(join(root, 'tests/corpora', `${name}.jsonl`), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}
