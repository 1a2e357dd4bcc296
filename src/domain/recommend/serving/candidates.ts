import type { Billing } from '#domain/billing';
import type { Course, Courses } from '#domain/courses';
import type { Drops } from '#domain/drops';
import type { Enrolment, Learning } from '#domain/learning';
import { lockedBy, plansOnSale } from './locked.js';

/** What may be recommended to a member now. */
export interface Candidates {
  /** Courses not begun. `lockedBy` null: open to the member. */
  courses: { course: Course; lockedBy: { planId: string } | null }[];
  /** The next lesson of what they have begun, last visited first. */
  lessons: { course: Course; lessonKey: string }[];
  /** What they took, oldest first. */
  history: Enrolment[];
  /** All that members can read, by id. */
  published: Map<string, Course>;
}

export interface CandidateRooms {
  courses: Courses;
  learning: Learning;
  drops: Drops;
  billing: Billing;
}

/** More begun courses than this are not looked through for their next lesson. */
const LOOKED_AT = 5;

/** All courses that members can read. */
export async function coursesPublished(
  courses: Pick<Courses, 'courses'>,
  communityId: string,
): Promise<Course[]> {
  const found = await courses.courses(communityId, { state: 'published', limit: 100_000, offset: 0 });
  return found.courses;
}

/** Looks through the catalogue for what a member has neither finished nor refused, and may read or buy. */
export async function candidatesOf(
  rooms: CandidateRooms,
  communityId: string,
  memberId: string,
  refused: ReadonlySet<string>,
): Promise<Candidates> {
  const all = await coursesPublished(rooms.courses, communityId);
  const [ways, standings, enrolments, plans] = await Promise.all([
    rooms.courses.ways(communityId, memberId, all),
    rooms.learning.progressOf(
      communityId,
      memberId,
      all.map(({ id }) => id),
    ),
    rooms.learning.enrolmentsOf(communityId, { memberId }),
    rooms.billing.plans(communityId),
  ]);
  const onSale = plansOnSale(plans);
  const begun = new Map(enrolments.map((one) => [one.courseId, one]));
  const found: Candidates['courses'] = [];
  const unfinished: { course: Course; lastAt: number }[] = [];
  for (const course of all) {
    const way = ways.get(course.id);
    const so = standings.get(course.id);
    const mine = begun.get(course.id);
    if (!way || refused.has(course.id) || course.createdById === memberId) continue;
    if (so?.finishedAt || mine?.finishedAt || (so && so.of > 0 && so.done >= so.of)) continue;
    if (mine || (so && so.done > 0)) {
      if (way.open && mine && !mine.pausedAt) unfinished.push({ course, lastAt: mine.lastAt.getTime() });
      continue;
    }
    if (course.lessons === 0) continue;
    if (way.open) {
      found.push({ course, lockedBy: null });
      continue;
    }
    const opens = lockedBy(way, onSale);
    if (opens) found.push({ course, lockedBy: opens });
  }
  unfinished.sort((a, b) => b.lastAt - a.lastAt);
  const lessons: Candidates['lessons'] = [];
  for (const { course } of unfinished.slice(0, LOOKED_AT)) {
    const lessonKey = await nextLesson(rooms, communityId, memberId, course.id);
    if (lessonKey !== null) lessons.push({ course, lessonKey });
  }
  return {
    courses: found,
    lessons,
    history: enrolments.toSorted(
      (a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.courseId < b.courseId ? -1 : 1),
    ),
    published: new Map(all.map((course) => [course.id, course])),
  };
}

/** The first lesson after where they stopped that is open and not done, else any such; null: none. */
async function nextLesson(
  { courses, learning, drops }: CandidateRooms,
  communityId: string,
  memberId: string,
  courseId: string,
): Promise<string | null> {
  const [outline, progress, opening] = await Promise.all([
    courses.outline(communityId, courseId),
    learning.progress(communityId, memberId, courseId),
    drops.opening(communityId, memberId, courseId),
  ]);
  const at = outline.findIndex(({ key }) => key === progress.enrolment?.lessonKey);
  const isTodo = ({ key }: { key: string }): boolean => {
    const study = progress.lessons.get(key);
    if (study?.doneAt) return false;
    return Boolean(study?.openAt) || (opening.get(key) ?? 'open') === 'open';
  };
  const next = outline.slice(Math.max(at, 0)).find(isTodo) ?? outline.find(isTodo);
  return next?.key ?? null;
}
