import { createRequire } from 'node:module';
import type Compromise from 'compromise/three';

let grammar: typeof Compromise | undefined;

/**
 * The English grammar, read in at its first use: it costs a sixth of a second and 25 MB, which communities that
 * never ask in English do not pay. Asked only in the same breath, so it cannot be awaited.
 */
export function english(text: string): ReturnType<typeof Compromise> {
  grammar ??= createRequire(import.meta.url)('compromise/three') as typeof Compromise;
  return grammar(text);
}
