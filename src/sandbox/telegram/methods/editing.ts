import type { Call, Method } from '../call.js';
import { badRequest } from '../failure.js';
import { readMarkup } from '../keyboards.js';
import { hasRight, memberOf, requireBotRight } from '../membership.js';
import { addMessage, announce, toMessage } from '../messages.js';
import { flagParam, integerParam, jsonParam, messageIdParam } from '../params.js';
import { present } from '../shape.js';
import type { ChatRecord, MessageRecord } from '../state.js';
import { captionParam, openChat } from './target.js';
import { mediaContent, previewParam, textContent } from './sending.js';

interface Editable {
  chat: ChatRecord;
  record: MessageRecord;
}

function editable(call: Call): Editable {
  if (call.params.values['inline_message_id'] !== undefined) throw badRequest('MESSAGE_ID_INVALID');
  const chat = openChat(call);
  const record = chat.messages[messageIdParam(call.params)];
  if (!record) throw badRequest('message to edit not found');
  if (record.fromId !== call.world.state.bot.id || record.service || record.forwarded)
    throw badRequest("message can't be edited");
  return { chat, record };
}

function inlineMarkup(call: Call, chat: ChatRecord): Pick<MessageRecord, 'markup'> {
  const markup = readMarkup(jsonParam(call.params, 'reply_markup'), chat.type === 'private');
  if (markup && !('inline_keyboard' in markup)) throw badRequest('inline keyboard expected');
  return present({ markup });
}

/** Replaces the content; a keyboard that is not sent again goes away, as at Telegram. */
function replace(call: Call, { chat, record }: Editable, content: Partial<MessageRecord>): unknown {
  const { text, entities, media, captionAbove, markup, preview, ...kept } = record;
  const before = { text, entities, media, captionAbove, markup, preview };
  const after = { ...present(content), ...inlineMarkup(call, chat) };
  const isSame = (['text', 'entities', 'media', 'captionAbove', 'markup', 'preview'] as const).every(
    (field) => JSON.stringify(before[field]) === JSON.stringify(after[field]),
  );
  if (isSame)
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  const edited: MessageRecord = { ...kept, ...after, editDate: call.world.now() };
  chat.messages[record.id] = edited;
  call.world.changed();
  return toMessage(call.world, chat, edited);
}

const editMessageText: Method = (call) => {
  const target = editable(call);
  if (target.record.media) throw badRequest('there is no text in the message to edit');
  return replace(call, target, { ...textContent(call), ...previewParam(call) });
};

const editMessageCaption: Method = (call) => {
  const target = editable(call);
  if (!target.record.media) throw badRequest('there is no caption in the message to edit');
  const { media } = target.record;
  const above = flagParam(call.params, 'show_caption_above_media');
  return replace(call, target, {
    ...captionParam(call.world, call.params),
    media,
    ...(above && { captionAbove: true as const }),
  });
};

const editMessageMedia: Method = (call) => {
  const target = editable(call);
  return replace(call, target, mediaContent(call, jsonParam(call.params, 'media')));
};

const editMessageReplyMarkup: Method = (call) => {
  const target = editable(call);
  const { text, entities, media, captionAbove, preview } = target.record;
  return replace(call, target, present({ text, entities, media, captionAbove, preview }));
};

const twoDays = 48 * 3600;

function isDeletable({ world }: Call, chat: ChatRecord, record: MessageRecord): boolean {
  const own = memberOf(world, chat, world.state.bot.id);
  if (chat.type !== 'private' && hasRight(own, 'can_delete_messages')) return true;
  const isRecent = world.now() - record.date < twoDays;
  return isRecent && (chat.type === 'private' || record.fromId === world.state.bot.id);
}

function erase(call: Call, chat: ChatRecord, record: MessageRecord): void {
  delete chat.messages[record.id];
  chat.pinned = chat.pinned.filter((id) => id !== record.id);
  call.world.changed();
}

const deleteMessage: Method = (call) => {
  const chat = openChat(call);
  const record = chat.messages[messageIdParam(call.params)];
  if (!record) throw badRequest('message to delete not found');
  if (!isDeletable(call, chat, record)) throw badRequest("message can't be deleted");
  erase(call, chat, record);
  return true;
};

const deleteMessages: Method = (call) => {
  const chat = openChat(call);
  const ids = jsonParam(call.params, 'message_ids');
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 100)
    throw badRequest('message identifiers are not specified');
  for (const id of ids) {
    const record = chat.messages[Number(id)];
    if (record && isDeletable(call, chat, record)) erase(call, chat, record);
  }
  return true;
};

function requirePinning(call: Call, chat: ChatRecord): void {
  if (chat.type !== 'private')
    requireBotRight(
      call.world,
      chat,
      'can_pin_messages',
      'not enough rights to manage pinned messages in the chat',
    );
}

const pinChatMessage: Method = (call) => {
  const chat = openChat(call);
  requirePinning(call, chat);
  const record = chat.messages[messageIdParam(call.params)];
  if (!record) throw badRequest('message to pin not found');
  if (!chat.pinned.includes(record.id)) {
    chat.pinned.push(record.id);
    announce(
      call.world,
      chat,
      addMessage(call.world, chat, { fromId: call.world.state.bot.id, pinnedId: record.id }),
    );
  }
  return true;
};

const unpinChatMessage: Method = (call) => {
  const chat = openChat(call);
  requirePinning(call, chat);
  const id = integerParam(call.params, 'message_id') ?? chat.pinned.at(-1);
  if (id === undefined || !chat.messages[id]) throw badRequest('message to unpin not found');
  chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
  call.world.changed();
  return true;
};

const unpinAllChatMessages: Method = (call) => {
  const chat = openChat(call);
  requirePinning(call, chat);
  chat.pinned = [];
  call.world.changed();
  return true;
};

export const editingMethods: Record<string, Method> = {
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,
};
