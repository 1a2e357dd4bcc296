import type { Members, Platform } from '#domain/members';
import { minutes, type Clock, hourOf } from '#kernel/clock';
import { hoursBetween } from './hours.js';
import { KNOWN_MINUTES } from './limits.js';
import type { Engagement } from './model.js';
import type { ListeningStore } from './listening-store.js';

export interface ListeningDeps {
  store: ListeningStore;
  members: Pick<Members, 'spaces'>;
  clock: Clock;
}

/** Calls that lie further apart than that left a gap, in which nobody listened. */
const GAP_MS = minutes(2);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long each hour was listened to, as far as it concerns the community. */
export interface Known {
  /** Minutes of an hour by UTC that all platforms were listened to. */
  minutes(hour: Date): number;
  /** Whether so much of it was listened to that its counts can be believed. */
  knows(hour: Date): boolean;
}

export type Listening = ReturnType<typeof createListening>;

export function createListening({ store, members, clock }: ListeningDeps) {
  const last = new Map<string, number>();

  const door: Pick<Engagement, 'listening' | 'listened'> = {
    async listening(communityId, platform) {
      const key = `${communityId}:${platform}`;
      const now = clock.now().getTime();
      const before = last.get(key);
      // The minute that runs was told already.
      if (before !== undefined && Math.floor(before / MINUTE) === Math.floor(now / MINUTE)) return;
      const from = before !== undefined && before < now && now - before <= GAP_MS ? before : now;
      await hear(communityId, platform, from, now + 1);
      last.set(key, now);
    },
    listened: (communityId, platform, from, to) => hear(communityId, platform, from.getTime(), to.getTime()),
  };

  /** Every minute that was touched counts. */
  async function hear(communityId: string, platform: Platform, from: number, to: number): Promise<void> {
    const bits = new Map<number, bigint>();
    for (let at = Math.floor(from / MINUTE) * MINUTE; at < to; at += MINUTE) {
      const hour = Math.floor(at / HOUR) * HOUR;
      bits.set(hour, (bits.get(hour) ?? 0n) | (1n << BigInt((at - hour) / MINUTE)));
    }
    const hours = [...bits].map(([hour, set]) => ({ hour: new Date(hour), bits: set }));
    if (hours.length > 0) await store.hear(communityId, platform, hours);
  }

  async function known(communityId: string, from: Date, to: Date): Promise<Known> {
    const spaces = await members.spaces(communityId);
    const live = new Set(spaces.map(({ platform }) => platform));
    const [first, rows] = [
      await store.first(communityId),
      await store.between(communityId, hourOf(from), to),
    ];
    const needed = [...first].filter(([platform]) => live.has(platform));
    const heard = new Map(
      rows.map(({ platform, hours, minutes: told }) => [
        platform,
        new Map(hours.map((hour, n) => [hour, told[n]])),
      ]),
    );
    const told = (hour: Date): number => {
      const wanted = needed.filter(([, since]) => since <= hour);
      if (wanted.length === 0) return 0;
      const nth = hour.getTime() / HOUR;
      return Math.min(...wanted.map(([platform]) => heard.get(platform)?.get(nth) ?? 0));
    };
    return { minutes: told, knows: (hour) => told(hour) >= KNOWN_MINUTES };
  }

  return {
    ...door,

    /**
     * What is known of the hours between. A platform counts from when it was first listened to, as long as the
     * community has a place there; before any was, nothing is known.
     */
    known,

    /** Minutes between two hours, or between midnights, that all of them were listened to. */
    async minutes(communityId: string, from: Date, to: Date): Promise<number> {
      const told = await known(communityId, from, to);
      return hoursBetween(from, to).reduce((sum, hour) => sum + told.minutes(hour), 0);
    },

    /** The first hour in which anything was listened to. */
    async since(communityId: string): Promise<Date | null> {
      const [first] = [...(await store.first(communityId)).values()].sort(
        (a, b) => a.getTime() - b.getTime(),
      );
      return first ?? null;
    },
  };
}
