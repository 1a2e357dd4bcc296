import { UserFacingError } from '#kernel/errors';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import { contentsOf } from './ingest/contents.js';
import { slugOf } from './ingest/names.js';
import { openParcel, type OnProgress } from './ingest/parcel.js';
import { openScratch } from './ingest/scratch.js';
import type { Courses, UploadNote, UploadReport } from './model.js';
import type { LessonReader } from './ports.js';
import type { CourseStore } from './store.js';
import type { Versions } from './versions.js';

export interface UploadDeps {
  members: Members;
  billing: Billing;
  store: CourseStore;
  versions: Versions;
  reader: LessonReader;
  /** A folder for files while they are looked at. */
  scratchDir: string;
}

type Input = Parameters<Courses['upload']>[1];

const QUIET: OnProgress = () => {};

/** Takes an upload: looked at as a whole first, then written as a whole. */
export async function upload(deps: UploadDeps, communityId: string, input: Input): Promise<UploadReport> {
  const { members, store, versions, reader } = deps;
  const { byId, onProgress = QUIET } = input;
  const scratch = await openScratch(deps.scratchDir);
  try {
    const { parcel, landed } = await openParcel(input.files, scratch, reader, onProgress);
    const { locale } = await members.community(communityId);
    const called = input.slug?.trim() || parcel.course?.title || parcel.called;
    const slug = slugOf(input.slug ?? '') || parcel.course?.slug || slugOf(called);
    if (slug === '') {
      if (parcel.lessons.length === 0) throw new UserFacingError('upload_no_lessons');
      throw new UserFacingError('course_needed');
    }
    const known = await store.row(communityId, slug);
    const access = await accessWished(deps, communityId, parcel.course ?? {}, known);
    const named = { ...parcel, called: called || slug };
    const report = await versions.write(communityId, {
      slug: known?.slug ?? slug,
      byId,
      landed,
      onProgress,
      make: (base) => contentsOf(named, base, reader, locale),
      async also(tx, { id, row }) {
        // Who reads a course that is out is changed where it is meant, and not along with a text.
        if (row?.liveId) return;
        if (access.free !== undefined) await store.change(tx, communityId, id, { free: access.free });
        if (access.planIds) await store.setPlans(tx, communityId, id, access.planIds);
      },
    });
    await members.audit(communityId, {
      action: 'course.uploaded',
      actorId: byId,
      subjectId: report.courseId,
      details: { course: report.slug, version: report.number },
    });
    return { ...report, notes: [...access.notes, ...report.notes] };
  } finally {
    await scratch.clear();
  }
}

/** Who is to read it, by its front matter. Plans are named as people know them. */
async function accessWished(
  { billing }: UploadDeps,
  communityId: string,
  { plans, free }: { plans?: string[]; free?: boolean },
  known: { liveId: string | null } | null,
): Promise<{ free?: boolean; planIds?: string[]; notes: UploadNote[] }> {
  const notes: UploadNote[] = [];
  const note = (kind: string, excerpt: string) => notes.push({ file: 'course.md', line: 1, kind, excerpt });
  if (known?.liveId) {
    if (plans !== undefined || free !== undefined) note('access_kept', 'plans, free');
    return { notes };
  }
  const all = plans === undefined ? [] : await billing.plans(communityId);
  const planIds = plans?.flatMap((name) => {
    const same = (text: string) => text.normalize('NFKC').toLowerCase();
    const plan = all.find(({ id, name: known }) => id === name || same(known) === same(name));
    if (!plan) note('plan_unknown', name);
    return plan ? [plan.id] : [];
  });
  return {
    ...(free === undefined ? {} : { free }),
    ...(planIds === undefined ? {} : { planIds: [...new Set(planIds)] }),
    notes,
  };
}
