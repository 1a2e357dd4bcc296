/** Users and members as the API writes them. */
import { channelPermissions, guildPermissions } from '../permissions.js';
import type { Channel, Guild, Member, User } from '../state.js';
import { theUser } from '../world.js';
import type { World } from '../world.js';

export type Json = Record<string, unknown>;

export function userShape(user: User): Json {
  return {
    id: user.id,
    username: user.username,
    avatar: null,
    discriminator: user.bot ? '0001' : '0',
    public_flags: 0,
    flags: 0,
    bot: user.bot,
    banner: null,
    accent_color: null,
    global_name: user.globalName,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

/** The signed-in user with the fields only they see. */
export function selfShape(user: User): Json {
  return { ...userShape(user), mfa_enabled: true, locale: user.locale, email: null, verified: true };
}

/** A member without their user, as gateway messages carry it. */
export function bareMemberShape(world: World, member: Member): Json {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: member.mutedUntil === null ? null : world.iso(member.mutedUntil),
    flags: 0,
    joined_at: world.iso(member.joinedAt),
    nick: member.nick,
    pending: false,
    premium_since: null,
    roles: [...member.roles],
    mute: false,
    deaf: false,
  };
}

export function memberShape(world: World, member: Member): Json {
  return { ...bareMemberShape(world, member), user: userShape(theUser(world, member.userId)) };
}

/** A member with their permissions, in a channel where one is given. */
export function memberWithPermissions(world: World, guild: Guild, member: Member, channel?: Channel): Json {
  const permissions = channel
    ? channelPermissions(world, channel, member.userId)
    : guildPermissions(guild, member.userId);
  return { ...memberShape(world, member), permissions: permissions.toString() };
}
