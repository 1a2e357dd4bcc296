/** Whom a message calls: what its text says, narrowed to what its author allowed and may do. */
import type { AllowedMentions } from '../forms/message.js';
import { bit, channelPermissions } from '../permissions.js';
import type { Channel } from '../state.js';
import type { World } from '../world.js';

export interface Mentions {
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
}

/**
 * `allowed` null means the default: everything the text says. A reply calls the author of the message it
 * answers unless that is ruled out.
 */
export function mentionsIn(
  world: World,
  channel: Channel,
  authorId: string,
  content: string,
  allowed: AllowedMentions | null,
  repliedTo: string | null,
): Mentions {
  const parse = allowed ? (allowed.parse ?? []) : ['users', 'roles', 'everyone'];
  const permits = (kind: 'users' | 'roles', id: string): boolean =>
    parse.includes(kind) || (allowed?.[kind]?.includes(id) ?? false);
  const callsAll = (channelPermissions(world, channel, authorId) & bit.mentionEveryone) !== 0n;
  const users = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => id ?? []);
  const roles = [...content.matchAll(/<@&(\d+)>/g)].flatMap(([, id]) => id ?? []);
  const guild = channel.kind === 'dm' ? undefined : world.state.guilds[channel.guildId];
  const called = new Set(users.filter((id) => world.state.users[id] && permits('users', id)));
  if (repliedTo !== null && (allowed === null || (allowed.replied_user ?? false))) called.add(repliedTo);
  return {
    mentions: [...called],
    mentionRoles: [...new Set(roles)].filter((id) => {
      const role = guild?.roles[id];
      return role !== undefined && permits('roles', id) && (role.mentionable || callsAll);
    }),
    mentionEveryone: callsAll && parse.includes('everyone') && /@(everyone|here)\b/.test(content),
  };
}
