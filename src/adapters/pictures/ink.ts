import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Fonts } from './fonts.js';

export interface Letters {
  /** In pixels. */
  size: number;
  /** 100 to 900. */
  weight?: number;
  color: string;
  align?: 'left' | 'center' | 'right';
}

/** A sheet to draw on, with text in any script that the font has. */
export function createInk(fonts: Fonts, width: number, height: number) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');

  function dress(text: string, { size, weight = 400, color, align = 'left' }: Letters): void {
    context.font = `${size}px ${fonts.familiesFor(text)}`;
    // The weight of a variable font is an axis of it; the word `bold` would not be heard.
    context.fontVariationSettings = `'wght' ${weight}`;
    context.fillStyle = color;
    context.textAlign = align;
    context.textBaseline = 'alphabetic';
  }

  const widthOf = (text: string, letters: Letters): number => {
    dress(text, letters);
    return context.measureText(text).width;
  };

  return {
    context,
    widthOf,
    /** @param y of the line that letters stand on */
    text(text: string, x: number, y: number, letters: Letters): void {
      const drawn = drawable(text);
      dress(drawn, letters);
      context.fillText(drawn, x, y);
    },
    /** The text in at most `most` lines of this width; what does not fit ends in an ellipsis. */
    lines(text: string, letters: Letters, room: number, most: number): string[] {
      const drawn = drawable(text);
      dress(`${drawn}…`, letters);
      const width = (line: string) => context.measureText(line).width;
      return balanced(drawn, width, room, most);
    },
    png: (): Promise<Uint8Array> => canvas.encode('png'),
  };

  /** Without what no font here can draw: it would be a box. */
  function drawable(text: string): string {
    return [...text.normalize('NFC')]
      .map((character) => (/\s/u.test(character) ? ' ' : character))
      .filter((character) => character === ' ' || fonts.has(character))
      .join('')
      .replaceAll(/ {2,}/g, ' ')
      .trim();
  }
}

export type Ink = ReturnType<typeof createInk>;
export type Context = SKRSContext2D;

/** Where a line may end: between words, and around any Chinese character; not before what ends a sentence. */
function pieces(text: string): string[] {
  return (
    text.match(/[\p{sc=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{sc=Han}\u3000-\u303f\uff00-\uffef]+|\s+/gu) ??
    []
  );
}

const NOT_FIRST = /^[，。、；：？！）》」』】…—·,.;:?!)\]}%]/u;

/** Lines of about one length: no word is left alone on the last one. */
function balanced(text: string, widthOf: (line: string) => number, room: number, most: number): string[] {
  let best = wrapped(text, widthOf, room, most);
  if (best.length < 2 || best.at(-1)?.endsWith('…')) return best;
  for (let share = 0.9; share >= 0.5; share -= 0.1) {
    const lines = wrapped(text, widthOf, room * share, most + 1);
    if (lines.length > best.length) break;
    best = lines;
  }
  return best;
}

function wrapped(text: string, widthOf: (line: string) => number, room: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (widthOf((line + piece).trimEnd()) <= room || line === '' || NOT_FIRST.test(piece)) {
      line += piece;
      continue;
    }
    lines.push(line.trim());
    line = piece.trimStart();
  }
  if (line.trim() !== '') lines.push(line.trim());
  const broken = lines.flatMap((one) => chopped(one, widthOf, room));
  if (broken.length <= most) return broken;
  const last = broken[most - 1] ?? '';
  return [...broken.slice(0, most - 1), shortened(`${last}…`, widthOf, room)];
}

/** A word that is wider than a line. */
function chopped(line: string, widthOf: (line: string) => number, room: number): string[] {
  if (widthOf(line) <= room) return [line];
  const out: string[] = [];
  let part = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (part !== '' && widthOf(part + segment) > room) {
      out.push(part);
      part = '';
    }
    part += segment;
  }
  return [...out, part];
}

function shortened(line: string, widthOf: (line: string) => number, room: number): string {
  let characters = [...line.replace(/…$/, '')];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`) > room)
    characters = characters.slice(0, -1);
  return `${characters.join('')}…`;
}
