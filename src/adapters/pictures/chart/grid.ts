import { numberText, type GridPanel } from '#contracts';
import { box, fitted, SMALL, type Frame, type Painted } from './frame.js';
import { contrast, mixed } from './palette.js';

const ROW = 58;
const HEAD = 48;
/** Narrower cells have no room for `100%`. */
const CELL = 72;

/** A table whose cells are shaded by their numbers. Columns that have no room are left out, the last first. */
export function gridPanel(frame: Frame, { head, rows, unit = 'share', most = 1 }: GridPanel): Painted {
  const { ink, palette, locale, left, right } = frame;
  const letters = { size: SMALL, color: palette.soft };
  const width = (texts: readonly (string | undefined)[]) =>
    Math.max(0, ...texts.map((text) => (text === undefined ? 0 : ink.widthOf(text, letters) + 24)));
  const labels = Math.min(300, width([head.label, ...rows.map(({ label }) => label)]));
  const sizes = width([head.size, ...rows.map(({ size }) => size)]);
  const from = left + labels + sizes;
  const columns = Math.min(head.columns.length, Math.floor((right - from) / CELL));
  const wide = Math.min(140, (right - from) / Math.max(1, columns));
  return {
    height: HEAD + rows.length * ROW,
    paint(given, top) {
      given.ink.text(fitted(given, head.label, letters, labels), left, top + 30, letters);
      if (head.size) {
        given.ink.text(head.size, from - 24, top + 30, { ...letters, align: 'right' });
      }
      for (const [column, text] of head.columns.slice(0, columns).entries()) {
        const middle = from + (column + 0.5) * wide;
        given.ink.text(fitted(given, text, letters, wide), middle, top + 30, { ...letters, align: 'center' });
      }
      for (const [index, { label, size, cells }] of rows.entries()) {
        const y = top + HEAD + index * ROW;
        const dark = { ...letters, color: palette.ink };
        given.ink.text(fitted(given, label, dark, labels - 12), left, y + 37, dark);
        if (size) given.ink.text(size, from - 24, y + 37, { ...letters, align: 'right' });
        for (const [column, value] of cells.slice(0, columns).entries()) {
          if (value === null) continue;
          const x = from + column * wide;
          const ground = mixed(...palette.ramp, value / most);
          box(given, ground, x + 2, y + 2, wide - 4, ROW - 4, 6);
          const lighter = contrast(ground, palette.ink) > contrast(ground, palette.ground);
          const color = lighter ? palette.ink : palette.ground;
          const text = numberText(unit === 'share' ? Math.round(value * 100) / 100 : value, unit, locale);
          given.ink.text(text, x + wide / 2, y + 37, { size: SMALL, color, align: 'center' });
        }
      }
    },
  };
}
