import { say, type Reply } from '#contracts';
import type { FaqGuess } from '#domain/faq';
import { clipped } from '../pieces/typed.js';
import { stacked } from '../pieces/words.js';
import { percent } from './which.js';

/** What the bot thinks of a question, likeliest first; no field where it thinks of nothing. */
export function guessesField(guesses: readonly FaqGuess[]): NonNullable<Reply['fields']> {
  if (guesses.length === 0) return [];
  const lines = guesses.map(({ title, probability }) =>
    say('faq.unanswered.guess', { title: clipped(title, 120), probability: percent(probability) }),
  );
  return [{ name: say('faq.unanswered.guesses'), value: stacked(lines) }];
}
