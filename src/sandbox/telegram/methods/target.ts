/** Where a message goes, and what every sending method has in common. */
import type { Message } from '../api.js';
import type { Call } from '../call.js';
import { chatForWriting, requirePrivateAccess } from '../chats.js';
import { badRequest, tooMany } from '../failure.js';
import { readMarkup } from '../keyboards.js';
import { memberOf } from '../membership.js';
import { addMessage, toMessage } from '../messages.js';
import { chatIdParam, flagParam, integerParam, jsonParam, textParam, type Params } from '../params.js';
import { present } from '../shape.js';
import type { ChatRecord, MessageRecord } from '../state.js';
import { characters, formatText, longestCaption } from '../text/formatted.js';
import type { MarkedText } from '../text/html.js';
import type { World } from '../world.js';

/**
 * The chat a message may be sent to or changed in now.
 * @throws ApiFailure 400 or 403
 */
export function openChat({ world, params }: Pick<Call, 'world' | 'params'>): ChatRecord {
  const chat = chatForWriting(world, chatIdParam(params));
  if (chat.type === 'private') requirePrivateAccess(world, chat);
  return chat;
}

export function requireSending(world: World, chat: ChatRecord, what = 'text messages'): void {
  const own = memberOf(world, chat, world.state.bot.id);
  const mayTalk =
    own.status === 'restricted' ? own.permissions.can_send_messages : chat.permissions.can_send_messages;
  const isPlain = own.status === 'restricted' || own.status === 'member';
  if (chat.type !== 'private' && isPlain && !mayTalk)
    throw badRequest(`not enough rights to send ${what} to the chat`);
}

/** @throws ApiFailure 429 when the bot sends faster than Telegram lets it */
export function spend(world: World, chat: ChatRecord, count = 1): void {
  if (world.state.limits.relaxed) return;
  const wait = world.limiter.take(chat.id, count);
  if (wait > 0) throw tooMany(wait);
}

export function markedText(
  world: World,
  source: string,
  parseMode: string | undefined,
  entities: unknown,
): MarkedText {
  return formatText(source, { parseMode, entities, userById: (id) => world.state.users[id] });
}

/** @throws ApiFailure 400 */
export function captionOf(
  world: World,
  caption: string | undefined,
  parseMode: string | undefined,
  entities: unknown,
): Partial<MessageRecord> {
  const marked = markedText(world, caption ?? '', parseMode, entities);
  if (characters(marked.text) > longestCaption) throw badRequest('message caption is too long');
  return contentOf(marked);
}

export function contentOf({ text, entities }: MarkedText): Partial<MessageRecord> {
  if (text === '') return {};
  return { text, ...(entities.length > 0 && { entities }) };
}

export function captionParam(world: World, params: Params): Partial<MessageRecord> {
  return captionOf(
    world,
    textParam(params, 'caption'),
    textParam(params, 'parse_mode'),
    jsonParam(params, 'caption_entities'),
  );
}

function replyOf(chat: ChatRecord, params: Params): Partial<MessageRecord> {
  const given = (jsonParam(params, 'reply_parameters') ?? {}) as Record<string, unknown>;
  const messageId = given['message_id'] ?? integerParam(params, 'reply_to_message_id');
  if (messageId === undefined) return {};
  const otherChat = given['chat_id'];
  const isHere = otherChat === undefined || otherChat === chat.id || otherChat === String(chat.id);
  const target = isHere ? chat.messages[Number(messageId)] : undefined;
  if (!target) {
    const isOptional = given['allow_sending_without_reply'] === true;
    if (isOptional || flagParam(params, 'allow_sending_without_reply')) return {};
    throw badRequest('message to be replied not found');
  }
  const quote = given['quote'];
  if (typeof quote !== 'string' || quote === '') return { replyTo: target.id };
  const position = (target.text ?? '').indexOf(quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { replyTo: target.id, quote: { text: quote, position } };
}

function threadOf(chat: ChatRecord, params: Params): Partial<MessageRecord> {
  const threadId = integerParam(params, 'message_thread_id');
  if (threadId === undefined || threadId === 0) return {};
  const topic = chat.topics[threadId];
  if (!topic) throw badRequest('message thread not found');
  if (topic.isClosed) throw badRequest('TOPIC_CLOSED');
  return { threadId };
}

/** What the caller said about reply, topic, protection and keyboard. */
export function sendOptions(chat: ChatRecord, params: Params): Partial<MessageRecord> {
  const markup = readMarkup(jsonParam(params, 'reply_markup'), chat.type === 'private');
  return present({
    ...replyOf(chat, params),
    ...threadOf(chat, params),
    isProtected: flagParam(params, 'protect_content') || undefined,
    markup,
  });
}

/** Stores a message of the bot and shows it. The bot itself gets no update about it, as at Telegram. */
export function sendFromBot(world: World, chat: ChatRecord, content: Partial<MessageRecord>): Message {
  const record = addMessage(world, chat, { fromId: world.state.bot.id, ...content });
  return toMessage(world, chat, record);
}
