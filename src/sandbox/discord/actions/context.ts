/** What the actions of people share: who acts, where, and refusals worded for the page. */
import { z } from 'zod';
import type { Action } from '../../kit.js';
import { ActionError } from '../../kit.js';
import { bit, channelPermissions } from '../permissions.js';
import type { PermissionName } from '../permissions.js';
import { Refusal } from '../refusals.js';
import type { Channel, Guild, User } from '../state.js';
import type { World } from '../world.js';

export const id = z.string().regex(/^\d{1,20}$/);
export const as = id.describe('User id of the person who acts');
export const guildId = id.optional().describe('The server; the first one when left out');

export const uploads = z.object({
  filename: z.string().min(1).max(200),
  contentType: z.string().optional(),
  base64: z.string().describe('The bytes of the file'),
});

export function actor(world: World, userId: string): User {
  const user = world.state.users[userId];
  if (!user) throw new ActionError('There is no such person', 404);
  return user;
}

export function guildNamed(world: World, wanted: string | undefined): Guild {
  const guild = wanted === undefined ? Object.values(world.state.guilds)[0] : world.state.guilds[wanted];
  if (!guild) throw new ActionError('There is no such server', 404);
  return guild;
}

/** A channel the person sees, with the permissions needed there. */
export function channelFor(
  world: World,
  userId: string,
  channelId: string,
  ...needed: PermissionName[]
): Channel {
  const channel = world.state.channels[channelId];
  const has = channel ? channelPermissions(world, channel, userId) : 0n;
  if (!channel || !(has & bit.viewChannel))
    throw new ActionError('There is no such channel for this person', 404);
  if (needed.some((name) => !(has & bit[name])))
    throw new ActionError('This person may not do that here', 403);
  return channel;
}

/** The same actions, with Discord's refusals turned into errors for whoever called, and changes announced. */
export function guarded(actions: Record<string, Action>, changed: () => void): Record<string, Action> {
  const worded = (error: unknown): unknown =>
    error instanceof Refusal ? new ActionError(error.message, error.status) : error;
  const wrap = (each: Action): Action => ({
    ...each,
    run(input) {
      try {
        const result = each.run(input);
        if (!(result instanceof Promise)) return result;
        return result.catch((error: unknown) => {
          throw worded(error);
        });
      } catch (error) {
        throw worded(error);
      } finally {
        changed();
      }
    },
  });
  return Object.fromEntries(Object.entries(actions).map(([name, each]) => [name, wrap(each)]));
}
