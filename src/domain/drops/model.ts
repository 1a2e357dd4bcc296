import type { Tx } from '#database';
import type { Belongings } from '#domain/members';

/** 1 Monday … 7 Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What must have happened; a rule has at least one, and all of them must hold. */
export type DropCondition =
  /** At once when the course is published. */
  | { kind: 'now' }
  /** A local date and time, `2026-12-01T20:00`, in the rule's zone. */
  | { kind: 'at'; local: string }
  /** So many days after the member came to have the course, at `time` (`20:00`) where given. */
  | { kind: 'after_joining'; days: number; time?: string }
  /** After the member finished another lesson of the course. */
  | { kind: 'after_lesson'; lessonKey: string; days?: number }
  /** The `nth` (from 1) such moment of the week at or after `from` (a local date), or after all else holds. */
  | { kind: 'weekly'; weekdays: Weekday[]; time: string; nth: number; from?: string };

export interface DropRule {
  all: DropCondition[];
  /** Whose clock local times mean. Places always go by the community's. */
  zone: 'community' | 'member';
  /** Since when `now` and `weekly` count, an ISO instant: set by the room when the lesson goes live under this rule. */
  since?: string;
}

/** What a rule needs to know about a member, or about nobody for the places. */
export interface DropFacts {
  zone: string;
  /** When the lesson went live under its rule (`since`). */
  publishedAt: Date;
  /** null for places: rules that ask about a member have no date there. */
  joinedAt: Date | null;
  finished: ReadonlyMap<string, Date>;
}

export interface Drop {
  id: string;
  courseId: string;
  lessonKey: string;
  rule: DropRule;
  whole: boolean;
  postAt: Date | null;
  postedAt: Date | null;
}

export type PostState = 'pending' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'withdrawn';

export interface Post {
  id: string;
  dropId: string;
  outletId: string;
  part: number;
  state: PostState;
  wanted: boolean;
  externalId: string | null;
  threadId: string | null;
  failure: string | null;
  sentAt: Date | null;
}

/** A post that needs somebody: refused, or nobody knows whether it arrived. */
export interface TroubledPost extends Post {
  courseId: string;
  lessonKey: string;
  outlet: Outlet;
}

export type OutletKind = 'channel' | 'forum' | 'chat';

export interface Outlet {
  id: string;
  platform: 'discord' | 'telegram';
  spaceId: string;
  spaceExternalId: string;
  kind: OutletKind;
  externalId: string;
  title: string;
  threads: boolean;
  planIds: string[];
  problem: string | null;
}

/** What a change of schedule would do, before it is done. */
export interface Rescheduling {
  drops: { lessonKey: string; title: string; from: Date | null; to: Date | null }[];
  /** Members under way whose next lesson moves; at most 20 are named. */
  members: { memberId: string; name: string; lessonKey: string; from: Date | null; to: Date | null }[];
  moved: number;
  /** Posts that stand already and stay. */
  posted: number;
}

export interface ComingDrop {
  drop: Drop;
  courseTitle: string;
  lessonTitle: string;
  outlets: string[];
  followers: number;
}

/** Rules by lesson; null: the lesson opens with the course, and is not announced. */
export type NewRules = ReadonlyMap<string, DropRule | null>;

export type Opening = 'open' | { at: Date } | { after: string } | 'paused';

/** What somebody else has to be woken for. */
export interface Woken {
  /** Places that have something to post, edit or take back. */
  outlets: string[];
  /** Notices to be delivered. */
  messages: string[];
}

/** A place on a platform that could be announced in. */
export interface OutletCandidate {
  spaceId: string;
  platform: 'discord' | 'telegram';
  spaceTitle: string;
  externalId: string;
  title: string;
  kind: OutletKind;
  problem: string | null;
}

/** The room's door. */
export interface Drops extends Belongings {
  outlets(communityId: string): Promise<Outlet[]>;
  /** Where the bot could announce, on all platforms; what does not answer is left out. */
  outletCandidates(communityId: string): Promise<OutletCandidate[]>;
  /**
   * Announces there from now on; a place that is known gets the new plans and threads. Throws UserFacingError
   * `outlet_unknown`, `outlet_refused` with the problem why the bot cannot post there.
   */
  addOutlet(
    communityId: string,
    input: { spaceId: string; externalId: string; planIds: string[]; threads: boolean; byId: string },
  ): Promise<Outlet>;
  /** Announces there no more; what stands there stays. Throws UserFacingError `outlet_unknown`. */
  removeOutlet(communityId: string, input: { outletId: string; byId: string }): Promise<void>;

  /** Says what new rules would change, without changing it. */
  tryOut(communityId: string, courseId: string, rules: NewRules): Promise<Rescheduling>;
  /**
   * Sets the rules of the lessons that are named; the others keep theirs. `whole`: those are posted as a whole.
   * Throws UserFacingError `drop_circle`, `drop_lesson_unknown`.
   */
  schedule(
    communityId: string,
    input: { courseId: string; rules: NewRules; whole: boolean; byId: string },
  ): Promise<Rescheduling>;
  /** Lessons that can have a rule, in order: of the draft, and of the live version. */
  lessonsToSchedule(communityId: string, courseId: string): Promise<{ key: string; title: string }[]>;
  drops(communityId: string, courseId: string): Promise<Drop[]>;
  /** What places will hear of, soonest first. */
  coming(
    communityId: string,
    filter: { courseId?: string; limit: number; offset: number },
  ): Promise<{ drops: ComingDrop[]; total: number }>;
  /** Lessons of which a post was sent in that time, the first one first. */
  announced(
    communityId: string,
    from: Date,
    to: Date,
  ): Promise<{ at: Date; courseId: string; lessonTitle: string }[]>;
  /** Posts that are refused or uncertain, for a moderator. */
  troubles(communityId: string): Promise<TroubledPost[]>;
  /** Sends, edits or takes back a refused or uncertain post again, whatever became of earlier tries. */
  retry(communityId: string, postId: string, byId: string): Promise<void>;
  /** Somebody looked: leave this post as it is. */
  dismiss(communityId: string, postId: string, byId: string): Promise<void>;

  /** Wakes whoever plans, after a course went live, changed or was withdrawn. A minute later the sweep would. */
  touched(communityId: string, courseId: string): Promise<void>;
  /** The course went live, changed or was withdrawn: plans, edits or withdraws posts. Safe to repeat. */
  courseChanged(communityId: string, courseId: string): Promise<Woken>;
  /**
   * Courses that changed unnoticed are planned; drops of places that are due become posts; members' lessons that
   * are due open, at most `limit` members. Safe to repeat.
   */
  release(communityId: string, limit: number): Promise<Woken>;
  /** Places that have something to post, edit or take back now. */
  dueOutlets(communityId: string): Promise<string[]>;
  /** Brings what stands in one place to what is wanted there, in order. Throws RetryAfter. */
  settleOutlet(communityId: string, outletId: string): Promise<void>;
  /** Sends, edits or takes back one message; safe to call any number of times. Throws RetryAfter. */
  settle(communityId: string, postId: string): Promise<PostState>;
  /** Claims of processes that died: looked for, resent where it cannot double, else uncertain. */
  reclaim(communityId: string): Promise<{ resent: number; uncertain: number }>;

  /** The member begins a course: what is due by now is open at once, quietly. Safe to repeat. */
  begin(communityId: string, memberId: string, courseId: string): Promise<void>;
  /** A lesson was finished: whatever waited for it opens. @returns keys that opened */
  finished(communityId: string, memberId: string, courseId: string): Promise<string[]>;
  /** Access changed: drips pause, or go on. */
  accessChanged(communityId: string, memberId: string): Promise<Woken>;
  /** When each lesson of the live version opens for this member. */
  opening(communityId: string, memberId: string, courseId: string): Promise<Map<string, Opening>>;
  move(tx: Tx, communityId: string, fromMemberId: string, toMemberId: string): Promise<void>;
}
