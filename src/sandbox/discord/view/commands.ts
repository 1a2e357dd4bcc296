/** Commands as a person's client shows them, in the person's language. */
import { commandsFor, localised } from '../interactions/available.js';
import type { Channel, Command, CommandOption } from '../state.js';
import type { World } from '../world.js';

export interface OptionView {
  /** The name to send; `displayName` is the one to show. */
  name: string;
  displayName: string;
  description: string;
  /** Discord's option type: 3 text, 4 integer, 5 flag, 6 user, 7 channel, 8 role, 10 number, 11 file. */
  type: number;
  required: boolean;
  autocomplete: boolean;
  choices: { name: string; value: string | number }[];
  min: number | null;
  max: number | null;
  minLength: number | null;
  maxLength: number | null;
}

export interface CommandView {
  id: string;
  /** The words to run it with: `plan create`. */
  name: string;
  displayName: string;
  description: string;
  options: OptionView[];
  /** Whether it works in the servers, in direct messages, or both. */
  inGuilds: string[];
  inDm: boolean;
}

function optionView(option: CommandOption, locale: string): OptionView {
  return {
    name: option.name,
    displayName: localised(option.name, option.name_localizations, locale),
    description: localised(option.description, option.description_localizations, locale),
    type: option.type,
    required: option.required ?? false,
    autocomplete: option.autocomplete ?? false,
    choices: (option.choices ?? []).map((each) => ({
      name: localised(each.name, each.name_localizations, locale),
      value: each.value,
    })),
    min: option.min_value ?? null,
    max: option.max_value ?? null,
    minLength: option.min_length ?? null,
    maxLength: option.max_length ?? null,
  };
}

interface Leaf {
  words: string[];
  shown: string[];
  description: string;
  options: CommandOption[];
}

function leaves(
  node: Pick<
    Command,
    'name' | 'name_localizations' | 'description' | 'description_localizations' | 'options'
  >,
  locale: string,
): Leaf[] {
  const below = node.options.filter((each) => each.type <= 2);
  const shown = localised(node.name, node.name_localizations, locale);
  if (!below.length) {
    const description = localised(node.description, node.description_localizations, locale);
    return [{ words: [node.name], shown: [shown], description, options: node.options }];
  }
  return below.flatMap((each) =>
    leaves(
      {
        ...each,
        name_localizations: each.name_localizations ?? null,
        description_localizations: each.description_localizations ?? null,
        options: each.options ?? [],
      },
      locale,
    ).map((leaf) => ({ ...leaf, words: [node.name, ...leaf.words], shown: [shown, ...leaf.shown] })),
  );
}

/** Every command (subcommands each on their own) that somebody can use somewhere. */
export function commandViews(world: World, userId: string, channels: readonly Channel[]): CommandView[] {
  const locale = world.state.users[userId]?.locale ?? 'en-US';
  const places = new Map<string, { command: Command; guilds: Set<string>; dm: boolean }>();
  for (const channel of channels) {
    for (const command of commandsFor(world, channel, userId)) {
      const entry = places.get(command.id) ?? { command, guilds: new Set(), dm: false };
      if (channel.kind === 'dm') entry.dm = true;
      else entry.guilds.add(channel.guildId);
      places.set(command.id, entry);
    }
  }
  return [...places.values()].flatMap(({ command, guilds, dm }) =>
    leaves(command, locale).map((leaf) => ({
      id: command.id,
      name: leaf.words.join(' '),
      displayName: leaf.shown.join(' '),
      description: leaf.description,
      options: leaf.options.map((each) => optionView(each, locale)),
      inGuilds: [...guilds],
      inDm: dm,
    })),
  );
}
