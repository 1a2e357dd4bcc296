import { DateTime } from 'luxon';
import { dateRules } from './date-rules.js';
import { english } from './grammar.js';
import { languageOf } from './language.js';
import type { Facts } from './model.js';
import { moneyIn } from './money.js';

/** A question is short; what follows is not looked at. */
const ENOUGH = 1_000;
/** Each kind, at most. */
const MOST = 5;
/** Told of what happened. */
const PAST =
  /\b(?:paid|was|were|did|didn'?t|had|got|bought|charged|billed|since|ago|went|signed|joined|cancell?ed|subscribed|renewed)\b|[了过過付扣买買]/u;
/** What the grammar takes for a person. */
const NOBODY =
  /^(?:discord|telegram|stripe|visa|pay\s?pal|mastercard|amex|zoom|lyceum|bot|admin|mod|pro|may|will|mark|bill)$/i;

/**
 * Days, money and names in a question, as they were written and as they are meant on the day `now` in `zone` (an
 * IANA name). English names are found by the grammar, Chinese ones by their titles.
 */
export function factsIn(text: string, now: Date, zone: string): Facts {
  const some = text.slice(0, ENOUGH).normalize('NFKC');
  return {
    dates: datesIn(some, DateTime.fromJSDate(now, { zone }).startOf('day')),
    money: distinct(moneyIn(some), (one) => one.text.toLowerCase()),
    names: distinct(namesIn(some), (one) => one.toLowerCase()),
  };
}

function datesIn(text: string, today: DateTime): Facts['dates'] {
  const lower = text.toLowerCase();
  const isPast = PAST.test(lower);
  const found = dateRules
    .flatMap(({ sign, span }) =>
      [...lower.matchAll(sign)].map((match) => ({
        at: match.index,
        end: match.index + match[0].length,
        span: span([...match], today, isPast),
      })),
    )
    .sort((one, other) => one.at - other.at || other.end - one.end);
  let until = 0;
  const apart = found.filter(({ at, end }) => at >= until && (until = end) > 0);
  const dates = apart.map(({ at, end, span }) => ({
    text: text.slice(at, end),
    from: span?.from.toISODate() ?? null,
    to: span?.to.toISODate() ?? null,
  }));
  return distinct(dates, (one) => one.text.toLowerCase());
}

function namesIn(text: string): string[] {
  const called = [
    ...text.matchAll(/@([\p{L}\p{N}_.]{2,32})|([\p{Script=Han}]{1,2})(?:老师|老師|助教)/gu),
  ].map(([whole]) => whole);
  if (languageOf(text) !== 'en') return called;
  const people = english(text).people().out('array') as string[];
  return [...people.map((name) => name.replace(/^[^\p{L}]+|[^\p{L}]+$|['’]s$/gu, '')), ...called].filter(
    (name) => name.length > 1 && !NOBODY.test(name),
  );
}

function distinct<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()].slice(0, MOST);
}
