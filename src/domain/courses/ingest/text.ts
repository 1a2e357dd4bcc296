import { readFile } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { refused } from './refuse.js';
import type { Landed } from './scratch.js';

/** Reads a Markdown file. Throws UserFacingError with the line where it stops being UTF-8. */
export async function textOf({ path, name }: Landed): Promise<string> {
  return textIn(await readFile(path), name);
}

export function textIn(bytes: Uint8Array, name: string): string {
  const text = utf8(bytes);
  if (text === null) throw refused('upload_not_utf8', name, { line: lineOfTrouble(bytes) });
  if (text.includes('\0')) throw refused('upload_not_text', name);
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A line that cannot be read by itself: no character of UTF-8 contains the byte that ends a line. */
function lineOfTrouble(bytes: Uint8Array): number {
  let line = 1;
  let from = 0;
  while (from <= bytes.length) {
    const end = bytes.indexOf(10, from);
    const part = bytes.subarray(from, end === -1 ? bytes.length : end);
    if (utf8(part) === null || end === -1) return line;
    line += 1;
    from = end + 1;
  }
  return line;
}
