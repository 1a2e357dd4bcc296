/**
 * The vocabulary of request parameters. Everything arrives as text; these schemas turn it into values, and their
 * complaints are worded as Stripe words them.
 */
import { z } from 'zod';
import type { Metadata } from '../shapes/basics.js';
import { invalidRequest, type StripeFault } from './fault.js';
import type { Form, FormValue } from './form.js';

function complain(message: string, code?: string) {
  return { message, path: [], ...(code && { params: { code } }) };
}

/** Any text, the empty one included. */
export const text = z.string();

/** Text that an empty value clears. */
export const clearable = z.string().transform((value) => value || null);

export const integer = z.string().transform((value, context) => {
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  context.addIssue({ code: 'custom', ...complain(`Invalid integer: ${value}`, 'parameter_invalid_integer') });
  return z.NEVER;
});

export const amount = integer.refine((value) => value >= 0 && value <= 99_999_999, {
  error: 'This value must be greater than or equal to 0 and at most 99999999.',
  params: { code: 'parameter_invalid_integer' },
});

export const quantity = integer.refine((value) => value >= 1 && value <= 1_000_000, {
  error: 'This value must be greater than or equal to 1.',
  params: { code: 'parameter_invalid_integer' },
});

export const flag = z.string().transform((value, context) => {
  if (value === 'true' || value === 'false') return value === 'true';
  context.addIssue({ code: 'custom', ...complain(`Invalid boolean: ${value}`) });
  return z.NEVER;
});

export const currency = z
  .string()
  .transform((value) => value.toLowerCase())
  .refine((value) => /^[a-z]{3}$/.test(value), {
    error: 'Invalid currency: it must be a three-letter ISO code.',
  });

export const email = z.string().refine((value) => /^[^\s@]+@[^\s@]+$/.test(value) && value.length <= 512, {
  error: (issue) => `Invalid email address: ${String(issue.input)}`,
  params: { code: 'email_invalid' },
});

/** An absolute http(s) address. `{CHECKOUT_SESSION_ID}` and the like may stand in it. */
export const address = z.string().refine(
  (value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    return url?.protocol === 'http:' || url?.protocol === 'https:';
  },
  {
    error: 'Not a valid URL: it must begin with a scheme such as https.',
    params: { code: 'url_invalid' },
  },
);

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: (issue) => `Invalid value: must be one of ${words.join(', ')} (got ${String(issue.input)})`,
  });
}

/** A list; an empty text stands for the empty list. */
export function list<Item extends z.ZodType>(item: Item, max = 100) {
  return z.preprocess((value) => (value === '' ? [] : value), z.array(item).max(max));
}

/** Fields, all of them known. */
export const fields = z.strictObject;

const metadataValue = z.string().max(500, {
  error: (issue) =>
    `Metadata values can have up to 500 characters, but you passed ${JSON.stringify(issue.input).length - 2}.`,
});
const metadataKey = z.string().max(40, { error: 'Metadata keys can have up to 40 characters.' });

/** Key-value pairs. In an update an empty value removes its key, and an empty text removes them all. */
export const metadata = z.preprocess(
  (value) => (value === '' ? { '': '' } : value),
  z.record(metadataKey, metadataValue).refine((pairs) => Object.keys(pairs).length <= 50, {
    error: 'Metadata can have up to 50 keys.',
  }),
);

/** Metadata after an update. */
export function mergeMetadata(old: Metadata, update: Metadata | undefined): Metadata {
  if (!update) return old;
  if ('' in update) return {};
  const merged = { ...old, ...update };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

const bound = integer.optional();

/** A moment, or bounds on one. */
export const moment = z.union([integer, fields({ gt: bound, gte: bound, lt: bound, lte: bound })]);

/** What every list takes. */
export const paging = {
  limit: integer
    .refine((value) => value >= 1 && value <= 100, {
      error: 'This value must be between 1 and 100.',
      params: { code: 'parameter_invalid_integer' },
    })
    .optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

export const nothing = fields({});

/** Reads the parameters of a request, or throws the first complaint. */
export function readParams<Schema extends z.ZodType>(schema: Schema, form: Form): z.output<Schema> {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  throw complaint(result.error.issues, form);
}

function nameOf(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return (first ?? '') + rest.map((key) => `[${key}]`).join('');
}

function valueAt(form: Form, path: readonly PropertyKey[]): FormValue | undefined {
  let value: FormValue | undefined = form;
  for (const key of path) {
    if (typeof value !== 'object') return undefined;
    value = (value as Record<string, FormValue>)[String(key)];
  }
  return value;
}

function complaint(issues: z.core.$ZodIssue[], form: Form): StripeFault {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) {
    const param = nameOf([...unknown.path, unknown.keys[0] ?? '']);
    return invalidRequest(
      `Received unknown parameter: ${param} (or one that the sandbox does not know yet)`,
      { code: 'parameter_unknown', param },
    );
  }
  const issue = issues[0];
  const param = nameOf(issue?.path ?? []);
  if (issue && valueAt(form, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const code = issue?.code === 'custom' ? (issue.params?.['code'] as string | undefined) : undefined;
  if (issue?.code === 'invalid_type') return invalidRequest(`Invalid ${issue.expected}`, { param });
  return invalidRequest(issue?.message ?? 'Invalid request', { param, ...(code && { code }) });
}
