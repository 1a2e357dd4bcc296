import { plain, type LessonMark, type Pictures } from '#contracts';
import { colors } from './colors.js';
import type { Fonts } from './fonts.js';
import { createInk, type Context } from './ink.js';

const WIDTH = 960;
const HEIGHT = 320;
const RING = { x: 160, y: 160, radius: 92, thick: 26 };
const STRIP = { x: 310, y: 224, width: 600, height: 40 };

/** Pieces narrower than this could not be told apart. */
const NARROWEST = 5;

/** A ring with the share that is done, and a strip with a piece for each lesson. */
export async function progressPicture(
  fonts: Fonts,
  { locale, title, lessons }: Parameters<Pictures['progress']>[0],
): Promise<Uint8Array> {
  const ink = createInk(fonts, WIDTH, HEIGHT);
  const { context } = ink;
  const done = lessons.filter((mark) => mark === 'done').length;
  const share = lessons.length === 0 ? 0 : done / lessons.length;

  // A card of its own, so that it reads the same on a light and on a dark ground.
  context.fillStyle = colors.card;
  context.beginPath();
  context.roundRect(0, 0, WIDTH, HEIGHT, 28);
  context.fill();

  arc(context, 1, colors.faint);
  arc(context, share, colors.done);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(floored(share));
  ink.text(percent, RING.x, RING.y + 17, { size: 48, weight: 700, color: colors.bright, align: 'center' });

  const letters = { size: 44, weight: 700, color: colors.bright };
  ink.lines(title, letters, STRIP.width, 2).forEach((line, index, all) => {
    ink.text(line, STRIP.x, (all.length === 1 ? 104 : 78) + index * 54, letters);
  });
  const said = plain(locale, 'learning.pictures.done', { done, of: lessons.length });
  ink.text(said, STRIP.x, 190, { size: 34, color: colors.soft });
  strip(context, lessons);
  return ink.png();
}

/** Nobody is told that everything is done while something is not. */
function floored(share: number): number {
  return Math.floor(share * 100) / 100;
}

function arc(context: Context, share: number, color: string): void {
  if (share === 0) return;
  const from = share === 1 ? 0 : -Math.PI / 2;
  context.beginPath();
  context.arc(RING.x, RING.y, RING.radius, from, from + share * 2 * Math.PI);
  context.lineWidth = RING.thick;
  context.lineCap = share === 1 ? 'butt' : 'round';
  context.strokeStyle = color;
  context.stroke();
}

/** Long courses share pieces: one stands for several lessons, and is done when all of them are. */
function strip(context: Context, lessons: readonly LessonMark[]): void {
  const pieces = Math.min(lessons.length, Math.floor(STRIP.width / (NARROWEST + 2)));
  if (pieces === 0) return;
  const gap = pieces > 60 ? 2 : 6;
  const width = (STRIP.width - gap * (pieces - 1)) / pieces;
  for (let piece = 0; piece < pieces; piece += 1) {
    const from = Math.floor((piece * lessons.length) / pieces);
    const to = Math.max(from + 1, Math.floor(((piece + 1) * lessons.length) / pieces));
    const mark = together(lessons.slice(from, to));
    context.beginPath();
    const x = STRIP.x + piece * (width + gap);
    context.roundRect(x, STRIP.y, width, STRIP.height, Math.min(10, width / 2));
    if (mark === 'closed') {
      context.lineWidth = 2;
      context.strokeStyle = colors.open;
      context.stroke();
      continue;
    }
    context.fillStyle = colors[mark];
    context.fill();
  }
}

function together(marks: readonly LessonMark[]): LessonMark {
  if (marks.every((mark) => mark === 'done')) return 'done';
  return (['here', 'open', 'closed'] as const).find((mark) => marks.includes(mark)) ?? 'open';
}
