import type { Cue } from './model.js';

/** A sign as a pattern; no pattern here has one repetition within another, so that none takes long. */
export function cue(weight: number, pattern: string): Cue {
  return { sign: new RegExp(pattern, 'u'), weight };
}

/** A sign of whole words, anywhere. */
export function phrase(weight: number, pattern: string): Cue {
  return cue(weight, `\\b(?:${pattern})\\b`);
}

/** One of several words, written `a|b|c`. */
export function one(words: string): string {
  return `(?:${words})`;
}
