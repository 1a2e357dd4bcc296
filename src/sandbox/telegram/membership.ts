/** A person's standing in a chat: read, judged and put on the wire. Changes are made in members.ts. */
import type { ChatMember } from './api.js';
import { badRequest } from './failure.js';
import type { AdminRightName } from './rights.js';
import type { ChatRecord, MemberRecord } from './state.js';
import { requireUser } from './users.js';
import type { World } from './world.js';

/** How the person stands now: bans and restrictions that ran out no longer count. */
export function memberOf(world: World, chat: ChatRecord, userId: number): MemberRecord {
  const record = chat.members[userId] ?? { status: 'left' };
  const isOver = 'until' in record && record.until > 0 && record.until <= world.now();
  if (!isOver) return record;
  if (record.status === 'restricted' && record.isMember)
    return {
      status: 'member',
      since: record.since,
      ...(record.link !== undefined && { link: record.link }),
    };
  return { status: 'left' };
}

export function isInside(record: MemberRecord): boolean {
  if (record.status === 'restricted') return record.isMember;
  return record.status !== 'left' && record.status !== 'kicked';
}

export function isAdministrator(record: MemberRecord): boolean {
  return record.status === 'creator' || record.status === 'administrator';
}

export function hasRight(record: MemberRecord, right: AdminRightName): boolean {
  return record.status === 'creator' || (record.status === 'administrator' && record.rights[right]);
}

/** @throws ApiFailure 400 with the given words when the bot lacks the right */
export function requireBotRight(
  world: World,
  chat: ChatRecord,
  right: AdminRightName,
  otherwise = 'CHAT_ADMIN_REQUIRED',
): void {
  if (!hasRight(memberOf(world, chat, world.state.bot.id), right)) throw badRequest(otherwise);
}

export function toChatMember(world: World, userId: number, record: MemberRecord): ChatMember {
  const user = requireUser(world, userId);
  switch (record.status) {
    case 'creator':
      return {
        status: 'creator',
        user,
        is_anonymous: false,
        ...(record.title !== undefined && { custom_title: record.title }),
      };
    case 'administrator':
      return {
        status: 'administrator',
        user,
        can_be_edited: canBotEdit(world, userId, record),
        ...record.rights,
        ...(record.title !== undefined && { custom_title: record.title }),
      };
    case 'restricted':
      return {
        status: 'restricted',
        user,
        is_member: record.isMember,
        until_date: record.until,
        ...record.permissions,
      };
    case 'kicked':
      return { status: 'kicked', user, until_date: record.until };
    case 'member':
    case 'left':
      return { status: record.status, user };
  }
}

/** An administrator may be changed only by who made him one (or by the owner). */
export function canBotEdit(world: World, userId: number, record: MemberRecord): boolean {
  const botId = world.state.bot.id;
  return record.status === 'administrator' && userId !== botId && record.promotedBy === botId;
}

/** Everyone who is inside, by user id in the order they were recorded. */
export function insiders(world: World, chat: ChatRecord): [number, MemberRecord][] {
  return Object.keys(chat.members)
    .map((key): [number, MemberRecord] => [Number(key), memberOf(world, chat, Number(key))])
    .filter(([, record]) => isInside(record));
}
