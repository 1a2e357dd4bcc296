import { say, spanPhrase, type ChartPanel, type Phrase } from '#contracts';
import { literal } from '../pieces/words.js';

/** A number of the span and of the one before it. */
export interface Row {
  name: Phrase;
  value: number | null;
  /** null: not compared, or not known. */
  before: number | null;
  as?: 'count' | 'share' | 'seconds';
  /** Adds up over days, so that it is compared by the days that were counted. */
  sums?: boolean;
}

/** One way to look at the figures. */
export interface View {
  title: Phrase;
  rows: Row[];
  panels: ChartPanel[];
  /** Days of the span, and of those before, that were counted; null: that does not matter here. */
  known: { days: number; before: number } | null;
}

/** Above that, a day counts as seen. */
export const HALF_DAY = 720;

/** The table of a view: with the span before and the change, where it is compared. */
export function tableOf({ rows, known }: View, compared: boolean): { head: Phrase[]; rows: Phrase[][] } {
  const heads = compared ? (['what', 'now', 'before', 'change'] as const) : (['what', 'now'] as const);
  return {
    head: heads.map((column) => say(`stats.table.${column}`)),
    rows: rows.map((row) => [
      row.name,
      written(row.value, row),
      ...(compared ? [written(row.before, row), changeOf(row, known)] : []),
    ]),
  };
}

function written(value: number | null, { as = 'count' }: Row): Phrase {
  if (value === null) return literal('–');
  if (as === 'share') return say('stats.percent', { number: Math.round(value * 100) });
  if (as === 'seconds') return spanPhrase(value);
  return say('stats.number', { number: Math.round(value * 10) / 10 });
}

/** By counted day, where days are missing on either side: fewer days are no less activity. */
export function ratioOf({ value, before, sums = false }: Row, known: View['known']): number | null {
  if (value === null || before === null || before === 0) return null;
  const fair = sums && known && known.days > 0 && known.before > 0 ? known.before / known.days : 1;
  return (value / before) * fair - 1;
}

function changeOf(row: Row, known: View['known']): Phrase {
  const by = ratioOf(row, known);
  if (by === null) return literal('–');
  const percent = Math.round(Math.abs(by) * 100);
  if (percent === 0) return say('stats.change.same');
  return say(by > 0 ? 'stats.change.more' : 'stats.change.less', { percent });
}
