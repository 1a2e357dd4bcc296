import { lockName, type Database, type Tx } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Files } from './files.js';
import { ContentGone, FILES_TIMEOUT_MS, lockFiles } from './files.js';
import { contentsDigest, type Contents } from './ingest/contents.js';
import { LIMITS } from './ingest/limits.js';
import type { OnProgress } from './ingest/parcel.js';
import type { Landed } from './ingest/scratch.js';
import type { CourseVersion, UploadNote, UploadReport } from './model.js';
import type { CourseRow, CourseStore } from './store.js';
import type { VersionStore } from './version-store.js';

/** Tries before an upload gives way to others that change the same course all the time. */
const TRIES = 5;

/** The course changed between being read and being written. */
class Changed extends Error {}

export interface VersionsDeps {
  database: Database;
  store: CourseStore;
  versions: VersionStore;
  files: Files;
  clock: Clock;
}

/** How a version comes about: from what is there, to what is to be there. */
export interface Making {
  slug: string;
  byId: string;
  /** @param base the draft, else what is live; null: a new course */
  make(base: CourseVersion | null): { contents: Contents; notes: UploadNote[] };
  /** Content that came along, by hash. */
  landed: ReadonlyMap<string, Landed>;
  onProgress: OnProgress;
  /** Called in the same transaction, also when nothing differs. */
  also?(tx: Tx, course: { id: string; row: CourseRow | null }): Promise<void>;
}

export const lockCourses = (tx: Tx, communityId: string): Promise<void> =>
  lockName(tx, `courses ${communityId}`);

/** Writes versions. Each is there as a whole, with all its content, or not at all. */
export function createVersions({ database, store, versions, files, clock }: VersionsDeps) {
  async function attempt(communityId: string, making: Making, fresh: Set<string>): Promise<UploadReport> {
    const { slug, byId, landed, onProgress } = making;
    const before = await store.row(communityId, slug);
    const baseId = before?.draftId ?? before?.liveId ?? null;
    const base = baseId === null ? null : await versions.version(communityId, baseId);
    const { contents, notes } = making.make(base);
    if (contents.lessons.length === 0) throw new UserFacingError('upload_no_lessons');
    if (contents.lessons.length > LIMITS.lessons) {
      const params = { count: contents.lessons.length, max: LIMITS.lessons };
      throw new UserFacingError('upload_too_many_lessons', params);
    }
    const digest = contentsDigest(contents);
    const unchanged = base !== null && base.digest === digest;
    if (!unchanged) await files.store(communityId, contents.assets, landed, fresh, onProgress);
    onProgress({ step: 'writing', done: 0, of: 1 });
    const written = await database.transaction(
      async (tx) => {
        await lockCourses(tx, communityId);
        const row = await store.row(communityId, slug, tx);
        if ((row?.draftId ?? row?.liveId ?? null) !== baseId) throw new Changed();
        const now = clock.now();
        const courseId =
          row?.id ?? (await store.create(tx, communityId, { slug, createdById: byId, createdAt: now }));
        await making.also?.(tx, { id: courseId, row });
        if (unchanged) return { courseId, versionId: base.id, number: base.number };
        await lockFiles(tx, communityId);
        await files.name(tx, communityId, contents.assets, now);
        const number = (await versions.number(communityId, courseId, tx)) + 1;
        const about = { courseId, number, digest, createdById: byId, createdAt: now };
        const versionId = await versions.write(tx, communityId, about, contents);
        await store.change(tx, communityId, courseId, { draftId: versionId });
        return { courseId, versionId, number };
      },
      { timeout: FILES_TIMEOUT_MS },
    );
    onProgress({ step: 'writing', done: 1, of: 1 });
    return {
      ...written,
      slug: before?.slug ?? slug,
      unchanged,
      lessons: difference(base, contents),
      assets: {
        files: contents.assets.filter(({ hash }) => hash !== null).length,
        bytes: contents.assets.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
        known: new Set(contents.assets.flatMap(({ hash }) => hash ?? [])).size - fresh.size,
      },
      notes: notes.slice(0, LIMITS.notes),
    };
  }

  return {
    /** Throws UserFacingError; whatever it throws, nothing is left behind. */
    async write(communityId: string, making: Making): Promise<UploadReport> {
      const fresh = new Set<string>();
      try {
        for (let tries = 1; ; tries += 1) {
          try {
            return await attempt(communityId, making, fresh);
          } catch (error) {
            const isRace = error instanceof Changed || error instanceof ContentGone;
            if (!isRace) throw error;
            if (tries === TRIES) throw new UserFacingError('course_busy');
          }
        }
      } catch (error) {
        await files.drop(communityId, fresh);
        throw error;
      }
    },
  };
}

export type Versions = ReturnType<typeof createVersions>;

/** What differs for whoever learns with it. */
function difference(base: CourseVersion | null, { lessons }: Contents): UploadReport['lessons'] {
  const before = new Map((base?.lessons ?? []).map((lesson) => [lesson.key, lesson]));
  const after = new Set(lessons.map(({ key }) => key));
  const common = [...before.keys()].filter((key) => after.has(key));
  const commonNow = lessons.filter(({ key }) => before.has(key));
  return {
    added: lessons.flatMap(({ key }) => (before.has(key) ? [] : key)),
    changed: commonNow.flatMap((lesson) => {
      const was = before.get(lesson.key);
      const isSame =
        was?.digest === lesson.digest && was.summary === lesson.summary && was.minutes === lesson.minutes;
      return isSame ? [] : lesson.key;
    }),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    moved: commonNow.filter(({ key }, at) => common[at] !== key).length,
  };
}
