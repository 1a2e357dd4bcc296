import type { OptionSpecs } from '#contracts';
import { dayAt, daysBetween, plusDays } from '#kernel/calendar';
import { UserFacingError } from '#kernel/errors';

export const spans = ['7', '30', '90', '365'] as const;
export type Span = (typeof spans)[number];

/** Longer ranges are read by nobody and asked for by mistake. */
export const MOST_DAYS = 1_100;

/** Days in order, both ends among them; `2026-11-22` in the community's zone. */
export interface Range {
  from: string;
  to: string;
  days: number;
}

interface RangeOptions {
  range: Span | undefined;
  from: Date | undefined;
  to: Date | undefined;
}

/** The three options by which a range is told, with the texts of one command. */
export function rangeOptions(command: 'revenue' | 'export' | 'stats') {
  return {
    range: {
      type: 'choice',
      summary: `commands.${command}.options.range.summary`,
      choices: spans.map((value) => ({
        value,
        label: `commands.revenue.choices.range.${value}` as const,
      })),
    },
    from: { type: 'date', summary: `commands.${command}.options.from.summary` },
    to: { type: 'date', summary: `commands.${command}.options.to.summary` },
  } as const satisfies OptionSpecs;
}

/**
 * The days that somebody means, up to today. A first day wins over a number of days.
 * Throws UserFacingError when there are none, or too many.
 * @param speaker zone in which they wrote the days
 * @param zone zone in which the community's days are counted
 */
export function rangeOf(
  { range, from, to }: RangeOptions,
  now: Date,
  { speaker, zone, usual }: { speaker: string; zone: string; usual: Span },
): Range {
  const today = dayAt(now, zone);
  const dayIn = (at: Date) => dayAt(at, speaker);
  const last = to === undefined ? today : dayIn(to);
  const end = last > today ? today : last;
  const begin = from === undefined ? plusDays(end, 1 - Number(range ?? usual)) : dayIn(from);
  if (begin > today) throw new UserFacingError('range_future');
  if (begin > end) throw new UserFacingError('range_backwards');
  const days = daysBetween(begin, end) + 1;
  if (days > MOST_DAYS) throw new UserFacingError('range_long', { days: MOST_DAYS });
  return { from: begin, to: end, days };
}
