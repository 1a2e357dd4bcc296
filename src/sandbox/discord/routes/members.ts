/** Members of a guild: lists, changes, roles, kicks and bans. */
import { z } from 'zod';
import { parseForm, snowflake } from '../form.js';
import type { Call, Route } from '../http/route.js';
import { limitOf, noContent, ok, param } from '../http/route.js';
import { isAboveMember, requireInGuild } from '../permissions.js';
import { refusal } from '../refusals.js';
import { announceMember, ban, part, setRoles, unban } from '../rules/members.js';
import { requireGrantable, setRole } from '../rules/roles.js';
import { memberShape, memberWithPermissions, userShape } from '../shapes/user.js';
import type { Guild } from '../state.js';
import { theGuild, theMember, theRole, theUser } from '../world.js';
import type { World } from '../world.js';

const memberForm = z.object({
  nick: z.string().max(32).nullish(),
  roles: z.array(snowflake).nullish(),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullish(),
});

export function memberRoutes(world: World): Route[] {
  const guildOf = (call: Call): Guild => theGuild(world, param(call, 'guild'), call.botId);

  function requireAbove(call: Call, guild: Guild, userId: string): void {
    if (!isAboveMember(guild, call.botId, userId)) throw refusal(50013);
  }

  return [
    {
      method: 'GET',
      path: '/guilds/:guild/members',
      handle(call) {
        if (!(world.state.application.privilegedIntents & 2)) throw refusal(50001);
        const after = BigInt(call.query.get('after') ?? '0');
        const found = Object.values(guildOf(call).members)
          .filter((each) => BigInt(each.userId) > after)
          .sort((a, b) => (BigInt(a.userId) < BigInt(b.userId) ? -1 : 1))
          .slice(0, limitOf(call, 1, 1000));
        return ok(found.map((each) => memberShape(world, each)));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/search',
      handle(call) {
        const query = (call.query.get('query') ?? '').toLowerCase();
        const found = Object.values(guildOf(call).members).filter((each) => {
          const user = theUser(world, each.userId);
          return [user.username, user.globalName, each.nick].some((name) =>
            name?.toLowerCase().startsWith(query),
          );
        });
        return ok(found.slice(0, limitOf(call, 1, 1000)).map((each) => memberShape(world, each)));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/:user',
      handle(call) {
        const guild = guildOf(call);
        const user = theUser(world, param(call, 'user'));
        return ok(memberShape(world, theMember(guild, user.id)));
      },
    },
    {
      method: 'PATCH',
      path: '/guilds/:guild/members/@me',
      handle(call) {
        const guild = guildOf(call);
        const me = theMember(guild, call.botId);
        me.nick = parseForm(memberForm, call.body).nick ?? null;
        announceMember(world, guild, me);
        return ok(memberWithPermissions(world, guild, me));
      },
    },
    {
      method: 'PATCH',
      path: '/guilds/:guild/members/:user',
      handle(call) {
        const guild = guildOf(call);
        const member = theMember(guild, param(call, 'user'));
        const form = parseForm(memberForm, call.body);
        const { nick, communication_disabled_until: until } = form;
        if (nick !== undefined) {
          requireInGuild(guild, call.botId, 'manageNicknames');
          requireAbove(call, guild, member.userId);
        }
        if (until !== undefined) {
          requireInGuild(guild, call.botId, 'moderateMembers');
          requireAbove(call, guild, member.userId);
        }
        const roles = form.roles ?? member.roles;
        for (const id of new Set([...roles, ...member.roles])) {
          if (roles.includes(id) !== member.roles.includes(id))
            requireGrantable(guild, call.botId, theRole(guild, id));
        }
        if (nick !== undefined) member.nick = nick;
        if (until !== undefined) member.mutedUntil = until === null ? null : Date.parse(until);
        if (nick !== undefined || until !== undefined) announceMember(world, guild, member);
        setRoles(world, guild, member, roles);
        return ok(memberShape(world, member));
      },
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/members/:user',
      handle(call) {
        const guild = guildOf(call);
        const member = theMember(guild, param(call, 'user'));
        requireInGuild(guild, call.botId, 'kickMembers');
        requireAbove(call, guild, member.userId);
        part(world, guild, member.userId);
        return noContent;
      },
    },
    ...(['PUT', 'DELETE'] as const).map((method): Route => ({
      method,
      path: '/guilds/:guild/members/:user/roles/:role',
      handle(call) {
        setRole(world, guildOf(call), call.botId, param(call, 'user'), param(call, 'role'), method === 'PUT');
        return noContent;
      },
    })),
    {
      method: 'GET',
      path: '/guilds/:guild/bans',
      handle(call) {
        const guild = guildOf(call);
        requireInGuild(guild, call.botId, 'banMembers');
        return ok(
          Object.entries(guild.bans).map(([id, { reason }]) => ({
            user: userShape(theUser(world, id)),
            reason,
          })),
        );
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/bans/:user',
      handle(call) {
        const guild = guildOf(call);
        requireInGuild(guild, call.botId, 'banMembers');
        const found = guild.bans[param(call, 'user')];
        if (!found) throw refusal(10026);
        return ok({ user: userShape(theUser(world, param(call, 'user'))), reason: found.reason });
      },
    },
    {
      method: 'PUT',
      path: '/guilds/:guild/bans/:user',
      handle(call) {
        const guild = guildOf(call);
        const userId = param(call, 'user');
        requireInGuild(guild, call.botId, 'banMembers');
        if (guild.members[userId]) requireAbove(call, guild, userId);
        ban(world, guild, userId, null);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/bans/:user',
      handle(call) {
        const guild = guildOf(call);
        requireInGuild(guild, call.botId, 'banMembers');
        unban(world, guild, param(call, 'user'));
        return noContent;
      },
    },
  ];
}
