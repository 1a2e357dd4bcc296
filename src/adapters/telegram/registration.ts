import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope, LanguageCode } from 'grammy/types';
import type { Command } from '#contracts';
import type { Locale } from '#domain/members';
import { namedIn, telegramName } from './vocabulary.js';

/** Languages Telegram shows: none means everybody without a list of their own. */
const languages: readonly { locale: Locale; code: LanguageCode | undefined }[] = [
  { locale: 'en', code: undefined },
  { locale: 'zh-CN', code: 'zh' },
];
const longestDescription = 256;
const mostCommands = 100;

export interface CommandList {
  scope: BotCommandScope;
  language: LanguageCode | undefined;
  commands: BotCommand[];
}

/**
 * What Telegram lists while somebody types `/`: members' commands in private chats, the public ones and help
 * in groups, and the moderators' commands for a group's administrators. Everybody may say all of them; the
 * list is a help, not a permission.
 */
export function commandLists(commands: readonly Command[]): CommandList[] {
  const offered = commands.filter((command) => !command.unlisted);
  const members = offered.filter((command) => command.for === 'member');
  const inGroups = members.filter((command) => command.visibility === 'public' || command.name === 'help');
  const staff = offered.filter((command) => command.for !== 'member');
  const scopes: readonly [BotCommandScope, readonly Command[]][] = [
    [{ type: 'all_private_chats' }, members],
    [{ type: 'all_group_chats' }, inGroups],
    [{ type: 'all_chat_administrators' }, [...inGroups, ...staff]],
  ];
  return scopes.flatMap(([scope, listed]) =>
    languages.map(({ locale, code }) => ({
      scope,
      language: code,
      commands: listed.slice(0, mostCommands).map((command) => described(command, locale)),
    })),
  );
}

function described({ name }: Command, locale: Locale): BotCommand {
  const summary = namedIn(`commands.${name}.summary`, locale) ?? name;
  return { command: telegramName(name), description: [...summary].slice(0, longestDescription).join('') };
}

/** Brings Telegram's lists up to date and leaves alone those that are right. @returns how many were changed */
export async function registerCommands(api: Api, commands: readonly Command[]): Promise<number> {
  let changed = 0;
  for (const { scope, language, commands: wanted } of commandLists(commands)) {
    const where = { scope, ...(language !== undefined && { language_code: language }) };
    if (isSame(await api.getMyCommands(where), wanted)) continue;
    if (wanted.length > 0) await api.setMyCommands(wanted, where);
    else await api.deleteMyCommands(where);
    changed += 1;
  }
  return changed;
}

function isSame(a: readonly BotCommand[], b: readonly BotCommand[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, at) => entry.command === b[at]?.command && entry.description === b[at]?.description)
  );
}
