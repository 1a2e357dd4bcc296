import type { Language } from '../words/index.js';

type Instant = number | string | Date;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
  formats.set(key, made);
  return made;
}

const clockTime = { hour: '2-digit', minute: '2-digit' } as const;

/** 14:05 */
export const timeOf = (at: Instant, language: Language): string =>
  format(language, 'time', clockTime).format(new Date(at));

/** 22 Nov 2026 */
export const dateOf = (at: Instant, language: Language): string =>
  format(language, 'date', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));

/** Sun 22 Nov 2026 */
export const dayOf = (at: Instant, language: Language): string =>
  format(language, 'day', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(at),
  );

/** 22 November */
export const longDayOf = (at: Instant, language: Language): string =>
  format(language, 'long', { day: 'numeric', month: 'long' }).format(new Date(at));

/** 2026-11-22 in the browser's zone, as date fields want it. */
export const isoDay = (at: Instant): string => new Date(at).toLocaleDateString('sv-SE');

/** 14:05:09.123 */
export const exactTime = (at: number): string =>
  `${new Date(at).toLocaleTimeString('sv-SE')}.${String(at % 1000).padStart(3, '0')}`;

/** Whole calendar days from `at` to `now`, in the browser's zone. */
export function daysBetween(at: Instant, now: Instant): number {
  const midnight = (value: Instant) => new Date(value).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** “in 3 days”, “2 hours ago” */
export function relative(at: number, now: number, language: Language): string {
  const seconds = (at - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Discord's time stamps: t, T, d, D, f, F, R. */
export function stamp(at: number, style: string, now: number, language: Language): string {
  const styles: Record<string, Intl.DateTimeFormatOptions> = {
    t: { timeStyle: 'short' },
    T: { timeStyle: 'medium' },
    d: { dateStyle: 'short' },
    D: { dateStyle: 'long' },
    f: { dateStyle: 'long', timeStyle: 'short' },
    F: { dateStyle: 'full', timeStyle: 'short' },
  };
  if (style === 'R') return relative(at, now, language);
  return format(language, `stamp ${style}`, styles[style] ?? styles['f'] ?? {}).format(at);
}

function moneyFormat(currency: string, language: Language): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: currency.toUpperCase(),
    currencyDisplay: 'narrowSymbol',
  });
}

/** How many of the smallest unit make one of a currency: 100 cents, 1 yen. */
export function unitsPer(currency: string): number {
  return 10 ** (moneyFormat(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2);
}

/** `amount` is in the smallest unit of the currency. */
export function money(amount: number, currency: string, language: Language): string {
  return moneyFormat(currency, language).format(amount / unitsPer(currency));
}
