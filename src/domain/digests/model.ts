import type { Belongings } from '#domain/members';

/** What a moderator sees of a week. */
export interface DigestWeek {
  week: string;
  due: number;
  sent: number;
  inbox: number;
  refused: number;
  empty: number;
  up: number;
  down: number;
  taken: number;
}

/** The room's door. */
export interface Digests extends Belongings {
  /** Writes one row for each member who may get a digest this week, due at their own best hour. */
  plan(communityId: string): Promise<{ planned: number }>;
  /** Members whose digest is due and not composed. */
  due(communityId: string, limit: number): Promise<string[]>;
  /** Composes one member's digest and posts it; a second time does nothing. @returns the message's id, or null */
  compose(communityId: string, memberId: string, week: string): Promise<string | null>;
  weeks(communityId: string, count: number): Promise<DigestWeek[]>;
  /** Posts the weekly report and forecast to those who asked, once a week each. */
  reports(communityId: string): Promise<string[]>;
  readers(
    communityId: string,
  ): Promise<{ memberId: string; report: boolean; forecast: boolean; alerts: boolean }[]>;
  setReader(
    communityId: string,
    memberId: string,
    change: { report?: boolean; forecast?: boolean; alerts?: boolean },
  ): Promise<void>;
}
