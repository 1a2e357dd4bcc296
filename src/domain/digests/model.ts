import type { Belongings } from '#domain/members';
import type { Reason } from '#domain/recommend';

/** What is new, recommended and waiting for one member: all that a digest says. Titles as they were that day. */
export interface DigestContent {
  /** Lessons that opened since the last digest and were not finished; the first of each course, and how many more. */
  opened: { course: string; slug: string; lesson: string; lessonKey: string; more: number }[];
  /** Courses that were published since the last digest and that the member may read. */
  published: { course: string; slug: string }[];
  recommended: DigestPick[];
  /** Answers that nobody has read. */
  answers: { course: string; slug: string; question: string }[];
  /** Questions to the team that wait for the member. */
  tickets: { number: number; question: string }[];
}

/** One recommendation in words. */
export interface DigestPick {
  /** Of the recommendation; its buttons name it. */
  id: string;
  courseId: string;
  course: string;
  slug: string;
  /** null: the course itself. */
  lesson: string | null;
  lessonKey: string | null;
  reason: Reason['kind'] | 'because_taken';
  /** What the reason names: titles of courses, a plan, a creator. */
  names: string[];
  /** The plan that opens it; null: it is open. */
  lockedBy: string | null;
}

/** What became of a digest. */
export type DigestFate =
  /** Arrived as a direct message. */
  | 'sent'
  /** Kept in the inbox: the member has no direct messages. */
  | 'inbox'
  /** No platform took it; it is in the inbox. */
  | 'refused'
  /** There was nothing worth saying. */
  | 'empty'
  /** Not sent on: opted out or gone, or nobody was there to send it for days. */
  | 'dropped'
  /** Not due yet, or on its way. */
  | 'coming';

/** What came of recommendations in digests. */
export interface Reception {
  shown: number;
  up: number;
  down: number;
  known: number;
  /** Begun since. */
  taken: number;
}

/** What a moderator sees of a week. */
export interface DigestWeek extends Reception, Record<DigestFate, number> {
  /** ISO week, `2026-W47`. */
  week: string;
  /** Members who had one coming. */
  due: number;
}

/** One member's digest of a week, for a moderator. */
export interface DigestRow extends Reception {
  memberId: string;
  dueAt: Date;
  fate: DigestFate;
}

/** Why a digest was not sent: nothing to say, not wanted, nobody there, the week is long over. */
export type DigestSkip = 'empty' | 'optout' | 'gone' | 'late';

export interface DigestDue {
  memberId: string;
  week: string;
}

export interface ReportReader {
  memberId: string;
  report: boolean;
  forecast: boolean;
  alerts: boolean;
}

/** The room's door. */
export interface Digests extends Belongings {
  /**
   * Writes one row for each member who may get a digest this week, and one for the next, due at their own best hour
   * from Thursday to Sunday. Again: only for who has none yet.
   */
  plan(communityId: string): Promise<{ planned: number }>;
  /** Digests that are due and not composed, the oldest first. */
  due(communityId: string, limit: number): Promise<DigestDue[]>;
  /**
   * Composes one member's digest and posts it; a second time does nothing.
   * @returns the id of the message, or null when there is none (any more)
   */
  compose(communityId: string, memberId: string, week: string): Promise<string | null>;
  /** The latest first. */
  weeks(communityId: string, count: number): Promise<DigestWeek[]>;
  /** Who had one in a week, by when it was due. */
  ofWeek(
    communityId: string,
    week: string,
    page: { limit: number; offset: number },
  ): Promise<{ rows: DigestRow[]; total: number }>;

  /** Posts what those who asked for it get on Mondays from nine in their zone, once a week each. @returns messages */
  reports(communityId: string): Promise<string[]>;
  readers(communityId: string): Promise<ReportReader[]>;
  setReader(
    communityId: string,
    memberId: string,
    change: { report?: boolean; forecast?: boolean; alerts?: boolean },
  ): Promise<ReportReader>;
  /** Forgets what was sent more than a year ago. */
  tidy(communityId: string): Promise<void>;
}
