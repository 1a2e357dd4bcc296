import { LIMITS } from './limits.js';
import { refused } from './refuse.js';

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const DIGITS = '零一二三四五六七八九';

/**
 * The name of a file in an upload, as it is used everywhere: steps joined by `/`, composed characters. Throws
 * UserFacingError for a name that leads anywhere else.
 */
export function cleanName(given: string): string {
  const name = given.normalize('NFC').replaceAll('\\', '/');
  if (/^\/|^[a-z]:/i.test(name) || /[\p{Cc}\p{Surrogate}]/u.test(name)) throw refused('upload_path', given);
  const steps = name.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.length === 0 || steps.includes('..')) throw refused('upload_path', given);
  const clean = steps.join('/');
  if (clean.length > LIMITS.nameLength || steps.length > LIMITS.depth) {
    throw refused('upload_name_long', given, { max: LIMITS.nameLength, depth: LIMITS.depth });
  }
  return clean;
}

/** What systems put beside people's files, and what is hidden on purpose. */
export function isLitter(name: string): boolean {
  return name.split('/').some((step) => /^(\..*|__MACOSX|thumbs\.db|desktop\.ini|ehthumbs\.db)$/i.test(step));
}

/** What an unpacked folder was wrapped in: all names begin with it. */
export function wrapping(names: readonly string[]): string {
  const [first = ''] = names;
  const top = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : '';
  return top !== '' && names.every((name) => name.startsWith(top)) ? top : '';
}

/** Two names that most disks cannot keep apart. */
export const sameFile = (name: string): string => name.normalize('NFC').toLowerCase();

export const isMarkdown = (name: string): boolean => /\.(md|markdown)$/i.test(name);

/** `2` before `10`, and 第二课 before 第十课. */
export function naturally(one: string, other: string): number {
  return COLLATOR.compare(counted(one), counted(other)) || (one < other ? -1 : Number(one > other));
}

function counted(name: string): string {
  return name.replace(
    /第([零〇一二两三四五六七八九十百]{1,7})(?=[课章节讲篇集天周])/g,
    (_all, number: string) => `第${chineseNumber(number)}`,
  );
}

/** Up to 999; 二十五 and 二五 are both 25. */
export function chineseNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const letter of text) {
    if (letter === '十' || letter === '百') {
      total += (digit || (letter === '十' ? 1 : 0)) * (letter === '十' ? 10 : 100);
      digit = 0;
      continue;
    }
    const value = letter === '〇' ? 0 : letter === '两' ? 2 : DIGITS.indexOf(letter);
    digit = digit * 10 + value;
  }
  return total + digit;
}

/** Lower-case words of any script joined by dashes; empty when there is nothing to make it of. */
export function slugOf(text: string, most = 60): string {
  const slug = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...slug].slice(0, most).join('').replace(/-+$/, '');
}

/** A lesson's key by its file's name: without number and ending, unless nothing else is left. */
export function keyOf(name: string): string {
  const stem = (name.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
  return slugOf(stem.replace(/^\d+[\s._-]*/, '')) || slugOf(stem);
}

/** The same with its folders, for names that are alike without them. */
export function longKeyOf(name: string): string {
  return slugOf(name.replace(/\.[^.]+$/, ''));
}
