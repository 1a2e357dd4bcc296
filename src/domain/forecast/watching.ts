import type { Database } from '#database';
import type { Delivery } from '#domain/delivery';
import type { Drops } from '#domain/drops';
import type { Engagement } from '#domain/engagement';
import type { Members } from '#domain/members';
import { days, hours, later, type Clock, hourOf } from '#kernel/clock';
import { midnight } from './calendar.js';
import { causeOf, type Around } from './causes.js';
import { publicDay } from './public-days.js';
import { forecasted, type Forecasted, type Forecasts, type OddityFound } from './sheet.js';
import type { KeptSheet, NewOddity, Store } from './store.js';
import { expectedAt } from './expected.js';
import { findings, type Finding } from './watch-plan.js';

export interface WatchingDeps {
  database: Database;
  engagement: Pick<Engagement, 'series'>;
  members: Pick<Members, 'community'>;
  delivery: Pick<Delivery, 'post' | 'wake'>;
  drops: Pick<Drops, 'announced'>;
  /** Members who asked to be told. */
  readers: (communityId: string) => Promise<string[]>;
  store: Store;
  clock: Clock;
}

/** Closed hours that are looked at again each time, should nobody have looked in between; and days. */
const HOURS_BACK = 24;
const DAYS_BACK = 2;
/** Hours before these that are needed to judge them. */
const LEAD = 6;
/** Findings are kept for so long. */
const KEPT_DAYS = 400;
/** A lesson that was announced so many hours before may be the cause. */
const DROP_HOURS = 3;
const VOICE_WEEKS = 4;

/** Looks at what closed. */
export function createWatching(deps: WatchingDeps): Pick<Forecasts, 'watch' | 'oddities'> {
  const { engagement, members, store, clock } = deps;

  /** The series of each measure over the hours that are looked at. */
  async function hourly(communityId: string, from: Date, to: Date) {
    const all = new Map<Forecasted, (number | null)[]>();
    for (const measure of forecasted) {
      all.set(measure, await engagement.series(communityId, { measure, step: 'hour', from, to }));
    }
    return all;
  }

  async function inHours(communityId: string, now: Date): Promise<NewOddity[]> {
    const to = hourOf(now);
    const from = later(to, -hours(HOURS_BACK + LEAD));
    const series = await hourly(communityId, from, to);
    const known = await store.oddities(communityId, later(from, -days(8)), to);
    const sheets = new Map<Forecasted, KeptSheet | null>();
    for (const measure of forecasted) sheets.set(measure, await store.sheet(communityId, measure, 'hour'));
    const expectedOf = (measure: Forecasted) => {
      const sheet = sheets.get(measure);
      return sheet ? expectedAt(sheet, from, HOURS_BACK + LEAD) : [];
    };
    const out: NewOddity[] = [];
    for (const measure of forecasted) {
      const [came, spread] = [series.get(measure) ?? [], sheets.get(measure)?.spread];
      if (!spread) continue;
      const found = known
        .filter((one) => one.measure === measure)
        .map((one) => (one.from.getTime() - from.getTime()) / hours(1) + one.hours - 1);
      const line = { step: 'hour' as const, came, expected: expectedOf(measure), spread, found };
      for (const one of findings(line, LEAD)) {
        const sums = (of: Forecasted) => ({
          seen: sum((series.get(of) ?? []).slice(one.at, one.at + one.steps)),
          expected: sum(expectedOf(of).slice(one.at, one.at + one.steps)),
        });
        const missing = came
          .slice(Math.max(0, one.at - LEAD), one.at + one.steps + 2)
          .filter((v) => v === null);
        const begun = later(from, hours(one.at));
        out.push(
          await named(
            communityId,
            { measure, from: begun, hours: one.steps, one },
            {
              direction: one.direction,
              missing: missing.length,
              joins: sums('joins'),
              messages: sums('messages'),
            },
          ),
        );
      }
    }
    return out;
  }

  async function inDays(communityId: string, now: Date): Promise<NewOddity[]> {
    const { timeZone } = await members.community(communityId);
    const [from, to] = [midnight(now, timeZone, -DAYS_BACK), midnight(now, timeZone)];
    const known = await store.oddities(communityId, later(from, -days(1)), now);
    const heard = await engagement.series(communityId, {
      measure: 'messages',
      step: 'hour',
      from: hourOf(from),
      to: hourOf(to),
    });
    const out: NewOddity[] = [];
    for (const measure of forecasted) {
      const sheet = await store.sheet(communityId, measure, 'day');
      if (!sheet?.spread || sheet.lo95.length === 0) continue;
      const series = await engagement.series(communityId, { measure, step: 'day', from, to });
      const begins = series.map((_, at) => midnight(from, timeZone, at));
      const came = series.map((value, at) => {
        const begin = begins[at] as Date;
        const end = midnight(from, timeZone, at + 1);
        // A day of which some hours were not heard, or of which something was found already, is not judged.
        const hole = heard
          .slice((begin.getTime() - from.getTime()) / hours(1), (end.getTime() - from.getTime()) / hours(1))
          .includes(null);
        const told = known.some(
          (one) => one.measure === measure && one.from < end && later(one.from, hours(one.hours)) > begin,
        );
        return hole || told ? null : value;
      });
      const expected = expectedAt(sheet, from, came.length, begins);
      for (const one of findings({ step: 'day', came, expected, spread: sheet.spread, found: [] }, 0)) {
        const none = { seen: 0, expected: 0 };
        out.push(
          await named(
            communityId,
            { measure, from: begins[one.at] as Date, hours: 24, one },
            { direction: one.direction, missing: 0, joins: none, messages: none },
          ),
        );
      }
    }
    return out;
  }

  /** With its likely cause. */
  async function named(
    communityId: string,
    about: { measure: Forecasted; from: Date; hours: number; one: Finding },
    seen: Pick<Around, 'direction' | 'missing' | 'joins' | 'messages'>,
  ): Promise<NewOddity> {
    const { measure, from, one } = about;
    const to = later(from, hours(about.hours));
    const { timeZone } = await members.community(communityId);
    const early = later(from, -hours(DROP_HOURS));
    const announced = await deps.drops.announced(communityId, early, to);
    const voice = async (begin: Date, end: Date) =>
      sum(await engagement.series(communityId, { measure: 'voice', step: 'hour', from: begin, to: end }));
    let usual = 0;
    for (let week = 1; week <= VOICE_WEEKS; week += 1) {
      usual += await voice(later(from, -days(7 * week)), later(to, -days(7 * week)));
    }
    const { cause, subject } = causeOf({
      ...seen,
      voice: { seen: await voice(from, to), usual: usual / VOICE_WEEKS },
      announced: announced.map(({ lessonTitle }) => lessonTitle),
      holiday: publicDay(from, timeZone),
    });
    const { seen: came, expected, direction, probability } = one;
    return {
      measure,
      from,
      hours: about.hours,
      seen: came,
      expected,
      direction,
      probability,
      cause,
      subject,
    };
  }

  return {
    async watch(communityId) {
      const now = clock.now();
      const found = [...(await inHours(communityId, now))];
      found.push(...(await inDays(communityId, now)));
      // What is least likely is told; of one time, messages say more than those who wrote them.
      found.sort((a, b) => a.probability - b.probability);
      const kept: OddityFound[] = [];
      for (const one of found) {
        const row = await keep(deps, communityId, one, now);
        if (row) kept.push(row);
      }
      await store.forgetOddities(communityId, later(now, -days(KEPT_DAYS)));
      return kept;
    },
    oddities: (communityId, from, to) => store.oddities(communityId, from, to),
  };
}

/** Days between two that are told. */
const BUDGET_DAYS = 7;

/** Writes it down, and tells those who asked, at most once a week. @returns null where it is known */
async function keep(
  { database, delivery, readers, store }: WatchingDeps,
  communityId: string,
  found: NewOddity,
  now: Date,
): Promise<OddityFound | null> {
  const who = await readers(communityId);
  const done = await database.transaction(async (tx) => {
    const isFree = !(await store.toldSince(tx, communityId, later(now, -days(BUDGET_DAYS))));
    const toldAt = isFree && who.length > 0 ? now : null;
    const id = await store.addOddity(tx, communityId, now, found, toldAt);
    if (id === null) return null;
    const { from, probability: _, ...values } = found;
    const posted = [];
    for (const memberId of toldAt ? who : []) {
      posted.push(
        await delivery.post(tx, {
          communityId,
          memberId,
          kind: 'odd_activity',
          key: `odd:${id}:${memberId}`,
          values: { ...values, oddityId: id, from: from.toISOString() },
        }),
      );
    }
    return { row: { ...found, id, toldAt }, posted };
  });
  if (!done) return null;
  await delivery.wake(communityId, done.posted);
  return done.row;
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
