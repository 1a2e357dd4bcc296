import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { dueAt, type DropCondition, type DropFacts } from '#domain/drops';

const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const START = Date.UTC(2025, 11, 28);
const END = Date.UTC(2028, 0, 4);
const HOUR = 3_600_000;

interface Change {
  at: number;
  /** Minutes ahead of UTC. */
  before: number;
  after: number;
}

/** Every change of clocks of 2026 and 2027, found by looking at each day and halving; independent of the rules. */
function changesIn(zone: string): Change[] {
  const offset = (at: number) => IANAZone.create(zone).offset(at);
  const found: Change[] = [];
  for (let day = START; day < END; day += 24 * HOUR) {
    const [before, after] = [offset(day), offset(day + 24 * HOUR)];
    if (before === after) continue;
    let [low, high] = [day, day + 24 * HOUR];
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
  }
  return found;
}

const facts = (zone: string, publishedAt = new Date(START), joinedAt: Date | null = null): DropFacts => ({
  zone,
  publishedAt,
  joinedAt,
  finished: new Map(),
});

const due = (all: DropCondition[], given: DropFacts): Date => {
  const at = dueAt({ all, zone: 'community' }, given);
  if (!(at instanceof Date)) throw new Error(`waits for ${at.waits}`);
  return at;
};

/** What a clock on a wall shows, by the platform's own calendar. */
const wall = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

/** By the offsets around it alone: the first of two, the end of a gap, else what the clock shows. */
function promised(local: string, changes: readonly Change[], zone: string): number {
  const asUtc = Date.parse(`${local}:00Z`);
  for (const { at, before, after } of changes) {
    const [from, to] = [at + before * 60_000, at + after * 60_000];
    if (asUtc >= from && asUtc < to) return at;
    if (asUtc >= to && asUtc < from) return asUtc - before * 60_000;
  }
  const passed = changes.filter(({ at, after }) => at + after * 60_000 <= asUtc).at(-1);
  return asUtc - (passed?.after ?? IANAZone.create(zone).offset(START)) * 60_000;
}

describe('all zones, every change of clocks of two years', () => {
  const changes = new Map(zones.map((zone) => [zone, changesIn(zone)]));

  it('has found them', () => {
    expect(zones.length).toBeGreaterThan(400);
    expect([...changes.values()].flat().length).toBeGreaterThan(400);
    expect(changes.get('Europe/Berlin')?.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-10-31T01:00:00.000Z',
    ]);
  });

  it('has each weekly drop once, at the promised local time', () => {
    for (const zone of zones) {
      const list = changes.get(zone) ?? [];
      const wrong: string[] = [];
      const seen = new Set<number>();
      for (let nth = 1; nth <= 104; nth += 1) {
        const at = due(
          [{ kind: 'weekly', weekdays: [2], time: '20:00', nth, from: '2026-01-01' }],
          facts(zone),
        );
        const local = new Date(Date.UTC(2026, 0, 6) + (nth - 1) * 7 * 24 * HOUR).toISOString().slice(0, 10);
        if (at.getTime() !== promised(`${local}T20:00`, list, zone)) wrong.push(`${zone} ${local}`);
        // The platform's own calendar is slow to ask: around the changes it is.
        const isNear =
          nth % 26 === 1 || list.some((change) => Math.abs(change.at - at.getTime()) < 8 * 24 * HOUR);
        if (isNear && wall(at, zone) !== `${local}T20:00`) wrong.push(`${zone} shows ${wall(at, zone)}`);
        seen.add(at.getTime());
      }
      expect(wrong).toEqual([]);
      expect(seen.size).toBe(104);
    }
  });

  it('has a drop of every quarter of an hour of the nights of a change once: on time, or right after the gap', () => {
    let skipped = 0;
    let twice = 0;
    for (const zone of zones) {
      const list = changes.get(zone) ?? [];
      for (const change of list) {
        const [low, high] = [Math.min(change.before, change.after), Math.max(change.before, change.after)];
        const edges = [low - 15, low, low + 15, high - 1, high, high + 15];
        for (const edge of edges) {
          const local = new Date(change.at + edge * 60_000).toISOString().slice(0, 16);
          const at = due([{ kind: 'at', local }], facts(zone));
          expect(at.getTime(), `${zone} ${local}`).toBe(promised(local, list, zone));
          const isShown = wall(at, zone) === local;
          const inGap = change.after > change.before && edge >= change.before && edge < change.after;
          expect(isShown, `${zone} ${local}`).toBe(!inGap);
          if (inGap) {
            skipped += 1;
            expect(at.getTime()).toBe(change.at);
          } else if (change.after < change.before && edge >= change.after && edge < change.before) {
            twice += 1;
            expect(at.getTime()).toBeLessThan(change.at);
          }
        }
      }
    }
    expect(skipped).toBeGreaterThan(100);
    expect(twice).toBeGreaterThan(100);
  });

  it('has a daily drop once a day through every change, in order', () => {
    for (const zone of zones) {
      const list = changes.get(zone) ?? [];
      for (const change of list) {
        // At the local time in the middle of what is skipped or shown twice: the hardest.
        const middle = change.at + ((change.before + change.after) / 2) * 60_000;
        const time = new Date(middle).toISOString().slice(11, 16);
        const first = new Date(middle - 3 * 24 * HOUR).toISOString().slice(0, 10);
        let last = -Infinity;
        for (let nth = 1; nth <= 6; nth += 1) {
          const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
          const at = due([{ kind: 'weekly', weekdays: [...weekdays], time, nth, from: first }], facts(zone));
          const local = `${new Date(Date.parse(first) + (nth - 1) * 24 * HOUR).toISOString().slice(0, 10)}T${time}`;
          expect(at.getTime(), `${zone} ${local}`).toBe(promised(local, list, zone));
          expect(at.getTime()).toBeGreaterThan(last);
          last = at.getTime();
        }
      }
    }
  });

  it('counts days after joining by the calendar, across every change', () => {
    for (const zone of zones) {
      for (const change of changes.get(zone) ?? []) {
        const joinedAt = new Date(change.at - 30 * HOUR);
        const at = due(
          [{ kind: 'after_joining', days: 3, time: '20:00' }],
          facts(zone, new Date(START), joinedAt),
        );
        const day = DateTime.fromJSDate(joinedAt, { zone }).plus({ days: 3 }).toFormat('yyyy-MM-dd');
        expect(wall(at, zone)).toBe(`${day}T20:00`);
      }
    }
  });
});

describe('rules', () => {
  const zone = 'Asia/Shanghai';
  const published = new Date('2026-06-01T00:00:00Z');
  const at = (all: DropCondition[], given: Partial<DropFacts> = {}) =>
    due(all, { ...facts(zone, published), ...given }).toISOString();

  it('hold when the latest of their conditions does', () => {
    expect(at([{ kind: 'now' }])).toBe('2026-06-01T00:00:00.000Z');
    expect(at([{ kind: 'at', local: '2026-05-01T20:00' }])).toBe('2026-06-01T00:00:00.000Z');
    const both: DropCondition[] = [
      { kind: 'at', local: '2026-06-10T20:00' },
      { kind: 'after_joining', days: 3, time: '08:00' },
    ];
    expect(at(both, { joinedAt: new Date('2026-06-02T00:00:00Z') })).toBe('2026-06-10T12:00:00.000Z');
    expect(at(both, { joinedAt: new Date('2026-06-20T00:00:00Z') })).toBe('2026-06-23T00:00:00.000Z');
  });

  it('take the weekly slot after all else', () => {
    const finished = new Map([['one', new Date('2026-06-09T12:00:01Z')]]);
    const tuesday = { kind: 'weekly', weekdays: [2], time: '20:00', nth: 1 } as const;
    const all: DropCondition[] = [
      { ...tuesday, weekdays: [2] },
      { kind: 'after_lesson', lessonKey: 'one' },
    ];
    // Finished a second after Tuesday's slot: the next one is a week later.
    expect(at(all, { finished })).toBe('2026-06-16T12:00:00.000Z');
    expect(at([{ kind: 'weekly', weekdays: [2, 4], time: '20:00', nth: 4 }])).toBe(
      '2026-06-11T12:00:00.000Z',
    );
  });

  it('wait for people, and say for what', () => {
    const rule = (all: DropCondition[]) => dueAt({ all, zone: 'member' }, facts(zone, published));
    expect(rule([{ kind: 'after_joining', days: 0 }])).toEqual({ waits: 'joining' });
    expect(rule([{ kind: 'now' }, { kind: 'after_lesson', lessonKey: 'x' }])).toEqual({
      waits: 'lesson',
      lessonKey: 'x',
    });
  });

  it('never open before somebody came', () => {
    const joinedAt = new Date('2026-06-02T13:00:00Z');
    // It is 21:00 when they join: today's 20:00 is over.
    expect(at([{ kind: 'after_joining', days: 0, time: '20:00' }], { joinedAt })).toBe(
      '2026-06-03T12:00:00.000Z',
    );
    expect(at([{ kind: 'after_joining', days: 1, time: '20:00' }], { joinedAt })).toBe(
      '2026-06-03T12:00:00.000Z',
    );
    expect(at([{ kind: 'after_joining', days: 0 }], { joinedAt })).toBe('2026-06-02T13:00:00.000Z');
  });
});
