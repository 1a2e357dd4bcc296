import type { LinePanel, LineSeries } from '#contracts';
import { box, fitted, hatch, SMALL, type Frame, type Painted } from './frame.js';
import { LEGEND_ROW, legendRows, paintLegend, paintShape, shapes, type Key } from './legend.js';
import { hueAt, mixed, type Palette } from './palette.js';
import { AXIS_HEIGHT, axisBelow, plotIn, type Plot } from './plot.js';

type Values = readonly (number | null)[];
const HEIGHT = 320;

/** Lines over time: with gaps where something is missing, shades for what is uncertain, and marks. */
export function linePanel(frame: Frame, panel: LinePanel): Painted {
  const { series, bands = [], marks = [], height = HEIGHT } = panel;
  const keys = keysOf(frame.palette, panel);
  const legend = keys.length > 1 ? legendRows(frame, keys).length * LEGEND_ROW : 0;
  const above = marks.length > 0 ? 40 : 0;
  const lists = [...series.map(({ values }) => values), ...bands.map(({ hi }) => hi)];
  const count = Math.max(1, ...lists.map(({ length }) => length));
  const most = Math.max(0, ...lists.flatMap((values) => values.filter((value) => value !== null)));
  return {
    height: legend + above + height + AXIS_HEIGHT,
    paint(given, top) {
      if (legend > 0) paintLegend(given, keys, top);
      const plot = plotIn(given, { top: top + legend + above, height, most, unit: panel.unit ?? 'count' });
      const step = (plot.right - plot.left - 24) / Math.max(1, count - 1);
      const x = (at: number) => plot.left + 12 + at * step;
      const [seen] = series;
      if (seen) gaps(given, plot, seen.values, x);
      for (const [index, band] of bands.entries()) {
        const hue = hueAt(given.palette, 0, band.hue);
        shade(given, plot, band.lo, band.hi, x, bandColor(given.palette, hue, index, bands.length));
      }
      for (const mark of marks) paintMark(given, plot, x(mark.at - 0.5), mark.label);
      // The first series is what it is about: it lies on top.
      for (const [index, one] of [...series.entries()].toReversed())
        paintLine(given, plot, one, index, x, series.length);
      axisBelow(given, plot, panel.axis, count, x);
    },
  };
}

function keysOf(palette: Palette, { series, bands = [] }: LinePanel): Key[] {
  const lines = series.map(({ name, hue, line }, index): Key => ({
    name,
    color: hueAt(palette, index, hue),
    sample: line === 'dashed' ? 'dashed' : 'line',
    ...(shapeAt(index, series.length)
      ? { shape: shapeAt(index, series.length) as Key['shape'] & string }
      : {}),
  }));
  const shades = bands.map(({ name, hue }, index): Key => ({
    name,
    color: bandColor(palette, hueAt(palette, 0, hue), index, bands.length),
    sample: 'box',
  }));
  return [...lines, ...shades];
}

/** Opaque, so that the legend shows the very colour: the later a band, the stronger. */
function bandColor({ ground }: Palette, hue: string, index: number, of: number): string {
  return mixed(ground, hue, of === 1 ? 0.24 : 0.16 + (0.2 * index) / (of - 1));
}

/** One line needs no mark; of several, each has its own at its end. */
function shapeAt(index: number, of: number) {
  return of > 1 ? shapes[index % shapes.length] : undefined;
}

/** The stretches without a gap, as pairs of place and value. */
export function stretches(values: Values): [number, number][][] {
  const out: [number, number][][] = [];
  let open = false;
  for (const [at, value] of values.entries()) {
    if (value === null) open = false;
    else if (open) out.at(-1)?.push([at, value]);
    else {
      out.push([[at, value]]);
      open = true;
    }
  }
  return out;
}

function paintLine(
  frame: Frame,
  plot: Plot,
  { values, hue, line }: LineSeries,
  index: number,
  x: (at: number) => number,
  of: number,
): void {
  const { context, palette } = frame;
  const color = hueAt(palette, index, hue);
  context.strokeStyle = color;
  context.lineWidth = values.length > 120 ? 4 : 6;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.setLineDash(line === 'dashed' ? [12, 12] : []);
  const all = stretches(values);
  for (const stretch of all) {
    context.beginPath();
    for (const [at, value] of stretch) context.lineTo(x(at), plot.y(value));
    context.stroke();
    const [only] = stretch;
    if (stretch.length === 1 && only) dot(frame, x(only[0]), plot.y(only[1]), color);
  }
  context.setLineDash([]);
  context.lineCap = 'butt';
  const end = all.at(-1)?.at(-1);
  const shape = shapeAt(index, of);
  if (end && shape) paintShape(frame, shape, x(end[0]), plot.y(end[1]), color);
}

function dot({ context }: Frame, x: number, y: number, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fill();
}

/** What is missing between two values that were seen. */
function gaps(frame: Frame, plot: Plot, values: Values, x: (at: number) => number): void {
  const seen = stretches(values);
  for (const [index, stretch] of seen.entries()) {
    const [before, after] = [seen[index - 1]?.at(-1), stretch[0]];
    if (!before || !after) continue;
    const from = x(before[0] + 0.5);
    hatch(frame, from, plot.top, Math.max(6, x(after[0] - 0.5) - from), plot.bottom - plot.top - 2);
  }
}

function shade(
  { context }: Frame,
  plot: Plot,
  lo: Values,
  hi: Values,
  x: (at: number) => number,
  color: string,
) {
  for (const stretch of stretches(hi)) {
    context.fillStyle = color;
    context.beginPath();
    for (const [at, value] of stretch) context.lineTo(x(at), plot.y(value));
    for (const [at] of stretch.toReversed()) context.lineTo(x(at), plot.y(Math.max(0, lo[at] ?? 0)));
    context.closePath();
    context.fill();
  }
}

function paintMark(frame: Frame, plot: Plot, x: number, label: string): void {
  const { palette, ink, left, right } = frame;
  box(frame, palette.soft, x - 1.5, plot.top - 6, 3, plot.bottom - plot.top + 6);
  const letters = { size: SMALL, weight: 600, color: palette.ink };
  const text = fitted(frame, label, letters, 420);
  const half = ink.widthOf(text, letters) / 2;
  const middle = Math.min(Math.max(x, left + half), right - half);
  ink.text(text, middle, plot.top - 18, { ...letters, align: 'center' });
}
