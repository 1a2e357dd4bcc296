import { numberText, type WeekPanel } from '#contracts';
import { box, hatch, SMALL, type Frame, type Painted } from './frame.js';
import { contrast, mixed } from './palette.js';
import { weekdayNames } from './times.js';

const ROW = 50;
const HEAD = 44;
const FOOT = 66;

/** A week as seven rows of 24 hours: the darker (on dark ground: the lighter), the more. */
export function weekPanel(_frame: Frame, { values, marked = [], unit = 'count' }: WeekPanel): Painted {
  const most = Math.max(1e-9, ...values.filter((value) => value !== null));
  return {
    height: HEAD + 7 * ROW + FOOT,
    paint(frame, top) {
      const { ink, palette, locale, left, right } = frame;
      const letters = { size: SMALL, color: palette.soft };
      const names = weekdayNames(locale);
      const from = left + Math.max(...names.map((name) => ink.widthOf(name, letters))) + 20;
      const wide = (right - from) / 24;
      const x = (hour: number) => from + (hour % 24) * wide;
      const y = (hour: number) => top + HEAD + Math.floor(hour / 24) * ROW;
      for (const hour of [0, 6, 12, 18]) ink.text(`${hour}:00`, x(hour), top + 28, letters);
      for (const [day, name] of names.entries()) ink.text(name, left, y(day * 24) + 34, letters);
      const color = (value: number) => mixed(...palette.ramp, value / most);
      for (let hour = 0; hour < 168; hour += 1) {
        const value = values[hour] ?? null;
        if (value === null) hatch(frame, x(hour), y(hour), wide - 3, ROW - 3);
        else box(frame, color(value), x(hour), y(hour), wide - 3, ROW - 3, 5);
      }
      for (const [place, hour] of marked.entries()) {
        const value = values[hour] ?? 0;
        paintMarked(frame, String(place + 1), color(value), x(hour), y(hour), wide - 3);
      }
      const foot = top + HEAD + 7 * ROW + 34;
      const [low, high] = [numberText(0, unit, locale), numberText(most, unit, locale)];
      ink.text(low, from, foot + 9, letters);
      const bar = from + ink.widthOf(low, letters) + 14;
      for (let part = 0; part < 40; part += 1) {
        box(frame, mixed(...palette.ramp, part / 39), bar + part * 6, foot - 12, 6, 24);
      }
      ink.text(high, bar + 254, foot + 9, letters);
    },
  };
}

function paintMarked(frame: Frame, text: string, ground: string, x: number, y: number, wide: number): void {
  const { context, ink, palette } = frame;
  context.strokeStyle = palette.hues.second;
  context.lineWidth = 6;
  context.beginPath();
  context.roundRect(x, y, wide, ROW - 3, 5);
  context.stroke();
  const color =
    contrast(ground, palette.ink) > contrast(ground, palette.ground) ? palette.ink : palette.ground;
  ink.text(text, x + wide / 2, y + 34, { size: SMALL, weight: 700, color, align: 'center' });
}
