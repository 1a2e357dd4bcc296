/** Puts a message in the place of one that stands already. */
import type { Api } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { isUnfetched, troubleOf } from './errors.js';
import type { Inked } from './ink.js';
import type { Keyboard } from './keyboard.js';
import type { Letter } from './letters.js';
import { longestCaption, split } from './split.js';

export interface Standing {
  chatId: number;
  messageId: number;
}

type Shown = Extract<Letter, { kind: 'text' | 'picture' }>;

/**
 * Changes a message of ours, whether it is a text or a picture. That it says this already is fine.
 * A text that takes the place of a picture's caption is cut to what a caption holds.
 * @param shortened what stands where something was cut off
 * Throws what grammY throws.
 */
export async function rewrite(
  api: Api,
  at: Standing,
  letter: Shown,
  keyboard: Keyboard,
  shortened: string,
): Promise<void> {
  const markup: InlineKeyboardMarkup = { inline_keyboard: keyboard };
  if (letter.kind === 'text') return asText(api, at, letter.inked, markup, shortened);
  try {
    await unlessSame(() =>
      api.editMessageMedia(
        at.chatId,
        at.messageId,
        {
          type: 'photo',
          media: letter.url,
          caption: letter.caption.text,
          caption_entities: letter.caption.entities,
          show_caption_above_media: letter.above,
        },
        { reply_markup: markup },
      ),
    );
  } catch (error) {
    if (!isUnfetched(error)) throw error;
    await asText(api, at, letter.instead, markup, shortened);
  }
}

async function asText(
  api: Api,
  { chatId, messageId }: Standing,
  inked: Inked,
  markup: InlineKeyboardMarkup,
  shortened: string,
): Promise<void> {
  try {
    await unlessSame(() =>
      api.editMessageText(chatId, messageId, inked.text, {
        entities: inked.entities,
        link_preview_options: { is_disabled: true },
        reply_markup: markup,
      }),
    );
  } catch (error) {
    if (!says(error, /no text in the message/i)) throw error;
    const [caption = { text: '', entities: [] }] = split(inked, longestCaption, 1, shortened);
    await unlessSame(() =>
      api.editMessageCaption(chatId, messageId, {
        caption: caption.text,
        caption_entities: caption.entities,
        reply_markup: markup,
      }),
    );
  }
}

async function unlessSame(edit: () => Promise<unknown>): Promise<void> {
  try {
    await edit();
  } catch (error) {
    if (!says(error, /message is not modified/i)) throw error;
  }
}

function says(error: unknown, pattern: RegExp): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && pattern.test(trouble.description);
}
