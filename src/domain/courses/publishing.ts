import type { Database, Tx } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Members } from '#domain/members';
import type { Courses } from './model.js';
import type { CourseRow, CourseStore } from './store.js';
import { lockCourses } from './versions.js';

export interface PublishingDeps {
  database: Database;
  members: Members;
  store: CourseStore;
  clock: Clock;
}

type Doors = Pick<Courses, 'publish' | 'withdraw' | 'publishDue'>;

/** When courses go live, and when they are taken back. */
export function createPublishing(deps: PublishingDeps, course: Courses['course']): Doors {
  const { database, members, store, clock } = deps;

  async function held(tx: Tx, communityId: string, slug: string): Promise<CourseRow> {
    await lockCourses(tx, communityId);
    const row = await store.row(communityId, slug, tx);
    if (!row) throw new UserFacingError('course_unknown');
    return row;
  }

  async function goLive(tx: Tx, communityId: string, row: CourseRow, byId: string | null): Promise<void> {
    const liveId = row.draftId ?? row.liveId;
    const isNew = row.state !== 'published';
    await store.change(tx, communityId, row.id, {
      state: 'published',
      liveId,
      draftId: null,
      publishAt: null,
      withdrawnAt: null,
      ...(isNew ? { publishedAt: clock.now() } : {}),
    });
    const details = { course: row.slug };
    const entry = { action: 'course.published', actorId: byId, subjectId: row.id, details };
    await members.audit(communityId, entry, tx);
  }

  return {
    async publish(communityId, { slug, byId, at }) {
      await database.transaction(async (tx) => {
        const row = await held(tx, communityId, slug);
        if (row.draftId === null && (row.state === 'published' || row.liveId === null)) {
          throw new UserFacingError('course_nothing_new', { course: row.slug });
        }
        if (!row.free && row.planIds.length === 0 && row.soloPlanId === null) {
          throw new UserFacingError('course_nobody_reads', { course: row.slug });
        }
        if (at && at > clock.now()) {
          // What was taken back goes live again with a draft that waits for its time.
          await store.change(tx, communityId, row.id, {
            publishAt: at,
            ...(row.draftId === null ? { draftId: row.liveId } : {}),
          });
          await members.audit(
            communityId,
            {
              action: 'course.scheduled',
              actorId: byId,
              subjectId: row.id,
              details: { course: row.slug, at: at.toISOString() },
            },
            tx,
          );
        } else await goLive(tx, communityId, row, byId);
      });
      return course(communityId, slug);
    },

    async withdraw(communityId, { slug, byId }) {
      await database.transaction(async (tx) => {
        const row = await held(tx, communityId, slug);
        if (row.state !== 'published' && row.publishAt === null) {
          throw new UserFacingError('course_not_published', { course: row.slug });
        }
        await store.change(tx, communityId, row.id, {
          publishAt: null,
          ...(row.state === 'published' ? { state: 'withdrawn', withdrawnAt: clock.now() } : {}),
        });
        const details = { course: row.slug };
        const entry = { action: 'course.withdrawn', actorId: byId, subjectId: row.id, details };
        await members.audit(communityId, entry, tx);
      });
      return course(communityId, slug);
    },

    async publishDue(communityId, now) {
      const gone: string[] = [];
      for (const id of await store.due(communityId, now)) {
        await database.transaction(async (tx) => {
          const row = await held(tx, communityId, id);
          // Somebody was faster, or thought better of it.
          if (row.publishAt === null || row.publishAt > now) return;
          if (row.draftId === null) await store.change(tx, communityId, id, { publishAt: null });
          else await goLive(tx, communityId, row, null);
          gone.push(id);
        });
      }
      return gone;
    },
  };
}
