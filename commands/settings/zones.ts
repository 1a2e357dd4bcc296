import { DateTime } from 'luxon';
import { flat, say, type CommandContext, type Suggestion } from '#contracts';
import { isTimeZone } from '#domain/members';
import { UserFacingError } from '#kernel/errors';

/** Cities that people type and the list of zones does not have under that name. */
const cities: Record<string, string> = {
  beijing: 'Asia/Shanghai',
  shenzhen: 'Asia/Shanghai',
  guangzhou: 'Asia/Shanghai',
  北京: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
  深圳: 'Asia/Shanghai',
  广州: 'Asia/Shanghai',
  中国: 'Asia/Shanghai',
  香港: 'Asia/Hong_Kong',
  澳门: 'Asia/Macau',
  台北: 'Asia/Taipei',
  新加坡: 'Asia/Singapore',
  吉隆坡: 'Asia/Kuala_Lumpur',
  东京: 'Asia/Tokyo',
  首尔: 'Asia/Seoul',
  曼谷: 'Asia/Bangkok',
  迪拜: 'Asia/Dubai',
  悉尼: 'Australia/Sydney',
  墨尔本: 'Australia/Melbourne',
  奥克兰: 'Pacific/Auckland',
  伦敦: 'Europe/London',
  巴黎: 'Europe/Paris',
  柏林: 'Europe/Berlin',
  莫斯科: 'Europe/Moscow',
  纽约: 'America/New_York',
  多伦多: 'America/Toronto',
  芝加哥: 'America/Chicago',
  洛杉矶: 'America/Los_Angeles',
  旧金山: 'America/Los_Angeles',
  温哥华: 'America/Vancouver',
  'san francisco': 'America/Los_Angeles',
  boston: 'America/New_York',
  washington: 'America/New_York',
  mumbai: 'Asia/Kolkata',
};

/** Offered before anything is typed. */
const usual = [
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'UTC',
];

/** Time zones by name or city, with their offset today. */
export function suggestZones(typed: string, { actor, community, now }: CommandContext): Suggestion[] {
  const text = typed.trim().toLowerCase();
  const all = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
  const byCity = Object.entries(cities).flatMap(([city, zone]) =>
    text && city.startsWith(text) ? [zone] : [],
  );
  const wanted = text.replaceAll(/[\s-]+/g, '_');
  const found =
    text === ''
      ? [actor.timeZone, community.timeZone, ...usual]
      : [...byCity, ...all.filter((zone) => zone.toLowerCase().includes(wanted))];
  return [...new Set(found)].slice(0, 25).map((zone) => {
    const offset = `UTC${DateTime.fromJSDate(now, { zone }).toFormat('Z')}`;
    return { value: zone, label: flat(say('member.settings.zone_label', { zone, offset }), actor) };
  });
}

/** The zone a person picked or named. Throws UserFacingError `time_zone_unknown`. */
export function zoneOf(typed: string): string {
  const text = typed.trim();
  const typedCity = text.toLowerCase();
  // Its own names only: every object knows a "constructor" besides.
  const city = Object.hasOwn(cities, typedCity) ? cities[typedCity] : undefined;
  if (city) return city;
  const wanted = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => {
    const lower = zone.toLowerCase();
    return lower === wanted || lower.split('/').at(-1) === wanted;
  });
  if (named.length === 1 && named[0]) return named[0];
  if (isTimeZone(text)) return text;
  throw new UserFacingError('time_zone_unknown', { zone: text });
}
