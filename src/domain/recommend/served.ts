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
  /** Published within the last 30 days. */
  | { kind: 'fresh' }
  /** Nothing more can be said than that the member has not begun it. */
  | { kind: 'untried' };

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
  /** What was begun until then was learned. ISO. */
  cutoff: string;
  dataHash: string;
  seed: number;
  members: number;
  courses: number;
  interactions: number;
  /** What is served and why: the model that won on the community's own time split. */
  served: string;
  /** Members whose last course was hidden. */
  judged: number;
  /** Offline: the last course of each learner is hidden, by time. */
  table: { model: string; recall: number; ndcg: number; hit: number; coverage: number }[];
  /** Served model (where popularity is served: the best other) less popularity, NDCG@10, 95 % bootstrap; null: too few learners. */
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

/** How a community's model is trained: in steps, of which each may run twice. */
export interface RecommendTraining {
  /** Whether enough happened since the last training: at night, or after many courses were begun. */
  due(communityId: string): Promise<boolean>;
  /**
   * Decides what is tried, and in how many shards. null: nothing is new, or nobody took anything.
   * @param wish `again`: although nothing is new; `shards`: into so many, the result is the same
   */
  begin(
    communityId: string,
    wish?: { again?: boolean; shards?: number },
  ): Promise<{ run: string; of: number } | null>;
  /** Counts one shard of the members. A training that was dropped has nothing to count. */
  count(communityId: string, run: string, shard: number): Promise<void>;
  /** Makes models of all counts. null: the training was dropped. */
  solve(communityId: string, run: string): Promise<{ run: string; of: number } | null>;
  /** Judges the models on one shard. */
  score(communityId: string, run: string, shard: number): Promise<void>;
  /** The winner is served from now on. False: the training was dropped, or its data is no longer so. */
  serve(communityId: string, run: string): Promise<boolean>;
}

/** The room's door for what runs; the sums themselves are exported beside it. */
export interface Recommends extends Belongings {
  training: RecommendTraining;
  /** The best for a member now; each is written down as shown. Empty for who opted out. */
  forMember(
    communityId: string,
    memberId: string,
    options: { count: number; way: 'asked' | 'digest'; heldOut?: boolean },
  ): Promise<Recommendation[]>;
  /**
   * Counts at once: what was refused or is known is not recommended again. Throws UserFacingError
   * `recommendation_gone`. @returns the course that was judged
   */
  react(
    communityId: string,
    memberId: string,
    suggestionId: string,
    verdict: 'up' | 'down' | 'known',
  ): Promise<string>;
  /** Whether this member is one of those who get what is popular, so that what the model adds can be told. */
  heldOut(communityId: string, memberId: string): Promise<boolean>;
  /** What leads to a course, in order; null: no such course, or hidden from the member. */
  path(communityId: string, memberId: string, courseId: string): Promise<PathStep[] | null>;
  report(communityId: string): Promise<RecommendReport | null>;
  lift(communityId: string, from: Date, to: Date): Promise<Lift>;
  /** Notes which recommendations were followed, and forgets those of more than 400 days ago. Safe to call again. */
  settle(communityId: string): Promise<void>;
  /** The member wants no recommendations any more: nothing of theirs is kept, at once. */
  forget(communityId: string, memberId: string): Promise<void>;
}
