import { PassThrough, pipeline } from 'node:stream';
import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { UserFacingError } from '#kernel/errors';
import { inMegabytes, LIMITS } from './limits.js';
import { cleanName, isLitter, isMarkdown, sameFile } from './names.js';
import { refused } from './refuse.js';
import type { Landed, Scratch } from './scratch.js';

const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075;
const LOCAL_HEADER = 30;

interface Wanted {
  entry: Entry;
  name: string;
}

/**
 * Unpacks a zip. Nothing it says about itself is believed: names are cleaned, and bytes are counted as they come.
 * Throws UserFacingError with the file and the reason.
 */
export async function unpack(
  archive: Landed,
  scratch: Scratch,
  onFile: (done: number, of: number) => void,
): Promise<Landed[]> {
  const zip = await openPromise(archive.path, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch((error: unknown) => {
    throw broken(error, archive.name);
  });
  try {
    const wanted = await listed(zip, archive);
    const landed: Landed[] = [];
    const all = { bytes: 0 };
    for (const one of wanted) {
      landed.push(await extracted(zip, one, scratch, all));
      onFile(landed.length, wanted.length);
    }
    return landed;
  } finally {
    zip.close();
  }
}

/** What is to be unpacked, once nothing in the list of contents speaks against it. */
async function listed(zip: ZipFile, archive: Landed): Promise<Wanted[]> {
  if (zip.entryCount > LIMITS.files) throw tooMany(zip.entryCount);
  const wanted: Wanted[] = [];
  const ranges: { from: number; to: number; name: string }[] = [];
  const seen = new Set<string>();
  let claimed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const raw = nameIn(entry);
      const name = cleanName(raw.replace(/[\\/]+$/, ''));
      const from = entry.relativeOffsetOfLocalHeader;
      ranges.push({ from, to: from + LOCAL_HEADER + entry.fileNameLength + entry.compressedSize, name });
      if (ranges.length > LIMITS.files) throw tooMany(ranges.length);
      checkEntry(entry, name);
      if (/[\\/]$/.test(raw) || isLitter(name)) continue;
      if (seen.has(sameFile(name))) throw refused('upload_twice', name);
      seen.add(sameFile(name));
      claimed += entry.uncompressedSize;
      if (claimed > LIMITS.totalBytes) throw tooBig();
      wanted.push({ entry, name });
    }
  } catch (error) {
    throw broken(error, archive.name);
  }
  ranges.sort((one, other) => one.from - other.from);
  let end = 0;
  for (const { from, to, name } of ranges) {
    // Two files in the same bytes: a small zip that unpacks into a very large one.
    if (from < end) throw refused('upload_zip_overlap', name);
    end = to;
  }
  return wanted;
}

function checkEntry(entry: Entry, name: string): void {
  const kind = (entry.externalFileAttributes >>> 16) & 0o170_000;
  if (kind === 0o120_000) throw refused('upload_symlink', name);
  if (kind !== 0 && kind !== 0o100_000 && kind !== 0o040_000) throw refused('upload_path', name);
  if (entry.isEncrypted()) throw refused('upload_zip_encrypted', name);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refused('upload_zip_method', name);
  }
  const { compressedSize, uncompressedSize } = entry;
  const most = mostFor(name);
  if (uncompressedSize > most) throw tooBigFile(name, most);
  const isBomb = uncompressedSize > LIMITS.bombBytes && uncompressedSize > compressedSize * LIMITS.bombRatio;
  if (isBomb) throw refused('upload_zip_bomb', name);
}

async function extracted(
  zip: ZipFile,
  { entry, name }: Wanted,
  scratch: Scratch,
  all: { bytes: number },
): Promise<Landed> {
  const most = mostFor(name);
  let checksum = 0;
  try {
    const landed = await scratch.land(name, () => contentOf(zip, entry), {
      most,
      tooBig: () => tooBigFile(name, most),
      seen(piece) {
        all.bytes += piece.byteLength;
        if (all.bytes > LIMITS.totalBytes) throw tooBig();
        checksum = crc32(piece, checksum);
      },
    });
    if (checksum !== entry.crc32 >>> 0) throw refused('upload_zip_broken', name);
    return landed;
  } catch (error) {
    throw broken(error, name);
  }
}

/**
 * What fails before anybody reads must not be lost, nor end the process: the reader reports some of its troubles
 * only to whoever listens at once.
 */
function contentOf(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Uint8Array>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      const content = new PassThrough();
      // Its trouble is told by reading `content`.
      content.on('error', () => {});
      pipeline(stream, content, () => {});
      resolve(content as AsyncIterable<Uint8Array>);
    });
  });
}

/** What nothing of this name may exceed, before anybody knows what it is. */
export function mostFor(name: string): number {
  return isMarkdown(name) ? LIMITS.lessonBytes : LIMITS.bytes.video;
}

export function tooBigFile(name: string, most: number): UserFacingError {
  return isMarkdown(name)
    ? refused('upload_lesson_too_big', name, { max: Math.floor(most / 1_024) })
    : refused('upload_file_too_big', name, { max: inMegabytes(most) });
}

const tooBig = () => new UserFacingError('upload_too_big', { max: inMegabytes(LIMITS.totalBytes) });
const tooMany = (count: number) => new UserFacingError('upload_too_many_files', { count, max: LIMITS.files });

/** UTF-8 where it is, by its mark or by its look; otherwise what Chinese Windows writes. */
function nameIn(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const unicode = entry.extraFields.find(({ id, data }) => id === UNICODE_PATH && isNameFor(data, raw));
  const utf8 = decoded('utf-8', unicode ? unicode.data.subarray(5) : raw);
  if (utf8 !== null) return utf8;
  const marked = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0;
  const chinese = marked ? null : decoded('gb18030', raw);
  if (chinese === null) throw refused('upload_name_broken', raw.toString('latin1'));
  return chinese;
}

/** Whether this extra field names the file as it is named now: version 1, and the checksum of the old name. */
function isNameFor(data: Buffer, raw: Buffer): boolean {
  return data.length > 5 && data.readUInt8(0) === 1 && data.readUInt32LE(1) === crc32(raw);
}

function decoded(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The reader's own complaints become ours; a disk that fails is no fault of the archive. */
function broken(error: unknown, file: string): unknown {
  if (error instanceof UserFacingError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === '' || code.startsWith('Z_') ? refused('upload_zip_broken', file) : error;
}
