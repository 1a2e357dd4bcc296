import { days, minutes } from '#kernel/clock';

/** From noting to writing, where nothing else is being written; well under the quarter of a second we promise. */
export const WRITE_AFTER_MS = 50;

/** The pause after a write that failed. */
export const TRY_AGAIN_MS = 1_000;

/** Events that wait at most, some 30 MB; what comes on top is counted and let go. */
export const MOST_WAITING = 50_000;

/** Events written by one statement: larger ones hold up the event loop and save nothing. */
export const MOST_AT_ONCE = 400;

/** How far a platform's clock may be ahead of ours. */
export const AHEAD_MS = minutes(5);

/** Raw events are kept so many days unless the settings say otherwise. */
export const RAW_DAYS = 90;

/** Minutes of an hour that must have been listened to, so that it counts as known. */
export const KNOWN_MINUTES = 45;

/** The same of a day, as a share of its hours. */
export const KNOWN_HOURS = 0.9;

/** Within what time an answer counts as one. */
export const ANSWER_MS = days(1);

/** Habits are those of eight weeks. */
export const HABIT_MS = days(56);

/** The same of a week, of which is told who came back. */
export const KNOWN_WEEK = 0.75;

/** As many events are looked through one by one when somebody asks how many different people there were. */
export const FEW = 20_000;
