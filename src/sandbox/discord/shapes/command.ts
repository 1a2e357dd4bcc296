/** Application commands as the API writes them. */
import type { Command, CommandOption } from '../state.js';
import type { World } from '../world.js';
import type { Json } from './user.js';

function optionShape(option: CommandOption, localised: boolean): Json {
  const {
    options,
    choices,
    name_localizations: names,
    description_localizations: descriptions,
    ...rest
  } = option;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(localised
      ? { name_localizations: names ?? null, description_localizations: descriptions ?? null }
      : {}),
    ...(choices
      ? {
          choices: choices.map(({ name_localizations: translated, ...choice }) => ({
            ...choice,
            ...(localised ? { name_localizations: translated ?? null } : {}),
          })),
        }
      : {}),
    ...(options ? { options: options.map((each) => optionShape(each, localised)) } : {}),
  };
}

/** Translations are left out of lists unless they are asked for. */
export function commandShape(world: World, command: Command, localised: boolean): Json {
  return {
    id: command.id,
    application_id: world.state.application.id,
    version: command.version,
    default_member_permissions: command.default_member_permissions,
    type: command.type,
    name: command.name,
    description: command.description,
    ...(localised
      ? {
          name_localizations: command.name_localizations,
          description_localizations: command.description_localizations,
        }
      : {}),
    ...(command.guildId ? { guild_id: command.guildId } : { dm_permission: command.dm_permission }),
    contexts: command.contexts,
    integration_types: [0],
    options: command.options.map((each) => optionShape(each, localised)),
    nsfw: command.nsfw,
  };
}
