import { numberText, type ChartAxis, type ChartUnit } from '#contracts';
import type { Frame } from './frame.js';
import { SMALL, box } from './frame.js';
import { scaleFor } from './scale.js';
import { labelChoices, type Label } from './times.js';

/** The ground of lines and bars: where values are, with the numbers at the left and the times below. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
  y(value: number): number;
}

/** Below the plot, for the names of the steps. */
export const AXIS_HEIGHT = 50;

/** Paints the lines across and their numbers. */
export function plotIn(
  frame: Frame,
  { top, height, most, unit }: { top: number; height: number; most: number; unit: ChartUnit },
): Plot {
  const { ink, palette, locale } = frame;
  const scale = scaleFor(most, unit);
  const letters = { size: SMALL, color: palette.soft, align: 'right' as const };
  const texts = scale.ticks.map((tick) => numberText(tick, unit, locale));
  const room = Math.max(...texts.map((text) => ink.widthOf(text, letters)));
  const plot = {
    left: frame.left + Math.ceil(room) + 18,
    right: frame.right,
    top: top + 14,
    bottom: top + height,
  };
  const y = (value: number) => plot.bottom - (value / scale.top) * (plot.bottom - plot.top);
  for (const [index, tick] of scale.ticks.entries()) {
    box(frame, palette.grid, plot.left, Math.round(y(tick)) - 1, plot.right - plot.left, index === 0 ? 3 : 2);
    ink.text(texts[index] ?? '', plot.left - 16, y(tick) + 9, letters);
  }
  return { ...plot, y };
}

/** Names the steps, as many as have room. @param x the middle of what a name stands below */
export function axisBelow(
  frame: Frame,
  plot: Plot,
  axis: ChartAxis,
  count: number,
  x: (at: number) => number,
) {
  const { ink, palette, locale } = frame;
  const letters = { size: SMALL, color: palette.soft, align: 'center' as const };
  const placed = (label: Label) => {
    const half = ink.widthOf(label.text, letters) / 2;
    // Names at the ends stay on the card.
    const middle = Math.min(Math.max(x(label.at), plot.left - 60 + half), frame.right - half);
    return { ...label, half, middle };
  };
  const choices = labelChoices(axis, count, locale);
  const fits = (labels: Label[]) => {
    const all = labels.map(placed);
    return all.every((label, index) => {
      const before = all[index - 1];
      return !before || before.middle + before.half + 22 <= label.middle - label.half;
    });
  };
  const labels = choices.find(fits) ?? (choices.at(-1) ?? []).slice(0, 1);
  for (const { text, middle, at } of labels.map(placed)) {
    box(frame, palette.grid, x(at) - 1, plot.bottom, 2, 9);
    ink.text(text, middle, plot.bottom + 40, letters);
  }
}
