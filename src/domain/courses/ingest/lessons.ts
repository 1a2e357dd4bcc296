import { createHash } from 'node:crypto';
import type { Asset, Lesson, UploadNote } from '../model.js';
import type { LessonReader } from '../ports.js';
import { readFields } from './fields.js';
import { frontMatterOf } from './front-matter.js';
import { keyOf, longKeyOf, naturally, slugOf } from './names.js';
import { refused } from './refuse.js';

/** A Markdown file of an upload, read as text. */
export interface TextFile {
  name: string;
  text: string;
}

/** A lesson as its file tells it; where it stands is decided among all of them. */
export interface ReadLesson {
  file: string;
  key: string;
  order: number | null;
  title: string;
  summary: string | null;
  body: string;
  /** By its maker's word; null: not said. */
  minutes: number | null;
  assets: string[];
}

/** What stands for an asset in a digest: another content or another address is another lesson. */
export type Named = Pick<Asset, 'name' | 'hash' | 'url' | 'seconds'>;

/** Reads lessons, checks them and says what was left out. Throws UserFacingError with the file. */
export function readLessons(
  files: readonly TextFile[],
  assets: ReadonlySet<string>,
  reader: LessonReader,
  notes: UploadNote[],
): ReadLesson[] {
  const shared = twice(files.map(({ name }) => keyOf(name)));
  const lessons = files.map((file) => readLesson(file, shared, assets, reader, notes));
  const keys = new Map<string, string>();
  for (const { key, file } of lessons) {
    const other = keys.get(key);
    if (other !== undefined) throw refused('upload_key_twice', file, { key, other });
    keys.set(key, file);
  }
  return lessons.sort(
    (one, other) =>
      (one.order ?? Infinity) - (other.order ?? Infinity) || naturally(one.file, other.file) || 0,
  );
}

function readLesson(
  { name, text }: TextFile,
  shared: ReadonlySet<string>,
  assets: ReadonlySet<string>,
  reader: LessonReader,
  notes: UploadNote[],
): ReadLesson {
  const { fields, body, skipped } = frontMatterOf(text, name);
  const field = readFields(fields, name, notes);
  const given = field.text('key', 100);
  const key = slugOf(given ?? '') || (shared.has(keyOf(name)) ? longKeyOf(name) : keyOf(name)) || 'lesson';
  const said = {
    title: field.text('title', 200),
    summary: field.text('summary', 500),
    minutes: field.whole('minutes', 0, 6_000),
    order: field.whole('order', -100_000, 100_000),
  };
  field.rest();
  const read = reader.read(body, name, (asset) => assets.has(asset));
  notes.push(...read.problems.map((problem) => ({ file: name, ...problem, line: problem.line + skipped })));
  for (const asset of read.assets) {
    if (!assets.has(asset)) notes.push({ file: name, line: 1, kind: 'asset_missing', excerpt: asset });
  }
  return {
    file: name,
    key,
    order: said.order ?? null,
    title: said.title ?? read.heading ?? titleOf(name),
    summary: said.summary ?? null,
    body: read.body,
    minutes: said.minutes ?? null,
    assets: read.assets,
  };
}

/** A name as people read it: without number, ending and dashes. */
function titleOf(name: string): string {
  const stem = (name.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
  return (
    stem
      .replace(/^\d+[\s._-]*/, '')
      .replace(/[_-]+/g, ' ')
      .trim() || stem
  );
}

function twice(keys: readonly string[]): Set<string> {
  const once = new Set<string>();
  return new Set(keys.filter((key) => once.has(key) || !once.add(key)));
}

/** The lesson as it is kept. */
export function lessonOf(read: ReadLesson, position: number, assets: ReadonlyMap<string, Named>): Lesson {
  const { key, title, summary, body } = read;
  const named = read.assets.flatMap((name) => assets.get(name) ?? []);
  const minutes = read.minutes ?? minutesOf(body, named);
  return { key, position, title, summary, body, minutes, digest: lessonDigest(title, body, named) };
}

export function lessonDigest(title: string, body: string, named: readonly Named[]): string {
  return digestOf([title, body, named.map(({ name, hash, url }) => [name, hash ?? url])]);
}

export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** How long it takes: 200 words or 350 Chinese characters a minute, and as long as its sound and video last. */
function minutesOf(body: string, named: readonly Named[]): number {
  const chinese = body.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = body.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const seconds = named.reduce((sum, asset) => sum + (asset.seconds ?? 0), 0);
  return Math.min(Math.max(Math.round(words / 200 + chinese / 350 + seconds / 60), 1), 6_000);
}
