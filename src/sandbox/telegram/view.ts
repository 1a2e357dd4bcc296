/** What one person sees in their Telegram. */
import type { BotCommand, ChatType, MemberStatus, Message, ReplyMarkup, User } from './api.js';
import { privateChatOf } from './chats.js';
import { commandsFor } from './commands.js';
import { isUsable } from './links.js';
import { hasRight, insiders, isAdministrator, isInside, memberOf } from './membership.js';
import { toMessage } from './messages.js';
import { present } from './shape.js';
import type { ChatRecord, MessageRecord } from './state.js';
import { botUser, fullName, requireUser } from './users.js';
import type { World } from './world.js';

/** A message with what a client draws around it. */
export interface MessageView extends Message {
  isMine: boolean;
  isPinned: boolean;
  /** A keyboard of any kind; `reply_markup` holds inline keyboards only. */
  markup?: ReplyMarkup;
  /** emoji -> how many people */
  reactions?: Record<string, number>;
}

export interface MemberView {
  id: number;
  name: string;
  username?: string;
  isBot: boolean;
  status: MemberStatus;
}

export interface ChatView {
  id: number;
  type: ChatType;
  title: string;
  /** In a group the standing there, or that the person asked to join; with the bot whether they talk. */
  myStatus: MemberStatus | 'requested' | 'not-started' | 'started' | 'blocked';
  members: MemberView[];
  messages: MessageView[];
  pinned?: MessageView;
  topics: { id: number; name: string; isClosed: boolean }[];
  /** For administrators who may invite: who asked to come in, and the links that work now. */
  joinRequests: { userId: number; name: string; date: number }[];
  inviteLinks: { link: string; asksToJoin: boolean; by: string; name?: string }[];
  botCommands: BotCommand[];
}

export interface TelegramView {
  user: User;
  bot: { id: number; name: string; username: string; description: string; shortDescription: string };
  chats: ChatView[];
}

const newest = 200;

function messageView(world: World, chat: ChatRecord, record: MessageRecord, viewer: number): MessageView {
  const counts: Record<string, number> = {};
  for (const emoji of Object.values(record.reactions ?? {}).flat()) counts[emoji] = (counts[emoji] ?? 0) + 1;
  return {
    ...toMessage(world, chat, record),
    isMine: record.fromId === viewer,
    isPinned: chat.pinned.includes(record.id),
    ...(record.markup && { markup: record.markup }),
    ...(Object.keys(counts).length > 0 && { reactions: counts }),
  };
}

function visibleMessages(world: World, chat: ChatRecord, viewer: number, since: number): MessageView[] {
  return Object.values(chat.messages)
    .filter((record) => record.id >= since)
    .slice(-newest)
    .map((record) => messageView(world, chat, record, viewer));
}

function privateView(world: World, viewer: number): ChatView {
  const chat = privateChatOf(world, viewer);
  const pinned = chat.messages[chat.pinned.at(-1) ?? -1];
  return present({
    id: chat.id,
    type: chat.type,
    title: world.state.bot.name,
    myStatus: chat.blocked
      ? ('blocked' as const)
      : chat.started
        ? ('started' as const)
        : ('not-started' as const),
    members: [],
    messages: visibleMessages(world, chat, viewer, 0),
    pinned: pinned && messageView(world, chat, pinned, viewer),
    topics: [],
    joinRequests: [],
    inviteLinks: [],
    botCommands: commandsFor(world, chat, viewer),
  });
}

function groupView(world: World, chat: ChatRecord, viewer: number): ChatView | undefined {
  const own = memberOf(world, chat, viewer);
  const hasAsked = viewer in chat.requests;
  if (!isInside(own) && own.status !== 'kicked' && !hasAsked) return undefined;
  const isIn = isInside(own);
  const mayInvite = hasRight(own, 'can_invite_users');
  const since = isAdministrator(own) ? 0 : 'since' in own ? own.since : 0;
  const pinned = isIn ? chat.messages[chat.pinned.at(-1) ?? -1] : undefined;
  return present({
    id: chat.id,
    type: chat.type,
    title: chat.title ?? '',
    myStatus: hasAsked && !isIn ? ('requested' as const) : own.status,
    members: isIn
      ? insiders(world, chat).map(([id, record]) => {
          const user = requireUser(world, id);
          const face = { id, name: fullName(user), isBot: user.is_bot, status: record.status };
          return present({ ...face, username: user.username });
        })
      : [],
    messages: isIn ? visibleMessages(world, chat, viewer, since) : [],
    pinned: pinned && messageView(world, chat, pinned, viewer),
    topics: isIn ? Object.values(chat.topics).map(({ id, name, isClosed }) => ({ id, name, isClosed })) : [],
    joinRequests: mayInvite
      ? Object.values(chat.requests).map(({ userId, date }) => ({
          userId,
          date,
          name: fullName(requireUser(world, userId)),
        }))
      : [],
    inviteLinks: mayInvite
      ? Object.values(chat.links)
          .filter((record) => isUsable(world, chat, record))
          .map(({ link, asksToJoin, creatorId, name }) =>
            present({ link, asksToJoin, by: fullName(requireUser(world, creatorId)), name }),
          )
      : [],
    botCommands: insiders(world, chat).some(([id]) => id === world.state.bot.id)
      ? commandsFor(world, chat, viewer)
      : [],
  });
}

function inLanguage(texts: Record<string, string>, user: User): string {
  return texts[(user.language_code ?? '').slice(0, 2)] ?? texts[''] ?? '';
}

/** @throws ApiFailure 400 when nobody has this id */
export function viewOf(world: World, userId: number): TelegramView {
  const user = requireUser(world, userId);
  const { bot, chats } = world.state;
  const groups = Object.values(chats).filter(
    (chat) => chat.type !== 'private' && chat.migratedTo === undefined,
  );
  return {
    user,
    bot: {
      id: bot.id,
      name: inLanguage(bot.names, user) || bot.name,
      username: botUser(world.state).username ?? '',
      description: inLanguage(bot.descriptions, user),
      shortDescription: inLanguage(bot.shortDescriptions, user),
    },
    chats: [privateView(world, userId), ...groups.flatMap((chat) => groupView(world, chat, userId) ?? [])],
  };
}
