/** Membership: joining, leaving, roles, bans. Each change is announced to the bot. */
import { refusal } from '../refusals.js';
import { guildCreateShape } from '../shapes/guild.js';
import { memberShape, userShape } from '../shapes/user.js';
import type { Guild, Member } from '../state.js';
import { theUser } from '../world.js';
import type { World } from '../world.js';
import { intent } from './intents.js';
import { leaveVoice } from './voice.js';

export function announceMember(world: World, guild: Guild, member: Member): void {
  world.emit({
    t: 'GUILD_MEMBER_UPDATE',
    d: { ...memberShape(world, member), guild_id: guild.id },
    // A bot always hears of its own membership.
    intents: member.userId === world.state.application.id ? 0 : intent.guildMembers,
    guildId: guild.id,
  });
}

/** Makes somebody a member. Throws 40007 for the banned; being in already changes nothing. */
export function join(world: World, guild: Guild, userId: string): Member {
  theUser(world, userId);
  const present = guild.members[userId];
  if (present) return present;
  if (guild.bans[userId]) throw refusal(40007);
  const member: Member = { userId, nick: null, roles: [], joinedAt: world.now(), mutedUntil: null };
  guild.members[userId] = member;
  const botId = world.state.application.id;
  if (userId === botId) {
    world.emit({
      t: 'GUILD_CREATE',
      d: guildCreateShape(world, guild, botId),
      intents: intent.guilds,
      guildId: guild.id,
    });
  } else {
    world.emit({
      t: 'GUILD_MEMBER_ADD',
      d: { ...memberShape(world, member), guild_id: guild.id },
      intents: intent.guildMembers,
      guildId: guild.id,
    });
  }
  return member;
}

/** Ends a membership, by leaving or by kick: the bot cannot tell which. */
export function part(world: World, guild: Guild, userId: string): void {
  if (!guild.members[userId]) throw refusal(10007);
  const member = guild.members[userId];
  delete guild.members[userId];
  leaveVoice(world, guild, userId, member);
  for (const channel of Object.values(world.state.channels)) {
    if (channel.kind === 'thread' && channel.guildId === guild.id) delete channel.members[userId];
  }
  if (userId === world.state.application.id) {
    world.emit({ t: 'GUILD_DELETE', d: { id: guild.id }, intents: intent.guilds, guildId: guild.id });
    return;
  }
  world.emit({
    t: 'GUILD_MEMBER_REMOVE',
    d: { guild_id: guild.id, user: userShape(theUser(world, userId)) },
    intents: intent.guildMembers,
    guildId: guild.id,
  });
}

/** Bans somebody, in the guild or not. */
export function ban(world: World, guild: Guild, userId: string, reason: string | null): void {
  const user = theUser(world, userId);
  guild.bans[userId] = { reason };
  const d = { guild_id: guild.id, user: userShape(user) };
  world.emit({ t: 'GUILD_BAN_ADD', d, intents: intent.guildModeration, guildId: guild.id });
  if (guild.members[userId]) part(world, guild, userId);
}

/** Lifts a ban; throws 10026 when there is none. */
export function unban(world: World, guild: Guild, userId: string): void {
  if (!guild.bans[userId]) throw refusal(10026);
  delete guild.bans[userId];
  const d = { guild_id: guild.id, user: userShape(theUser(world, userId)) };
  world.emit({ t: 'GUILD_BAN_REMOVE', d, intents: intent.guildModeration, guildId: guild.id });
}

/** Sets a member's roles; says nothing when they are what they were. */
export function setRoles(world: World, guild: Guild, member: Member, roles: readonly string[]): void {
  const next = [...new Set(roles)];
  if (next.length === member.roles.length && next.every((id) => member.roles.includes(id))) return;
  member.roles = next;
  announceMember(world, guild, member);
}
