import { DateTime } from 'luxon';

/** Days on which many communities are quieter or louder than usual. Month and day of the calendar of the West. */
const FIXED: Readonly<Record<string, string>> = {
  '12-31': 'new_year',
  '01-01': 'new_year',
  '12-24': 'christmas',
  '12-25': 'christmas',
  '12-26': 'christmas',
  '05-01': 'labour_day',
  '10-01': 'national_day',
  '10-02': 'national_day',
  '10-03': 'national_day',
};

/** The same of the Chinese calendar; a leap month is none of them. */
const LUNAR: Readonly<Record<string, string>> = {
  '1-1': 'spring_festival',
  '1-2': 'spring_festival',
  '1-3': 'spring_festival',
  '5-5': 'dragon_boat',
  '8-15': 'mid_autumn',
};

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/** The name of a public day that it is in the zone, or null. Only a hint: nobody's calendar is known. */
export function publicDay(at: Date, timeZone: string): string | null {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const noon = new Date(`${local.toISODate()}T12:00:00Z`);
  const of = (type: string) => lunar.formatToParts(noon).find((part) => part.type === type)?.value ?? '';
  return FIXED[local.toFormat('MM-dd')] ?? LUNAR[`${of('month')}-${of('day')}`] ?? null;
}
