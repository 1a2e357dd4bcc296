import { columns, type RenderedButton, type Reader } from '#contracts';
import type { InlineKeyboardButton } from 'grammy/types';
import { flatText, openableUrl } from './ink.js';

/** Columns of labels that fit side by side on a phone. */
const widestRow = 36;
const longestData = 64;
const longestLabel = 64;
const mostButtons = 100;

export type Keyboard = InlineKeyboardButton[][];

/** Buttons as Telegram draws them; a link it would not open, or data it would refuse, makes no button. */
export function keyboardOf(rows: readonly RenderedButton[][], reader: Reader): Keyboard {
  const drawn = rows.map((row) => row.flatMap((button) => drawButton(button, reader) ?? []));
  return fitted(drawn);
}

function drawButton(button: RenderedButton, reader: Reader): InlineKeyboardButton | undefined {
  const text = label(flatText(button.label, reader));
  if ('url' in button) {
    const url = openableUrl(button.url);
    return url === undefined ? undefined : { text, url };
  }
  const pressed = dataButton(text, `b:${button.token}`);
  if (!pressed || button.style === 'plain') return pressed;
  return { ...pressed, style: button.style };
}

/** A button that comes back to us, or undefined when the data is too long for Telegram. */
export function dataButton(text: string, data: string): InlineKeyboardButton.CallbackButton | undefined {
  return Buffer.byteLength(data) <= longestData ? { text: label(text), callback_data: data } : undefined;
}

/** Rows whose labels would be cut short are stacked instead. */
export function fitted(rows: Keyboard): Keyboard {
  const out: Keyboard = [];
  let left = mostButtons;
  for (const row of rows) {
    const kept = row.slice(0, left);
    left -= kept.length;
    if (kept.length === 0) continue;
    const width = Math.max(...kept.map((button) => columns(button.text))) * kept.length;
    if (kept.length > 1 && width + 3 * kept.length > widestRow) out.push(...kept.map((button) => [button]));
    else out.push(kept);
  }
  return out;
}

function label(text: string): string {
  const symbols = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  if (symbols.length <= longestLabel) return text === '' ? '…' : text;
  return `${symbols.slice(0, longestLabel - 1).join('')}…`;
}
