import type { Look } from '#domain/access';
import type { Platform } from '#domain/members';
import type { Outcome } from '#kernel/outcome';
import type { History, HistoryPlace, Trouble } from './history.js';

/** The room around the roles of a guild, which only the removal policies know. */
export const aroundRoles = (spaceId: string): HistoryPlace => ({
  id: `around-${spaceId}`,
  platform: 'discord',
  spaceId,
  kind: 'room',
  planIds: [],
  phases: {},
});

/** The platforms as they really are, for one person. */
export function createWorld(history: History) {
  const inside = new Map<string, Set<string>>(history.present.map((spaceId) => [spaceId, new Set()]));
  for (const place of history.places) {
    if (place.kind === 'role' && history.byHand.includes(place.id)) inside.get(place.spaceId)?.add(place.id);
  }
  const asking = new Set<string>();
  const banned = new Set<string>();
  /** Everything that was taken from the person, in order. */
  const taken: { at: number; placeId: string }[] = [];

  const trouble = (platform: Platform, at: number): Trouble | undefined =>
    history.platformAway.find((one) => one.platform === platform && one.from <= at && at < one.to)?.answer;

  function has(place: Pick<HistoryPlace, 'id' | 'kind' | 'spaceId'>): boolean {
    const roles = inside.get(place.spaceId);
    return place.kind === 'room' ? roles !== undefined : (roles?.has(place.id) ?? false);
  }

  function give(place: HistoryPlace): Outcome {
    const roles = inside.get(place.spaceId);
    if (place.kind === 'role') {
      if (!roles) return { kind: 'absent' };
      roles.add(place.id);
      return { kind: 'done' };
    }
    // Nobody can be put into a room: they come by themselves, or asked and are let in.
    if (!asking.delete(place.spaceId)) return { kind: 'absent' };
    inside.set(place.spaceId, new Set());
    return { kind: 'done' };
  }

  function take(place: HistoryPlace, at: number): Outcome {
    taken.push({ at, placeId: place.id });
    if (place.kind === 'role') inside.get(place.spaceId)?.delete(place.id);
    else inside.delete(place.spaceId);
    return { kind: 'done' };
  }

  return {
    taken,
    has,
    presenceIn: (spaceId: string) =>
      inside.has(spaceId) ? ('in' as const) : banned.has(spaceId) ? ('banned' as const) : ('out' as const),
    rolesIn: (spaceId: string) => [...(inside.get(spaceId) ?? [])],

    look(place: HistoryPlace, at: number): Look {
      if (trouble(place.platform, at)) return { kind: 'unknown', reason: 'no answer' };
      const observed = has(place) ? 'in' : banned.has(place.spaceId) ? 'banned' : 'out';
      return { kind: 'seen', observed, present: inside.has(place.spaceId) };
    },

    ensure(place: HistoryPlace, wanted: 'in' | 'out', at: number, lifting: boolean): Outcome {
      const answer = trouble(place.platform, at);
      if (answer === 'retry') return { kind: 'retry', afterMs: 90_000 };
      if (answer === 'lost') return { kind: 'unknown', reason: 'no answer' };
      if (wanted === 'in' && banned.has(place.spaceId)) {
        if (!lifting) return { kind: 'forbidden', code: 'banned_there' };
        banned.delete(place.spaceId);
      }
      let outcome: Outcome = { kind: 'already' };
      if (has(place) !== (wanted === 'in')) {
        outcome = wanted === 'in' ? give(place) : take(place, at);
        if (answer === 'half' && wanted === 'out' && place.platform === 'telegram') banned.add(place.spaceId);
      } else if (wanted === 'out' && banned.has(place.spaceId) && lifting && !answer) {
        banned.delete(place.spaceId);
        outcome = { kind: 'done' };
      }
      return answer ? { kind: 'unknown', reason: 'the answer was lost' } : outcome;
    },

    /** The person goes to a space. Discord lets everybody in; a group asks whoever watches over it. */
    join(platform: Platform, spaceId: string): void {
      if (inside.has(spaceId) || banned.has(spaceId)) return;
      if (platform === 'discord') inside.set(spaceId, new Set());
      else asking.add(spaceId);
    },
    isAsking: (spaceId: string) => asking.has(spaceId),
    answerAsking(spaceId: string, verdict: 'approve' | 'decline' | 'ignore'): void {
      if (verdict === 'ignore' || !asking.delete(spaceId)) return;
      if (verdict === 'approve') inside.set(spaceId, new Set());
    },
    leave: (spaceId: string): void => void inside.delete(spaceId),
  };
}

export type World = ReturnType<typeof createWorld>;

/** When the provider answers again; null: it does now. */
export function awayUntil(history: History, at: number): number | null {
  const away = history.providerAway.filter((one) => one.from <= at && at < one.to);
  return away.length === 0 ? null : Math.max(...away.map((one) => one.to));
}

/** When a platform answers again; null: it does now. */
export function troubleUntil(history: History, platform: Platform, at: number): number | null {
  const away = history.platformAway.filter(
    (one) => one.platform === platform && one.from <= at && at < one.to,
  );
  return away.length === 0 ? null : Math.max(...away.map((one) => one.to));
}
