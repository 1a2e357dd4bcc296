import { numberText, type RanksPanel } from '#contracts';
import { box, fitted, SMALL, type Frame, type Painted } from './frame.js';

const ROW = 58;
const MOST_ROWS = 12;

/** Bars that lie, with a name before and a number behind. */
export function ranksPanel(frame: Frame, { rows, unit = 'count' }: RanksPanel): Painted {
  const shown = rows.slice(0, MOST_ROWS);
  const { ink, palette, locale, left, right } = frame;
  const name = { size: SMALL + 1, color: palette.ink };
  const number = { size: SMALL + 1, weight: 600, color: palette.ink };
  const names = shown.map(({ label }) => fitted(frame, label, name, 360));
  const numbers = shown.map(({ value }) => numberText(value, unit, locale));
  const nameRoom = Math.max(120, ...names.map((text) => ink.widthOf(text, name))) + 24;
  const numberRoom = Math.max(...numbers.map((text) => ink.widthOf(text, number)), 0) + 18;
  const most = Math.max(1e-9, ...shown.flatMap(({ value, before }) => [value, before ?? 0]));
  return {
    height: shown.length * ROW,
    paint(given, top) {
      const from = left + nameRoom;
      const room = right - numberRoom - from;
      for (const [index, { value, before }] of shown.entries()) {
        const y = top + index * ROW;
        given.ink.text(names[index] ?? '', left, y + 34, name);
        box(given, palette.tile, from, y + 6, room, 36, 8);
        if (value > 0) box(given, palette.hues.first, from, y + 6, Math.max(6, (value / most) * room), 36, 8);
        if (before !== undefined && before !== null) {
          const at = from + (before / most) * room;
          box(given, palette.ground, at - 5, y - 2, 10, 52);
          box(given, palette.hues.second, at - 3, y, 6, 48, 3);
        }
        given.ink.text(numbers[index] ?? '', right, y + 34, { ...number, align: 'right' });
      }
    },
  };
}
