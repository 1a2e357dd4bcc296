import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { parseFile } from 'music-metadata';
import { legible } from '#kernel/legible';
import type { Asset, AssetKind } from '../model.js';
import { promisedKind } from './course-file.js';
import { imageSize } from './image-size.js';
import { inMegabytes, LIMITS } from './limits.js';
import { refused } from './refuse.js';
import type { Landed } from './scratch.js';

/** What may be uploaded, by content. Everything else is refused. */
const ALLOWED: Record<string, Exclude<AssetKind, 'file'>> = {
  'image/png': 'image',
  'image/apng': 'image',
  'image/jpeg': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'application/pdf': 'pdf',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/ogg': 'audio',
  'audio/opus': 'audio',
  'audio/wav': 'audio',
  'audio/flac': 'audio',
  'audio/x-flac': 'audio',
  'audio/webm': 'audio',
  'video/mp4': 'video',
  'video/x-m4v': 'video',
  'video/webm': 'video',
  'video/quicktime': 'video',
};

/** As browsers and chats know them. */
const PLAIN: Record<string, string> = {
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'audio/x-flac': 'audio/flac',
  'video/x-m4v': 'video/mp4',
};

const HEAD_BYTES = 256 * 1_024;

/** What an asset is before anything was written. */
export type NewAsset = Omit<Asset, 'id'>;

/** Looks into a file. Its name is only believed where it promises less. Throws UserFacingError. */
export async function assetOf(file: Landed): Promise<NewAsset> {
  const { name, bytes, hash } = file;
  if (bytes === 0) throw refused('upload_empty_file', name);
  const head = await headOf(file.path);
  // Whatever it is called: what a browser would run is never kept.
  if (isMarkup(head) || /\.(svgz?|x?html?|m?js|css|swf|xml)$/i.test(name))
    throw refused('upload_markup', name);
  const found = (await fileTypeFromFile(file.path))?.mime.split(';')[0]?.trim();
  if (found === 'application/zip') throw refused('upload_zip_in_zip', name);
  const kind = found !== undefined && Object.hasOwn(ALLOWED, found) ? ALLOWED[found] : undefined;
  if (found === undefined) throw refused('upload_type_unknown', name);
  if (kind === undefined) throw refused('upload_type_refused', name, { type: found });
  const promised = promisedKind(name);
  // Ogg and MP4 hold sound or moving pictures; which of the two is nobody's trick.
  const isMedia = (one: AssetKind | null) => one === 'audio' || one === 'video';
  if (promised !== null && promised !== kind && !(isMedia(promised) && isMedia(kind))) {
    throw refused('upload_type_mismatch', name, { type: found });
  }
  const most = LIMITS.bytes[kind];
  if (bytes > most) throw refused('upload_file_too_big', name, { max: inMegabytes(most) });
  const type = PLAIN[found] ?? found;
  const nothing = { seconds: null, width: null, height: null, title: null };
  const more = isMedia(kind) ? await mediaOf(file.path) : (imageSize(head, type) ?? {});
  return { name, kind, type, hash, url: null, bytes, ...nothing, ...more };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** SVG, HTML and scripts, by how they begin. */
function isMarkup(head: Buffer): boolean {
  const start = head
    .subarray(0, 1_024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  return /^(<\?xml|<!--|<!doctype|<(svg|html|head|body|script|iframe|style|meta|img|a|p|div)\b|#!)/.test(
    start,
  );
}

/** What sound and moving pictures say about themselves; nothing when they are not readable. */
async function mediaOf(path: string): Promise<Partial<NewAsset>> {
  const read = await parseFile(path, { duration: false, skipCovers: true }).catch(() => null);
  if (!read) return {};
  const { format, common } = read;
  const video = format.trackInfo.find((track) => track.video)?.video;
  const seconds = format.duration;
  const title = common.title === undefined ? '' : legible(common.title).replace(/\s+/g, ' ').trim();
  return {
    seconds: seconds !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
    width: whole(video?.pixelWidth),
    height: whole(video?.pixelHeight),
    title: title === '' ? null : [...title].slice(0, 200).join(''),
  };
}

function whole(value: number | undefined): number | null {
  return value !== undefined && Number.isInteger(value) && value > 0 && value < 1_000_000 ? value : null;
}
