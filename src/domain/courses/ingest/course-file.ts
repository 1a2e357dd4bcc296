import type { AssetKind, CourseLevel, UploadNote } from '../model.js';
import { readFields } from './fields.js';
import { LIMITS } from './limits.js';
import { cleanName, slugOf } from './names.js';

/** What `course.md` says; what it does not say is absent. */
export interface CourseFields {
  title?: string;
  slug?: string;
  summary?: string;
  tags?: string[];
  language?: string;
  level?: CourseLevel;
  prerequisites?: string[];
  /** Names or ids of plans. */
  plans?: string[];
  free?: boolean;
  cover?: string;
  links: Link[];
}

/** A file on its maker's own storage. */
export interface Link {
  name: string;
  url: string;
  kind: AssetKind;
  type: string;
}

const LEVELS: Record<string, CourseLevel> = {
  beginner: 'beginner',
  intermediate: 'intermediate',
  advanced: 'advanced',
  入门: 'beginner',
  初级: 'beginner',
  中级: 'intermediate',
  进阶: 'intermediate',
  高级: 'advanced',
};

const ENDINGS: Record<string, [AssetKind, string]> = {
  png: ['image', 'image/png'],
  jpg: ['image', 'image/jpeg'],
  jpeg: ['image', 'image/jpeg'],
  gif: ['image', 'image/gif'],
  webp: ['image', 'image/webp'],
  pdf: ['pdf', 'application/pdf'],
  mp3: ['audio', 'audio/mpeg'],
  m4a: ['audio', 'audio/mp4'],
  ogg: ['audio', 'audio/ogg'],
  opus: ['audio', 'audio/ogg'],
  wav: ['audio', 'audio/wav'],
  flac: ['audio', 'audio/flac'],
  mp4: ['video', 'video/mp4'],
  webm: ['video', 'video/webm'],
  mov: ['video', 'video/quicktime'],
};

/** Reads the front matter of `course.md`; what is no good is noted and left out. */
export function courseFieldsOf(
  fields: ReadonlyMap<string, unknown>,
  body: string,
  file: string,
  notes: UploadNote[],
): CourseFields {
  const read = readFields(fields, file, notes);
  const level = read.text('level', 20)?.toLowerCase();
  const language = read.text('language', 35);
  const slug = read.text('slug', 100);
  const title = read.text('title', 150) ?? headingIn(body);
  const summary = read.text('summary', 500) ?? beginning(body);
  const tags = read.texts('tags', 20, 40)?.map((tag) => tag.toLowerCase());
  const prerequisites = read.texts('prerequisites', 20, 60)?.map((one) => slugOf(one));
  const plans = read.texts('plans', 20, 100);
  const free = read.flag('free');
  const cover = read.text('cover', LIMITS.nameLength)?.replace(/^(\.?\/)+/, '');
  const links = linksIn(read.map('links'), file, notes);
  if (level !== undefined && !Object.hasOwn(LEVELS, level)) read.complain('level');
  const tag = language === undefined ? undefined : languageTag(language);
  if (language !== undefined && tag === undefined) read.complain('language');
  if (slug !== undefined && slugOf(slug) === '') read.complain('slug');
  read.rest();
  return {
    ...some('title', title),
    ...some('slug', slugOf(slug ?? '') || undefined),
    ...some('summary', summary),
    ...some('tags', tags),
    ...some('language', tag),
    ...some('level', level !== undefined && Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined),
    ...some(
      'prerequisites',
      prerequisites?.filter((one) => one !== ''),
    ),
    ...some('plans', plans),
    ...some('free', free),
    ...some('cover', cover),
    links,
  };
}

/** BCP 47, in its usual letters; undefined: it is none. */
export function languageTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

function headingIn(body: string): string | undefined {
  const text = /^#\s+(.+?)\s*#*\s*$/m.exec(body)?.[1];
  return text === undefined ? undefined : [...text].slice(0, 150).join('');
}

/** Its first words stand for a course that has no summary. */
function beginning(body: string): string | undefined {
  const paragraph = body.split(/\n\s*\n/).find((part) => /^[^#\s>|`![-]/.test(part.trim()));
  const text = paragraph?.replace(/\s+/g, ' ').trim();
  return text === undefined ? undefined : [...text].slice(0, 500).join('');
}

function linksIn(
  given: ReadonlyMap<unknown, unknown> | undefined,
  file: string,
  notes: UploadNote[],
): Link[] {
  const links: Link[] = [];
  for (const [key, value] of given ?? []) {
    const name = typeof key === 'string' || typeof key === 'number' ? String(key) : '…';
    const link = links.length < LIMITS.links ? linkOf(name, value) : null;
    if (link) links.push(link);
    else notes.push({ file, line: 1, kind: 'front_matter', excerpt: `links: ${name.slice(0, 60)}` });
  }
  return links;
}

/** https only, and no names and passwords in it: it is handed to members as it is. */
function linkOf(key: string, value: unknown): Link | null {
  if (typeof value !== 'string' || value.length > 2_000 || !URL.canParse(value)) return null;
  const url = new URL(value);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  const name = nameOr(key);
  if (name === null) return null;
  const ending = (path: string) => /\.([a-z0-9]{2,4})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const [kind, type] = ENDINGS[ending(name)] ??
    ENDINGS[ending(url.pathname)] ?? ['file' as const, 'application/octet-stream'];
  return { name, url: url.href, kind, type };
}

function nameOr(key: string): string | null {
  try {
    return cleanName(key);
  } catch {
    return null;
  }
}

/** The kind that an ending promises; null: it promises none. */
export function promisedKind(name: string): AssetKind | null {
  const ending = /\.([a-z0-9]{2,4})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(ENDINGS, ending) ? (ENDINGS[ending]?.[0] ?? null) : null;
}

function some<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
