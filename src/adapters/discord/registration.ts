/** Our commands as Discord's slash commands, in English and Chinese, written only when something changed. */
import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  Routes,
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import {
  isGroup,
  isTextKey,
  plain,
  type Command,
  type LeafCommand,
  type OptionSpec,
  type TextKey,
} from '#contracts';
import type { Rank } from '#domain/members';
import type { Fault } from './errors.js';
import { label } from './markup.js';
import type { Caller } from './rest.js';

/** Discord's schema takes permissions as a number here; its answers spell them as a string. */
export type CommandBody = Omit<
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  'default_member_permissions'
> & { default_member_permissions: number | null };

const DESCRIPTION = 100;
const CHOICE = 100;

/**
 * Who Discord shows a command to, until the guild's owner decides otherwise. Only a hint: the dispatcher
 * asks for the rank again. Creators and members may hold no permission at all.
 */
const SHOWN_TO: Record<Rank, number | null> = {
  member: null,
  creator: null,
  moderator: Number(PermissionFlagsBits.ModerateMembers),
  owner: Number(PermissionFlagsBits.Administrator),
};

/** The whole list as a bulk overwrite takes it. */
export function commandBodies(commands: readonly Command[]): CommandBody[] {
  const offered = commands.filter((command) => !command.unlisted);
  return offered.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    ...named(command.name, `commands.${command.name}`),
    options: isGroup(command)
      ? Object.entries(command.parts).map(([part, leaf]): APIApplicationCommandOption => ({
          type: OptionType.Subcommand,
          ...named(part, `commands.${command.name}.parts.${part}`),
          options: optionBodies(leaf),
        }))
      : optionBodies(command),
    default_member_permissions: SHOWN_TO[command.for],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  }));
}

function optionBodies(leaf: LeafCommand): APIApplicationCommandBasicOption[] {
  return (
    Object.entries(leaf.options)
      .map(([name, spec]) => optionBody(name, spec))
      // Discord wants required options first.
      .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
  );
}

function optionBody(name: string, spec: OptionSpec): APIApplicationCommandBasicOption {
  const base = {
    ...described(name, spec.summary.replace(/\.summary$/, '.name'), spec.summary),
    required: spec.required ?? false,
  };
  switch (spec.type) {
    case 'text':
      return {
        ...base,
        type: OptionType.String,
        ...(spec.maxLength === undefined ? {} : { max_length: Math.min(spec.maxLength, 6_000) }),
        ...(spec.suggest ? { autocomplete: true } : {}),
      };
    case 'date':
      return { ...base, type: OptionType.String, max_length: 60 };
    case 'choice':
      return {
        ...base,
        type: OptionType.String,
        choices: spec.choices.slice(0, 25).map(({ value, label: text }) => ({
          name: label(plain('en', text), CHOICE),
          name_localizations: { 'zh-CN': label(plain('zh-CN', text), CHOICE) },
          value,
        })),
      };
    case 'integer':
      return {
        ...base,
        type: OptionType.Integer,
        ...(spec.min === undefined ? {} : { min_value: spec.min }),
        ...(spec.max === undefined ? {} : { max_value: spec.max }),
      };
    case 'member':
      return { ...base, type: OptionType.User };
    case 'flag':
      return { ...base, type: OptionType.Boolean };
    case 'file':
      return { ...base, type: OptionType.Attachment };
  }
}

interface Named {
  name: string;
  name_localizations: { 'zh-CN'?: string };
  description: string;
  description_localizations: { 'zh-CN': string };
}

function named(name: string, path: string): Named {
  const summary = `${path}.summary`;
  if (!isTextKey(summary)) throw new Error(`There is no text ${summary}`);
  return described(name, `${path}.name`, summary);
}

function described(name: string, nameKey: string, summary: TextKey): Named {
  return {
    name,
    name_localizations: isTextKey(nameKey) ? { 'zh-CN': plain('zh-CN', nameKey) } : {},
    description: label(plain('en', summary), DESCRIPTION),
    description_localizations: { 'zh-CN': label(plain('zh-CN', summary), DESCRIPTION) },
  };
}

/**
 * Makes Discord's list ours: the global one, or one guild's (at once visible, for trying things out).
 * Nothing is written when it is the same already. Safe to repeat.
 * @returns what was done, or what went wrong
 */
export async function registerCommands(
  call: Caller,
  applicationId: string,
  commands: readonly Command[],
  guildId?: string,
): Promise<{ kind: 'written' | 'same' } | { kind: 'failed'; fault: Fault }> {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const wanted = commandBodies(commands);
  const query = { with_localizations: 'true' };
  const there = await call<APIApplicationCommand[]>({ method: 'get', route, query, tries: 2 });
  if (!there.ok) return { kind: 'failed', fault: there.fault };
  if (essence(there.value) === essence(wanted)) return { kind: 'same' };
  const written = await call({ method: 'put', route, body: wanted, tries: 2 });
  return written.ok ? { kind: 'written' } : { kind: 'failed', fault: written.fault };
}

/** The parts of a list that are ours to decide, in one spelling. */
function essence(list: readonly object[]): string {
  const sorted = list.map(essential).sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));
  return JSON.stringify(sorted);
}

const OURS = [
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'type',
  'required',
  'autocomplete',
  'choices',
  'value',
  'options',
  'min_value',
  'max_value',
  'max_length',
  'default_member_permissions',
  'contexts',
] as const;

function essential(value: object): Record<string, unknown> {
  const given = value as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const key of OURS) {
    const each = given[key];
    if (Array.isArray(each)) {
      if (each.length > 0) {
        out[key] = each.map((part: unknown) =>
          typeof part === 'object' && part !== null ? essential(part) : part,
        );
      }
    } else if (typeof each === 'object' && each !== null) {
      const texts = Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1));
      if (texts.length > 0) out[key] = Object.fromEntries(texts);
    } else if (each !== undefined && each !== null && each !== false) {
      out[key] = key === 'default_member_permissions' && typeof each === 'number' ? `${each}` : each;
    }
  }
  return out;
}
