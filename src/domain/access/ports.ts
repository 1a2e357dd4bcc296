import type { Outcome } from '#kernel/outcome';
import type { Platform, Rank } from '#domain/members';
import type { Observed, PlaceCandidate, PlaceKind } from './model.js';

/** Where a seat is, in the platform's own ids. */
export interface SeatAddress {
  spaceId: string;
  kind: PlaceKind;
  /** Role id; empty for a room. */
  placeId: string;
  personId: string;
}

export type Look =
  | { kind: 'seen'; observed: Exclude<Observed, 'unknown'>; present: boolean }
  | { kind: 'forbidden'; code: string }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'unknown'; reason: string };

/** Everybody in a space with the roles they hold, by the platform's id of the person; null: no answer. */
export type Census = ReadonlyMap<string, readonly string[]> | null;

/** One platform's seats. Nothing here decides; it does, and says what it saw. */
export interface SeatPort {
  look(seat: SeatAddress): Promise<Look>;
  /**
   * Makes it so. `out` of a room is removal without a ban: on Telegram a ban that is lifted again;
   * `lifting` says that an earlier removal stopped between the two. `onBanned` is awaited before the ban.
   * A ban by a person is never lifted. `reason` goes to the platform's own audit log.
   */
  ensure(
    seat: SeatAddress,
    wanted: 'in' | 'out',
    options: { lifting: boolean; beforeBan: () => Promise<void>; reason: string },
  ): Promise<Outcome>;
  /** Everybody at once, where the platform can list them: a pass over thousands need not ask one by one. */
  census?(spaceId: string): Promise<Census>;
  /** Roles and rooms of a space that could be handed out; `fresh`: as it is now, not as it was a moment ago. */
  candidates(spaceId: string, spaceTitle: string, fresh?: boolean): Promise<PlaceCandidate[]>;
  /** A standing link by which a person asks to join, or null where the platform has none. */
  joinLink(spaceId: string): Promise<string | null>;
  /** What the platform itself lets this person do in the space, asked live. */
  standing(spaceId: string, personId: string): Promise<Exclude<Rank, 'creator'> | 'stranger'>;
}

export type SeatPorts = Partial<Record<Platform, SeatPort>>;
