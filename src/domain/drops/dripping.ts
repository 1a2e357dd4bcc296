import { lockMember, type Database, type Tx } from '#database';
import { later, type Clock } from '#kernel/clock';
import type { Access } from '#domain/access';
import type { Course, Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Enrolment, Learning, Study } from '#domain/learning';
import type { Members } from '#domain/members';
import { drip, type DripLesson, type DripState, type DripStep } from './drip.js';
import type { DropStore } from './drop-store.js';
import type { DropRule, Opening } from './model.js';

export interface DrippingDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  access: Access;
  courses: Courses;
  learning: Learning;
  dropStore: DropStore;
  clock: Clock;
}

/** `quiet`: they see it themselves. `finished`: by what they have just done. */
export type Occasion = 'time' | 'quiet' | 'finished';

export interface Dripped {
  opened: string[];
  messageId: string | null;
}

interface Outline {
  course: Course;
  lessons: DripLesson[];
  titles: Map<string, string>;
}

const NOTHING: Dripped = { opened: [], messageId: null };

/** Opens lessons for members. One member's course is computed from what is true now, each time anew. */
export function createDripping(deps: DrippingDeps) {
  const { database, members, delivery, access, courses, learning, dropStore, clock } = deps;

  /** The lessons that members read, with their rules; null: nobody reads the course. */
  async function outlineOf(communityId: string, courseId: string): Promise<Outline | null> {
    const course = await courses.course(communityId, courseId);
    if (course.state !== 'published' || course.liveId === null) return null;
    const rules = new Map<string, DropRule>();
    for (const { lessonKey, rule } of await dropStore.drops(communityId, courseId))
      rules.set(lessonKey, rule);
    const outline = await courses.outline(communityId, courseId);
    return {
      course,
      lessons: outline.map(({ key }) => ({ key, rule: rules.get(key) ?? null })),
      titles: new Map(outline.map(({ key, title }) => [key, title])),
    };
  }

  function stateOf(
    zones: { community: string; member: string },
    enrolment: Pick<Enrolment, 'countsFrom' | 'pausedAt' | 'catchingUp' | 'openedAt'>,
    studies: readonly Study[],
  ): DripState {
    const finished = new Map<string, Date>();
    for (const { lessonKey, doneAt } of studies) if (doneAt) finished.set(lessonKey, doneAt);
    return {
      now: clock.now(),
      joinedAt: enrolment.countsFrom,
      finished,
      open: new Set(studies.filter((study) => study.openAt).map((study) => study.lessonKey)),
      paused: enrolment.pausedAt !== null,
      catchingUp: enrolment.catchingUp,
      openedAt: enrolment.openedAt,
      communityZone: zones.community,
      memberZone: zones.member,
    };
  }

  async function zonesOf(communityId: string, memberId: string) {
    const { timeZone: community } = await members.community(communityId);
    const { timeZone: member } = await members.member(communityId, memberId);
    return { community, member };
  }

  /** One step for one member; whoever else moves the same member waits. */
  async function step(
    communityId: string,
    memberId: string,
    outline: Outline | null,
    courseId: string,
    occasion: Occasion,
  ): Promise<Dripped> {
    const zones = await zonesOf(communityId, memberId);
    return database.transaction(async (tx) => {
      if (!(await lockMember(tx, communityId, memberId))) return NOTHING;
      const enrolment = await learning.enrolment(communityId, memberId, courseId, tx);
      if (!enrolment) return NOTHING;
      const change = (given: Parameters<Learning['updateEnrolment']>[4]) =>
        learning.updateEnrolment(tx, communityId, memberId, courseId, given);
      if (!outline) {
        if (enrolment.nextAt) await change({ nextAt: null });
        return NOTHING;
      }
      const studies = await learning.studies(communityId, memberId, courseId, tx);
      const state = stateOf(zones, enrolment, studies);
      const { opens, nextAt, catchingUp } = drip(outline.lessons, state, occasion === 'finished');
      const opened =
        opens.length > 0 ? await learning.open(tx, communityId, memberId, courseId, opens, state.now) : [];
      await change({ nextAt, catchingUp, ...(opened.length > 0 ? { openedAt: state.now } : {}) });
      const inOrder = opens.filter((key) => opened.includes(key));
      const told = occasion === 'time' && enrolment.followsAt !== null && inOrder.length > 0;
      const messageId = told ? await tell(tx, communityId, memberId, outline, inOrder) : null;
      return { opened: inOrder, messageId };
    });
  }

  /** One notice for all that opens at once. */
  async function tell(
    tx: Tx,
    communityId: string,
    memberId: string,
    { course, titles }: Outline,
    keys: readonly string[],
  ): Promise<string | null> {
    const [key = ''] = keys;
    return delivery.post(tx, {
      communityId,
      memberId,
      kind: 'lesson_open',
      key: `lesson_open:${memberId}:${course.id}:${key}`,
      values: {
        course: course.title,
        slug: course.slug,
        lesson: titles.get(key) ?? key,
        lessonKey: key,
        more: keys.length - 1,
      },
    });
  }

  /** Whether payment holds for a course: only then does its drip go on. */
  async function standing(
    communityId: string,
    memberId: string,
    course: Course,
  ): Promise<{ kind: 'holds' | 'failed' | 'unknown'; since: Date | null }> {
    const way = await courses.way(communityId, memberId, course);
    if (way.open && way.by !== 'plan') return { kind: 'holds', since: null };
    const planIds = new Set([...course.planIds, ...(course.soloPlanId ? [course.soloPlanId] : [])]);
    const own = (await access.entitlements(communityId, memberId)).filter((one) => planIds.has(one.planId));
    const active = own.filter((one) => one.state === 'active');
    if (active.length > 0) {
      const since = active.map((one) => one.since).reduce((first, at) => (at < first ? at : first));
      return { kind: 'holds', since };
    }
    return { kind: own.some((one) => one.state === 'unknown') ? 'unknown' : 'failed', since: null };
  }

  /** Days count from when they came to have the course: since then, or since it went live if that is later. */
  async function countsFrom(communityId: string, memberId: string, course: Course): Promise<Date> {
    const { since } = await standing(communityId, memberId, course);
    if (!since) return clock.now();
    return course.publishedAt && course.publishedAt > since ? course.publishedAt : since;
  }

  return {
    outlineOf,
    stateOf,
    step,

    async begin(communityId: string, memberId: string, courseId: string): Promise<void> {
      const outline = await outlineOf(communityId, courseId);
      if (!outline) return;
      if (!(await learning.enrolment(communityId, memberId, courseId))) {
        const from = await countsFrom(communityId, memberId, outline.course);
        await database.transaction((tx) => learning.enrol(tx, communityId, memberId, courseId, from));
      }
      await step(communityId, memberId, outline, courseId, 'quiet');
    },

    async finished(communityId: string, memberId: string, courseId: string): Promise<string[]> {
      const outline = await outlineOf(communityId, courseId);
      return (await step(communityId, memberId, outline, courseId, 'finished')).opened;
    },

    async accessChanged(communityId: string, memberId: string): Promise<string[]> {
      const messages: string[] = [];
      for (const { courseId, pausedAt } of await learning.enrolmentsOf(communityId, { memberId })) {
        const course = await courses.course(communityId, courseId);
        const { kind } = await standing(communityId, memberId, course);
        if (kind === 'unknown' || (kind === 'holds') === (pausedAt === null)) continue;
        await turn(communityId, memberId, courseId, kind === 'holds');
        const outline = await outlineOf(communityId, courseId);
        const { messageId } = await step(communityId, memberId, outline, courseId, 'time');
        if (messageId) messages.push(messageId);
      }
      return messages;
    },

    async opening(communityId: string, memberId: string, courseId: string): Promise<Map<string, Opening>> {
      const outline = await outlineOf(communityId, courseId);
      if (!outline) return new Map();
      // Where nothing drips, nothing needs to be known about anybody.
      if (outline.lessons.every(({ rule }) => !rule)) {
        return new Map(outline.lessons.map(({ key }) => [key, 'open']));
      }
      const zones = await zonesOf(communityId, memberId);
      const enrolment = await learning.enrolment(communityId, memberId, courseId);
      const studies = enrolment ? await learning.studies(communityId, memberId, courseId) : [];
      const begun = enrolment ?? {
        countsFrom: await countsFrom(communityId, memberId, outline.course),
        pausedAt: null,
        catchingUp: false,
        openedAt: null,
      };
      const step: DripStep = drip(outline.lessons, stateOf(zones, begun, studies));
      return step.opening;
    },
  };

  /** Pauses, or goes on: what a pause took does not count, and what has gathered opens one at a time. */
  async function turn(
    communityId: string,
    memberId: string,
    courseId: string,
    goesOn: boolean,
  ): Promise<void> {
    const now = clock.now();
    await database.transaction(async (tx) => {
      if (!(await lockMember(tx, communityId, memberId))) return;
      const enrolment = await learning.enrolment(communityId, memberId, courseId, tx);
      if (!enrolment) return;
      const { pausedAt, countsFrom: from } = enrolment;
      if (goesOn === (pausedAt === null)) return;
      const change = pausedAt
        ? {
            pausedAt: null,
            countsFrom: later(from, now.getTime() - pausedAt.getTime()),
            catchingUp: true,
            nextAt: now,
          }
        : { pausedAt: now, nextAt: null };
      await learning.updateEnrolment(tx, communityId, memberId, courseId, change);
    });
  }
}

export type Dripping = ReturnType<typeof createDripping>;
