import type { Courses } from '#domain/courses';
import type { Learning } from '#domain/learning';
import type { ComingDrop, Drops } from './model.js';
import { hearsOf } from './content.js';
import type { DropStore } from './drop-store.js';
import type { OutletStore } from './outlet-store.js';

export interface ComingDeps {
  courses: Courses;
  learning: Learning;
  dropStore: DropStore;
  outletStore: OutletStore;
}

/** What places will hear of. */
export function createComing({
  courses,
  learning,
  dropStore,
  outletStore,
}: ComingDeps): Pick<Drops, 'coming' | 'announced'> {
  return {
    async coming(communityId, filter) {
      const { drops, total } = await dropStore.coming(communityId, filter);
      const outlets = await outletStore.outlets(communityId);
      const about = new Map<string, Awaited<ReturnType<typeof ofCourse>>>();
      const coming: ComingDrop[] = [];
      for (const drop of drops) {
        const known = about.get(drop.courseId) ?? (await ofCourse(communityId, drop.courseId));
        about.set(drop.courseId, known);
        coming.push({
          drop,
          courseTitle: known.course.title,
          lessonTitle: known.titles.get(drop.lessonKey) ?? drop.lessonKey,
          outlets: outlets.filter((outlet) => hearsOf(outlet, known.course)).map(({ title }) => title),
          followers: known.followers,
        });
      }
      return { drops: coming, total };
    },
    async announced(communityId, from, to) {
      const found = await dropStore.announced(communityId, from, to);
      const titles = new Map<string, Map<string, string>>();
      for (const { courseId } of found) {
        if (titles.has(courseId)) continue;
        const outline = await courses.outline(communityId, courseId);
        titles.set(courseId, new Map(outline.map(({ key, title }) => [key, title])));
      }
      return found.map(({ at, courseId, lessonKey }) => ({
        at,
        courseId,
        lessonTitle: titles.get(courseId)?.get(lessonKey) ?? lessonKey,
      }));
    },
  };

  async function ofCourse(communityId: string, courseId: string) {
    const course = await courses.course(communityId, courseId);
    const outline = await courses.outline(communityId, courseId);
    const enrolments = await learning.enrolmentsOf(communityId, { courseId });
    return {
      course,
      titles: new Map(outline.map(({ key, title }) => [key, title])),
      followers: enrolments.filter(({ followsAt }) => followsAt !== null).length,
    };
  }
}
