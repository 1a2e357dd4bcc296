import type { IncomingMessage } from 'node:http';
import { ApiFailure, badRequest } from './failure.js';
import { readMultipart } from './multipart.js';
import type { Params } from './params.js';

const largestBody = 52 * 1024 * 1024;

/**
 * Reads the arguments of a call: query string, then JSON, form or multipart body.
 * @throws ApiFailure 413 or 400
 */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const body = await readBody(request);
  const params = parseBody(body, request.headers['content-type'] ?? '');
  for (const [name, value] of query) params.values[name] ??= value;
  return params;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new ApiFailure(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBody(body: Buffer, contentType: string): Params {
  const none: Params = { values: Object.create(null), uploads: Object.create(null) };
  if (body.length === 0) return none;
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  try {
    if (type === 'application/json') {
      const value: unknown = JSON.parse(body.toString());
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Error('not an object');
      return { ...none, values: Object.assign(Object.create(null), value) as Record<string, unknown> };
    }
    if (type === 'multipart/form-data') {
      const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/iu.exec(contentType);
      return readMultipart(body, boundary?.[1] ?? boundary?.[2] ?? '');
    }
    for (const [name, value] of new URLSearchParams(body.toString())) none.values[name] = value;
    return none;
  } catch {
    throw badRequest("can't parse the request body");
  }
}
