import type { Locale } from '#domain/members';

/** Which ground a picture has. It is opaque: a picture cannot know what the reader's chat looks like. */
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/**
 * A picture of numbers as data. All strings are as they are to be read (`plain(locale, key, values)`); numbers are
 * written as people of the language write them (12.3K, 1.2万).
 */
export interface ChartSheet {
  locale: Locale;
  /** `light` by default. */
  theme?: Theme;
  /** At most two lines, as the subtitle. */
  title: string;
  subtitle?: string;
  /** What must be known to read it rightly: missing hours, for example. At most three lines. */
  footnote?: string;
  panels: readonly ChartPanel[];
}

export type ChartPanel = FiguresPanel | LinePanel | BarsPanel | RanksPanel | WeekPanel | GridPanel;

/** `share`: 0 to 1, as a percentage; `seconds`: a duration; money in minor units. */
export type ChartUnit = 'count' | 'share' | 'seconds' | { currency: string };

/** Colours that are told apart without red and green; `soft` is grey, for what stands behind. */
export type ChartHue = 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'soft';

interface Panel {
  /** One line above it. */
  title?: string;
}

/** Big numbers, three in a row (two where there are two or four). */
export interface FiguresPanel extends Panel {
  kind: 'figures';
  cells: readonly {
    label: string;
    /** null: unknown, shown as a dash. */
    value: number | null;
    unit?: ChartUnit;
    /** Against what is usual, as a share: 0.12 is 12 % more. Absent or null: not said. */
    change?: number | null;
    /** Which way is the good one; `none`: neither. `up` by default. */
    good?: 'up' | 'down' | 'none';
    /** In place of the change, or beside it: a few words. */
    note?: string;
  }[];
}

/** What stands along the bottom: equal steps of time, or words. */
export type ChartAxis =
  | {
      step: 'hour' | 'day' | 'week';
      /** An ISO instant, or a day as `2026-11-22`. */
      from: string;
      /** Zone of the days; `UTC` by default. A day needs none. */
      timeZone?: string;
    }
  | { labels: readonly string[] };

export interface LineSeries {
  name: string;
  /** null: missing; the line has a gap there. */
  values: readonly (number | null)[];
  /** By its place in the list, when absent. */
  hue?: ChartHue;
  /** `dashed` for what was not seen: forecasts, what is usual. */
  line?: 'solid' | 'dashed';
}

/** Series over time. All values count from the axis' first step. */
export interface LinePanel extends Panel {
  kind: 'line';
  unit?: ChartUnit;
  axis: ChartAxis;
  series: readonly LineSeries[];
  /** Shaded: between `lo` and `hi`; the lighter one (95 %) first. null: none there. */
  bands?: readonly {
    name: string;
    lo: readonly (number | null)[];
    hi: readonly (number | null)[];
    hue?: ChartHue;
  }[];
  /** A line upright before this step, with words: now, a drop. */
  marks?: readonly { at: number; label: string }[];
  /** 320 by default. */
  height?: number;
}

/** Upright bars. */
export interface BarsPanel extends Panel {
  kind: 'bars';
  unit?: ChartUnit;
  axis: ChartAxis;
  /** null: missing, drawn as hatching. */
  series: readonly { name: string; values: readonly (number | null)[]; hue?: ChartHue }[];
  /** On one another in place of beside one another. */
  stacked?: boolean;
  /** A line across the bars: what is usual, last period. */
  line?: LineSeries;
  /** 320 by default. */
  height?: number;
}

/** Bars that lie, each with a name and its number: places, courses. At most twelve are drawn. */
export interface RanksPanel extends Panel {
  kind: 'ranks';
  unit?: ChartUnit;
  /** `before`: the same of the period before, as a thin mark. */
  rows: readonly { label: string; value: number; before?: number | null }[];
}

/** Seven days by 24 hours, Monday first; darker is more. */
export interface WeekPanel extends Panel {
  kind: 'week';
  unit?: ChartUnit;
  /** 168, from Monday 0:00; null: missing. */
  values: readonly (number | null)[];
  /** Hours of the week to be framed and numbered, the best first. */
  marked?: readonly number[];
}

/** A table with shades: cohorts by week. */
export interface GridPanel extends Panel {
  kind: 'grid';
  unit?: ChartUnit;
  /** Above the column of labels, above that of sizes (absent: none), and above each cell's column. */
  head: { label: string; size?: string; columns: readonly string[] };
  /** null in a cell: not over yet, or missing: left white. Shaded by `cells` from 0 to `most` (1 by default). */
  rows: readonly { label: string; size?: string; cells: readonly (number | null)[] }[];
  most?: number;
}
