/** Roles: who may hand them out, and changes to the roles themselves. */
import { isAboveRole, requireInGuild } from '../permissions.js';
import { refusal } from '../refusals.js';
import { roleShape } from '../shapes/guild.js';
import type { Guild, Member, Role } from '../state.js';
import { theMember, theRole } from '../world.js';
import type { World } from '../world.js';
import { intent } from './intents.js';
import { setRoles } from './members.js';

/** Throws what keeps an actor from giving or taking a role: 50013, or 50028 for one that nobody hands out. */
export function requireGrantable(guild: Guild, actorId: string, role: Role): void {
  requireInGuild(guild, actorId, 'manageRoles');
  if (role.id === guild.id) throw refusal(50028);
  if (role.botId !== undefined || !isAboveRole(guild, actorId, role)) throw refusal(50013);
}

/** Gives or takes one role on behalf of an actor, their permissions checked. Repeats change nothing. */
export function setRole(
  world: World,
  guild: Guild,
  actorId: string,
  userId: string,
  roleId: string,
  has: boolean,
): Member {
  const member = theMember(guild, userId);
  const role = theRole(guild, roleId);
  requireGrantable(guild, actorId, role);
  const others = member.roles.filter((id) => id !== roleId);
  setRoles(world, guild, member, has ? [...others, roleId] : others);
  return member;
}

export function announceRole(
  world: World,
  t: 'GUILD_ROLE_CREATE' | 'GUILD_ROLE_UPDATE',
  guild: Guild,
  role: Role,
): void {
  const d = { guild_id: guild.id, role: roleShape(role) };
  world.emit({ t, d, intents: intent.guilds, guildId: guild.id });
}

export type RoleSettings = Partial<Pick<Role, 'name' | 'permissions' | 'color' | 'hoist' | 'mentionable'>>;

/** A new role at the bottom, just above @everyone. */
export function createRole(world: World, guild: Guild, settings: RoleSettings): Role {
  for (const each of Object.values(guild.roles)) {
    if (each.position > 0) each.position += 1;
  }
  const role: Role = {
    id: world.newId(),
    name: settings.name ?? 'new role',
    permissions: settings.permissions ?? guild.roles[guild.id]?.permissions ?? '0',
    position: 1,
    color: settings.color ?? 0,
    hoist: settings.hoist ?? false,
    mentionable: settings.mentionable ?? false,
  };
  guild.roles[role.id] = role;
  announceRole(world, 'GUILD_ROLE_CREATE', guild, role);
  return role;
}

export function changeRole(world: World, guild: Guild, role: Role, settings: RoleSettings): Role {
  Object.assign(role, settings);
  announceRole(world, 'GUILD_ROLE_UPDATE', guild, role);
  return role;
}

export function deleteRole(world: World, guild: Guild, role: Role): void {
  if (role.id === guild.id || role.botId !== undefined) throw refusal(50028);
  for (const member of Object.values(guild.members)) {
    setRoles(
      world,
      guild,
      member,
      member.roles.filter((id) => id !== role.id),
    );
  }
  delete guild.roles[role.id];
  const d = { guild_id: guild.id, role_id: role.id };
  world.emit({ t: 'GUILD_ROLE_DELETE', d, intents: intent.guilds, guildId: guild.id });
}

/** Moves roles to positions (1 is the lowest above @everyone) and closes the gaps. Announces what moved. */
export function moveRoles(
  world: World,
  guild: Guild,
  moves: readonly { id: string; position: number }[],
): void {
  const before = new Map(Object.values(guild.roles).map((each) => [each.id, each.position]));
  for (const move of moves) {
    const role = theRole(guild, move.id);
    if (role.id === guild.id) throw refusal(50028);
    const others = Object.values(guild.roles)
      .filter((each) => each.id !== guild.id && each.id !== role.id)
      .sort((a, b) => a.position - b.position);
    others.splice(Math.max(0, move.position - 1), 0, role);
    others.forEach((each, index) => (each.position = index + 1));
  }
  for (const each of Object.values(guild.roles)) {
    if (before.get(each.id) !== each.position) announceRole(world, 'GUILD_ROLE_UPDATE', guild, each);
  }
}
