import { box, SMALL, type Frame } from './frame.js';

/** What a colour or a kind of line stands for. */
export interface Key {
  name: string;
  color: string;
  sample: 'line' | 'dashed' | 'box';
  /** Tells lines apart without their colour. */
  shape?: Shape;
}

export type Shape = (typeof shapes)[number];
export const shapes = ['dot', 'square', 'triangle', 'diamond'] as const;

export const LEGEND_ROW = 44;
const SAMPLE = 46;

/** In as many rows as it takes. @returns rows of keys, each with its place from the left */
export function legendRows(frame: Frame, keys: readonly Key[]): { key: Key; x: number; name: string }[][] {
  const letters = { size: SMALL, color: frame.palette.soft };
  const rows: { key: Key; x: number; name: string }[][] = [[]];
  let x = frame.left;
  for (const key of keys) {
    const name = frame.ink.lines(key.name, letters, frame.right - frame.left - SAMPLE - 12, 1)[0] ?? '';
    const width = SAMPLE + 12 + frame.ink.widthOf(name, letters);
    if (x > frame.left && x + width > frame.right) {
      rows.push([]);
      x = frame.left;
    }
    rows.at(-1)?.push({ key, x, name });
    x += width + 36;
  }
  return rows;
}

export function paintLegend(frame: Frame, keys: readonly Key[], top: number): void {
  const { ink, context, palette } = frame;
  for (const [row, entries] of legendRows(frame, keys).entries()) {
    const y = top + row * LEGEND_ROW + 14;
    for (const { key, x, name } of entries) {
      if (key.sample === 'box') box(frame, key.color, x + 10, y - 13, 28, 26, 5);
      else {
        context.strokeStyle = key.color;
        context.lineWidth = 5;
        context.setLineDash(key.sample === 'dashed' ? [10, 8] : []);
        context.beginPath();
        context.moveTo(x, y);
        context.lineTo(x + SAMPLE, y);
        context.stroke();
        context.setLineDash([]);
        if (key.shape) paintShape(frame, key.shape, x + SAMPLE / 2, y, key.color);
      }
      ink.text(name, x + SAMPLE + 12, y + 10, { size: SMALL, color: palette.soft });
    }
  }
}

/** A mark 18 pixels wide, on a rim of the ground so that it stands off its line. */
export function paintShape({ context, palette }: Frame, shape: Shape, x: number, y: number, color: string) {
  context.fillStyle = color;
  context.strokeStyle = palette.ground;
  context.lineWidth = 4;
  context.beginPath();
  if (shape === 'dot') context.arc(x, y, 10, 0, 2 * Math.PI);
  else if (shape === 'square') context.rect(x - 9, y - 9, 18, 18);
  else {
    const corners = shape === 'triangle' ? TRIANGLE : DIAMOND;
    for (const [dx, dy] of corners) context.lineTo(x + dx, y + dy);
    context.closePath();
  }
  context.stroke();
  context.fill();
}

const TRIANGLE = [
  [0, -12],
  [12, 9],
  [-12, 9],
] as const;
const DIAMOND = [
  [0, -13],
  [12, 0],
  [0, 13],
  [-12, 0],
] as const;
