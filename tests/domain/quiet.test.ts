import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { afterQuietHours } from '#domain/delivery';
import { hours, later, minutes } from '#kernel/clock';

type QuietHours = Parameters<typeof afterQuietHours>[1];

const at = (hour: number, minute = 0) => hour * 60 + minute;
const night = (timeZone: string): QuietHours => ({ quietFrom: at(22), quietTo: at(8), timeZone });
const local = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toJSDate();

function isQuiet(now: Date, { quietFrom, quietTo, timeZone }: QuietHours): boolean {
  const { hour, minute } = DateTime.fromJSDate(now, { zone: timeZone });
  const clock = at(hour, minute);
  for (let minute = quietFrom ?? 0; minute !== quietTo; minute = (minute + 1) % 1440) {
    if (minute === clock) return true;
  }
  return false;
}

describe('quiet hours', () => {
  it('are none unless both ends are set', () => {
    const now = local('2026-05-10T23:30', 'Europe/Berlin');
    for (const quiet of [
      { quietFrom: null, quietTo: null },
      { quietFrom: at(22), quietTo: null },
      { quietFrom: null, quietTo: at(8) },
      { quietFrom: at(8), quietTo: at(8) },
    ]) {
      expect(afterQuietHours(now, { ...quiet, timeZone: 'Europe/Berlin' })).toEqual(now);
    }
  });

  it('run over midnight: before it until tomorrow morning, after it until this morning', () => {
    const zone = 'Asia/Shanghai';
    const morning = local('2026-05-11T08:00', zone);
    expect(afterQuietHours(local('2026-05-10T22:00', zone), night(zone))).toEqual(morning);
    expect(afterQuietHours(local('2026-05-10T23:59', zone), night(zone))).toEqual(morning);
    expect(afterQuietHours(local('2026-05-11T00:00', zone), night(zone))).toEqual(morning);
    expect(afterQuietHours(local('2026-05-11T07:59', zone), night(zone))).toEqual(morning);
  });

  it('begin and end on the minute', () => {
    const zone = 'America/New_York';
    const before = local('2026-05-10T21:59:59.999', zone);
    expect(afterQuietHours(before, night(zone))).toEqual(before);
    const end = local('2026-05-11T08:00', zone);
    expect(afterQuietHours(end, night(zone))).toEqual(end);
    expect(afterQuietHours(later(end, -1), night(zone))).toEqual(end);
  });

  it('may lie within a day', () => {
    const zone = 'Asia/Kolkata';
    const siesta = { quietFrom: at(13), quietTo: at(15, 30), timeZone: zone };
    expect(afterQuietHours(local('2026-05-10T14:00', zone), siesta)).toEqual(local('2026-05-10T15:30', zone));
    const morning = local('2026-05-10T12:59', zone);
    expect(afterQuietHours(morning, siesta)).toEqual(morning);
  });

  it('keep to the wall clock through both changes of daylight saving', () => {
    for (const [zone, spring, autumn] of [
      ['Europe/Berlin', '2026-03-29', '2026-10-25'],
      ['America/New_York', '2026-03-08', '2026-11-01'],
      ['Australia/Lord_Howe', '2026-10-04', '2026-04-05'],
      ['America/Santiago', '2026-09-06', '2026-04-05'],
    ] as const) {
      const eveOf = (day: string) =>
        DateTime.fromISO(day, { zone }).minus({ days: 1 }).set({ hour: 22, minute: 30 }).toJSDate();
      for (const day of [spring, autumn]) {
        expect(afterQuietHours(eveOf(day), night(zone))).toEqual(local(`${day}T08:00`, zone));
      }
      // The night is an hour shorter, or longer, or half an hour; never a fixed number of hours.
      const length = (day: string) =>
        afterQuietHours(eveOf(day), night(zone)).getTime() - eveOf(day).getTime();
      expect(length(spring)).toBeLessThan(hours(9.5));
      expect(length(autumn)).toBeGreaterThan(hours(9.5));
    }
  });

  it('whose end daylight saving skips end after the gap', () => {
    const quiet = { quietFrom: at(22), quietTo: at(2, 30), timeZone: 'Europe/Berlin' };
    const end = afterQuietHours(local('2026-03-28T23:00', quiet.timeZone), quiet);
    expect(isQuiet(end, quiet)).toBe(false);
    const gapEnds = local('2026-03-29T03:00', quiet.timeZone);
    expect(end.getTime()).toBeGreaterThanOrEqual(gapEnds.getTime());
    expect(end.getTime()).toBeLessThanOrEqual(later(gapEnds, minutes(30)).getTime());
  });

  it('whose end comes twice end at one of the two', () => {
    const quiet = { quietFrom: at(22), quietTo: at(2, 30), timeZone: 'Europe/Berlin' };
    for (const asked of ['2026-10-24T23:00', '2026-10-25T00:00', '2026-10-25T01:59']) {
      const end = afterQuietHours(local(asked, quiet.timeZone), quiet);
      expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']).toContain(end.toISOString());
    }
  });

  it('are over, wherever and whenever one asks, at the moment they name, and it is not far', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const minute = fc.integer({ min: 0, max: 1439 });
    const ms = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });
    const property = fc.property(ms, fc.constantFrom(...zones), minute, minute, (ms, timeZone, from, to) => {
      const now = new Date(ms);
      const quiet = { quietFrom: from, quietTo: to, timeZone };
      const end = afterQuietHours(now, quiet);
      expect(end >= now).toBe(true);
      expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(hours(25));
      if (!isQuiet(now, quiet)) expect(end).toEqual(now);
      else {
        expect(end > now).toBe(true);
        // A clock that is put forward around then may skip the very minutes that are not quiet.
        const offsets = [-hours(2), 0].map(
          (ms) => DateTime.fromJSDate(later(end, ms), { zone: timeZone }).offset,
        );
        if (offsets[0] !== offsets[1]) return;
        expect(isQuiet(end, quiet)).toBe(false);
        expect(isQuiet(later(end, -1), quiet)).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
