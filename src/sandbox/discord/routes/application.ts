/** The bot itself, its application, and where the gateway is. */
import type { World } from '../world.js';
import { theUser } from '../world.js';
import { parseForm } from '../form.js';
import { z } from 'zod';
import { refusal } from '../refusals.js';
import type { Route } from '../http/route.js';
import { noContent, ok, param } from '../http/route.js';
import { applicationShape, ownGuildShape } from '../shapes/guild.js';
import { selfShape, userShape } from '../shapes/user.js';
import { part } from '../rules/members.js';

export function applicationRoutes(world: World): Route[] {
  const gateway = (): string => world.url.replace(/^http/, 'ws');
  const application = () => ok(applicationShape(world));
  return [
    { method: 'GET', path: '/gateway', authorised: false, handle: () => ok({ url: gateway() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle: () =>
        ok({
          url: gateway(),
          shards: 1,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
        }),
    },
    { method: 'GET', path: '/applications/@me', handle: application },
    { method: 'GET', path: '/oauth2/applications/@me', handle: application },
    {
      method: 'GET',
      path: '/applications/:application',
      handle(call) {
        if (param(call, 'application') !== call.botId) throw refusal(10002);
        return application();
      },
    },
    { method: 'GET', path: '/users/@me', handle: ({ botId }) => ok(selfShape(theUser(world, botId))) },
    {
      method: 'PATCH',
      path: '/users/@me',
      handle({ botId, body }) {
        const { username } = parseForm(z.object({ username: z.string().min(2).max(32).nullish() }), body);
        const bot = theUser(world, botId);
        if (username) bot.username = username;
        return ok(selfShape(bot));
      },
    },
    {
      method: 'GET',
      path: '/users/:user',
      handle: (call) => ok(userShape(theUser(world, param(call, 'user')))),
    },
    {
      method: 'GET',
      path: '/users/@me/guilds',
      handle: ({ botId }) =>
        ok(
          Object.values(world.state.guilds)
            .filter((guild) => guild.members[botId])
            .map((guild) => ownGuildShape(guild, botId)),
        ),
    },
    {
      method: 'DELETE',
      path: '/users/@me/guilds/:guild',
      handle(call) {
        const guild = world.state.guilds[param(call, 'guild')];
        if (!guild?.members[call.botId]) throw refusal(10004);
        part(world, guild, call.botId);
        return noContent;
      },
    },
  ];
}
