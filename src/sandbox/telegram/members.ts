import { toChat } from './chats.js';
import { addServiceMessage, nextMessageId } from './messages.js';
import { toLink } from './links.js';
import { isAdministrator, isInside, memberOf, toChatMember } from './membership.js';
import type { ChatRecord, MemberRecord } from './state.js';
import { requireUser } from './users.js';
import type { World } from './world.js';

export interface Cause {
  /** Who did it: the person, or a moderator, or the bot. */
  by: number;
  /** The invite link it came through. */
  link?: string | undefined;
  /** Whether a service message tells the chat; by default it does. */
  isQuiet?: boolean;
}

/**
 * Gives a person a new standing in a chat, with everything that follows: requests are settled, the chat reads
 * about it, and the bot gets chat_member (as an administrator) or my_chat_member.
 * @returns whether anything changed
 */
export function changeMember(
  world: World,
  chat: ChatRecord,
  userId: number,
  next: MemberRecord,
  cause: Cause,
): boolean {
  const previous = memberOf(world, chat, userId);
  const before = toChatMember(world, userId, previous);
  const botBefore = memberOf(world, chat, world.state.bot.id);
  chat.members[userId] = next;
  const after = toChatMember(world, userId, next);
  if (isInside(next) || next.status === 'kicked') delete chat.requests[userId];
  world.changed();
  if (JSON.stringify(before) === JSON.stringify(after)) return false;

  const isBot = userId === world.state.bot.id;
  if (isBot || isAdministrator(botBefore)) {
    const link = cause.link === undefined ? undefined : chat.links[cause.link];
    world.queue.post(
      isBot ? 'my_chat_member' : 'chat_member',
      {
        chat: toChat(world, chat),
        from: requireUser(world, cause.by),
        date: world.now(),
        old_chat_member: before,
        new_chat_member: after,
        ...(link && { invite_link: toLink(world, chat, link) }),
      },
      chat.id,
    );
  }
  if (!cause.isQuiet) tellTheChat(world, chat, userId, previous, next, cause);
  return true;
}

function tellTheChat(
  world: World,
  chat: ChatRecord,
  userId: number,
  previous: MemberRecord,
  next: MemberRecord,
  cause: Cause,
): void {
  if (isInside(previous) === isInside(next)) return;
  const user = requireUser(world, userId);
  if (!isInside(next)) return void addServiceMessage(world, chat, cause.by, { left_chat_member: user });
  // Whoever comes by a link or an approved request speaks for himself, even where a moderator let him in.
  const fromId = cause.link === undefined ? cause.by : userId;
  addServiceMessage(world, chat, fromId, { new_chat_members: [user] });
}

/** The standing of somebody who comes in now. Restrictions survive leaving and coming back. */
export function comingIn(world: World, chat: ChatRecord, userId: number, link?: string): MemberRecord {
  const previous = memberOf(world, chat, userId);
  const arrival = { since: nextMessageId(world, chat), ...(link !== undefined && { link }) };
  if (previous.status === 'restricted') return { ...previous, isMember: true, ...arrival };
  return { status: 'member', ...arrival };
}

/** The standing of somebody who goes. */
export function goingOut(world: World, chat: ChatRecord, userId: number): MemberRecord {
  const previous = memberOf(world, chat, userId);
  return previous.status === 'restricted' ? { ...previous, isMember: false } : { status: 'left' };
}

const shortestBan = 30;
const longestBan = 366 * 86_400;

/** Shorter than 30 seconds or longer than 366 days means for ever, which is written as 0. */
export function effectiveUntil(world: World, until: number | undefined): number {
  const ahead = (until ?? 0) - world.now();
  return ahead < shortestBan || ahead > longestBan ? 0 : (until ?? 0);
}
