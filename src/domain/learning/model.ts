import type { Tx } from '#database';
import type { Belongings } from '#domain/members';

/** A member takes a course. */
export interface Enrolment {
  courseId: string;
  memberId: string;
  startedAt: Date;
  /** Since when the days of their drip count. */
  countsFrom: Date;
  followsAt: Date | null;
  pausedAt: Date | null;
  catchingUp: boolean;
  openedAt: Date | null;
  nextAt: Date | null;
  /** Where they stopped. */
  lessonKey: string | null;
  page: number;
  lastAt: Date;
  finishedAt: Date | null;
}

export interface Study {
  lessonKey: string;
  openAt: Date | null;
  seenAt: Date | null;
  doneAt: Date | null;
  stars: number | null;
  comment: string | null;
}

export interface CourseProgress {
  courseId: string;
  enrolment: Enrolment | null;
  /** Of the live version's lessons. */
  done: number;
  of: number;
  /** By lesson key. */
  lessons: Map<string, Study>;
}

/** How far somebody is in a course, without its lessons. */
export interface CourseStanding {
  done: number;
  of: number;
  enrolled: boolean;
  finishedAt: Date | null;
}

export interface Question {
  id: string;
  memberId: string;
  courseId: string;
  lessonKey: string | null;
  text: string;
  answer: string | null;
  answeredById: string | null;
  askedAt: Date;
  answeredAt: Date | null;
}

export interface Certificate {
  token: string;
  memberId: string;
  courseId: string;
  courseTitle: string;
  name: string;
  lessons: number;
  minutes: number;
  issuedAt: Date;
}

export interface CourseStats {
  learners: number;
  finished: number;
  followers: number;
  /** In the course's order. */
  lessons: {
    key: string;
    title: string;
    seen: number;
    done: number;
    /** Average. */
    stars: number | null;
    ratings: number;
  }[];
  openQuestions: number;
  /** The last ten, without who said it. */
  comments: { lessonKey: string; stars: number | null; text: string }[];
}

/** The room's door. */
export interface Learning extends Belongings {
  progress(communityId: string, memberId: string, courseId: string): Promise<CourseProgress>;
  /** Many at once, without their lessons: for lists. One question to the database. */
  progressOf(
    communityId: string,
    memberId: string,
    courseIds: readonly string[],
  ): Promise<Map<string, CourseStanding>>;
  /** The course somebody was last in; null: none yet. */
  last(communityId: string, memberId: string): Promise<Enrolment | null>;
  /** Notes where they are; starts the course when they had not. Throws UserFacingError `lesson_unknown`. */
  seen(
    communityId: string,
    memberId: string,
    courseId: string,
    lessonKey: string,
    page: number,
  ): Promise<void>;
  /**
   * Ticks a lesson off (or, `done` false, takes that back). Throws UserFacingError `lesson_unknown`.
   * @returns the progress afterwards
   */
  finish(
    communityId: string,
    memberId: string,
    courseId: string,
    lessonKey: string,
    done: boolean,
  ): Promise<CourseProgress>;
  follow(communityId: string, memberId: string, courseId: string, follows: boolean): Promise<void>;
  /**
   * What somebody thinks of a lesson: stars from 1 to 5, and a comment (absent: the old one stays; empty: none).
   * Throws UserFacingError `lesson_unknown`, `words_too_long`.
   */
  rate(
    communityId: string,
    memberId: string,
    input: { courseId: string; lessonKey: string; stars: number; comment?: string },
  ): Promise<void>;
  /** What members give a course, once three of them have; else null. */
  rating(communityId: string, courseId: string): Promise<{ stars: number; members: number } | null>;
  /**
   * Posts the question to the course's maker, else to the moderators. The same question that is still open is
   * the same one. Throws UserFacingError `words_missing`, `words_too_long`, `questions_enough`.
   */
  ask(
    communityId: string,
    memberId: string,
    input: { courseId: string; lessonKey?: string; text: string },
  ): Promise<Question>;
  /**
   * Posts the answer to whoever asked, through the ladder; another answer replaces the first and is posted too.
   * Throws UserFacingError `question_unknown`, `words_missing`, `words_too_long`.
   */
  answer(communityId: string, input: { questionId: string; text: string; byId: string }): Promise<Question>;
  questions(
    communityId: string,
    filter: { courseId?: string; memberId?: string; open?: boolean; limit: number; offset: number },
  ): Promise<Question[]>;
  /** Throws UserFacingError `question_unknown`. */
  question(communityId: string, questionId: string): Promise<Question>;
  /**
   * The member's certificate, made when every lesson is done; afterwards always the same one, whatever it is asked
   * with. Throws UserFacingError `certificate_not_yet` with `done` and `of`, `name_too_long`.
   */
  certificate(
    communityId: string,
    member: { id: string; name: string },
    courseId: string,
  ): Promise<Certificate>;
  /** The one that was made already; null: none yet. */
  issued(communityId: string, memberId: string, courseId: string): Promise<Certificate | null>;
  /** By its token, whatever community; null: no such proof. */
  proof(token: string): Promise<(Certificate & { communityName: string }) | null>;
  stats(communityId: string, courseId: string): Promise<CourseStats>;

  // What the drops room needs, in its transactions.
  enrolment(communityId: string, memberId: string, courseId: string, tx?: Tx): Promise<Enrolment | null>;
  enrol(
    tx: Tx,
    communityId: string,
    memberId: string,
    courseId: string,
    countsFrom: Date,
  ): Promise<Enrolment>;
  updateEnrolment(
    tx: Tx,
    communityId: string,
    memberId: string,
    courseId: string,
    change: Partial<Pick<Enrolment, 'countsFrom' | 'pausedAt' | 'catchingUp' | 'openedAt' | 'nextAt'>>,
  ): Promise<void>;
  /** Opens lessons; what is open stays open. @returns those that were not open before */
  open(
    tx: Tx,
    communityId: string,
    memberId: string,
    courseId: string,
    lessonKeys: readonly string[],
    at: Date,
  ): Promise<string[]>;
  studies(communityId: string, memberId: string, courseId: string, tx?: Tx): Promise<Study[]>;
  /** Enrolments where time may open something. */
  dueEnrolments(
    communityId: string,
    now: Date,
    limit: number,
  ): Promise<{ memberId: string; courseId: string }[]>;
  enrolmentsOf(communityId: string, of: { memberId: string } | { courseId: string }): Promise<Enrolment[]>;
  move(tx: Tx, communityId: string, fromMemberId: string, toMemberId: string): Promise<void>;
}
