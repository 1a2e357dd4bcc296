/** What people do with the server: joining, leaving, roles, channels, kicks and bans. */
import { z } from 'zod';
import type { Action } from '../../kit.js';
import { action, ActionError } from '../../kit.js';
import { permissionSet } from '../form.js';
import { isAboveMember, requireInGuild } from '../permissions.js';
import type { PermissionName } from '../permissions.js';
import { createChannel, deleteChannel } from '../rules/channels.js';
import { ban, join, part, unban } from '../rules/members.js';
import { changeRole, createRole, deleteRole, moveRoles, setRole } from '../rules/roles.js';
import { theMember, theRole } from '../world.js';
import type { World } from '../world.js';
import { actor, as, guildId, guildNamed, id } from './context.js';

const overwrite = z.object({
  id: id.describe('A role or a user'),
  type: z.union([z.literal(0), z.literal(1)]).describe('0 role, 1 user'),
  allow: permissionSet.default('0'),
  deny: permissionSet.default('0'),
});

export function governingActions(world: World): Record<string, Action> {
  const roleAction = (has: boolean): Action =>
    action({
      summary: has ? 'Give somebody a role' : 'Take a role from somebody',
      input: z.object({ as: as.describe('Who gives or takes it'), userId: id, roleId: id, guildId }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        actor(world, input.as);
        const member = setRole(world, guild, input.as, input.userId, input.roleId, has);
        return { roles: [...member.roles] };
      },
    });

  /** Kick or ban, permission and order checked. */
  const removal = (
    name: PermissionName,
    summary: string,
    act: (guild: ReturnType<typeof guildNamed>, userId: string) => void,
  ): Action =>
    action({
      summary,
      input: z.object({ as, userId: id, guildId }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        requireInGuild(guild, input.as, name);
        if (guild.members[input.userId] && !isAboveMember(guild, input.as, input.userId)) {
          throw new ActionError('This person stands too high', 403);
        }
        act(guild, input.userId);
        return { userId: input.userId };
      },
    });

  return {
    joinGuild: action({
      summary: 'Join a server',
      input: z.object({ as, guildId }),
      run(input) {
        actor(world, input.as);
        const guild = guildNamed(world, input.guildId);
        join(world, guild, input.as);
        return { guildId: guild.id };
      },
    }),
    leaveGuild: action({
      summary: 'Leave a server',
      input: z.object({ as, guildId }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        if (guild.ownerId === input.as) throw new ActionError('The owner cannot leave');
        part(world, guild, input.as);
        return { guildId: guild.id };
      },
    }),
    kickMember: removal('kickMembers', 'Remove somebody; they can come back', (guild, userId) => {
      theMember(guild, userId);
      part(world, guild, userId);
    }),
    banMember: removal('banMembers', 'Remove somebody for good', (guild, userId) =>
      ban(world, guild, userId, null),
    ),
    unbanMember: removal('banMembers', 'Lift a ban', (guild, userId) => unban(world, guild, userId)),

    giveRole: roleAction(true),
    takeRole: roleAction(false),
    createRole: action({
      summary: 'Make a role at the bottom of the list',
      input: z.object({
        name: z.string().min(1).max(100),
        permissions: permissionSet.default('0'),
        color: z.int().min(0).max(0xffffff).default(0),
        guildId,
      }),
      run({ guildId: wanted, ...settings }) {
        return { roleId: createRole(world, guildNamed(world, wanted), settings).id };
      },
    }),
    deleteRole: action({
      summary: 'Delete a role',
      input: z.object({ roleId: id, guildId }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        deleteRole(world, guild, theRole(guild, input.roleId));
        return { roleId: input.roleId };
      },
    }),
    moveRole: action({
      summary: 'Move a role up or down; 1 is just above @everyone',
      input: z.object({ roleId: id, position: z.int().min(1).max(250), guildId }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        moveRoles(world, guild, [{ id: input.roleId, position: input.position }]);
        const all = Object.values(guild.roles).sort((a, b) => b.position - a.position);
        return { roles: all.map(({ id: roleId, name, position }) => ({ id: roleId, name, position })) };
      },
    }),
    setPermissions: action({
      summary: 'Set what a role may do',
      input: z.object({ roleId: id, permissions: permissionSet, guildId }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        changeRole(world, guild, theRole(guild, input.roleId), { permissions: input.permissions });
        return { roleId: input.roleId, permissions: input.permissions };
      },
    }),

    createChannel: action({
      summary: 'Make a text channel',
      input: z.object({
        name: z.string().min(1).max(100),
        topic: z.string().max(1024).optional(),
        overwrites: z.array(overwrite).default([]),
        guildId,
      }),
      run(input) {
        const { name, overwrites, topic } = input;
        const guild = guildNamed(world, input.guildId);
        return { channelId: createChannel(world, guild, { name, overwrites, topic: topic ?? null }).id };
      },
    }),
    deleteChannel: action({
      summary: 'Delete a channel with all that is in it',
      input: z.object({ channelId: id }),
      run(input) {
        const channel = world.state.channels[input.channelId];
        if (!channel || channel.kind === 'dm') throw new ActionError('There is no such channel', 404);
        deleteChannel(world, channel);
        return { channelId: input.channelId };
      },
    }),

    addPeople: action({
      summary: 'Make new people, in the server or not yet',
      input: z.object({
        count: z.int().min(1).max(100_000).default(1),
        name: z.string().min(1).max(24).default('Newcomer'),
        locale: z.enum(['en-US', 'zh-CN']).default('en-US'),
        join: z.boolean().default(true),
        guildId,
      }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        const ids: string[] = [];
        for (let index = 1; index <= input.count; index += 1) {
          const userId = world.newId();
          const globalName = input.count === 1 ? input.name : `${input.name} ${index}`;
          const username = `user_${userId.slice(-12)}`;
          world.state.users[userId] = {
            id: userId,
            username,
            globalName,
            bot: false,
            locale: input.locale,
            dmOpen: true,
          };
          if (input.join) join(world, guild, userId);
          ids.push(userId);
        }
        return { userIds: ids };
      },
    }),
  };
}
