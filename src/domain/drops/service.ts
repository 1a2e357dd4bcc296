import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Learning } from '#domain/learning';
import type { Members } from '#domain/members';
import { createComing } from './coming.js';
import { createDripping } from './dripping.js';
import { createDropStore } from './drop-store.js';
import type { Drops, Woken } from './model.js';
import { createOutletStore } from './outlet-store.js';
import { createOutletTroubles } from './outlet-troubles.js';
import { createPersonalStore } from './personal-store.js';
import { createPlaces } from './places.js';
import { createPlanning } from './planning.js';
import type { DropsWake, PictureLinks, Posters } from './ports.js';
import { createPostStore } from './post-store.js';
import { createScheduling } from './scheduling.js';
import { createSettling } from './settle.js';

export interface DropsDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  billing: Billing;
  access: Access;
  courses: Courses;
  learning: Learning;
  posters: Posters;
  pictureLink: PictureLinks;
  wake: DropsWake;
  clock: Clock;
  log: Log;
}

/** Builds the drops room. */
export function createDrops(given: DropsDeps): Drops {
  const { database, members, learning, wake, clock, log } = given;
  const stores = {
    dropStore: createDropStore(database),
    outletStore: createOutletStore(database),
    postStore: createPostStore(database),
  };
  const { dropStore, postStore } = stores;
  const deps = { ...given, ...stores };
  const planning = createPlanning(deps);
  const dripping = createDripping(deps);
  const scheduling = createScheduling({ ...deps, dripping });
  const settling = createSettling({ ...deps, planning, outletTroubles: createOutletTroubles(deps) });

  const dueOutlets = (communityId: string) => postStore.dueOutlets(communityId, clock.now());

  /** Posts of a course, then everybody who takes it. */
  async function courseChanged(communityId: string, courseId: string): Promise<Woken> {
    const { done } = await planning.plan(communityId, courseId);
    const outline = await dripping.outlineOf(communityId, courseId);
    const messages: string[] = [];
    for (const { memberId } of await learning.enrolmentsOf(communityId, { courseId })) {
      const { messageId } = await dripping.step(communityId, memberId, outline, courseId, 'time');
      if (messageId) messages.push(messageId);
    }
    await done();
    await planning.post(communityId);
    return { outlets: await dueOutlets(communityId), messages };
  }

  async function release(communityId: string, limit: number): Promise<Woken> {
    const messages: string[] = [];
    for (const courseId of await dropStore.unplanned(communityId)) {
      messages.push(...(await courseChanged(communityId, courseId)).messages);
    }
    await planning.post(communityId);
    const outlines = new Map<string, Awaited<ReturnType<typeof dripping.outlineOf>>>();
    for (const { memberId, courseId } of await learning.dueEnrolments(communityId, clock.now(), limit)) {
      if (!outlines.has(courseId)) outlines.set(courseId, await dripping.outlineOf(communityId, courseId));
      const outline = outlines.get(courseId) ?? null;
      const { messageId } = await dripping.step(communityId, memberId, outline, courseId, 'time');
      if (messageId) messages.push(messageId);
    }
    return { outlets: await dueOutlets(communityId), messages };
  }

  async function decide(
    communityId: string,
    postId: string,
    byId: string,
    action: 'post.retried' | 'post.dismissed',
  ): Promise<void> {
    const was = await database.transaction(async (tx) => {
      const before = await postStore.decide(tx, communityId, postId, action === 'post.retried', clock.now());
      if (!before) throw new UserFacingError('post_unknown');
      const details = { lesson: before.lessonKey, outlet: before.outlet.title };
      await members.audit(communityId, { action, actorId: byId, details }, tx);
      return before;
    });
    await wake.outlet(communityId, was.outletId);
  }

  return {
    ...createPlaces(deps),
    ...createPersonalStore(database),
    ...createComing(deps),
    tryOut: scheduling.tryOut,
    lessonsToSchedule: scheduling.headlines,
    async schedule(communityId, input) {
      const report = await scheduling.schedule(communityId, input);
      await wake.course(communityId, input.courseId);
      return report;
    },
    drops: (communityId, courseId) => dropStore.drops(communityId, courseId),
    troubles: (communityId) => postStore.troubled(communityId),
    retry: (communityId, postId, byId) => decide(communityId, postId, byId, 'post.retried'),
    dismiss: (communityId, postId, byId) => decide(communityId, postId, byId, 'post.dismissed'),
    touched: (communityId, courseId) => wake.course(communityId, courseId),
    courseChanged,
    release,
    dueOutlets,
    settle: settling.settle,
    settleOutlet: settling.settleOutlet,
    async reclaim(communityId) {
      const { outlets, resent, uncertain } = await settling.reclaim(communityId);
      for (const outletId of outlets) await wake.outlet(communityId, outletId);
      if (uncertain > 0) log.warn({ communityId, uncertain }, 'posts may or may not have arrived');
      return { resent, uncertain };
    },
    begin: dripping.begin,
    finished: dripping.finished,
    async accessChanged(communityId, memberId) {
      return { outlets: [], messages: await dripping.accessChanged(communityId, memberId) };
    },
    opening: dripping.opening,
  };
}
