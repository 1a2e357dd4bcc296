/** What a person chose in a select or wrote into a modal, checked as Discord's client would. */
import { ActionError } from '../../kit.js';
import type { Component } from '../forms/components.js';
import { allComponents, kind } from '../forms/components.js';
import { roleShape } from '../shapes/guild.js';
import type { Json } from '../shapes/user.js';
import { memberWithPermissions, userShape } from '../shapes/user.js';
import { anyChannelShape } from '../shapes/channel.js';
import type { Channel, OpenModal } from '../state.js';
import type { World } from '../world.js';

export type FieldValues = Record<string, string | string[]>;

export function isSelect(component: Component): boolean {
  return (
    component.type === kind.stringSelect ||
    (component.type >= kind.userSelect && component.type <= kind.channelSelect)
  );
}

/** Throws unless the values are ones the select offers, in a number it takes. */
export function requireChoice(
  world: World,
  channel: Channel,
  select: Component,
  values: readonly string[],
): void {
  const min = select.required === false ? 0 : (select.min_values ?? 1);
  const max = select.max_values ?? 1;
  if (values.length < min || values.length > max) throw new ActionError(`Choose ${min} to ${max} values`);
  const guild = channel.kind === 'dm' ? undefined : world.state.guilds[channel.guildId];
  const offered = (value: string): boolean => {
    if (select.type === kind.stringSelect)
      return select.options?.some((each) => each.value === value) ?? false;
    if (select.type === kind.roleSelect) return guild?.roles[value] !== undefined;
    if (select.type === kind.channelSelect) return world.state.channels[value] !== undefined;
    return world.state.users[value] !== undefined || guild?.roles[value] !== undefined;
  };
  const wrong = values.find((value) => !offered(value));
  if (wrong !== undefined) throw new ActionError(`${wrong} is not among the choices`);
}

/** What the chosen ids of a user, role or channel select stand for. */
export function resolvedFor(
  world: World,
  channel: Channel,
  select: Component,
  values: readonly string[],
): Json {
  if (select.type === kind.stringSelect) return {};
  const guild = channel.kind === 'dm' ? undefined : world.state.guilds[channel.guildId];
  const resolved: Record<string, Json> = {};
  for (const id of values) {
    const put = (name: string, shape: Json): void => void ((resolved[name] ??= {})[id] = shape);
    const user =
      select.type === kind.roleSelect || select.type === kind.channelSelect
        ? undefined
        : world.state.users[id];
    const member = guild?.members[id];
    const role = guild?.roles[id];
    const target = world.state.channels[id];
    if (user) put('users', userShape(user));
    if (user && guild && member) {
      const {
        user: _user,
        mute: _mute,
        deaf: _deaf,
        ...partial
      } = memberWithPermissions(world, guild, member);
      put('members', partial);
    }
    if (!user && role && select.type !== kind.channelSelect) put('roles', roleShape(role));
    if (select.type === kind.channelSelect && target)
      put('channels', { ...anyChannelShape(target, world), permissions: '0' });
  }
  return { resolved };
}

/** The components of a submitted modal, in the layout it was opened with. */
export function submitted(world: World, channel: Channel, modal: OpenModal, fields: FieldValues): Json[] {
  const known = allComponents(modal.components).flatMap((each) => each.custom_id ?? []);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ActionError(`The form has no field ${unknown}`);

  function one(component: Component): Json {
    const id = component.id;
    const name = component.custom_id ?? '';
    const given = fields[name];
    if (component.type === kind.textInput) {
      const value = (Array.isArray(given) ? given[0] : given) ?? component.value ?? '';
      const needed =
        component.required !== false ? Math.max(component.min_length ?? 1, 1) : (component.min_length ?? 0);
      if (value.length < needed && (value !== '' || component.required !== false)) {
        throw new ActionError(`${component.label ?? name}: at least ${needed} characters`);
      }
      if (value.length > (component.max_length ?? 4000)) {
        throw new ActionError(
          `${component.label ?? name}: at most ${component.max_length ?? 4000} characters`,
        );
      }
      return { type: component.type, id, custom_id: name, value };
    }
    if (isSelect(component)) {
      const values = given === undefined ? [] : Array.isArray(given) ? given : [given];
      requireChoice(world, channel, component, values);
      return { type: component.type, id, custom_id: name, values };
    }
    return {
      type: component.type,
      id,
      ...(component.components ? { components: component.components.map(one) } : {}),
      ...(component.component ? { component: one(component.component) } : {}),
    };
  }

  return modal.components.map(one);
}
