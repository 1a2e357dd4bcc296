import type { Belongings, Platform } from '#domain/members';

/** What is written down about a community: that it happened, where, when, by whom (a number). Never the words. */
export const activityKinds = [
  'message',
  /** A message that answers somebody; it is not a `message` besides. */
  'reply',
  /** A message to everybody that asks something; it is not a `message` besides. */
  'question',
  'reaction',
  'thread',
  'join',
  'leave',
  /** Minutes in a voice room or at a live session. */
  'voice',
  'command',
  'lesson_seen',
  'lesson_done',
  /** Somebody followed a post about a course. */
  'drop_seen',
] as const;

export type ActivityKind = (typeof activityKinds)[number];

/** Something that happened, as a door reports it. */
export interface Happened {
  communityId: string;
  kind: ActivityKind;
  at: Date;
  /** Where; absent: on the person's platform. */
  platform?: Platform;
  /** Who, by the platform's id; null where nobody can be told (anonymous administrators). */
  person: { platform: Platform; externalId: string; memberId?: string } | null;
  /** Absent: in no place (a command in private). */
  place?: { externalId: string; title: string; parent?: { externalId: string; title: string } };
  /** Whom it answers. */
  to?: { externalId: string };
  messageId?: string;
  repliesTo?: string;
  /** `course:<id>`, `drop:<id>`, `command:<name>`. */
  subject?: string;
  /** 1 by default; minutes for `voice`. */
  count?: number;
}

/** What a series can be of. `messages` are messages, replies and questions together. */
export const measures = [
  'messages',
  'active',
  'joins',
  'leaves',
  'replies',
  'questions',
  'reactions',
  'commands',
  'lessons',
  'voice',
] as const;
export type Measure = (typeof measures)[number];

export interface SeriesWish {
  measure: Measure;
  step: 'hour' | 'day';
  /** The first step, and the end of the last: on the hour (UTC), or midnights in the community's zone. */
  from: Date;
  to: Date;
  /** ActivityPlace.id; absent: the whole community. */
  placeId?: number;
}

export interface DayFigures {
  /** `2026-11-22` in the community's zone. */
  day: string;
  active: number;
  activeWeek: number;
  activeMonth: number;
  newcomers: number;
  joined: number;
  left: number;
  questions: number;
  answered: number;
  responseSeconds: number | null;
  /** Minutes that were listened to, of 1440. */
  listened: number;
  counts: Partial<Record<ActivityKind, number>>;
}

export interface Cohort {
  /** Monday, `2026-11-16`. */
  week: string;
  people: number;
  /** Active ones by week since, from 0; null: that week is not over, or was not listened to. */
  active: (number | null)[];
}

export interface PlaceFigures {
  id: number;
  platform: Platform;
  title: string;
  messages: number;
  people: number;
  /** Of the days before, as many; null: nothing was counted then. */
  before: number | null;
}

export interface SubjectFigures {
  subject: string;
  kind: ActivityKind;
  count: number;
  people: number;
}

/** How often something was done about a subject on one day. */
export interface SubjectCount {
  day: string;
  kind: ActivityKind;
  count: number;
}

/** The room's door. */
export interface Engagement extends Belongings {
  /** After so many days single events are dropped. */
  readonly rawDays: number;
  /** Takes note. Never throws, never waits; written within a quarter of a second. */
  note(happened: Happened): void;
  /** Writes what was noted so far. */
  flush(): Promise<void>;
  /** A platform is listened to now: minutes are counted from call to call, at least one a minute. */
  listening(communityId: string, platform: Platform): Promise<void>;
  /** A platform was listened to from one instant to another; telling it again changes nothing. */
  listened(communityId: string, platform: Platform, from: Date, to: Date): Promise<void>;
  /** Tells the log how many events the process before this one took along. Before the first note. */
  begin(): Promise<void>;
  /** The member does not want to be counted: what was, is nobody's from now on. */
  forgetCounted(communityId: string, memberId: string): Promise<void>;

  /** Counts the days that end with today anew (two days back by default); the same any number of times. */
  rollUp(communityId: string, options?: { days?: number }): Promise<{ days: number; events: number }>;
  /** Cuts the months that come, drops raw events that are older than the setting. */
  tidy(): Promise<{ dropped: number }>;

  /** Equal steps, the oldest first; null: missing (not listened to). */
  series(communityId: string, wish: SeriesWish): Promise<(number | null)[]>;
  /** The first day that was ever counted; null: none. */
  since(communityId: string): Promise<Date | null>;
  /** Days in order, none missing; those without a row count nothing and were not listened to. */
  days(communityId: string, from: string, to: string): Promise<DayFigures[]>;
  /** The latest cohorts first. */
  cohorts(communityId: string, weeks: number): Promise<Cohort[]>;
  /** Most messages first. */
  places(communityId: string, from: string, to: string): Promise<PlaceFigures[]>;
  subjects(communityId: string, from: string, to: string): Promise<SubjectFigures[]>;
  /** What was done about one subject, day by day; days without are left out. */
  subjectDays(communityId: string, subject: string, from: string, to: string): Promise<SubjectCount[]>;
  /** How often each member did something by hour of the day (24, their own zone), in the last eight weeks. */
  habits(communityId: string, memberIds: readonly string[]): Promise<Map<string, number[]>>;
}
