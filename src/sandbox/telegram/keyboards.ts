import { z } from 'zod';
import type { InlineButton, InputFieldMarkup, ReplyMarkup } from './api.js';
import { badRequest } from './failure.js';
import { webAddress } from './text/entities.js';
import { present } from './shape.js';

const longestData = 64;
const widestRow = 8;
const mostButtons = 100;

const buttonSchema = z.looseObject({
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
  url: z.string().optional(),
  callback_data: z.string().optional(),
  web_app: z.object({ url: z.string() }).optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
  copy_text: z.object({ text: z.string().min(1).max(256) }).optional(),
});

const markupSchema = z.object({
  inline_keyboard: z.array(z.array(z.unknown())).optional(),
  keyboard: z.array(z.array(z.union([z.string(), z.looseObject({ text: z.string() })]))).optional(),
  remove_keyboard: z.boolean().optional(),
  force_reply: z.boolean().optional(),
  resize_keyboard: z.boolean().optional(),
  one_time_keyboard: z.boolean().optional(),
  is_persistent: z.boolean().optional(),
  selective: z.boolean().optional(),
  input_field_placeholder: z.string().max(64).optional(),
});

/**
 * Reads reply_markup of any of the four kinds.
 * @param isPrivate web app buttons work in private chats only
 * @returns undefined when nothing, or an empty keyboard, was given
 * @throws ApiFailure 400
 */
export function readMarkup(input: unknown, isPrivate: boolean): ReplyMarkup | undefined {
  if (input === undefined || input === '') return undefined;
  if (typeof input !== 'object' || input === null) throw badRequest('object expected as reply markup');
  const parsed = markupSchema.safeParse(input);
  if (!parsed.success)
    throw badRequest(`can't parse reply keyboard markup JSON object: ${z.prettifyError(parsed.error)}`);
  const { inline_keyboard, keyboard, remove_keyboard, force_reply, ...options } = parsed.data;
  if (inline_keyboard) return readInline(inline_keyboard, isPrivate);
  const field = present(options) as InputFieldMarkup;
  if (keyboard)
    return {
      ...field,
      keyboard: keyboard.map((row) => row.map((key) => (typeof key === 'string' ? { text: key } : key))),
    };
  if (remove_keyboard) return { ...field, remove_keyboard: true };
  if (force_reply) return { ...field, force_reply: true };
  return undefined;
}

function readInline(rows: unknown[][], isPrivate: boolean): ReplyMarkup | undefined {
  const inline_keyboard = rows
    .map((row) => row.map((button) => readButton(button, isPrivate)))
    .filter((row) => row.length > 0);
  if (inline_keyboard.length === 0) return undefined;
  const isTooLong = inline_keyboard.flat().length > mostButtons;
  if (isTooLong || inline_keyboard.some((row) => row.length > widestRow))
    throw badRequest('reply markup is too long');
  return { inline_keyboard };
}

function readButton(input: unknown, isPrivate: boolean): InlineButton {
  const parsed = buttonSchema.safeParse(input);
  if (!parsed.success)
    throw badRequest(`can't parse inline keyboard button: ${z.prettifyError(parsed.error)}`);
  const { text, style, url, callback_data, web_app, copy_text, ...rest } = parsed.data;
  const { switch_inline_query, switch_inline_query_current_chat } = rest;
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  const face = present({ text, style });
  if (url !== undefined && url !== '') return { ...face, url: buttonAddress(url) };
  if (callback_data !== undefined && callback_data !== '') {
    if (Buffer.byteLength(callback_data) > longestData) throw badRequest('BUTTON_DATA_INVALID');
    return { ...face, callback_data };
  }
  if (web_app) {
    if (!isPrivate) throw badRequest('BUTTON_TYPE_INVALID');
    return { ...face, web_app: { url: buttonAddress(web_app.url) } };
  }
  if (switch_inline_query !== undefined) return { ...face, switch_inline_query };
  if (switch_inline_query_current_chat !== undefined) return { ...face, switch_inline_query_current_chat };
  if (copy_text) return { ...face, copy_text };
  throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
}

function buttonAddress(url: string): string {
  const address = webAddress(url);
  if (address === undefined)
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  return address;
}
