import { DateTime } from 'luxon';
import type { Locale } from '#domain/members';

/** Stripe's minor units, where they are not hundredths. Not Intl's: that has none for HUF or IDR. */
const DIGITS = new Map([
  ...'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'bhd jod kwd omr tnd'.split(' ').map((code) => [code, 3] as const),
]);

/**
 * Money as people write it, from Stripe's minor units: `$19.00`, `¥128.00`, `¥1,900` (yen has none).
 * @param currency ISO 4217 in any case
 */
export function moneyText(minor: number, currency: string, locale: Locale): string {
  const digits = DIGITS.get(currency.toLowerCase()) ?? 2;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}

/**
 * Money as spreadsheets read it in every language: `19.00`, `1900` (yen has none).
 * @param minor Stripe's minor units
 */
export function moneyNumber(minor: number, currency: string): string {
  const digits = DIGITS.get(currency.toLowerCase()) ?? 2;
  return (minor / 10 ** digits).toFixed(digits);
}

/** An instant in the reader's language and zone. */
export function instantText(
  at: Date,
  as: 'date' | 'time' | 'datetime' | 'relative',
  reader: { locale: Locale; timeZone: string },
): string {
  const local = DateTime.fromJSDate(at, { zone: reader.timeZone }).setLocale(reader.locale);
  switch (as) {
    case 'date':
      return local.toLocaleString(DateTime.DATE_MED);
    case 'time':
      return local.toLocaleString(DateTime.TIME_SIMPLE);
    case 'datetime':
    case 'relative':
      // A relative time would go stale in a chat that does not redraw it.
      return local.toLocaleString(DateTime.DATETIME_MED);
  }
}
