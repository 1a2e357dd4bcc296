import type { Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import { createBlobRows } from './blob-store.js';
import { createEditing } from './editing.js';
import { createFiles } from './files.js';
import type { Course, CourseFilter, Courses } from './model.js';
import { createPersonalStore } from './personal-store.js';
import type { BlobStore, LessonReader } from './ports.js';
import { createPublishing } from './publishing.js';
import { createCourseStore } from './store.js';
import { upload } from './upload.js';
import { createVersionStore } from './version-store.js';
import { createVersions, lockCourses } from './versions.js';
import { createWays } from './ways.js';

export interface CoursesDeps {
  database: Database;
  members: Members;
  billing: Billing;
  access: Access;
  blobs: BlobStore;
  reader: LessonReader;
  /** A folder for files while they are looked at; made when it is needed. */
  scratchDir: string;
  clock: Clock;
}

/** How long a version is kept that nobody reads or works on any more, and a draft that nobody touches. */
const OLD_DAYS = 30;
const ABANDONED_DAYS = 365;

/** Builds the courses room. */
export function createCourses(deps: CoursesDeps): Courses {
  const { database, blobs, clock } = deps;
  const store = createCourseStore(database);
  const versionStore = createVersionStore(database);
  const files = createFiles({ database, blobs, rows: createBlobRows(database) });
  const versions = createVersions({ database, store, versions: versionStore, files, clock });
  const parts = { ...deps, store, versions };

  async function course(communityId: string, slugOrId: string): Promise<Course> {
    const found = await store.course(communityId, slugOrId.trim().toLowerCase());
    if (!found) throw new UserFacingError('course_unknown');
    return found;
  }

  return {
    upload: (communityId, input) => upload(parts, communityId, input),
    ...createEditing(parts, course),
    ...createPublishing(parts, course),
    ...createWays(deps),
    ...createPersonalStore(database),
    course,

    async courses(communityId, filter) {
      const all = (await store.courses(communityId, filter.state)).filter((one) => fits(one, filter));
      all.sort(
        (one, other) =>
          (other.publishedAt?.getTime() ?? 0) - (one.publishedAt?.getTime() ?? 0) ||
          one.title.localeCompare(other.title),
      );
      return { courses: all.slice(filter.offset, filter.offset + filter.limit), total: all.length };
    },
    async version(communityId, versionId) {
      const found = await versionStore.version(communityId, versionId);
      if (!found) throw new UserFacingError('course_unknown');
      return found;
    },
    async outline(communityId, courseId) {
      const row = await store.row(communityId, courseId);
      if (!row) throw new UserFacingError('course_unknown');
      return row.liveId === null ? [] : versionStore.outline(communityId, row.liveId);
    },
    async lesson(communityId, versionId, key) {
      const lesson = await versionStore.lesson(communityId, versionId, key);
      if (!lesson) throw new UserFacingError('lesson_unknown');
      return { lesson, assets: await versionStore.assets(communityId, versionId) };
    },
    asset: (communityId, assetId) => versionStore.asset(communityId, assetId),
    async tidy(communityId) {
      const now = clock.now();
      await database.transaction(async (tx) => {
        await lockCourses(tx, communityId);
        await store.dropAbandoned(tx, communityId, later(now, -days(ABANDONED_DAYS)));
        await versionStore.dropOld(tx, communityId, later(now, -days(OLD_DAYS)));
      });
      await files.tidy(communityId);
    },
  };
}

function fits(course: Course, { text, tag, language, level }: CourseFilter): boolean {
  const has = (value: string, part: string) =>
    value.normalize('NFKC').toLowerCase().includes(part.normalize('NFKC').trim().toLowerCase());
  if (text && ![course.title, course.summary, course.slug, ...course.tags].some((one) => has(one, text))) {
    return false;
  }
  if (tag && !course.tags.includes(tag.trim().toLowerCase())) return false;
  // `en` is the language of `en-GB` as well.
  const wanted = language?.trim().toLowerCase();
  const own = course.language.toLowerCase();
  if (wanted && own !== wanted && own.split('-')[0] !== wanted) return false;
  return !level || course.level === level;
}
