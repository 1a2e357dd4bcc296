/** Reads a request body by a zod schema and words what is wrong as Discord does (50035). */
import { z } from 'zod';
import { nest, refusal } from './refusals.js';

/** An id in a body or a path. */
export const snowflake = z.string().regex(/^(0|[1-9]\d{0,19})$/, 'snowflake');

/** A permission set: digits in a string (a number is accepted as well). */
export const permissionSet = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().min(0)])
  .transform(String);

const shown = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));

const nouns: Record<string, readonly [string, string]> = {
  string: ['STRING_TYPE_CONVERT', 'string'],
  number: ['NUMBER_TYPE_COERCE', 'int'],
  int: ['NUMBER_TYPE_COERCE', 'int'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'bool'],
  array: ['LIST_TYPE_CONVERT', 'list'],
  object: ['DICT_TYPE_CONVERT', 'dict'],
  record: ['DICT_TYPE_CONVERT', 'dict'],
};

type Issue = z.core.$ZodIssue;

function wording(issue: Issue): { code: string; message: string } {
  const required = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined || issue.input === null) return required;
      const [code, noun] = nouns[issue.expected] ?? ['BASE_TYPE_BAD_TYPE', issue.expected];
      return { code, message: `Could not interpret ${shown(issue.input)} as ${noun}.` };
    }
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? {
            code: 'BASE_TYPE_MAX_LENGTH',
            message: `Must be ${String(issue.maximum)} or fewer in length.`,
          }
        : {
            code: 'NUMBER_TYPE_MAX',
            message: `Value should be less than or equal to ${String(issue.maximum)}.`,
          };
    case 'too_small':
      if (issue.origin === 'string' && issue.input === '') return required;
      return issue.origin === 'string' || issue.origin === 'array'
        ? {
            code: 'BASE_TYPE_MIN_LENGTH',
            message: `Must be ${String(issue.minimum)} or more in length.`,
          }
        : {
            code: 'NUMBER_TYPE_MIN',
            message: `Value should be greater than or equal to ${String(issue.minimum)}.`,
          };
    case 'invalid_value':
      return {
        code: 'BASE_TYPE_CHOICES',
        message: `Value must be one of {${issue.values.map(String).join(', ')}}.`,
      };
    case 'invalid_union':
      return issue.input === undefined
        ? required
        : {
            code: 'UNION_TYPE_CHOICES',
            message: `Value of field "${String(issue.path.at(-1) ?? '')}" is not one of the known kinds.`,
          };
    case 'invalid_format':
      if (issue.message === 'snowflake') {
        return { code: 'NUMBER_TYPE_COERCE', message: `Value ${shown(issue.input)} is not snowflake.` };
      }
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return { code: typeof code === 'string' ? code : 'BASE_TYPE_INVALID', message: issue.message };
    }
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

/** The parsed body; a Refusal 50035 with nested field errors when it does not fit. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  throw refusal(50035, nest(result.error.issues.map((issue) => ({ path: issue.path, ...wording(issue) }))));
}

/** A zod refinement failure with Discord's own code. */
export function custom(code: string, message: string): { message: string; params: { code: string } } {
  return { message, params: { code } };
}
