/** Permission bits, role order, and who may do what where. */
import type { Channel, Guild, Role } from './state.js';
import { refusal } from './refusals.js';
import type { World } from './world.js';

export const bit = {
  createInvite: 1n << 0n,
  kickMembers: 1n << 1n,
  banMembers: 1n << 2n,
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewAuditLog: 1n << 7n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  externalEmojis: 1n << 18n,
  connect: 1n << 20n,
  speak: 1n << 21n,
  changeNickname: 1n << 26n,
  manageNicknames: 1n << 27n,
  manageRoles: 1n << 28n,
  useCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendInThreads: 1n << 38n,
  moderateMembers: 1n << 40n,
  pinMessages: 1n << 51n,
} as const;

export type PermissionName = keyof typeof bit;

export const allPermissions = (1n << 52n) - 1n;

/** What anybody has in a direct message. */
const dmPermissions =
  bit.viewChannel |
  bit.sendMessages |
  bit.embedLinks |
  bit.attachFiles |
  bit.readHistory |
  bit.addReactions |
  bit.externalEmojis |
  bit.useCommands |
  bit.mentionEveryone |
  bit.pinMessages;

export function permissionSum(...names: PermissionName[]): string {
  return names.reduce((sum, name) => sum | bit[name], 0n).toString();
}

/** Permissions of a member in the whole guild; 0 for a stranger. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members[userId];
  if (!member) return 0n;
  if (guild.ownerId === userId) return allPermissions;
  let sum = BigInt(guild.roles[guild.id]?.permissions ?? '0');
  for (const id of member.roles) sum |= BigInt(guild.roles[id]?.permissions ?? '0');
  return sum & bit.administrator ? allPermissions : sum;
}

/** Permissions in a channel, overwrites applied; a thread takes those of its parent. */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  if (channel.kind === 'dm') {
    return userId === channel.userId || userId === world.state.application.id ? dmPermissions : 0n;
  }
  const guild = world.state.guilds[channel.guildId];
  const member = guild?.members[userId];
  if (!guild || !member) return 0n;
  let sum = guildPermissions(guild, userId);
  if (sum === allPermissions) return sum;
  const ground = channel.kind === 'thread' ? world.state.channels[channel.parentId] : channel;
  const overwrites = ground && 'overwrites' in ground ? ground.overwrites : [];
  const apply = (allow: bigint, deny: bigint): void => {
    sum = (sum & ~deny) | allow;
  };
  for (const each of overwrites) if (each.id === guild.id) apply(BigInt(each.allow), BigInt(each.deny));
  let allow = 0n;
  let deny = 0n;
  for (const each of overwrites) {
    if (each.type === 0 && each.id !== guild.id && member.roles.includes(each.id)) {
      allow |= BigInt(each.allow);
      deny |= BigInt(each.deny);
    }
  }
  apply(allow, deny);
  for (const each of overwrites) {
    if (each.type === 1 && each.id === userId) apply(BigInt(each.allow), BigInt(each.deny));
  }
  if (member.mutedUntil !== null && member.mutedUntil > world.now()) sum &= bit.viewChannel | bit.readHistory;
  if (!(sum & bit.viewChannel)) return 0n;
  if (
    channel.kind === 'thread' &&
    channel.private &&
    !(sum & bit.manageThreads) &&
    !channel.members[userId]
  ) {
    return 0n;
  }
  return sum;
}

export function canSee(world: World, channel: Channel, userId: string): boolean {
  return (channelPermissions(world, channel, userId) & bit.viewChannel) !== 0n;
}

/** Throws 50001 when the channel cannot be seen, 50013 when a permission is missing in it. */
export function requireInChannel(
  world: World,
  channel: Channel,
  userId: string,
  ...needed: PermissionName[]
): void {
  const has = channelPermissions(world, channel, userId);
  if (!(has & bit.viewChannel)) throw refusal(50001);
  for (const name of needed) if (!(has & bit[name])) throw refusal(50013);
}

/** Throws 50013 when a guild-wide permission is missing. */
export function requireInGuild(guild: Guild, userId: string, ...needed: PermissionName[]): void {
  const has = guildPermissions(guild, userId);
  for (const name of needed) if (!(has & bit[name])) throw refusal(50013);
}

/** Highest role of a member; @everyone when there is no other. */
export function highestRole(guild: Guild, userId: string): Role | undefined {
  const ids = [guild.id, ...(guild.members[userId]?.roles ?? [])];
  return ids
    .flatMap((id) => guild.roles[id] ?? [])
    .reduce<Role | undefined>(
      (top, role) => (top === undefined || outranks(role, top) ? role : top),
      undefined,
    );
}

/** Discord's order: the higher position wins, between equals the older id. */
export function outranks(a: Role, b: Role): boolean {
  return a.position !== b.position ? a.position > b.position : BigInt(a.id) < BigInt(b.id);
}

/** Whether somebody stands above a role. The owner stands above all. */
export function isAboveRole(guild: Guild, userId: string, role: Role): boolean {
  if (guild.ownerId === userId) return true;
  const top = highestRole(guild, userId);
  return top !== undefined && outranks(top, role);
}

/** Whether somebody can act upon a member: nobody can upon the owner. */
export function isAboveMember(guild: Guild, userId: string, targetId: string): boolean {
  if (guild.ownerId === targetId) return false;
  if (guild.ownerId === userId) return true;
  const theirs = highestRole(guild, targetId);
  return theirs !== undefined && isAboveRole(guild, userId, theirs);
}
