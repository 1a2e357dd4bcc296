import type { CourseLevel, CourseVersion, Lesson, UploadNote } from '../model.js';
import type { LessonReader } from '../ports.js';
import type { CourseFields } from './course-file.js';
import { digestOf, lessonDigest, lessonOf, type ReadLesson } from './lessons.js';
import type { NewAsset } from './media.js';
import { sameFile } from './names.js';

/** All that a version says, before it has a number. */
export interface Contents {
  title: string;
  summary: string;
  language: string;
  level: CourseLevel | null;
  tags: string[];
  prerequisites: string[];
  cover: string | null;
  lessons: Lesson[];
  assets: NewAsset[];
}

/** What came in one upload, read and checked. */
export interface Parcel {
  /** null: without a course file. */
  course: CourseFields | null;
  lessons: ReadLesson[];
  assets: NewAsset[];
  notes: UploadNote[];
  /** What the course is called when nothing in it says so. */
  called: string;
}

/** Whether it is the whole course; otherwise its files are added to what is there. */
export const isWhole = (parcel: Parcel): boolean => parcel.course !== null && parcel.lessons.length > 0;

/**
 * What the new version contains.
 * @param base the version that it changes; null: a new course
 * @returns contents, and what an author should look at
 */
export function contentsOf(
  parcel: Parcel,
  base: CourseVersion | null,
  reader: LessonReader,
  locale: string,
): { contents: Contents; notes: UploadNote[] } {
  const notes = [...parcel.notes];
  const kept = isWhole(parcel) ? null : base;
  const linked = (parcel.course?.links ?? []).map(linkedAsset);
  const assets = merged([...(kept?.assets ?? []), ...linked, ...parcel.assets]);
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const has = (name: string) => byName.has(name);
  const replaced = new Map(parcel.lessons.map((lesson) => [lesson.key, lesson]));
  const named = new Set<string>();
  const lessons: Lesson[] = [];
  for (const lesson of kept?.lessons ?? []) {
    const anew = replaced.get(lesson.key);
    if (anew) continue;
    const read = reader.read(lesson.body, '', has);
    read.assets.forEach((name) => named.add(name));
    const about = read.assets.flatMap((name) => byName.get(name) ?? []);
    lessons.push({ ...lesson, digest: lessonDigest(lesson.title, lesson.body, about) });
  }
  const places = new Map((kept?.lessons ?? []).map(({ key, position }) => [key, position]));
  for (const lesson of parcel.lessons) {
    lesson.assets.forEach((name) => named.add(name));
    const at = places.get(lesson.key) ?? Infinity;
    const before = lessons.findIndex(({ key }) => (places.get(key) ?? Infinity) > at);
    const made = lessonOf(lesson, 0, byName);
    if (at === Infinity || before === -1) lessons.push(made);
    else lessons.splice(before, 0, made);
  }
  const said = parcel.course;
  const cover = coverOf(said?.cover ?? kept?.cover ?? null, byName, notes);
  if (cover !== null) named.add(cover);
  for (const { name } of parcel.assets) {
    if (!named.has(name)) notes.push({ file: name, line: 1, kind: 'asset_unused', excerpt: name });
  }
  const contents = {
    title: said?.title ?? base?.title ?? parcel.called,
    summary: said?.summary ?? kept?.summary ?? '',
    language: said?.language ?? base?.language ?? locale,
    level: said?.level ?? kept?.level ?? null,
    tags: said?.tags ?? kept?.tags ?? [],
    prerequisites: said?.prerequisites ?? kept?.prerequisites ?? [],
    cover,
    lessons: lessons.map((lesson, position) => ({ ...lesson, position })),
    assets,
  };
  return { contents, notes };
}

/** Later ones win; two names that most disks cannot keep apart are one. */
function merged(assets: readonly (NewAsset & { id?: string })[]): NewAsset[] {
  const byName = new Map<string, NewAsset>();
  for (const { id: _id, ...asset } of assets) byName.set(sameFile(asset.name), asset);
  return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function linkedAsset({ name, url, kind, type }: CourseFields['links'][number]): NewAsset {
  const unknown = { bytes: null, seconds: null, width: null, height: null, title: null };
  return { name, kind, type, hash: null, url, ...unknown };
}

function coverOf(
  wanted: string | null,
  assets: ReadonlyMap<string, NewAsset>,
  notes: UploadNote[],
): string | null {
  if (wanted === null) return null;
  if (assets.get(wanted)?.kind === 'image') return wanted;
  notes.push({ file: wanted, line: 1, kind: 'asset_missing', excerpt: wanted });
  return null;
}

/** The same contents have the same digest, however they came. */
export function contentsDigest(contents: Contents): string {
  const { title, summary, language, level, tags, prerequisites, cover, lessons, assets } = contents;
  return digestOf([
    [title, summary, language, level, tags, prerequisites, cover],
    lessons.map((lesson) => [lesson.key, lesson.summary, lesson.minutes, lesson.digest]),
    assets.map(({ name, kind, hash, url }) => [name, kind, hash ?? url]),
  ]);
}
