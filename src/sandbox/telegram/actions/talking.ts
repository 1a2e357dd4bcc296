import { z } from 'zod';
import { ActionError } from '../../kit.js';
import { fullName } from '../users.js';
import { toChat } from '../chats.js';
import { storeFile, toMedia } from '../files.js';
import { isAdministrator, memberOf, toChatMember } from '../membership.js';
import { addMessage, announce, toMessage } from '../messages.js';
import type { ChatRecord, MessageRecord } from '../state.js';
import { detectEntities } from '../text/detect.js';
import { characters, longestCaption, longestText } from '../text/formatted.js';
import { requireUser } from '../users.js';
import type { World } from '../world.js';
import { act, actor, chatRef, delivered, ownChat, requirePerson } from './act.js';

const pressBoundMs = 15_000;
const messageRef = z.number().int().positive();

function requireTalking(world: World, chat: ChatRecord, userId: number): void {
  if (chat.type === 'private') {
    if (chat.blocked) throw new ActionError('you blocked the bot: unblock it first', 403);
    if (!chat.started) throw new ActionError('press Start first', 409);
    return;
  }
  const record = memberOf(world, chat, userId);
  const mayTalk =
    isAdministrator(record) ||
    (record.status === 'restricted'
      ? record.permissions.can_send_messages
      : chat.permissions.can_send_messages);
  if (!mayTalk) throw new ActionError('you may not write here', 403);
}

function wordsOf(text: string, longest: number): Partial<MessageRecord> {
  const trimmed = text.trim();
  if (characters(trimmed) > longest) throw new ActionError(`longer than ${longest} characters`);
  if (trimmed === '') return {};
  const entities = detectEntities(trimmed);
  return { text: trimmed, ...(entities.length > 0 && { entities }) };
}

function placeOf(chat: ChatRecord, replyTo?: number, threadId?: number): Partial<MessageRecord> {
  if (replyTo !== undefined && !chat.messages[replyTo])
    throw new ActionError('no such message to reply to', 404);
  if (threadId !== undefined && !chat.topics[threadId]) throw new ActionError('no such topic', 404);
  return { ...(replyTo !== undefined && { replyTo }), ...(threadId !== undefined && { threadId }) };
}

async function say(
  world: World,
  chat: ChatRecord,
  userId: number,
  content: Partial<MessageRecord>,
): Promise<{ messageId: number; delivered: boolean }> {
  const record = addMessage(world, chat, { fromId: userId, ...content });
  const updateId = announce(world, chat, record);
  return { messageId: record.id, delivered: await delivered(world, updateId) };
}

/** Blocking and unblocking the bot is a change of the bot's standing in the private chat. */
function setBlocked(world: World, userId: number, isBlocked: boolean): number | undefined {
  const chat = ownChat(world, userId, userId);
  if (chat.blocked === isBlocked) return undefined;
  chat.blocked = isBlocked;
  world.changed();
  const member = toChatMember(world, world.state.bot.id, { status: 'member', since: 1 });
  const kicked = toChatMember(world, world.state.bot.id, { status: 'kicked', until: 0 });
  return world.queue.post(
    'my_chat_member',
    {
      chat: toChat(world, chat),
      from: requireUser(world, userId),
      date: world.now(),
      old_chat_member: isBlocked ? member : kicked,
      new_chat_member: isBlocked ? kicked : member,
    },
    chat.id,
  );
}

/** Presses Start: also what a t.me/<bot>?start=… link ends in. */
export async function pressStart(
  world: World,
  userId: number,
  payload?: string,
): Promise<{ messageId: number; delivered: boolean }> {
  setBlocked(world, userId, false);
  const chat = ownChat(world, userId, userId);
  chat.started = true;
  const text = payload === undefined || payload === '' ? '/start' : `/start ${payload}`;
  return say(world, chat, userId, wordsOf(text, longestText));
}

export const startPayload = z.string().regex(/^[\w-]{0,64}$/u, 'up to 64 letters, digits, _ and -');

export const talkingActions = (world: World) => ({
  start: act(
    'Press Start in the private chat with the bot, with the payload of a deep link or without',
    z.object({ as: actor, payload: startPayload.optional() }),
    ({ as, payload }) => {
      requirePerson(world, as);
      return pressStart(world, as, payload);
    },
  ),
  sendMessage: act(
    'Write a message in a group or to the bot',
    z.object({
      as: actor,
      chatId: chatRef,
      text: z.string().min(1),
      replyTo: messageRef.optional(),
      threadId: messageRef.optional(),
    }),
    ({ as, chatId, text, replyTo, threadId }) => {
      const chat = ownChat(world, as, chatId);
      const start = /^\/start(?: ([\w-]{0,64}))?$/u.exec(text.trim());
      if (chat.type === 'private' && start && !chat.started) return pressStart(world, as, start[1]);
      requireTalking(world, chat, as);
      const words = wordsOf(text, longestText);
      if (words.text === undefined) throw new ActionError('the message is empty');
      return say(world, chat, as, { ...words, ...placeOf(chat, replyTo, threadId) });
    },
  ),
  sendDocument: act(
    'Send a file in a group or to the bot',
    z.object({
      as: actor,
      chatId: chatRef,
      fileName: z.string().min(1).max(255),
      dataBase64: z.base64(),
      caption: z.string().optional(),
      mimeType: z.string().optional(),
      replyTo: messageRef.optional(),
    }),
    ({ as, chatId, fileName, dataBase64, caption, mimeType, replyTo }) => {
      const chat = ownChat(world, as, chatId);
      requireTalking(world, chat, as);
      const words = wordsOf(caption ?? '', longestCaption);
      const bytes = Buffer.from(dataBase64, 'base64');
      const file = storeFile(world, 'document', {
        fileName,
        mimeType: mimeType ?? 'application/octet-stream',
        bytes,
      });
      const media = toMedia('document', file, { values: {}, uploads: {} });
      return say(world, chat, as, { ...words, media, ...placeOf(chat, replyTo) });
    },
  ),
  editMessage: act(
    'Change the text of an own message',
    z.object({ as: actor, chatId: chatRef, messageId: messageRef, text: z.string().min(1) }),
    async ({ as, chatId, messageId, text }) => {
      const chat = ownChat(world, as, chatId);
      const record = chat.messages[messageId];
      if (!record || record.fromId !== as || record.service) throw new ActionError('not your message', 403);
      const { entities: _, ...kept } = record;
      const edited = { ...kept, ...wordsOf(text, longestText), editDate: world.now() };
      chat.messages[messageId] = edited;
      world.changed();
      const updateId = announce(world, chat, edited, 'edited_message');
      return { messageId, delivered: await delivered(world, updateId) };
    },
  ),
  react: act(
    'Set or take back a reaction to a message',
    z.object({ as: actor, chatId: chatRef, messageId: messageRef, emoji: z.string().optional() }),
    async ({ as, chatId, messageId, emoji }) => {
      const chat = ownChat(world, as, chatId);
      const record = chat.messages[messageId];
      if (!record) throw new ActionError('no such message', 404);
      const shape = (all: string[]): { type: 'emoji'; emoji: string }[] =>
        all.map((one) => ({ type: 'emoji', emoji: one }));
      const before = record.reactions?.[as] ?? [];
      const after = emoji === undefined ? [] : [emoji];
      record.reactions = { ...record.reactions, [as]: after };
      world.changed();
      const isTold = isAdministrator(memberOf(world, chat, world.state.bot.id)) || chat.type === 'private';
      const updateId = isTold
        ? world.queue.post(
            'message_reaction',
            {
              chat: toChat(world, chat),
              message_id: messageId,
              user: requireUser(world, as),
              date: world.now(),
              old_reaction: shape(before),
              new_reaction: shape(after),
            },
            chat.id,
          )
        : undefined;
      return { delivered: await delivered(world, updateId) };
    },
  ),
  pressButton: act(
    'Press an inline button; ends with what the bot answered, or after 15 seconds without an answer',
    z.object({
      as: actor,
      chatId: chatRef,
      messageId: messageRef,
      row: z.number().int().nonnegative().optional(),
      data: z.string().min(1),
    }),
    async ({ as, chatId, messageId, row, data }) => {
      const chat = ownChat(world, as, chatId);
      const record = chat.messages[messageId];
      if (!record) throw new ActionError('no such message', 404);
      const rows = record.markup && 'inline_keyboard' in record.markup ? record.markup.inline_keyboard : [];
      const candidates = row === undefined ? rows.flat() : (rows[row] ?? []);
      if (!candidates.some((button) => button.callback_data === data))
        throw new ActionError(
          `the message has no such button (${fullName(requireUser(world, record.fromId))})`,
          404,
        );
      const id = String(4_000_000_000_000_000 + world.state.counters.callback++);
      const answer = world.presses.wait(id, pressBoundMs);
      const query = {
        id,
        from: requireUser(world, as),
        message: toMessage(world, chat, record),
        chat_instance: String(5_000_000_000 + Math.abs(chat.id)),
        data,
      };
      world.queue.post('callback_query', query, as);
      return answer;
    },
  ),
  blockBot: act('Block the bot in the private chat', z.object({ as: actor }), async ({ as }) => ({
    delivered: await delivered(world, setBlocked(world, as, true)),
  })),
  unblockBot: act('Unblock the bot', z.object({ as: actor }), async ({ as }) => ({
    delivered: await delivered(world, setBlocked(world, as, false)),
  })),
});
