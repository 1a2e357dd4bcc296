import type { BarsPanel, LineSeries } from '#contracts';
import { box, hatch, type Frame, type Painted } from './frame.js';
import { LEGEND_ROW, legendRows, paintLegend, type Key } from './legend.js';
import { stretches } from './line.js';
import { hueAt } from './palette.js';
import { AXIS_HEIGHT, axisBelow, plotIn, type Plot } from './plot.js';

const HEIGHT = 320;

/** Upright bars beside or on one another; where something is missing, hatching. */
export function barsPanel(frame: Frame, panel: BarsPanel): Painted {
  const { series, line, stacked = false, height = HEIGHT } = panel;
  const { palette } = frame;
  const keys = [
    ...series.map(({ name, hue }, index): Key => ({
      name,
      color: hueAt(palette, index, hue),
      sample: 'box',
    })),
    ...(line ? [{ name: line.name, color: hueAt(palette, 1, line.hue), sample: sampleOf(line) }] : []),
  ];
  const legend = keys.length > 1 ? legendRows(frame, keys).length * LEGEND_ROW : 0;
  const count = Math.max(1, ...series.map(({ values }) => values.length), line?.values.length ?? 0);
  const steps = Array.from({ length: count }, (_, at) => series.map(({ values }) => values[at] ?? null));
  const highest = steps.map((values) => {
    const seen = values.filter((value) => value !== null);
    return stacked ? seen.reduce((sum, value) => sum + value, 0) : Math.max(0, ...seen);
  });
  const most = Math.max(0, ...highest, ...(line?.values ?? []).filter((value) => value !== null));
  return {
    height: legend + height + AXIS_HEIGHT,
    paint(given, top) {
      if (legend > 0) paintLegend(given, keys, top);
      const plot = plotIn(given, { top: top + legend, height, most, unit: panel.unit ?? 'count' });
      const step = (plot.right - plot.left) / count;
      const colors = series.map(({ hue }, index) => hueAt(palette, index, hue));
      for (const [at, values] of steps.entries()) {
        const left = plot.left + at * step;
        if (values.every((value) => value === null)) {
          hatch(given, left, plot.top, step, plot.bottom - plot.top - 2);
        } else paintStep(given, plot, { left, step, values, colors, stacked });
      }
      const middle = (at: number) => plot.left + (at + 0.5) * step;
      if (line) across(given, plot, line, middle);
      axisBelow(given, plot, panel.axis, count, middle);
    },
  };
}

const sampleOf = ({ line }: LineSeries): Key['sample'] => (line === 'dashed' ? 'dashed' : 'line');

interface Step {
  left: number;
  step: number;
  values: readonly (number | null)[];
  colors: readonly string[];
  stacked: boolean;
}

function paintStep(frame: Frame, plot: Plot, { left, step, values, colors, stacked }: Step): void {
  const gap = Math.min(22, step * 0.26);
  const among = stacked ? 1 : Math.max(1, values.length);
  const wide = Math.min(96, step - gap);
  const from = left + (step - wide) / 2;
  let base = plot.bottom;
  for (const [index, value] of values.entries()) {
    if (value === null || value <= 0) continue;
    const high = plot.bottom - plot.y(value);
    const width = wide / among;
    const x = from + (stacked ? 0 : index * width);
    const y = (stacked ? base : plot.bottom) - high;
    // A seam between neighbours, so that they are two without their colours too.
    const seam = values.length > 1 && width > 8 ? 2 : 0;
    box(
      frame,
      colors[index] ?? '',
      x,
      y,
      width - (stacked ? 0 : seam),
      Math.max(2, high - (stacked ? seam : 0)),
    );
    if (stacked) base -= high;
  }
}

function across({ context, palette }: Frame, plot: Plot, line: LineSeries, x: (at: number) => number): void {
  context.lineJoin = 'round';
  context.setLineDash(line.line === 'dashed' ? [12, 10] : []);
  // On a rim of the ground, so that it is seen on the bars too.
  for (const [color, width] of [
    [palette.ground, 10],
    [hueAt(palette, 1, line.hue), 5],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    for (const stretch of stretches(line.values)) {
      context.beginPath();
      for (const [at, value] of stretch) context.lineTo(x(at), plot.y(value));
      context.stroke();
    }
  }
  context.setLineDash([]);
}
