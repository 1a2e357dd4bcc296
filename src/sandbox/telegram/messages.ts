import type { Message, ServiceContent } from './api.js';
import { toChat } from './chats.js';
import { isAdministrator, isInside, memberOf } from './membership.js';
import { present } from './shape.js';
import type { ChatRecord, Media, MessageRecord } from './state.js';
import { botUser, requireUser } from './users.js';
import type { World } from './world.js';

/** Old messages fall away, so that a sandbox that runs for weeks keeps a state of bounded size. */
const keptPerChat = 1000;

/** The number the next message of a chat will have. */
export function nextMessageId(world: World, chat: ChatRecord): number {
  return chat.type === 'supergroup' ? chat.nextMessageId : world.state.counters.message;
}

/** Stores a message with the next number of its chat. Nobody is told yet. */
export function addMessage(
  world: World,
  chat: ChatRecord,
  content: Omit<MessageRecord, 'id' | 'date'>,
): MessageRecord {
  const id = chat.type === 'supergroup' ? chat.nextMessageId++ : world.state.counters.message++;
  const record: MessageRecord = { id, date: world.now(), ...content };
  chat.messages[id] = record;
  const ids = Object.keys(chat.messages);
  for (const old of ids.slice(0, Math.max(0, ids.length - keptPerChat))) delete chat.messages[old];
  world.changed();
  return record;
}

function mediaFields(media: Media | undefined): Partial<Message> {
  if (!media) return {};
  return media.kind === 'photo' ? { photo: media.sizes } : { [media.kind]: media.body };
}

/** The message as the Bot API shows it. A message that is quoted by another carries no reply of its own. */
export function toMessage(world: World, chat: ChatRecord, record: MessageRecord, isNested = false): Message {
  const isCaption = record.media !== undefined;
  const repliedTo = record.replyTo === undefined || isNested ? undefined : chat.messages[record.replyTo];
  const pinned = record.pinnedId === undefined ? undefined : chat.messages[record.pinnedId];
  return present({
    message_id: record.id,
    from: requireUser(world, record.fromId),
    chat: toChat(world, chat),
    date: record.date,
    edit_date: record.editDate,
    message_thread_id: record.threadId,
    is_topic_message: record.threadId === undefined ? undefined : (true as const),
    forward_origin: record.forwarded && {
      type: 'user' as const,
      date: record.forwarded.date,
      sender_user: requireUser(world, record.forwarded.fromId),
    },
    reply_to_message: repliedTo && toMessage(world, chat, repliedTo, true),
    quote: repliedTo && record.quote && { ...record.quote, is_manual: true as const },
    has_protected_content: record.isProtected ? (true as const) : undefined,
    media_group_id: record.mediaGroupId,
    text: isCaption ? undefined : record.text,
    entities: isCaption ? undefined : record.entities,
    link_preview_options: record.preview,
    show_caption_above_media: record.captionAbove,
    caption: isCaption ? record.text : undefined,
    caption_entities: isCaption ? record.entities : undefined,
    ...mediaFields(record.media),
    ...record.service,
    pinned_message:
      record.pinnedId === undefined
        ? undefined
        : pinned
          ? toMessage(world, chat, pinned, true)
          : { chat: toChat(world, chat), message_id: record.pinnedId, date: 0 as const },
    reply_markup: record.markup && 'inline_keyboard' in record.markup ? record.markup : undefined,
  });
}

/** Whether the bot is shown the message: privacy mode hides most of a group from a bot that is not an administrator. */
function isSeenByBot(world: World, chat: ChatRecord, record: MessageRecord): boolean {
  const { bot } = world.state;
  if (chat.type === 'private') return record.fromId !== bot.id;
  const own = memberOf(world, chat, bot.id);
  if (!isInside(own)) return false;
  if (record.service !== undefined || record.pinnedId !== undefined) return true;
  if (record.fromId === bot.id) return false;
  if (isAdministrator(own) || bot.readsAllGroupMessages) return true;
  const repliedTo = record.replyTo === undefined ? undefined : chat.messages[record.replyTo];
  return repliedTo?.fromId === bot.id || isCommandForBot(world, record);
}

function isCommandForBot(world: World, record: MessageRecord): boolean {
  const own = botUser(world.state).username?.toLowerCase();
  return (record.entities ?? []).some((entity) => {
    if (entity.type !== 'bot_command') return false;
    const command = record.text?.slice(entity.offset, entity.offset + entity.length) ?? '';
    const [, addressee] = command.toLowerCase().split('@');
    return addressee === undefined || addressee === own;
  });
}

/** Tells the bot of a message, when it may see it. @returns the update's id, or undefined */
export function announce(
  world: World,
  chat: ChatRecord,
  record: MessageRecord,
  kind: 'message' | 'edited_message' = 'message',
): number | undefined {
  if (!isSeenByBot(world, chat, record)) return undefined;
  return world.queue.post(kind, toMessage(world, chat, record), chat.id);
}

/** Adds a service message (somebody joined, the title changed) and tells the bot. */
export function addServiceMessage(
  world: World,
  chat: ChatRecord,
  fromId: number,
  service: ServiceContent,
): MessageRecord {
  const record = addMessage(world, chat, { fromId, service });
  announce(world, chat, record);
  return record;
}
