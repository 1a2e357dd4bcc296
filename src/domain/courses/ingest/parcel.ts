import { fileTypeFromFile } from 'file-type';
import { UserFacingError } from '#kernel/errors';
import type { UploadFile, UploadNote, UploadProgress } from '../model.js';
import type { LessonReader } from '../ports.js';
import { mostFor, tooBigFile, unpack } from './archive.js';
import type { Parcel } from './contents.js';
import { courseFieldsOf } from './course-file.js';
import { frontMatterOf } from './front-matter.js';
import { readLessons, type TextFile } from './lessons.js';
import { inMegabytes, LIMITS } from './limits.js';
import { assetOf, type NewAsset } from './media.js';
import { cleanName, isLitter, isMarkdown, sameFile, wrapping } from './names.js';
import { refused } from './refuse.js';
import type { Landed, Scratch } from './scratch.js';
import { textOf } from './text.js';

export type OnProgress = (progress: UploadProgress) => void;

/** A parcel, and where the content of its files lies until it is stored. */
export interface Opened {
  parcel: Parcel;
  landed: Map<string, Landed>;
}

/** Takes files in, unpacks a zip, reads and checks everything. Throws UserFacingError with file and reason. */
export async function openParcel(
  given: readonly UploadFile[],
  scratch: Scratch,
  reader: LessonReader,
  onProgress: OnProgress,
): Promise<Opened> {
  const arrived = await takeIn(given, scratch, onProgress);
  const [only] = arrived;
  const zips = await Promise.all(arrived.map(isZip));
  if (zips.includes(true) && arrived.length > 1) {
    throw refused('upload_zip_alone', arrived[zips.indexOf(true)]?.name ?? '');
  }
  const unpacked =
    only && zips[0]
      ? await unpack(only, scratch, (done, of) => onProgress({ step: 'reading', done, of }))
      : arrived;
  const top = zips[0] ? wrapping(unpacked.map(({ name }) => name)) : '';
  const files = unpacked.map((file) => ({ ...file, name: file.name.slice(top.length) }));
  if (files.length === 0) throw new UserFacingError('upload_empty');
  const parcel = await readParcel(files, reader, onProgress);
  const called = zips[0] ? (only?.name ?? '').replace(/\.zip$/i, '') : '';
  return {
    parcel: { ...parcel, called: called || (parcel.lessons[0]?.title ?? '') },
    landed: new Map(files.map((file) => [file.hash, file])),
  };
}

async function takeIn(given: readonly UploadFile[], scratch: Scratch, onProgress: OnProgress) {
  if (given.length > LIMITS.files) {
    throw new UserFacingError('upload_too_many_files', { count: given.length, max: LIMITS.files });
  }
  const tooBig = () => new UserFacingError('upload_too_big', { max: inMegabytes(LIMITS.totalBytes) });
  if (given.reduce((sum, { size }) => sum + size, 0) > LIMITS.totalBytes) throw tooBig();
  const arrived: Landed[] = [];
  const seen = new Set<string>();
  let total = 0;
  for (const file of given) {
    const name = cleanName(file.name);
    if (isLitter(name)) continue;
    if (seen.has(sameFile(name))) throw refused('upload_twice', name);
    seen.add(sameFile(name));
    const most = isMarkdown(name) ? mostFor(name) : LIMITS.totalBytes;
    const landed = await scratch.land(name, () => file.open(), {
      most,
      tooBig: () => (isMarkdown(name) ? tooBigFile(name, most) : tooBig()),
      seen(piece) {
        total += piece.byteLength;
        if (total > LIMITS.totalBytes) throw tooBig();
      },
    });
    arrived.push(landed);
    onProgress({ step: 'reading', done: arrived.length, of: given.length });
  }
  if (arrived.length === 0) throw new UserFacingError('upload_empty');
  return arrived;
}

/** By content: a zip under another name is one too, and a text called .zip is none. */
async function isZip({ path, name }: Landed): Promise<boolean> {
  if (isMarkdown(name)) return false;
  const found = await fileTypeFromFile(path);
  if (found?.mime === 'application/zip') return true;
  // Nothing is recognised in one that was cut off at its beginning; what it calls itself says what to tell.
  if (/\.zip$/i.test(name)) throw refused('upload_zip_broken', name);
  return false;
}

async function readParcel(
  files: readonly Landed[],
  reader: LessonReader,
  onProgress: OnProgress,
): Promise<Omit<Parcel, 'called'>> {
  const notes: UploadNote[] = [];
  const written = files.filter(({ name }) => isMarkdown(name));
  // One more than lessons: the course file.
  if (written.length > LIMITS.lessons + 1) {
    throw new UserFacingError('upload_too_many_lessons', { count: written.length, max: LIMITS.lessons });
  }
  const texts: TextFile[] = [];
  for (const file of written) texts.push({ name: file.name, text: await textOf(file) });
  const about = courseFileAmong(texts);
  const course = about ? courseFieldsIn(about, notes) : null;
  const assets: NewAsset[] = [];
  for (const file of files) {
    if (isMarkdown(file.name)) continue;
    assets.push(await assetOf(file));
    onProgress({ step: 'checking', done: assets.length, of: files.length });
  }
  const names = new Set([
    ...assets.map(({ name }) => name),
    ...(course?.links ?? []).map(({ name }) => name),
  ]);
  const lessons = readLessons(
    texts.filter((text) => text !== about),
    names,
    reader,
    notes,
  );
  if (lessons.length > LIMITS.lessons) {
    throw new UserFacingError('upload_too_many_lessons', { count: lessons.length, max: LIMITS.lessons });
  }
  onProgress({ step: 'checking', done: files.length, of: files.length });
  return { course, lessons, assets, notes };
}

/** `course.md`, or what a folder is introduced by, when it says something in its front matter. */
function courseFileAmong(texts: readonly TextFile[]): TextFile | undefined {
  const top = texts.filter(({ name }) => !name.includes('/'));
  return (
    top.find(({ name }) => /^course\.(md|markdown)$/i.test(name)) ??
    top.find(
      ({ name, text }) =>
        /^(readme|index)\.(md|markdown)$/i.test(name) && frontMatterOf(text, name).fields.size > 0,
    )
  );
}

function courseFieldsIn({ name, text }: TextFile, notes: UploadNote[]) {
  const { fields, body } = frontMatterOf(text, name);
  return courseFieldsOf(fields, body, name, notes);
}
