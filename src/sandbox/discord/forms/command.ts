/** Application commands: names, options and their translations, as strict as Discord. */
import { z } from 'zod';
import { custom, permissionSet } from '../form.js';
import type { CommandOption } from '../state.js';

/** The languages Discord knows. */
export const locales = [
  'id', 'da', 'de', 'en-GB', 'en-US', 'es-ES', 'es-419', 'fr', 'hr', 'it', 'lt', 'hu', 'nl', 'no', 'pl', 'pt-BR',
  'ro', 'fi', 'sv-SE', 'vi', 'tr', 'cs', 'el', 'bg', 'ru', 'uk', 'hi', 'th', 'zh-CN', 'ja', 'zh-TW', 'ko', 'ar',
] as const; // prettier-ignore

const locale = z.enum(locales);
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const chatName = z
  .string()
  .min(1)
  .max(32)
  .refine((value) => namePattern.test(value) && value === value.toLowerCase(), {
    ...custom('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'),
  });
const translations = <Value extends z.ZodType<string>>(value: Value) =>
  z.partialRecord(locale, value).nullish();

const choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: translations(z.string().min(1).max(100)),
  value: z.union([z.string().max(100), z.number()]),
});

const named = {
  name: chatName,
  name_localizations: translations(chatName),
  description: z.string().min(1).max(100),
  description_localizations: translations(z.string().min(1).max(100)),
};

const leaf = z
  .object({
    type: z.int().min(3).max(11),
    ...named,
    required: z.boolean().optional(),
    autocomplete: z.boolean().optional(),
    choices: z.array(choice).max(25).optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    min_length: z.int().min(0).max(6000).optional(),
    max_length: z.int().min(1).max(6000).optional(),
    channel_types: z.array(z.int()).optional(),
  })
  .refine((option) => !(option.autocomplete && option.choices?.length), {
    ...custom(
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
      'Autocomplete and choices exclude each other',
    ),
    path: ['autocomplete'],
  });

interface Listed {
  name: string;
  name_localizations?: Record<string, string> | null | undefined;
  required?: boolean | undefined;
}

/** Required options come first, and no two names are the same, in no language. */
const inOrder = (options: readonly Listed[], context: z.RefinementCtx): void => {
  let optionalSeen = false;
  const taken = new Set<string>();
  options.forEach((option, index) => {
    const fail = (code: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [index], ...custom(code, message) });
    if (!option.required) optionalSeen = true;
    else if (optionalSeen) {
      fail(
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    const names = [
      `:${option.name}`,
      ...Object.entries(option.name_localizations ?? {}).map(([key, name]) => `${key}:${name}`),
    ];
    if (names.some((name) => taken.has(name))) {
      fail('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', `Option name ${option.name} already exists`);
    }
    for (const name of names) taken.add(name);
  });
};

const leaves = z.array(leaf).max(25).superRefine(inOrder);
const subcommand = z.object({ type: z.literal(1), ...named, options: leaves.optional() });
const group = z.object({
  type: z.literal(2),
  ...named,
  options: z.array(subcommand).min(1).max(25).superRefine(inOrder),
});

const options = z
  .array(z.union([subcommand, group, leaf]))
  .max(25)
  .superRefine((list, context) => {
    inOrder(list, context);
    if (list.some((each) => each.type <= 2) && list.some((each) => each.type > 2)) {
      context.addIssue({
        code: 'custom',
        ...custom(
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command and sub-command group option types are mutually exclusive to all other types',
        ),
      });
    }
  });

const chatCommand = z
  .object({
    type: z.literal(1).default(1),
    ...named,
    options: options.nullish(),
    default_member_permissions: permissionSet.nullish(),
    dm_permission: z.boolean().nullish(),
    contexts: z.array(z.int().min(0).max(2)).nullish(),
    integration_types: z.array(z.int().min(0).max(1)).nullish(),
    nsfw: z.boolean().nullish(),
  })
  .refine((command) => length(command) <= 8000, {
    ...custom('APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)'),
  });

/** One command of a bulk overwrite. Only chat input commands are known to this server. */
export const commandForm = chatCommand;
export type CommandForm = z.output<typeof commandForm>;

/** Characters that count towards the limit of 8000: the longest text of each name, description and value. */
function length(command: Pick<CommandOption, 'name' | 'description'> & { options?: unknown }): number {
  const longest = (text: string, others: Record<string, string> | null | undefined): number =>
    Math.max(text.length, ...Object.values(others ?? {}).map((each) => each.length));
  const node = command as CommandOption;
  const choices = node.choices ?? [];
  return (
    longest(node.name, node.name_localizations) +
    longest(node.description, node.description_localizations) +
    choices.reduce(
      (sum, each) => sum + longest(each.name, each.name_localizations) + String(each.value).length,
      0,
    ) +
    (node.options ?? []).reduce((sum, each) => sum + length(each), 0)
  );
}
