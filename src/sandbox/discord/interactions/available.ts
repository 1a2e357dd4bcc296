/** Which commands a person has in a place, and finding one by the words they type. */
import { ActionError } from '../../kit.js';
import { bit, channelPermissions } from '../permissions.js';
import type { Channel, Command, CommandOption } from '../state.js';
import type { World } from '../world.js';

/**
 * Commands somebody can use in a channel. A guild's own command hides a global one of the same name;
 * `default_member_permissions` '0' leaves administrators only.
 */
export function commandsFor(world: World, channel: Channel, userId: string): Command[] {
  const { commands, application } = world.state;
  if (channel.kind === 'dm') return commands.global.filter((each) => each.dm_permission);
  if (!world.state.guilds[channel.guildId]?.members[application.id]) return [];
  const has = channelPermissions(world, channel, userId);
  if (!(has & bit.viewChannel) || !(has & bit.useCommands)) return [];
  const own = commands.guilds[channel.guildId] ?? [];
  const global = commands.global.filter(
    (each) => (each.contexts?.includes(0) ?? true) && !own.some((other) => other.name === each.name),
  );
  return [...own, ...global].filter(({ default_member_permissions: needed }) => {
    if (needed === null || has & bit.administrator) return true;
    return BigInt(needed) !== 0n && (has & BigInt(needed)) === BigInt(needed);
  });
}

/** A text in somebody's language; the default where it is not translated. */
export function localised(
  text: string,
  translations: Record<string, string> | null | undefined,
  locale: string,
): string {
  return translations?.[locale] ?? text;
}

export interface Found {
  command: Command;
  /** Group and subcommand, outermost first. */
  path: CommandOption[];
  options: CommandOption[];
}

/**
 * The command behind words such as `plan create`, in its default or its localised name. Throws an
 * ActionError when the person has none of that name here.
 */
export function findCommand(world: World, channel: Channel, userId: string, words: string): Found {
  const locale = world.state.users[userId]?.locale ?? 'en-US';
  const named = (word: string | undefined) => (each: Pick<CommandOption, 'name' | 'name_localizations'>) =>
    word !== undefined &&
    (each.name === word || localised(each.name, each.name_localizations, locale) === word);
  const [first, ...rest] = words.trim().replace(/^\//, '').split(/\s+/);
  const command = commandsFor(world, channel, userId).find(named(first));
  if (!command) throw new ActionError(`There is no command /${first} for this person here`, 404);
  const path: CommandOption[] = [];
  let options: CommandOption[] = command.options;
  for (const word of rest) {
    const next = options.filter((each) => each.type <= 2).find(named(word));
    if (!next) throw new ActionError(`/${command.name} has no subcommand ${word}`, 404);
    path.push(next);
    options = next.options ?? [];
  }
  if (options.some((each) => each.type <= 2)) {
    const choices = options.map((each) => each.name).join(', ');
    throw new ActionError(`/${words} needs a subcommand: ${choices}`);
  }
  return { command, path, options };
}
