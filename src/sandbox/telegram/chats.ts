import type { Chat, ChatType } from './api.js';
import { badRequest, forbidden } from './failure.js';
import { isInside, memberOf } from './membership.js';
import { usualPermissions } from './rights.js';
import type { ChatRecord } from './state.js';
import { privateChat, requireUser } from './users.js';
import type { World } from './world.js';

export function newChat(id: number, type: ChatType, more: Partial<ChatRecord> = {}): ChatRecord {
  return {
    id,
    type,
    topics: {},
    members: {},
    links: {},
    requests: {},
    permissions: usualPermissions(),
    messages: {},
    nextMessageId: 1,
    pinned: [],
    ...more,
  };
}

export function toChat(world: World, chat: ChatRecord): Chat {
  if (chat.type === 'private') return privateChat(requireUser(world, chat.id));
  return {
    id: chat.id,
    type: chat.type,
    title: chat.title ?? '',
    ...(chat.username !== undefined && { username: chat.username }),
    ...(chat.isForum && { is_forum: true as const }),
  };
}

/** The private chat of a person with the bot, created when it is first needed. */
export function privateChatOf(world: World, userId: number): ChatRecord {
  return (world.state.chats[userId] ??= newChat(userId, 'private', { started: false, blocked: false }));
}

/** Whether the bot has ever heard of the person: a private chat, or a chat they were both in. */
function isKnownToBot(world: World, userId: number): boolean {
  return Object.values(world.state.chats).some(
    (chat) => chat.id === userId || userId in chat.members || userId in chat.requests,
  );
}

function lookUp(world: World, chatId: number | string): ChatRecord | undefined {
  if (typeof chatId === 'string') {
    const name = chatId.slice(1).toLowerCase();
    return Object.values(world.state.chats).find((chat) => chat.username?.toLowerCase() === name);
  }
  if (chatId > 0) {
    if (!world.state.users[chatId] || !isKnownToBot(world, chatId)) return undefined;
    return privateChatOf(world, chatId);
  }
  return world.state.chats[chatId];
}

/**
 * Finds the chat that a Bot API call names, for reading.
 * @throws ApiFailure 400 for a chat the bot never saw, 403 where the bot was removed
 */
export function chatForReading(world: World, chatId: number | string): ChatRecord {
  const chat = lookUp(world, chatId);
  if (!chat) throw badRequest('chat not found');
  const own = memberOf(world, chat, world.state.bot.id);
  if (chat.type === 'supergroup' && own.status === 'kicked')
    throw forbidden('bot was kicked from the supergroup chat');
  if (chat.type === 'supergroup' && !isInside(own) && chat.username === undefined)
    throw own.status === 'left' && !(world.state.bot.id in chat.members)
      ? badRequest('chat not found')
      : forbidden('bot is not a member of the supergroup chat');
  return chat;
}

/**
 * Finds the chat that a Bot API call wants to change or write to.
 * @throws ApiFailure as chatForReading, and 400 with `migrate_to_chat_id` for a group that was upgraded
 */
export function chatForWriting(world: World, chatId: number | string): ChatRecord {
  const chat = chatForReading(world, chatId);
  if (chat.migratedTo !== undefined)
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo });
  if (chat.type === 'private') return chat;
  const own = memberOf(world, chat, world.state.bot.id);
  if (own.status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (!isInside(own)) throw forbidden(`bot is not a member of the ${chat.type} chat`);
  return chat;
}

const joinRequestWindow = 5 * 60;

/**
 * Whether the bot may write to the person now: after Start, or for five minutes after a join request.
 * @throws ApiFailure 403
 */
export function requirePrivateAccess(world: World, chat: ChatRecord): void {
  if (chat.id === world.state.bot.id || requireUser(world, chat.id).is_bot)
    throw forbidden("bot can't send messages to bots");
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  if (chat.started) return;
  const isAsking = Object.values(world.state.chats).some((place) => {
    const request = place.requests[chat.id];
    return request !== undefined && world.now() - request.date <= joinRequestWindow;
  });
  if (!isAsking) throw forbidden("bot can't initiate conversation with a user");
}
