/**
 * What people do in groups, reported to be counted: ids and times, never a word. Bots and service messages are
 * nobody; whoever speaks as the group or as a channel is somebody of whom nobody can tell who.
 */
import type { ChatMemberUpdated, Message, MessageReactionUpdated, ReactionType, User } from 'grammy/types';
import { isQuestion, type Activity, type Events } from '#contracts';
import { presenceOf } from './presence.js';
import { readCommand } from './said.js';

export interface ActivityReports {
  messageSeen(message: Message): void;
  reacted(update: MessageReactionUpdated): void;
  memberChanged(update: ChatMemberUpdated): void;
}

/** What only a message has that somebody wrote or sent; whatever else there is, Telegram says itself. */
const CONTENTS = [
  'text',
  'caption',
  'photo',
  'video',
  'animation',
  'sticker',
  'voice',
  'video_note',
  'audio',
  'document',
  'poll',
  'location',
  'venue',
  'contact',
  'dice',
  'game',
  'story',
  'paid_media',
  'live_photo',
  'checklist',
  'rich_message',
] as const;

/** Topics, albums and arrivals remembered. */
const REMEMBERED = 2_000;
/** Telegram tells of one arrival in two ways, so many seconds apart at most. */
const SAME_S = 10;

export function createActivityReports(events: Events): ActivityReports {
  const topics = new Map<string, string>();
  const albums = new Set<string>();
  const moves = new Map<string, number>();

  function report(
    chat: { id: number; title?: string },
    date: number,
    what: Omit<Activity, 'platform' | 'spaceExternalId' | 'at'>,
  ): void {
    const at = new Date(date * 1000);
    events.happened({ platform: 'telegram', spaceExternalId: String(chat.id), at, ...what });
  }

  const groupOf = ({ id, title }: { id: number; title?: string | undefined }) => ({
    externalId: String(id),
    title: title ?? String(id),
  });

  function placeOf(message: Message): NonNullable<Activity['place']> {
    const { chat, message_thread_id: threadId, is_topic_message: inTopic } = message;
    const group = groupOf(chat);
    if (!inTopic || threadId === undefined) return group;
    const externalId = `${group.externalId}:${threadId}`;
    const opened = message.reply_to_message?.forum_topic_created?.name;
    const title = topics.get(externalId) ?? opened ?? `#${threadId}`;
    return { externalId, title, parent: group };
  }

  function learnTopic(message: Message): void {
    const { chat, message_thread_id: threadId, forum_topic_created, forum_topic_edited } = message;
    const name = forum_topic_edited?.name ?? forum_topic_created?.name;
    if (threadId !== undefined && name !== undefined) remember(topics, `${chat.id}:${threadId}`, name);
  }

  /** Somebody came or went; told once, however often Telegram says it. */
  function moved(
    chat: { id: number; title?: string },
    date: number,
    user: User,
    kind: 'join' | 'leave',
  ): void {
    if (user.is_bot) return;
    const key = `${chat.id} ${user.id} ${kind}`;
    const last = moves.get(key);
    if (last !== undefined && Math.abs(date - last) <= SAME_S) return;
    remember(moves, key, date);
    report(chat, date, { kind, personId: String(user.id) });
  }

  /** An album is as many messages as it has pictures, and one to whoever sent it. */
  function isFirstOfAlbum({ chat, media_group_id: album }: Message): boolean {
    if (album === undefined) return true;
    const key = `${chat.id} ${album}`;
    if (albums.has(key)) return false;
    if (albums.size >= REMEMBERED) albums.clear();
    albums.add(key);
    return true;
  }

  return {
    messageSeen(message) {
      const { chat, date } = message;
      if (chat.type !== 'group' && chat.type !== 'supergroup') return;
      learnTopic(message);
      for (const user of message.new_chat_members ?? []) moved(chat, date, user, 'join');
      if (message.left_chat_member) moved(chat, date, message.left_chat_member, 'leave');
      const text = message.text ?? message.caption ?? '';
      const isWritten = CONTENTS.some((part) => message[part] !== undefined);
      const person = authorOf(message);
      // What is said to a bot is no message to people.
      if (!isWritten || person === undefined || readCommand(text) || !isFirstOfAlbum(message)) return;
      const repliesTo = answered(message);
      report(chat, date, {
        kind: repliesTo ? 'reply' : isQuestion(text) ? 'question' : 'message',
        personId: person,
        place: placeOf(message),
        messageId: String(message.message_id),
        ...(repliesTo && { repliesTo }),
      });
    },

    reacted({ chat, user, date, old_reaction, new_reaction }) {
      if ((chat.type !== 'group' && chat.type !== 'supergroup') || user?.is_bot) return;
      const before = new Set(old_reaction.map(nameOf));
      if (new_reaction.every((one) => before.has(nameOf(one)))) return;
      report(chat, date, {
        kind: 'reaction',
        personId: user ? String(user.id) : null,
        place: groupOf(chat),
      });
    },

    memberChanged({ chat, date, old_chat_member, new_chat_member }) {
      if (chat.type !== 'group' && chat.type !== 'supergroup') return;
      const wasIn = presenceOf(old_chat_member) === 'in';
      const isIn = presenceOf(new_chat_member) === 'in';
      if (wasIn !== isIn) moved(chat, date, new_chat_member.user, isIn ? 'join' : 'leave');
    },
  };
}

/** Who wrote it; null: nobody can tell; undefined: no person. */
function authorOf({ chat, from, sender_chat, is_automatic_forward }: Message): string | null | undefined {
  if (is_automatic_forward) return undefined;
  // An anonymous administrator speaks as the group, others as a channel of theirs.
  if (sender_chat) return sender_chat.id === chat.id || sender_chat.type === 'channel' ? null : undefined;
  return !from || from.is_bot ? undefined : String(from.id);
}

/** The message that is answered; nobody answers themselves, nor whoever opened a topic. */
function answered(message: Message): Activity['repliesTo'] {
  const { reply_to_message: original } = message;
  if (!original || original.forum_topic_created) return undefined;
  const author = authorOf(original);
  if (author && author === authorOf(message)) return undefined;
  return { messageId: String(original.message_id), personId: author ?? null };
}

function nameOf(reaction: ReactionType): string {
  if (reaction.type === 'emoji') return reaction.emoji;
  return reaction.type === 'custom_emoji' ? reaction.custom_emoji_id : reaction.type;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= REMEMBERED) map.clear();
  map.set(key, value);
}
