import { UserFacingError } from '#kernel/errors';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import { languageTag } from './ingest/course-file.js';
import { contentsOf, type Contents } from './ingest/contents.js';
import { readLessons, type ReadLesson } from './ingest/lessons.js';
import { LIMITS } from './ingest/limits.js';
import { slugOf } from './ingest/names.js';
import { textIn } from './ingest/text.js';
import type { Courses, CourseVersion, UploadNote } from './model.js';
import type { LessonReader } from './ports.js';
import type { CourseStore } from './store.js';
import { lockCourses, type Versions } from './versions.js';
import type { Database } from '#database';

export interface EditingDeps {
  database: Database;
  members: Members;
  billing: Billing;
  store: CourseStore;
  versions: Versions;
  reader: LessonReader;
}

type Doors = Pick<Courses, 'editLesson' | 'editCourse'>;

const NOTHING_NEW = { landed: new Map<string, never>(), onProgress: () => {} };

/** Changes to a course without uploading it again. They make a new draft, like an upload. */
export function createEditing(deps: EditingDeps, course: Courses['course']): Doors {
  const { database, members, billing, store, versions, reader } = deps;
  return {
    async editLesson(communityId, { slug, key, title, body, byId }) {
      const { id, slug: own, language } = await course(communityId, slug);
      const wanted = slugOf(key);
      if (wanted === '') throw new UserFacingError('lesson_needed');
      const name = `${wanted}.md`;
      if (Buffer.byteLength(body) > LIMITS.lessonBytes) {
        throw new UserFacingError('upload_lesson_too_big', { file: name, max: LIMITS.lessonBytes / 1_024 });
      }
      const text = textIn(Buffer.from(body), name);
      const report = await versions.write(communityId, {
        ...NOTHING_NEW,
        slug: own,
        byId,
        make(base) {
          const notes: UploadNote[] = [];
          const assets = new Set((base?.assets ?? []).map((asset) => asset.name));
          const [read] = readLessons([{ name, text }], assets, reader, notes);
          if (!read) throw new UserFacingError('upload_no_lessons');
          const lesson = { ...read, ...kept(base, wanted, read, title), key: wanted };
          const parcel = { course: null, lessons: [lesson], assets: [], notes, called: own };
          return contentsOf(parcel, base, reader, language);
        },
      });
      await members.audit(communityId, {
        action: 'course.edited',
        actorId: byId,
        subjectId: id,
        details: { course: own, lesson: wanted },
      });
      return report;
    },

    async editCourse(communityId, { slug, byId, free, planIds, soloPlanId, ...texts }) {
      const found = await course(communityId, slug);
      for (const planId of [...(planIds ?? []), soloPlanId ?? []].flat())
        await billing.plan(communityId, planId);
      const language = texts.language === undefined ? undefined : languageTag(texts.language);
      if (texts.language !== undefined && language === undefined) {
        throw new UserFacingError('course_language_bad', { language: texts.language });
      }
      if (Object.values(texts).some((value) => value !== undefined)) {
        await versions.write(communityId, {
          ...NOTHING_NEW,
          slug: found.slug,
          byId,
          make(base) {
            if (!base) throw new UserFacingError('course_unknown');
            return { contents: changed(base, { ...texts, ...(language ? { language } : {}) }), notes: [] };
          },
        });
      }
      await database.transaction(async (tx) => {
        await lockCourses(tx, communityId);
        const columns = {
          ...(free === undefined ? {} : { free }),
          ...(soloPlanId === undefined ? {} : { soloPlanId }),
        };
        if (Object.keys(columns).length > 0) await store.change(tx, communityId, found.id, columns);
        if (planIds) await store.setPlans(tx, communityId, found.id, [...new Set(planIds)]);
      });
      await members.audit(communityId, {
        action: 'course.edited',
        actorId: byId,
        subjectId: found.id,
        details: {
          course: found.slug,
          ...(free === undefined ? {} : { free }),
          ...(planIds === undefined ? {} : { plans: planIds.join(' ') }),
          ...(soloPlanId === undefined ? {} : { solo: soloPlanId }),
        },
      });
      return course(communityId, found.id);
    },
  };
}

/** What a lesson keeps of itself when only its text was given anew. */
function kept(
  base: CourseVersion | null,
  key: string,
  read: ReadLesson,
  title: string | undefined,
): Pick<ReadLesson, 'title' | 'summary'> {
  const before = base?.lessons.find((lesson) => lesson.key === key);
  const named = read.title === titleByFile(key) ? undefined : read.title;
  return {
    title: title ?? named ?? before?.title ?? read.title,
    summary: read.summary ?? before?.summary ?? null,
  };
}

/** What reading makes of the file's name where the text has no heading. */
const titleByFile = (key: string): string =>
  key
    .replace(/^\d+[\s._-]*/, '')
    .replace(/[_-]+/g, ' ')
    .trim() || key;

function changed(
  base: CourseVersion,
  {
    title,
    summary,
    tags,
    language,
    level,
    prerequisites,
  }: Partial<Omit<Contents, 'lessons' | 'assets' | 'cover'>>,
): Contents {
  return {
    title: title?.trim() || base.title,
    summary: summary ?? base.summary,
    tags: tags?.map((tag) => tag.toLowerCase()) ?? base.tags,
    language: language ?? base.language,
    level: level === undefined ? base.level : level,
    prerequisites: prerequisites?.map((one) => slugOf(one)).filter((one) => one !== '') ?? base.prerequisites,
    cover: base.cover,
    lessons: base.lessons,
    assets: base.assets.map(({ id: _id, ...asset }) => asset),
  };
}
