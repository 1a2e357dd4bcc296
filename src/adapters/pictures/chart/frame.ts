import type { ChartSheet } from '#contracts';
import type { Context, Ink, Letters } from '../ink.js';
import type { Palette } from './palette.js';

export const WIDTH = 1_080;
export const EDGE = 48;
/** The smallest letters: 9 pixels high where a phone shows the picture 360 wide. */
export const SMALL = 27;

/** Where and with what a panel is painted. */
export interface Frame {
  ink: Ink;
  context: Context;
  palette: Palette;
  locale: ChartSheet['locale'];
  left: number;
  right: number;
}

/** A panel that knows its height before it is painted. */
export interface Painted {
  height: number;
  paint(frame: Frame, top: number): void;
}

/** One line that fits, ending in an ellipsis where it does not. */
export function fitted({ ink }: Frame, text: string, letters: Letters, room: number): string {
  return ink.lines(text, letters, room, 1)[0] ?? '';
}

export function box({ context }: Frame, color: string, x: number, y: number, w: number, h: number, r = 0) {
  context.fillStyle = color;
  if (r === 0) {
    context.fillRect(x, y, w, h);
    return;
  }
  context.beginPath();
  context.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2));
  context.fill();
}

/** Slanted lines: nothing was counted here. */
export function hatch({ context, palette }: Frame, x: number, y: number, w: number, h: number): void {
  context.save();
  context.beginPath();
  context.rect(x, y, w, h);
  context.clip();
  context.strokeStyle = palette.grid;
  context.lineWidth = 3;
  context.beginPath();
  // On one lattice for the whole picture, so that neighbours join without a seam.
  const first = Math.floor((x - h) / 14) * 14;
  for (let at = first; at < x + w + h; at += 14) {
    context.moveTo(at, y + h);
    context.lineTo(at + h, y);
  }
  context.stroke();
  context.restore();
}
