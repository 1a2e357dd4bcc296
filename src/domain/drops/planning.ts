import { lockName, type Database, type Tx } from '#database';
import type { Clock } from '#kernel/clock';
import { newToken } from '#kernel/ids';
import type { Courses, Lesson } from '#domain/courses';
import type { Members } from '#domain/members';
import { hearsOf, partsIn, type LiveCourse } from './content.js';
import { NOT_LIVE, type DropStore, type PlannedDrop } from './drop-store.js';
import type { DropRule, Outlet } from './model.js';
import type { OutletStore } from './outlet-store.js';
import type { PictureLinks, Posters } from './ports.js';
import { LEFT_ALONE, type PostStore } from './post-store.js';
import { dueAt, isDate } from './rules.js';

export interface PlanningDeps {
  database: Database;
  members: Members;
  courses: Courses;
  dropStore: DropStore;
  outletStore: OutletStore;
  postStore: PostStore;
  posters: Posters;
  pictureLink: PictureLinks;
  clock: Clock;
}

/** Whoever plans or posts drops of one course does it one after the other. */
export const lockCourse = (tx: Tx, courseId: string): Promise<void> => lockName(tx, `drops:${courseId}`);

/** When places are due; null: never, as only each member's own days count. */
export function placesDue(rule: DropRule, since: Date, communityZone: string): Date | null {
  const due = dueAt(rule, { zone: communityZone, publishedAt: since, joinedAt: null, finished: new Map() });
  return isDate(due) ? due : null;
}

/** Decides what should be posted where. Nothing here speaks to a platform. */
export function createPlanning(deps: PlanningDeps) {
  const { database, members, courses, dropStore, outletStore, postStore, posters, pictureLink, clock } = deps;

  /** The course as members read it; null: nobody reads it. */
  async function live(communityId: string, courseId: string): Promise<LiveCourse | null> {
    const course = await courses.course(communityId, courseId);
    if (course.state !== 'published' || course.liveId === null) return null;
    const community = await members.community(communityId);
    return { community, course, version: await courses.version(communityId, course.liveId) };
  }

  /** Posts of one drop that stand or are on their way, brought to what the live version says. */
  async function reviseDrop(
    tx: Tx,
    communityId: string,
    drop: PlannedDrop,
    shown: { live: LiveCourse; lesson: Lesson } | null,
    outlets: readonly Outlet[],
  ): Promise<void> {
    const now = clock.now();
    const posts = await postStore.ofDrop(tx, communityId, drop.id);
    for (const outlet of outlets) {
      const own = posts.filter((post) => post.outletId === outlet.id);
      if (own.length === 0) continue;
      const wanted =
        shown && hearsOf(outlet, shown.live.course)
          ? partsIn(posters, outlet, shown.live, shown.lesson, drop.whole, pictureLink)
          : { parts: 0, digest: '' };
      for (const post of own) {
        const isWanted = post.part < wanted.parts && post.failure !== LEFT_ALONE;
        const digest = isWanted ? wanted.digest : post.digest;
        const back = isWanted && post.state === 'withdrawn';
        if (isWanted === post.wanted && digest === post.digest && !back) continue;
        const data = { wanted: isWanted, digest, ...(back ? { state: 'pending' as const } : {}) };
        await postStore.want(tx, communityId, post.id, data, now);
      }
      const missing = Array.from({ length: wanted.parts }, (_, part) => part)
        .filter((part) => !own.some((post) => post.part === part))
        .map((part) => ({ dropId: drop.id, outletId: outlet.id, part, digest: wanted.digest }));
      await postStore.create(tx, communityId, missing, now, 0);
    }
  }

  return {
    live,

    /**
     * Brings drops and posts of a course to its live version.
     * @returns `done`, to be called once everything else that hangs on the version is done as well
     */
    async plan(
      communityId: string,
      courseId: string,
    ): Promise<{ live: LiveCourse | null; done(): Promise<void> }> {
      const now = clock.now();
      const shown = await live(communityId, courseId);
      const { timeZone } = await members.community(communityId);
      const mark = `planning:${newToken()}`;
      await database.transaction(async (tx) => {
        await lockCourse(tx, courseId);
        const outlets = await outletStore.outlets(communityId, tx);
        for (const drop of await dropStore.drops(communityId, courseId, tx)) {
          const lesson = shown?.version.lessons.find(({ key }) => key === drop.lessonKey);
          const isLive = shown && lesson ? { live: shown, lesson } : null;
          const rule = isLive && !drop.rule.since ? { ...drop.rule, since: now.toISOString() } : drop.rule;
          const postAt = isLive ? placesDue(rule, new Date(rule.since ?? now), timeZone) : null;
          const change = drop.postedAt ? {} : { postAt };
          await dropStore.change(tx, communityId, drop.id, { rule, ...change, plannedId: mark });
          await reviseDrop(tx, communityId, drop, isLive, outlets);
        }
      });
      const version = shown?.version.id ?? NOT_LIVE;
      return { live: shown, done: () => dropStore.replan(communityId, courseId, mark, version) };
    },

    /** Drops that are due become posts, each in one transaction with the note that it did. */
    async post(communityId: string): Promise<void> {
      const lives = new Map<string, LiveCourse | null>();
      let order = 0;
      for (const { id, courseId } of await inOrder(communityId, lives)) {
        const shown = lives.get(courseId);
        if (!shown) continue;
        await database.transaction(async (tx) => {
          await lockCourse(tx, courseId);
          const drop = await dropStore.drop(communityId, id, tx);
          const now = clock.now();
          if (!drop || drop.postedAt || !drop.postAt || drop.postAt > now) return;
          const lesson = shown.version.lessons.find(({ key }) => key === drop.lessonKey);
          if (!lesson) return;
          for (const outlet of await outletStore.outlets(communityId, tx)) {
            if (!hearsOf(outlet, shown.course)) continue;
            const { parts, digest } = partsIn(posters, outlet, shown, lesson, drop.whole, pictureLink);
            const posts = Array.from({ length: parts }, (_, part) => ({
              dropId: id,
              outletId: outlet.id,
              part,
              digest,
            }));
            await postStore.create(tx, communityId, posts, now, order);
            order += parts;
          }
          await dropStore.change(tx, communityId, id, { postedAt: now });
        });
      }
    },
  };

  /** By time, then as the lessons stand in their course. */
  async function inOrder(communityId: string, lives: Map<string, LiveCourse | null>): Promise<PlannedDrop[]> {
    const due = await dropStore.due(communityId, clock.now());
    for (const { courseId } of due) {
      if (!lives.has(courseId)) lives.set(courseId, await live(communityId, courseId));
    }
    const position = ({ courseId, lessonKey }: PlannedDrop) =>
      lives.get(courseId)?.version.lessons.find(({ key }) => key === lessonKey)?.position ?? 0;
    return due.sort(
      (a, b) => (a.postAt?.getTime() ?? 0) - (b.postAt?.getTime() ?? 0) || position(a) - position(b),
    );
  }
}

export type Planning = ReturnType<typeof createPlanning>;
