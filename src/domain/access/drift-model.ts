import type { Observed, PassReport, Place, Wanted } from './model.js';

/** One reconciliation pass: when, how many seats it looked at, and what it found. */
export interface Pass extends PassReport {
  id: string;
  startedAt: Date;
  /** null: it is under way, or the process died in it. */
  finishedAt: Date | null;
}

/** A seat that a pass found other than wanted, and what became of it. */
export interface Drifted {
  memberId: string;
  /** null: no plan knows this place any more. */
  place: Place | null;
  wanted: Wanted;
  /** What the platform showed when the pass looked, and when that was. */
  seen: Observed;
  seenAt: Date;
  /** When the platform showed what is wanted; null: not yet. */
  repairedAt: Date | null;
  /** How that was seen: `read-back`, `event` or `sweep`. `moot`: something else is wanted since then. */
  repairedBy: string | null;
  /** Of an open one: why it could not be closed, as a code of `problems.` texts. */
  problem: string | null;
}

/** A seat with a gap that time or the member alone will not close. */
export interface Trouble {
  memberId: string;
  place: Place;
  wanted: Wanted;
  observed: Observed;
  observedAt: Date | null;
  /** A code of `problems.` texts; null: nothing was tried yet. */
  problem: string | null;
  attempts: number;
  retryAt: Date | null;
}

/** The last pass with its proof. */
export interface DriftReport {
  /** null: there was none yet. */
  last: Pass | null;
  /** When a whole pass last found nothing to put right. */
  cleanAt: Date | null;
  /** What the last pass found, and what is open since earlier ones; open ones first, as many as asked for. */
  drifts: Drifted[];
  /** How many there are of these. */
  found: number;
  /** Seats with a gap now, whoever found it. */
  open: number;
}

/** What the access room tells about drift; part of its door. */
export interface DriftDoor {
  driftReport(communityId: string, page: { offset: number; limit: number }): Promise<DriftReport>;
  /** Seats with a gap now, those that wait longest first. */
  troubles(communityId: string, page: { offset: number; limit: number }): Promise<Trouble[]>;
  /** Looks at the seats now, however fresh, and has what drifted put right. Bounded by `limit` seats. */
  passNow(communityId: string, limit: number): Promise<PassReport>;
  /**
   * Tries every seat with a gap again, at once. Its removals count as a wave, as those of a pass do.
   * @returns how many seats
   */
  retryTroubles(communityId: string, byId: string): Promise<number>;
  /** Forgets passes and closed drifts older than 90 days. */
  tidy(communityId: string): Promise<void>;
}
