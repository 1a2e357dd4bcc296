import { createHash } from 'node:crypto';
import type { MediaBody, MediaKind } from './api.js';
import { badRequest } from './failure.js';
import { integerParam, textParam, type Params, type Upload } from './params.js';
import { pictureSize } from './pictures.js';
import { present } from './shape.js';
import type { FileRecord, Media } from './state.js';
import type { World } from './world.js';

/** Files live in the state, so they are kept smaller than at Telegram. */
const largestFile = 10 * 1024 * 1024;
const largestTotal = 64 * 1024 * 1024;

const folders: Readonly<Record<MediaKind, string>> = {
  photo: 'photos',
  document: 'documents',
  audio: 'music',
  video: 'videos',
  voice: 'voice',
  animation: 'animations',
};

const mimeTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.zip': 'application/zip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.mp4': 'video/mp4',
};

/** Telegram believes the name of a file before what the uploader declared. */
function mimeTypeOf(extension: string, declared: string): string {
  return mimeTypes[extension.toLowerCase()] ?? declared;
}

/**
 * Keeps a file. The same state gives the same ids.
 * @throws ApiFailure 400 when it is empty, too big, or a photo that is no picture
 */
export function storeFile(world: World, kind: MediaKind, upload: Upload): FileRecord {
  const { bytes, fileName } = upload;
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  const kept = Object.values(world.state.files).reduce((sum, file) => sum + file.size, 0);
  if (bytes.length > largestFile || kept + bytes.length > largestTotal)
    throw badRequest('file is too big: the sandbox keeps 10 MB a file and 64 MB in all');
  const picture = pictureSize(bytes);
  if (kind === 'photo' && !picture) throw badRequest('IMAGE_PROCESS_FAILED');
  const number = world.state.counters.file++;
  const digest = createHash('sha256').update(`${number}`).update(bytes).digest('base64url');
  const extension = /\.[a-z0-9]{1,8}$/iu.exec(fileName)?.[0] ?? '';
  const file: FileRecord = present({
    id: `BQAC${digest}`,
    uniqueId: `AQAD${digest.slice(0, 12)}`,
    path: `${folders[kind]}/file_${number}${extension}`,
    kind,
    base64: bytes.toString('base64'),
    size: bytes.length,
    name: kind === 'photo' ? undefined : fileName,
    mime: mimeTypeOf(extension, upload.mimeType),
    ...picture,
  });
  world.state.files[file.id] = file;
  world.changed();
  return file;
}

/**
 * The file behind a parameter: an upload under that name or an attach:// name, or a file_id sent before.
 * @throws ApiFailure 400
 */
export function fileParam(world: World, params: Params, kind: MediaKind, name: string = kind): FileRecord {
  return fileOf(world, params, kind, textParam(params, name), params.uploads[name]);
}

export function fileOf(
  world: World,
  params: Params,
  kind: MediaKind,
  reference: string | undefined,
  direct?: Upload,
): FileRecord {
  if (direct) return storeFile(world, kind, direct);
  if (reference === undefined || reference === '') throw badRequest(`there is no ${kind} in the request`);
  if (reference.startsWith('attach://')) {
    const upload = params.uploads[reference.slice('attach://'.length)];
    if (!upload) throw badRequest('wrong file identifier/HTTP URL specified');
    return storeFile(world, kind, upload);
  }
  if (/^https?:/iu.test(reference)) {
    const upload = params.fetched?.[reference];
    if (!upload) throw badRequest('failed to get HTTP URL content');
    if (kind === 'photo' && !upload.mimeType.startsWith('image/'))
      throw badRequest('wrong type of the web page content');
    return storeFile(world, kind, upload);
  }
  const file = Object.hasOwn(world.state.files, reference) ? world.state.files[reference] : undefined;
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if ((file.kind === 'photo') !== (kind === 'photo'))
    throw badRequest(`can't use file of type ${file.kind} as ${kind}`);
  return file;
}

/** What a message says about its file. */
export function toMedia(kind: MediaKind, file: FileRecord, params: Params): Media {
  const info = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
  const size = { width: file.width ?? 0, height: file.height ?? 0 };
  if (kind === 'photo') return { kind, sizes: [{ ...info, ...size }] };
  const isMoving = kind === 'video' || kind === 'animation';
  const hasLength = kind !== 'document';
  const body: MediaBody = present({
    ...info,
    file_name: kind === 'voice' ? undefined : file.name,
    mime_type: file.mime,
    duration: hasLength ? (integerParam(params, 'duration') ?? 0) : undefined,
    width: isMoving ? (integerParam(params, 'width') ?? size.width) : undefined,
    height: isMoving ? (integerParam(params, 'height') ?? size.height) : undefined,
    title: kind === 'audio' ? textParam(params, 'title') : undefined,
    performer: kind === 'audio' ? textParam(params, 'performer') : undefined,
  });
  return { kind, body };
}
