import type { Belongings } from '#domain/members';

/** Why something is recommended: only what is true of this very member. Courses by id. */
export type Reason =
  /** `finished`: they finished all of these; else they took them. */
  | { kind: 'because'; courseIds: string[]; finished: boolean }
  | { kind: 'next_lesson'; lessonKey: string }
  | { kind: 'new_from'; creatorMemberId: string }
  | { kind: 'plan_popular'; planId: string }
  | { kind: 'like'; courseId: string }
  | { kind: 'taken_next'; courseId: string }
  | { kind: 'popular' }
  | { kind: 'fresh' };

export interface Recommendation {
  /** Of the Suggestion row; buttons name it. */
  id: string;
  courseId: string;
  lessonKey: string | null;
  reason: Reason;
  /** null: open to the member; else the plan that opens it. */
  lockedBy: { planId: string } | null;
}

export interface RecommendReport {
  madeAt: string;
  dataHash: string;
  seed: number;
  members: number;
  courses: number;
  interactions: number;
  /** What is served and why: the model that won on the community's own time split. */
  served: string;
  /** Offline: the last course of each learner is hidden, by time. */
  table: { model: string; recall: number; ndcg: number; hit: number; coverage: number }[];
  /** Served model less popularity, NDCG@10, 95 % bootstrap; null: too few learners. */
  gain: { mean: number; low: number; high: number } | null;
  cold: { members: { taken: number; recall: number; popularity: number }[]; courses: number | null };
}

/** What came of recommendations that were shown, served ones beside the held-out group's. */
export interface Lift {
  served: { members: number; shown: number; taken: number; up: number; down: number; known: number };
  heldOut: { members: number; shown: number; taken: number; up: number; down: number; known: number };
  /** Difference of the share of members who began something within 14 days, 95 % interval; null: too few. */
  lift: { mean: number; low: number; high: number } | null;
}

export interface PathStep {
  courseId: string;
  /** Why it stands there. */
  why: 'prerequisite' | 'taken_before' | 'goal';
  done: boolean;
  lockedBy: { planId: string } | null;
}

/** The room's door for what runs; the sums themselves are exported beside it. */
export interface Recommends extends Belongings {
  /** The best for a member now; each is written down as shown. Empty for who opted out. */
  forMember(
    communityId: string,
    memberId: string,
    options: { count: number; way: 'asked' | 'digest'; heldOut?: boolean },
  ): Promise<Recommendation[]>;
  /**
   * Counts at once: what was refused or is known is not recommended again. Throws UserFacingError
   * `recommendation_gone`.
   */
  react(
    communityId: string,
    memberId: string,
    suggestionId: string,
    verdict: 'up' | 'down' | 'known',
  ): Promise<void>;
  /** Whether this member is one of those who get what is popular, so that what the model adds can be told. */
  heldOut(communityId: string, memberId: string): Promise<boolean>;
  /** What leads to a course, in order; null: no such course, or hidden from the member. */
  path(communityId: string, memberId: string, courseId: string): Promise<PathStep[] | null>;
  report(communityId: string): Promise<RecommendReport | null>;
  lift(communityId: string, from: Date, to: Date): Promise<Lift>;
  /** Notes which recommendations were followed. Safe to call again. */
  settle(communityId: string): Promise<void>;
  /** The member wants no recommendations any more: nothing of theirs is kept, at once. */
  forget(communityId: string, memberId: string): Promise<void>;
}
