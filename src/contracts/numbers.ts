import type { Locale } from '#domain/members';
import type { ChartUnit } from './chart.js';
import { moneyText } from './formats.js';

/** From here on a number is shortened: 12.3K, 1.2万. */
const LONG = 10_000;

/**
 * A number as people of a language write it, short enough for a picture.
 * @param value shares from 0 to 1, seconds, minor units of money
 */
export function numberText(value: number, unit: ChartUnit, locale: Locale): string {
  if (unit === 'count') return countText(value, locale);
  if (unit === 'share') return shareText(value, locale);
  if (unit === 'seconds') return durationText(value, locale);
  return Math.abs(value) >= LONG * 100
    ? shortMoney(value, unit.currency, locale)
    : money(value, unit, locale);
}

function countText(value: number, locale: Locale): string {
  const most = Math.abs(value) < 10 ? 1 : 0;
  const options: Intl.NumberFormatOptions =
    Math.abs(value) >= LONG
      ? { notation: 'compact', maximumFractionDigits: 1 }
      : { maximumFractionDigits: most };
  return new Intl.NumberFormat(locale, options).format(value);
}

/** `12%`; below ten per cent with a digit more where it is not whole. */
export function shareText(share: number, locale: Locale): string {
  const digits = share !== 0 && Math.abs(share) < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

const STEPS = [
  { unit: 'second', seconds: 1, below: 90 },
  { unit: 'minute', seconds: 60, below: 90 * 60 },
  { unit: 'hour', seconds: 3_600, below: 48 * 3_600 },
  { unit: 'day', seconds: 86_400, below: Infinity },
] as const;

/** The unit in which people would tell a span, and how many of it: 100 seconds are 1.7 minutes. */
export function spanIn(seconds: number): { unit: (typeof STEPS)[number]['unit']; count: number } {
  const step = STEPS.find(({ below }) => seconds < below) ?? STEPS[3];
  return { unit: step.unit, count: seconds / step.seconds };
}

/** `45 min`, `3.5 hr`, `2 days`; `45分钟`, `3.5小时`, `2天`. */
export function durationText(seconds: number, locale: Locale, display: 'short' | 'long' = 'short'): string {
  const { unit, count } = spanIn(seconds);
  const whole = count >= 10 || unit === 'second' || unit === 'minute';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: display,
    maximumFractionDigits: whole ? 0 : 1,
  }).format(count);
}

/** Whole units where there are only whole ones: nobody reads `$1,200.00` in a picture. */
function money(minor: number, { currency }: { currency: string }, locale: Locale): string {
  return moneyText(minor, currency, locale).replace(/[.,]00(?!\d)/, '');
}

function shortMoney(minor: number, currency: string, locale: Locale): string {
  // What stands around the digits is taken from the long form: minor units are not the same everywhere.
  const long = moneyText(minor, currency, locale);
  const digits = /\d[\d.,]*/.exec(long)?.[0] ?? '';
  const value = Number(digits.replaceAll(',', ''));
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  return long.replace(digits, short.format(value));
}
