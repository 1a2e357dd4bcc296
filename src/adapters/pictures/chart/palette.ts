import type { ChartHue, Theme } from '#contracts';

/** What a picture is painted with; every text can be read on the ground, every hue is seen on it. */
export interface Palette {
  ground: string;
  /** Of boxes on the ground. */
  tile: string;
  ink: string;
  soft: string;
  grid: string;
  good: string;
  bad: string;
  hues: Record<ChartHue, string>;
  /** From little to much. */
  ramp: readonly [string, string];
}

/** Hues differ in lightness too: blue, orange, green and purple stay apart for those who do not see red or green. */
export const palettes: Record<Theme, Palette> = {
  light: {
    ground: '#fcfcfe',
    tile: '#f0f3f9',
    ink: '#182132',
    soft: '#566176',
    grid: '#dfe4ed',
    good: '#0a5fb8',
    bad: '#b34700',
    hues: {
      first: '#0a64c2',
      second: '#d8690f',
      third: '#0b8a68',
      fourth: '#8f2d76',
      fifth: '#5e4b00',
      soft: '#8490a4',
    },
    ramp: ['#e9f0f9', '#073d78'],
  },
  dark: {
    ground: '#151a25',
    tile: '#1f2635',
    ink: '#f3f6fc',
    soft: '#aeb8ca',
    grid: '#2e374a',
    good: '#6db4ff',
    bad: '#ffab66',
    hues: {
      first: '#58a8ff',
      second: '#ff9a4a',
      third: '#3fcaa0',
      fourth: '#e29ad0',
      fifth: '#e9cb55',
      soft: '#7c889e',
    },
    ramp: ['#202a3d', '#a9d3ff'],
  },
};

export const hueOrder: readonly ChartHue[] = ['first', 'second', 'third', 'fourth', 'fifth', 'soft'];

/** The colour of the series at a place of the list. */
export function hueAt(palette: Palette, index: number, hue?: ChartHue): string {
  return palette.hues[hue ?? hueOrder[index % 5] ?? 'first'];
}

/** Between two colours, `#rrggbb`. @param share 0: the first, 1: the second */
export function mixed(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)];
  const part = Math.max(0, Math.min(1, share));
  return `#${a
    .map((value, index) =>
      Math.round(value + ((b[index] ?? value) - value) * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** How much lighter one colour is than another, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
