import type { ChartPanel, ChartSheet } from '#contracts';
import type { Fonts } from '../fonts.js';
import { createInk, type Ink } from '../ink.js';
import { barsPanel } from './bars.js';
import { figuresPanel } from './figures.js';
import { box, EDGE, fitted, SMALL, WIDTH, type Frame, type Painted } from './frame.js';
import { gridPanel } from './grid.js';
import { linePanel } from './line.js';
import { palettes } from './palette.js';
import { ranksPanel } from './ranks.js';
import { weekPanel } from './week.js';

const BETWEEN = 44;
const HEADING = 56;

/** Everything of a sheet on one opaque card, as high as it needs. */
export async function chartPicture(fonts: Fonts, sheet: ChartSheet): Promise<Uint8Array> {
  // Heights depend on how wide texts are: they are measured before there is a card.
  const planned = layout(frameOf(createInk(fonts, 1, 1), sheet), sheet);
  const height = Math.ceil(planned.reduce((sum, part) => sum + part.height, 0) + EDGE);
  const ink = createInk(fonts, WIDTH, height);
  const frame = frameOf(ink, sheet);
  box(frame, frame.palette.ground, 0, 0, WIDTH, height);
  let top = 0;
  for (const part of planned) {
    part.paint(frame, top);
    top += part.height;
  }
  return ink.png();
}

function frameOf(ink: Ink, { theme = 'light', locale }: ChartSheet): Frame {
  const palette = palettes[theme];
  return { ink, context: ink.context, palette, locale, left: EDGE, right: WIDTH - EDGE };
}

function layout(frame: Frame, sheet: ChartSheet): Painted[] {
  const { palette } = frame;
  const { title, subtitle, footnote, panels } = sheet;
  const bold = { size: 46, weight: 700, color: palette.ink };
  const soft = { size: 30, color: palette.soft };
  const small = { size: SMALL, color: palette.soft };
  return [
    { height: EDGE - 4, paint: () => undefined },
    words(frame, title, bold, 58, 2),
    ...(subtitle ? [words(frame, subtitle, soft, 42, 2)] : []),
    ...panels.flatMap((panel) => [
      { height: panel.title ? BETWEEN : BETWEEN - 12, paint: () => undefined },
      ...(panel.title ? [heading(panel.title)] : []),
      panelOf(frame, panel),
    ]),
    ...(footnote ? [{ height: 28, paint: () => undefined }, words(frame, footnote, small, 38, 3)] : []),
  ];
}

function words(
  { ink, left, right }: Frame,
  text: string,
  letters: { size: number; weight?: number; color: string },
  row: number,
  most: number,
): Painted {
  const lines = ink.lines(text, letters, right - left, most);
  return {
    height: lines.length * row,
    paint(frame, top) {
      for (const [index, line] of lines.entries()) {
        frame.ink.text(line, left, top + index * row + letters.size, letters);
      }
    },
  };
}

function heading(title: string): Painted {
  return {
    height: HEADING,
    paint(frame, top) {
      const letters = { size: 32, weight: 600, color: frame.palette.ink };
      frame.ink.text(fitted(frame, title, letters, frame.right - frame.left), frame.left, top + 30, letters);
    },
  };
}

function panelOf(frame: Frame, panel: ChartPanel): Painted {
  switch (panel.kind) {
    case 'figures':
      return figuresPanel(frame, panel);
    case 'line':
      return linePanel(frame, panel);
    case 'bars':
      return barsPanel(frame, panel);
    case 'ranks':
      return ranksPanel(frame, panel);
    case 'week':
      return weekPanel(frame, panel);
    case 'grid':
      return gridPanel(frame, panel);
  }
}
