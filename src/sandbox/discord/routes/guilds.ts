/** A guild: itself, its roles, its channels. */
import { z } from 'zod';
import { parseForm, permissionSet, snowflake } from '../form.js';
import type { Call, Route } from '../http/route.js';
import { created, noContent, ok, param } from '../http/route.js';
import { isAboveRole, requireInGuild } from '../permissions.js';
import { refusal } from '../refusals.js';
import { createChannel } from '../rules/channels.js';
import { changeRole, createRole, deleteRole, moveRoles } from '../rules/roles.js';
import { channelShape, threadMemberShape, threadShape } from '../shapes/channel.js';
import { guildShape, guildWithCountsShape, roleShape, rolesShape } from '../shapes/guild.js';
import type { Guild, Role } from '../state.js';
import { channelsOf, theGuild, theRole } from '../world.js';
import type { World } from '../world.js';
import { overwriteForm } from './channels.js';

const roleForm = z.object({
  name: z.string().max(100).nullish(),
  permissions: permissionSet.nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  colors: z.object({ primary_color: z.int().min(0).max(0xffffff) }).nullish(),
  hoist: z.boolean().nullish(),
  mentionable: z.boolean().nullish(),
});

/** Settings given in a form; null and missing leave a setting alone. */
function settings(form: z.output<typeof roleForm>): Parameters<typeof createRole>[2] {
  const color = form.colors?.primary_color ?? form.color;
  return {
    ...(form.name ? { name: form.name } : {}),
    ...(form.permissions ? { permissions: form.permissions } : {}),
    ...(typeof color === 'number' ? { color } : {}),
    ...(typeof form.hoist === 'boolean' ? { hoist: form.hoist } : {}),
    ...(typeof form.mentionable === 'boolean' ? { mentionable: form.mentionable } : {}),
  };
}

const channelForm = z.object({
  name: z.string().min(1).max(100),
  type: z.union([z.literal(0), z.literal(4), z.literal(15)]).nullish(),
  topic: z.string().max(1024).nullish(),
  position: z.int().min(0).nullish(),
  parent_id: snowflake.nullish(),
  permission_overwrites: z.array(overwriteForm).max(100).nullish(),
});

export function guildRoutes(world: World): Route[] {
  const guildOf = (call: Call): Guild => theGuild(world, param(call, 'guild'), call.botId);

  /** A role that the bot may change. */
  function roleUnder(call: Call, guild: Guild): Role {
    requireInGuild(guild, call.botId, 'manageRoles');
    const role = theRole(guild, param(call, 'role'));
    if (!isAboveRole(guild, call.botId, role)) throw refusal(50013);
    return role;
  }

  return [
    {
      method: 'GET',
      path: '/guilds/:guild',
      handle: (call) =>
        ok(
          call.query.get('with_counts') === 'true'
            ? guildWithCountsShape(guildOf(call))
            : guildShape(guildOf(call)),
        ),
    },
    { method: 'GET', path: '/guilds/:guild/roles', handle: (call) => ok(rolesShape(guildOf(call))) },
    {
      method: 'GET',
      path: '/guilds/:guild/roles/:role',
      handle: (call) => ok(roleShape(theRole(guildOf(call), param(call, 'role')))),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles/member-counts',
      handle(call) {
        const guild = guildOf(call);
        const members = Object.values(guild.members);
        const ids = Object.keys(guild.roles).filter((id) => id !== guild.id);
        return ok(
          Object.fromEntries(ids.map((id) => [id, members.filter((each) => each.roles.includes(id)).length])),
        );
      },
    },
    {
      method: 'POST',
      path: '/guilds/:guild/roles',
      handle(call) {
        const guild = guildOf(call);
        requireInGuild(guild, call.botId, 'manageRoles');
        return ok(roleShape(createRole(world, guild, settings(parseForm(roleForm, call.body)))));
      },
    },
    {
      method: 'PATCH',
      path: '/guilds/:guild/roles',
      handle(call) {
        const guild = guildOf(call);
        requireInGuild(guild, call.botId, 'manageRoles');
        const moves = parseForm(
          z.array(z.object({ id: snowflake, position: z.int().min(0).nullish() })),
          call.body,
        );
        for (const move of moves) {
          if (!isAboveRole(guild, call.botId, theRole(guild, move.id))) throw refusal(50013);
        }
        moveRoles(
          world,
          guild,
          moves.flatMap(({ id, position }) => (position ? [{ id, position }] : [])),
        );
        return ok(rolesShape(guild));
      },
    },
    {
      method: 'PATCH',
      path: '/guilds/:guild/roles/:role',
      handle(call) {
        const guild = guildOf(call);
        const role = roleUnder(call, guild);
        return ok(roleShape(changeRole(world, guild, role, settings(parseForm(roleForm, call.body)))));
      },
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/roles/:role',
      handle(call) {
        const guild = guildOf(call);
        deleteRole(world, guild, roleUnder(call, guild));
        return noContent;
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/channels',
      handle: (call) =>
        ok(
          channelsOf(world, guildOf(call).id).flatMap((each) =>
            each.kind === 'thread' ? [] : [channelShape(each, world)],
          ),
        ),
    },
    {
      method: 'POST',
      path: '/guilds/:guild/channels',
      handle(call) {
        const guild = guildOf(call);
        requireInGuild(guild, call.botId, 'manageChannels');
        const form = parseForm(channelForm, call.body);
        const channel = createChannel(world, guild, {
          name: form.name,
          kind: form.type === 4 ? 'category' : form.type === 15 ? 'forum' : 'text',
          topic: form.topic ?? null,
          parentId: form.parent_id ?? null,
          overwrites: form.permission_overwrites ?? [],
          ...(typeof form.position === 'number' ? { position: form.position } : {}),
        });
        return created(channelShape(channel, world));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/threads/active',
      handle(call) {
        const threads = channelsOf(world, guildOf(call).id).flatMap((each) =>
          each.kind === 'thread' && !each.archived ? [each] : [],
        );
        return ok({
          threads: threads.map((each) => threadShape(each, world)),
          members: threads
            .filter((each) => each.members[call.botId])
            .map((each) => threadMemberShape(each, call.botId, world)),
          has_more: false,
        });
      },
    },
  ];
}
