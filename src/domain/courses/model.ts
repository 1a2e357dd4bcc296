import type { Belongings } from '#domain/members';

export type CourseState = 'draft' | 'published' | 'withdrawn';
export type CourseLevel = 'beginner' | 'intermediate' | 'advanced';
export type AssetKind = 'image' | 'pdf' | 'audio' | 'video' | 'file';

/** A course without its contents, as lists show it; texts are those of the live version, else of the draft. */
export interface Course {
  id: string;
  communityId: string;
  slug: string;
  state: CourseState;
  title: string;
  summary: string;
  /** BCP 47. */
  language: string;
  level: CourseLevel | null;
  tags: string[];
  /** Slugs. */
  prerequisites: string[];
  free: boolean;
  planIds: string[];
  /** Sells this course alone; null: it is not sold alone. */
  soloPlanId: string | null;
  liveId: string | null;
  draftId: string | null;
  lessons: number;
  minutes: number;
  publishAt: Date | null;
  publishedAt: Date | null;
  createdById: string | null;
}

export interface Lesson {
  key: string;
  position: number;
  title: string;
  summary: string | null;
  /** Markdown. */
  body: string;
  minutes: number;
  /** Of title, body and the assets it names: what is sent anew when it changes. */
  digest: string;
}

export interface Asset {
  id: string;
  name: string;
  kind: AssetKind;
  /** MIME type. */
  type: string;
  hash: string | null;
  url: string | null;
  bytes: number | null;
  seconds: number | null;
  width: number | null;
  height: number | null;
  title: string | null;
}

export interface CourseVersion {
  id: string;
  courseId: string;
  number: number;
  title: string;
  summary: string;
  language: string;
  level: CourseLevel | null;
  tags: string[];
  prerequisites: string[];
  cover: string | null;
  digest: string;
  createdAt: Date;
  lessons: Lesson[];
  assets: Asset[];
}

/** A file as it was uploaded, read as it comes: nothing is held in memory whole. */
export interface UploadFile {
  name: string;
  /** Bytes, by the sender's word. */
  size: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What an upload did, for whoever made it. */
export interface UploadReport {
  courseId: string;
  slug: string;
  versionId: string;
  number: number;
  /** Nothing differs from the last version: none was made. */
  unchanged: boolean;
  lessons: { added: string[]; changed: string[]; removed: string[]; moved: number };
  assets: { files: number; bytes: number; /** Already in the store. */ known: number };
  /** What was left out or changed in lessons, with file and line. */
  notes: UploadNote[];
}

export interface UploadNote {
  file: string;
  line: number;
  /** As in contracts/document Problem, and: asset_missing, asset_unused, front_matter. */
  kind: string;
  excerpt: string;
}

/** How an upload goes on, for a message that shows it. */
export interface UploadProgress {
  step: 'reading' | 'checking' | 'storing' | 'writing';
  done: number;
  of: number;
}

/** Whether and why somebody may read a course. */
export type Way =
  | { open: true; by: 'free' | 'plan' | 'maker'; planId?: string }
  | { open: false; planIds: string[]; soloPlanId: string | null };

export interface CourseFilter {
  text?: string;
  tag?: string;
  language?: string;
  level?: CourseLevel;
  state?: CourseState;
  limit: number;
  offset: number;
}

/** The room's door. */
export interface Courses extends Belongings {
  /**
   * Takes files (Markdown, media, or one zip of them) as a new draft of the course they name, or of `slug`.
   * Everything is written, or nothing is. Throws UserFacingError `upload_*` with what is wrong and where.
   */
  upload(
    communityId: string,
    input: {
      files: UploadFile[];
      slug?: string;
      byId: string;
      onProgress?: (progress: UploadProgress) => void;
    },
  ): Promise<UploadReport>;
  /** Replaces one lesson's text, or adds a lesson, in the draft. */
  editLesson(
    communityId: string,
    input: { slug: string; key: string; title?: string; body: string; byId: string },
  ): Promise<UploadReport>;
  /** Title, summary, tags, language, level, prerequisites of the draft; who may read it. */
  editCourse(communityId: string, input: CourseChange & { slug: string; byId: string }): Promise<Course>;
  /** The draft goes live, now or at `at`. Throws UserFacingError `course_nothing_new`, `course_nobody_reads`. */
  publish(communityId: string, input: { slug: string; byId: string; at?: Date }): Promise<Course>;
  /** Takes the course back: nobody opens it any more. */
  withdraw(communityId: string, input: { slug: string; byId: string }): Promise<Course>;
  /** Drafts whose time has come; they go live. @returns their courses' ids */
  publishDue(communityId: string, now: Date): Promise<string[]>;

  courses(communityId: string, filter: CourseFilter): Promise<{ courses: Course[]; total: number }>;
  /** By slug or id. Throws UserFacingError `course_unknown`. */
  course(communityId: string, slugOrId: string): Promise<Course>;
  version(communityId: string, versionId: string): Promise<CourseVersion>;
  /** Headlines of the live version's lessons (bodies empty), in order; cheap. */
  outline(communityId: string, courseId: string): Promise<Lesson[]>;
  lesson(communityId: string, versionId: string, key: string): Promise<{ lesson: Lesson; assets: Asset[] }>;
  /** Whether this member may read it, and what would open it. */
  way(communityId: string, memberId: string, course: Course): Promise<Way>;
  /** The same for many at once. */
  ways(communityId: string, memberId: string, courses: readonly Course[]): Promise<Map<string, Way>>;
  /** A file of a version, by its asset's id, and the course it belongs to. */
  asset(communityId: string, assetId: string): Promise<(Asset & { courseId: string }) | null>;
  /** Forgets content that no version names any more, and drafts nobody touched for a year. */
  tidy(communityId: string): Promise<void>;
}

export interface CourseChange {
  title?: string;
  summary?: string;
  tags?: string[];
  language?: string;
  level?: CourseLevel | null;
  prerequisites?: string[];
  free?: boolean;
  planIds?: string[];
  soloPlanId?: string | null;
}
