import type { Chat, User } from './api.js';
import { badRequest } from './failure.js';
import type { TelegramState } from './state.js';
import type { World } from './world.js';

/** @throws ApiFailure when nobody has this id */
export function requireUser(world: World, userId: number): User {
  const user = world.state.users[userId];
  if (!user) throw badRequest('user not found');
  return user;
}

export function botUser(state: TelegramState): User {
  const user = state.users[state.bot.id];
  if (!user) throw new Error('the state has no user for the bot');
  return user;
}

export function privateChat(user: User): Chat {
  return {
    id: user.id,
    type: 'private',
    first_name: user.first_name,
    ...(user.last_name !== undefined && { last_name: user.last_name }),
    ...(user.username !== undefined && { username: user.username }),
  };
}

export function fullName(user: User): string {
  return [user.first_name, user.last_name].filter(Boolean).join(' ');
}
