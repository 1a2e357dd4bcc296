import type { Enrolment } from './model.js';

/** The earlier of two instants, of which there may be fewer. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}

function laterOf(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}

/** One person took a course under two names: what holds for them now. Whoever waits for less counts. */
export function mergedEnrolment(one: Enrolment, other: Enrolment) {
  const last = one.lastAt >= other.lastAt ? one : other;
  return {
    startedAt: earlier(one.startedAt, other.startedAt) ?? one.startedAt,
    countsFrom: earlier(one.countsFrom, other.countsFrom) ?? one.countsFrom,
    followsAt: earlier(one.followsAt, other.followsAt),
    // Paused only while both are: what one of them has, the person has.
    pausedAt: one.pausedAt && other.pausedAt ? earlier(one.pausedAt, other.pausedAt) : null,
    catchingUp: one.catchingUp && other.catchingUp,
    openedAt: laterOf(one.openedAt, other.openedAt),
    nextAt: earlier(one.nextAt, other.nextAt),
    finishedAt: earlier(one.finishedAt, other.finishedAt),
    lastAt: last.lastAt,
    lessonKey: last.lessonKey,
    page: last.page,
  };
}

/** Instants of one lesson under two names. */
export function mergedStudy(
  one: { openAt: Date | null; seenAt: Date | null; doneAt: Date | null },
  other: { openAt: Date | null; seenAt: Date | null; doneAt: Date | null },
) {
  return {
    openAt: earlier(one.openAt, other.openAt),
    seenAt: earlier(one.seenAt, other.seenAt),
    doneAt: earlier(one.doneAt, other.doneAt),
  };
}
