import { z } from 'zod';
import type { MediaKind } from '../api.js';
import type { Call, Method } from '../call.js';
import { chatForReading } from '../chats.js';
import { badRequest } from '../failure.js';
import { fileOf, fileParam, toMedia } from '../files.js';
import { chatIdParam, flagParam, jsonParam, messageIdParam, requiredText, textParam } from '../params.js';
import { present } from '../shape.js';
import type { ChatRecord, MessageRecord } from '../state.js';
import { characters, longestText } from '../text/formatted.js';
import {
  captionOf,
  captionParam,
  contentOf,
  markedText,
  openChat,
  requireSending,
  sendFromBot,
  sendOptions,
  spend,
} from './target.js';

const previewSchema = z.object({
  is_disabled: z.boolean().optional(),
  url: z.string().optional(),
  prefer_small_media: z.boolean().optional(),
  prefer_large_media: z.boolean().optional(),
  show_above_text: z.boolean().optional(),
});

export function previewParam(call: Call): Pick<MessageRecord, 'preview'> {
  const given = jsonParam(call.params, 'link_preview_options');
  if (given === undefined) return {};
  const parsed = previewSchema.safeParse(given);
  if (!parsed.success) throw badRequest("can't parse link preview options JSON object");
  return { preview: present(parsed.data) };
}

/** The text of a call, marked up and within Telegram's length. */
export function textContent({ world, params }: Call): Partial<MessageRecord> {
  const source = requiredText(params, 'text', 'message text is empty');
  const marked = markedText(world, source, textParam(params, 'parse_mode'), jsonParam(params, 'entities'));
  if (marked.text === '') throw badRequest('message text is empty');
  if (characters(marked.text) > longestText) throw badRequest('message is too long');
  return contentOf(marked);
}

const sendMessage: Method = (call) => {
  const { world, params } = call;
  const chat = openChat(call);
  const content = { ...textContent(call), ...previewParam(call), ...sendOptions(chat, params) };
  requireSending(world, chat);
  spend(world, chat);
  return sendFromBot(world, chat, content);
};

/** Their caption may stand above them. */
const isVisual = (kind: MediaKind): boolean => ['photo', 'video', 'animation'].includes(kind);

const sendFile =
  (kind: MediaKind): Method =>
  (call) => {
    const { world, params } = call;
    const chat = openChat(call);
    const above = isVisual(kind) && flagParam(params, 'show_caption_above_media');
    const content = {
      ...captionParam(world, params),
      ...sendOptions(chat, params),
      ...(above && { captionAbove: true as const }),
    };
    requireSending(world, chat, `${kind}s`);
    const media = toMedia(kind, fileParam(world, params, kind), params);
    spend(world, chat);
    return sendFromBot(world, chat, { ...content, media });
  };

const inputMediaSchema = z.object({
  type: z.enum(['photo', 'document', 'audio', 'video', 'animation']),
  media: z.string(),
  caption: z.string().optional(),
  parse_mode: z.string().optional(),
  caption_entities: z.unknown().optional(),
  show_caption_above_media: z.boolean().optional(),
});

/** One InputMedia as the content of a message. */
export function mediaContent({ world, params }: Call, input: unknown): Partial<MessageRecord> {
  const parsed = inputMediaSchema.safeParse(input);
  if (!parsed.success) throw badRequest("can't parse InputMedia: type and media must be specified");
  const { type, media, caption, parse_mode, caption_entities, show_caption_above_media } = parsed.data;
  const text = captionOf(world, caption, parse_mode, caption_entities);
  const above = isVisual(type) && show_caption_above_media === true;
  return {
    ...text,
    media: toMedia(type, fileOf(world, params, type, media), params),
    ...(above && { captionAbove: true as const }),
  };
}

const sendMediaGroup: Method = (call) => {
  const { world, params } = call;
  const chat = openChat(call);
  const items = jsonParam(params, 'media');
  if (!Array.isArray(items) || items.length < 2 || items.length > 10)
    throw badRequest('media must include 2-10 items');
  const options = sendOptions(chat, params);
  requireSending(world, chat, 'media');
  const contents = items.map((item: unknown) => mediaContent(call, item));
  const kinds = new Set(contents.map((content) => content.media?.kind));
  const isMixable = [...kinds].every((kind) => kind === 'photo' || kind === 'video');
  if ((kinds.size > 1 && !isMixable) || kinds.has('animation'))
    throw badRequest("can't use the media of the specified type in the album");
  spend(world, chat, contents.length);
  const mediaGroupId = String(13_000_000_000_000_000n + BigInt(world.state.counters.album++));
  return contents.map((content) => sendFromBot(world, chat, { ...content, ...options, mediaGroupId }));
};

function source(call: Call, what: string): { from: ChatRecord; record: MessageRecord } {
  const { world, params } = call;
  const from = chatForReading(world, chatIdParam(params, 'from_chat_id'));
  const record = from.messages[messageIdParam(params)];
  if (!record || record.service || record.pinnedId !== undefined)
    throw badRequest(`message to ${what} not found`);
  if (record.isProtected) throw badRequest(`message can't be ${what === 'copy' ? 'copied' : 'forwarded'}`);
  return { from, record };
}

function sharedContent({
  text,
  entities,
  media,
  captionAbove,
  preview,
}: MessageRecord): Partial<MessageRecord> {
  return structuredClone(present({ text, entities, media, captionAbove, preview }));
}

const forwardMessage: Method = (call) => {
  const { world, params } = call;
  const chat = openChat(call);
  const { record } = source(call, 'forward');
  requireSending(world, chat);
  spend(world, chat);
  return sendFromBot(world, chat, {
    ...sharedContent(record),
    ...sendOptions(chat, params),
    forwarded: record.forwarded ?? { fromId: record.fromId, date: record.date },
  });
};

const copyMessage: Method = (call) => {
  const { world, params } = call;
  const chat = openChat(call);
  const { record } = source(call, 'copy');
  requireSending(world, chat);
  spend(world, chat);
  const isRecaptioned = record.media !== undefined && textParam(params, 'caption') !== undefined;
  const { text, entities, ...rest } = sharedContent(record);
  const words = isRecaptioned ? captionParam(world, params) : present({ text, entities });
  const sent = sendFromBot(world, chat, { ...rest, ...words, ...sendOptions(chat, params) });
  return { message_id: sent.message_id };
};

const actions: ReadonlySet<string> = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

const sendChatAction: Method = (call) => {
  openChat(call);
  if (!actions.has(requiredText(call.params, 'action', 'wrong parameter action in request')))
    throw badRequest('wrong parameter action in request');
  return true;
};

const emojiSchema = z.array(z.object({ type: z.literal('emoji'), emoji: z.string().min(1) })).max(1);

const setMessageReaction: Method = (call) => {
  const chat = openChat(call);
  const record = chat.messages[messageIdParam(call.params)];
  if (!record) throw badRequest('message to react not found');
  const parsed = emojiSchema.safeParse(jsonParam(call.params, 'reaction') ?? []);
  if (!parsed.success) throw badRequest('REACTION_INVALID');
  record.reactions = {
    ...record.reactions,
    [call.world.state.bot.id]: parsed.data.map((reaction) => reaction.emoji),
  };
  call.world.changed();
  return true;
};

export const sendingMethods: Record<string, Method> = {
  sendMessage,
  sendPhoto: sendFile('photo'),
  sendDocument: sendFile('document'),
  sendAudio: sendFile('audio'),
  sendVideo: sendFile('video'),
  sendVoice: sendFile('voice'),
  sendAnimation: sendFile('animation'),
  sendMediaGroup,
  forwardMessage,
  copyMessage,
  sendChatAction,
  setMessageReaction,
};
