/** How people come in: at once by a plain link, or by a request that an administrator settles. */
import { toChat } from './chats.js';
import { badRequest } from './failure.js';
import { isUsable, toLink } from './links.js';
import { changeMember, comingIn } from './members.js';
import { hasRight, isInside, memberOf } from './membership.js';
import type { ChatRecord, LinkRecord } from './state.js';
import { requireUser } from './users.js';
import type { World } from './world.js';

export type JoinOutcome = 'joined' | 'requested' | 'already' | 'banned' | 'expired';

/** What happens when a person opens an invite link and taps the button. */
export function joinByLink(
  world: World,
  chat: ChatRecord,
  link: LinkRecord,
  userId: number,
): { outcome: JoinOutcome; updateId?: number | undefined } {
  const status = memberOf(world, chat, userId);
  if (isInside(status)) return { outcome: 'already' };
  if (status.status === 'kicked') return { outcome: 'banned' };
  if (!isUsable(world, chat, link) || chat.migratedTo !== undefined) return { outcome: 'expired' };
  if (!link.asksToJoin) {
    const next = comingIn(world, chat, userId, link.link);
    changeMember(world, chat, userId, next, { by: userId, link: link.link });
    return { outcome: 'joined' };
  }
  if (chat.requests[userId]) return { outcome: 'requested' };
  chat.requests[userId] = { userId, date: world.now(), link: link.link };
  world.changed();
  return { outcome: 'requested', updateId: announceRequest(world, chat, link, userId) };
}

function announceRequest(
  world: World,
  chat: ChatRecord,
  link: LinkRecord,
  userId: number,
): number | undefined {
  if (!hasRight(memberOf(world, chat, world.state.bot.id), 'can_invite_users')) return undefined;
  const request = {
    chat: toChat(world, chat),
    from: requireUser(world, userId),
    user_chat_id: userId,
    date: world.now(),
    invite_link: toLink(world, chat, link),
  };
  return world.queue.post('chat_join_request', request, userId);
}

/** @throws ApiFailure 400 when there is nothing to settle */
function requireRequest(world: World, chat: ChatRecord, userId: number): { link: string } {
  if (isInside(memberOf(world, chat, userId))) throw badRequest('USER_ALREADY_PARTICIPANT');
  const request = chat.requests[userId];
  if (!request) throw badRequest('HIDE_REQUESTER_MISSING');
  return request;
}

export function approveRequest(world: World, chat: ChatRecord, userId: number, by: number): void {
  const { link } = requireRequest(world, chat, userId);
  changeMember(world, chat, userId, comingIn(world, chat, userId, link), { by, link });
}

export function declineRequest(world: World, chat: ChatRecord, userId: number): void {
  requireRequest(world, chat, userId);
  delete chat.requests[userId];
  world.changed();
}
