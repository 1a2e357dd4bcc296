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

/** Rows whose labels would be cut short go on in another row. */
export function fitted(rows: Keyboard): Keyboard {
  const out: Keyboard = [];
  let left = mostButtons;
  for (const row of rows) {
    const kept = row.slice(0, left);
    left -= kept.length;
    let beside: Keyboard[number] = [];
    for (const button of kept) {
      if (beside.length > 0 && !fits([...beside, button])) {
        out.push(beside);
        beside = [];
      }
      beside.push(button);
    }
    if (beside.length > 0) out.push(beside);
  }
  return out;
}

/** Telegram makes all buttons of a row as wide as the widest. */
function fits(row: Keyboard[number]): boolean {
  const widest = Math.max(...row.map(({ text }) => columns(text)));
  return (widest + 3) * row.length <= widestRow;
}

function label(text: string): string {
  const symbols = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  if (symbols.length <= longestLabel) return text === '' ? '…' : text;
  return `${symbols.slice(0, longestLabel - 1).join('')}…`;
}
