import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Courses } from '#domain/courses';
import type { Learning } from '#domain/learning';
import type { Members } from '#domain/members';
import { drip } from './drip.js';
import type { Dripping } from './dripping.js';
import type { DropStore, PlannedDrop } from './drop-store.js';
import { refuseCircles } from './expand.js';
import type { DropRule, NewRules, Opening, Rescheduling } from './model.js';
import { lockCourse, placesDue } from './planning.js';
import type { PostStore } from './post-store.js';

export interface SchedulingDeps {
  database: Database;
  members: Members;
  courses: Courses;
  learning: Learning;
  dropStore: DropStore;
  postStore: PostStore;
  dripping: Dripping;
  clock: Clock;
}

/** So many members are named in a dry run. */
const NAMED = 20;

/** Rules of a course: tried out, and set. */
export function createScheduling(deps: SchedulingDeps) {
  const { database, members, courses, learning, dropStore, postStore, dripping, clock } = deps;

  async function tryOut(communityId: string, courseId: string, rules: NewRules): Promise<Rescheduling> {
    const course = await courses.course(communityId, courseId);
    const { timeZone } = await members.community(communityId);
    const lessons = await headlines(communityId, courseId);
    const drops = await dropStore.drops(communityId, courseId);
    const now = clock.now();
    const after = merged(drops, rules, now);
    refuseCircles(after, lessons);
    const isLive = course.state === 'published';
    const report: Rescheduling = { drops: [], members: [], moved: 0, posted: 0 };
    for (const { key, title } of lessons) {
      if (!rules.has(key)) continue;
      const drop = drops.find(({ lessonKey }) => lessonKey === key);
      const rule = after.get(key);
      if (drop?.postedAt) report.posted += await postStore.counts(communityId, [drop.id]);
      const to = rule && isLive ? placesDue(rule, new Date(rule.since ?? now), timeZone) : null;
      const from = drop?.postedAt ? drop.postedAt : (drop?.postAt ?? null);
      report.drops.push({ lessonKey: key, title, from, to: drop?.postedAt ? drop.postedAt : to });
    }
    if (!isLive) return report;
    const byMembersClock = [...drops.map(({ rule }) => rule), ...after.values()].some(
      ({ zone }) => zone === 'member',
    );
    const before = new Map(drops.map(({ lessonKey, rule }) => [lessonKey, rule]));
    for (const enrolment of await learning.enrolmentsOf(communityId, { courseId })) {
      const { memberId } = enrolment;
      const zones = {
        community: timeZone,
        member: byMembersClock ? (await members.member(communityId, memberId)).timeZone : timeZone,
      };
      const studies = await learning.studies(communityId, memberId, courseId);
      const state = dripping.stateOf(zones, enrolment, studies);
      const plan = (of: ReadonlyMap<string, DropRule>) =>
        drip(
          lessons.map(({ key }) => ({ key, rule: of.get(key) ?? null })),
          state,
        ).opening;
      const [was, will] = [plan(before), plan(after)];
      const moved = lessons.find(({ key }) => !sameOpening(was.get(key), will.get(key)));
      if (!moved) continue;
      report.moved += 1;
      if (report.members.length >= NAMED) continue;
      const member = await members.member(communityId, memberId);
      const times = { from: timeIn(was.get(moved.key), now), to: timeIn(will.get(moved.key), now) };
      report.members.push({ memberId, name: member.accounts[0]?.name ?? '', lessonKey: moved.key, ...times });
    }
    return report;
  }

  /** Of the live version, else of the draft. */
  async function headlines(communityId: string, courseId: string): Promise<{ key: string; title: string }[]> {
    const course = await courses.course(communityId, courseId);
    const versionId = course.draftId ?? course.liveId;
    const draft = versionId ? (await courses.version(communityId, versionId)).lessons : [];
    const live = course.liveId ? await courses.outline(communityId, courseId) : [];
    // What only the next version has can be scheduled already; what only the live one has, still.
    const keys = new Set(draft.map(({ key }) => key));
    return [...draft, ...live.filter(({ key }) => !keys.has(key))];
  }

  return {
    tryOut,
    headlines,

    async schedule(
      communityId: string,
      { courseId, rules, whole, byId }: { courseId: string; rules: NewRules; whole: boolean; byId: string },
    ): Promise<Rescheduling> {
      const { slug } = await courses.course(communityId, courseId);
      const lessons = await headlines(communityId, courseId);
      for (const key of rules.keys()) {
        if (!lessons.some((one) => one.key === key))
          throw new UserFacingError('drop_lesson_unknown', { lesson: key });
      }
      const report = await tryOut(communityId, courseId, rules);
      const now = clock.now();
      await database.transaction(async (tx) => {
        await lockCourse(tx, courseId);
        const drops = await dropStore.drops(communityId, courseId, tx);
        const after = merged(drops, rules, now);
        for (const key of rules.keys()) {
          const drop = drops.find(({ lessonKey }) => lessonKey === key);
          const rule = after.get(key);
          if (rule) {
            // Counted from when it is planned next, unless the lesson keeps its rule.
            const { since, ...bare } = rule;
            const kept = drop && sameRule(drop.rule, bare) && since ? { ...bare, since } : bare;
            const row = { rule: kept, whole, createdById: byId, createdAt: now };
            await dropStore.set(tx, communityId, courseId, key, row);
          } else if (drop?.postedAt) {
            // What stands in places hangs on it: it opens with the course, and nothing is announced anew.
            const row = { rule: { all: [{ kind: 'now' as const }], zone: drop.rule.zone }, whole };
            await dropStore.set(tx, communityId, courseId, key, {
              ...row,
              createdById: byId,
              createdAt: now,
            });
          } else if (drop) await dropStore.remove(tx, communityId, drop.id);
        }
        await members.audit(
          communityId,
          {
            action: 'drops.scheduled',
            actorId: byId,
            details: { course: slug, lessons: rules.size },
          },
          tx,
        );
      });
      return report;
    },
  };
}

export type Scheduling = ReturnType<typeof createScheduling>;

/** All rules as they would be; those that change count from now. */
function merged(drops: readonly PlannedDrop[], rules: NewRules, now: Date): Map<string, DropRule> {
  const all = new Map(drops.map(({ lessonKey, rule }) => [lessonKey, rule]));
  for (const [key, rule] of rules) {
    const known = all.get(key);
    if (!rule) all.delete(key);
    else if (!known || !sameRule(known, rule)) all.set(key, { ...rule, since: now.toISOString() });
  }
  return all;
}

/** Whether two rules say the same, whenever they began to. */
export function sameRule(one: DropRule, other: DropRule): boolean {
  const said = ({ all, zone }: DropRule) => JSON.stringify(canonical({ all, zone }));
  return said(one) === said(other);
}

/** Keys in one order: the database gives them back in its own. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

function sameOpening(a: Opening | undefined, b: Opening | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function timeIn(opening: Opening | undefined, now: Date): Date | null {
  if (opening === 'open') return now;
  return typeof opening === 'object' && 'at' in opening ? opening.at : null;
}
