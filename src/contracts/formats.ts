import { DateTime } from 'luxon';
import type { Locale } from '#domain/members';

/**
 * Money as people write it, from minor units: `$19.00`, `¥128.00`, `¥1,900` (yen has no minor unit).
 * @param currency ISO 4217 in any case
 */
export function moneyText(minor: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: currency.toUpperCase() });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
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
