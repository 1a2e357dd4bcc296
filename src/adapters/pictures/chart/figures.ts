import { numberText, shareText, type FiguresPanel } from '#contracts';
import { box, fitted, SMALL, type Frame, type Painted } from './frame.js';

type Cell = FiguresPanel['cells'][number];

const TILE = 196;
const BIG = [62, 54, 46, 38, 32];
const GAP = 20;
/** Less than half a per cent is as usual. */
const SAME = 0.005;

/** Big numbers, each on a tile with what it is and how it changed. */
export function figuresPanel(frame: Frame, { cells }: FiguresPanel): Painted {
  const columns = cells.length === 2 || cells.length === 4 ? 2 : Math.min(3, Math.max(1, cells.length));
  const rows = Math.ceil(cells.length / columns);
  const width = (frame.right - frame.left - (columns - 1) * GAP) / columns;
  return {
    height: rows * TILE + Math.max(0, rows - 1) * GAP,
    paint(given, top) {
      for (const [index, cell] of cells.entries()) {
        const x = given.left + (index % columns) * (width + GAP);
        const y = top + Math.floor(index / columns) * (TILE + GAP);
        paintCell(given, cell, x, y, width);
      }
    },
  };
}

function paintCell(frame: Frame, cell: Cell, x: number, y: number, width: number): void {
  const { ink, palette, locale } = frame;
  const room = width - 44;
  box(frame, palette.tile, x, y, width, TILE, 20);
  const label = { size: SMALL, color: palette.soft };
  ink.text(fitted(frame, cell.label, label, room), x + 22, y + 46, label);
  const number = cell.value === null ? '–' : numberText(cell.value, cell.unit ?? 'count', locale);
  const letters = (size: number) => ({ size, weight: 700, color: palette.ink });
  // A long number is written smaller rather than cut.
  const size = BIG.find((one) => ink.widthOf(number, letters(one)) <= room) ?? SMALL;
  const big = letters(size);
  ink.text(fitted(frame, number, big, room), x + 22, y + 116, big);
  let at = x + 22;
  if (cell.change !== undefined && cell.change !== null) at += paintChange(frame, cell, at, y + 166) + 14;
  const note = { size: SMALL, color: palette.soft };
  if (cell.note) ink.text(fitted(frame, cell.note, note, x + width - 18 - at), at, y + 166, note);
}

/** An arrow and a percentage: which way is told by the arrow, how good by the colour. @returns its width */
function paintChange(frame: Frame, { change, good = 'up' }: Cell, x: number, y: number): number {
  const { context, ink, palette, locale } = frame;
  const by = change ?? 0;
  const way = Math.abs(by) < SAME ? 0 : Math.sign(by);
  const goodWay = good === 'none' ? 0 : good === 'up' ? 1 : -1;
  const color = way === 0 || goodWay === 0 ? palette.soft : way === goodWay ? palette.good : palette.bad;
  if (way === 0) box(frame, color, x, y - 12, 24, 5, 2);
  else {
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(x + 12, y - 10 - way * 12);
    context.lineTo(x + 24, y - 10 + way * 10);
    context.lineTo(x, y - 10 + way * 10);
    context.closePath();
    context.fill();
  }
  const letters = { size: SMALL + 2, weight: 700, color };
  const text = changeText(by, locale);
  ink.text(text, x + 34, y, letters);
  return 34 + ink.widthOf(text, letters);
}

/** Four times as much is not "+312 %": from three times on, the factor is told. */
function changeText(by: number, locale: Frame['locale']): string {
  if (by >= 2) return `×${numberText(Math.round((1 + by) * 10) / 10, 'count', locale)}`;
  return shareText(Math.round(Math.abs(by) * 100) / 100, locale);
}
