/** Reads a request body: JSON, or multipart with `payload_json` and `files[n]`. */
import type { IncomingMessage } from 'node:http';
import { refusal } from '../refusals.js';
import type { IncomingFile } from '../rules/files.js';

const requestLimit = 26 * 1024 * 1024;

export interface ParsedBody {
  json: unknown;
  files: IncomingFile[];
}

/** All bytes of a request; throws 40005 beyond 26 MB (the rest is drained, so that the answer arrives). */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= requestLimit) chunks.push(chunk);
  }
  if (size > requestLimit) throw refusal(40005);
  return Buffer.concat(chunks);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal(50109);
  }
}

/** The parsed body; `{}` when there is none. Throws 50109 for broken JSON and 50035 for another type. */
export async function parseBody(bytes: Buffer, contentType: string): Promise<ParsedBody> {
  if (bytes.length === 0) return { json: {}, files: [] };
  if (contentType.startsWith('application/json')) return { json: json(bytes.toString('utf8')), files: [] };
  if (!contentType.startsWith('multipart/form-data')) throw refusal(50035);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw refusal(50035);
    });
  const files: IncomingFile[] = [];
  let payload: unknown = {};
  for (const [name, value] of form) {
    if (name === 'payload_json') payload = json(typeof value === 'string' ? value : await value.text());
    else if (typeof value !== 'string') {
      const index = /^files\[(\d+)\]$/.exec(name)?.[1];
      files.push({
        filename: value.name,
        contentType: value.type || typeByName(value.name),
        bytes: Buffer.from(await value.arrayBuffer()),
        ...(index === undefined ? {} : { index: Number(index) }),
      });
    }
  }
  return { json: payload, files };
}

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  zip: 'application/zip',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};

/** A content type from a file's ending. */
export function typeByName(filename: string): string {
  return types[filename.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
