/** The values a person typed into a command's options, checked as Discord's own client would. */
import { ActionError } from '../../kit.js';
import { channelPermissions } from '../permissions.js';
import type { StoredFile } from '../state.js';
import { anyChannelShape } from '../shapes/channel.js';
import { roleShape } from '../shapes/guild.js';
import { fileShape } from '../shapes/message.js';
import type { Json } from '../shapes/user.js';
import { memberWithPermissions, userShape } from '../shapes/user.js';
import type { Channel, CommandOption } from '../state.js';
import type { World } from '../world.js';
import type { Found } from './available.js';
import { localised } from './available.js';

export type OptionValue = string | number | boolean;

export interface Filled {
  options: Json[];
  resolved: Record<string, Json>;
}

export interface FillInput {
  world: World;
  channel: Channel;
  userId: string;
  found: Found;
  values: Record<string, OptionValue>;
  files: Record<string, StoredFile>;
  /** The option being typed; then nothing is required and nothing is checked. */
  focused?: string;
}

const typeNames: Record<number, string> = {
  3: 'a text',
  4: 'a whole number',
  5: 'true or false',
  6: 'a user id',
  7: 'a channel id',
  8: 'a role id',
  9: 'a user or role id',
  10: 'a number',
};

function fits(option: CommandOption, value: OptionValue): boolean {
  if (option.type === 4) return typeof value === 'number' && Number.isInteger(value);
  if (option.type === 5) return typeof value === 'boolean';
  if (option.type === 10) return typeof value === 'number';
  return typeof value === 'string';
}

function requireFit(option: CommandOption, value: OptionValue): void {
  const fail = (why: string): never => {
    throw new ActionError(`Option ${option.name}: ${why}`);
  };
  if (!fits(option, value)) fail(`must be ${typeNames[option.type] ?? 'something else'}`);
  if (option.choices?.length && !option.choices.some((each) => each.value === value)) {
    fail(`must be one of ${option.choices.map((each) => String(each.value)).join(', ')}`);
  }
  const size = typeof value === 'string' && option.type === 3 ? value.length : undefined;
  if (size !== undefined && (size < (option.min_length ?? 0) || size > (option.max_length ?? 6000))) {
    fail(`must have ${option.min_length ?? 0} to ${option.max_length ?? 6000} characters`);
  }
  if (typeof value === 'number') {
    if (value < (option.min_value ?? -Infinity)) fail(`must be at least ${option.min_value}`);
    if (value > (option.max_value ?? Infinity)) fail(`must be at most ${option.max_value}`);
  }
}

/** Adds what an id stands for to `resolved`, as far as the option's type has such things. */
function resolve(input: FillInput, option: CommandOption, id: string, resolved: Filled['resolved']): void {
  const { world, channel } = input;
  const guild = channel.kind === 'dm' ? undefined : world.state.guilds[channel.guildId];
  const put = (kind: string, shape: Json): void => void ((resolved[kind] ??= {})[id] = shape);
  const user = option.type === 6 || option.type === 9 ? world.state.users[id] : undefined;
  const role = option.type === 8 || option.type === 9 ? guild?.roles[id] : undefined;
  const target = option.type === 7 ? world.state.channels[id] : undefined;
  if (user) {
    put('users', userShape(user));
    const member = guild?.members[id];
    if (guild && member) {
      const {
        user: _user,
        mute: _mute,
        deaf: _deaf,
        ...partial
      } = memberWithPermissions(world, guild, member, channel);
      put('members', partial);
    }
  } else if (role) put('roles', roleShape(role));
  else if (target && target.kind !== 'dm') {
    const permissions = channelPermissions(world, target, input.userId).toString();
    put('channels', { ...anyChannelShape(target, world), permissions });
  } else throw new ActionError(`Option ${option.name}: ${id} is not known here`, 404);
}

/** The options of an interaction, nested below group and subcommand, with what their ids stand for. */
export function fillOptions(input: FillInput): Filled {
  const { world, found, values, files, focused } = input;
  const locale = world.state.users[input.userId]?.locale ?? 'en-US';
  const resolved: Filled['resolved'] = {};
  const rest = new Set([...Object.keys(values), ...Object.keys(files)]);
  const leaves = found.options.flatMap((option): Json[] => {
    const names = [option.name, localised(option.name, option.name_localizations, locale)];
    const key = names.find((name) => rest.has(name));
    for (const name of names) rest.delete(name);
    const file = key === undefined ? undefined : files[key];
    if (option.type === 11 && file) {
      (resolved['attachments'] ??= {})[file.id] = fileShape(world, file);
      return [{ name: option.name, type: 11, value: file.id }];
    }
    const value = key === undefined ? undefined : values[key];
    if (value === undefined) {
      if (option.name === focused)
        return [{ name: option.name, type: option.type, value: '', focused: true }];
      if (option.required && focused === undefined)
        throw new ActionError(`Option ${option.name} is required`);
      return [];
    }
    if (option.name === focused) {
      return [{ name: option.name, type: option.type, value: String(value), focused: true }];
    }
    if (focused === undefined) requireFit(option, value);
    if (option.type >= 6 && option.type <= 9 && typeof value === 'string')
      resolve(input, option, value, resolved);
    return [{ name: option.name, type: option.type, value }];
  });
  if (rest.size) throw new ActionError(`No such option: ${[...rest].join(', ')}`);
  const options = found.path.reduceRight<Json[]>(
    (inner, step) => [{ name: step.name, type: step.type, options: inner }],
    leaves,
  );
  return { options, resolved };
}
