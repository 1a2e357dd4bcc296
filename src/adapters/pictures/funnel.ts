import { plain, type Pictures } from '#contracts';
import { colors } from './colors.js';
import type { Fonts } from './fonts.js';
import { createInk, type Ink } from './ink.js';

const WIDTH = 1_000;
const TOP = 150;
const ROW = 46;
/** More rows than these would be too small on a phone; then neighbours share one. */
const ROWS = 24;
const BAR = { x: 360, width: 520 };

interface Row {
  label: string;
  seen: number;
  done: number;
}

/** Lessons from the first to the last, each with those who saw it and those who finished it. */
export async function funnelPicture(
  fonts: Fonts,
  { locale, title, learners, lessons }: Parameters<Pictures['funnel']>[0],
): Promise<Uint8Array> {
  const rows = rowsOf(lessons);
  const height = TOP + rows.length * ROW + 40;
  const ink = createInk(fonts, WIDTH, height);
  const { context } = ink;
  context.fillStyle = colors.card;
  context.beginPath();
  context.roundRect(0, 0, WIDTH, height, 28);
  context.fill();

  const heading = { size: 36, weight: 700, color: colors.bright };
  const [line = ''] = ink.lines(title, heading, WIDTH - 80, 1);
  ink.text(line, 40, 66, heading);
  legend(ink, locale);
  const most = Math.max(1, learners, ...rows.map(({ seen }) => seen));
  rows.forEach((row, index) => bar(ink, row, TOP + index * ROW, most));
  return ink.png();
}

function legend(ink: Ink, locale: Parameters<typeof plain>[0]): void {
  let x = 40;
  for (const what of ['seen', 'done'] as const) {
    ink.context.fillStyle = colors[what];
    ink.context.fillRect(x, 96, 22, 22);
    const said = plain(locale, `learning.stats.columns.${what}`);
    const letters = { size: 26, color: colors.soft };
    ink.text(said, x + 32, 116, letters);
    x += 32 + ink.widthOf(said, letters) + 40;
  }
}

function bar(ink: Ink, { label, seen, done }: Row, y: number, most: number): void {
  const { context } = ink;
  const letters = { size: 24, color: colors.bright };
  const [line = ''] = ink.lines(label, letters, BAR.x - 70, 1);
  ink.text(line, 40, y + 26, letters);
  context.fillStyle = colors.faint;
  context.fillRect(BAR.x, y, BAR.width, 34);
  context.fillStyle = colors.seen;
  context.fillRect(BAR.x, y, (BAR.width * seen) / most, 34);
  context.fillStyle = colors.done;
  context.fillRect(BAR.x, y + 17, (BAR.width * done) / most, 17);
  ink.text(`${seen} / ${done}`, WIDTH - 24, y + 26, { size: 24, color: colors.soft, align: 'right' });
}

function rowsOf(lessons: Parameters<Pictures['funnel']>[0]['lessons']): Row[] {
  const rows = Math.min(lessons.length, ROWS);
  return Array.from({ length: rows }, (_, row) => {
    const from = Math.floor((row * lessons.length) / rows);
    const to = Math.max(from + 1, Math.floor(((row + 1) * lessons.length) / rows));
    const among = lessons.slice(from, to);
    const [first] = among;
    const mean = (what: 'seen' | 'done') =>
      Math.round(among.reduce((sum, one) => sum + one[what], 0) / Math.max(1, among.length));
    return {
      label: to - from === 1 ? `${from + 1}. ${first?.title ?? ''}` : `${from + 1}–${to}`,
      seen: mean('seen'),
      done: mean('done'),
    };
  });
}
