import type { OptionSpec } from '#contracts';

/** Filled in by buttons. Offering nothing to pick from, it is no place for what somebody types. */
const suggest = () => Promise.resolve([]);

const base = { type: 'text', maxLength: 100, suggest } as const;

/** A question of whoever speaks. */
export const about = {
  ...base,
  required: true,
  summary: 'commands.answer.options.about.summary',
} as const satisfies OptionSpec;

export const entry = {
  ...base,
  required: true,
  summary: 'commands.answer.options.entry.summary',
} as const satisfies OptionSpec;

/** Where everybody reads it, in words. */
export const place = {
  ...base,
  summary: 'commands.answer.options.place.summary',
} as const satisfies OptionSpec;

/** Counted from 0, as pages of a document are. */
export const page = {
  type: 'integer',
  min: 0,
  max: 1_000,
  summary: 'commands.answer.options.page.summary',
} as const satisfies OptionSpec;
