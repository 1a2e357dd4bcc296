import type { Params } from './params.js';

const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');

/**
 * Reads multipart/form-data into values and uploads. Written here because the one built into Node insists on a
 * space after `form-data;`, which not every client writes.
 * @throws Error when the body is not what its boundary says
 */
export function readMultipart(body: Buffer, boundary: string): Params {
  const params: Params = { values: Object.create(null), uploads: Object.create(null) };
  const delimiter = Buffer.from(`--${boundary}`);
  let at = body.indexOf(delimiter);
  if (at < 0) throw new Error('no part in the multipart body');
  for (;;) {
    at += delimiter.length;
    if (body.subarray(at, at + 2).toString() === '--') return params;
    const head = body.indexOf(headEnd, at);
    const end = body.indexOf(Buffer.concat([lineEnd, delimiter]), at);
    if (head < 0 || end < 0) throw new Error('a multipart body breaks off');
    addPart(params, body.subarray(at, head).toString(), body.subarray(Math.min(head + 4, end), end));
    at = end + lineEnd.length;
  }
}

function addPart(params: Params, head: string, content: Buffer): void {
  const name = headerValue(head, 'name');
  if (name === undefined) return;
  const fileName = headerValue(head, 'filename');
  if (fileName === undefined) {
    params.values[name] = content.toString();
    return;
  }
  const mimeType = /^content-type:\s*([^\r\n;]+)/imu.exec(head)?.[1]?.trim();
  params.uploads[name] = {
    fileName,
    mimeType: mimeType ?? 'application/octet-stream',
    bytes: Buffer.from(content),
  };
}

function headerValue(head: string, key: 'name' | 'filename'): string | undefined {
  const disposition = /^content-disposition:(.*)$/imu.exec(head)?.[1] ?? '';
  const encoded = key === 'filename' ? /filename\*=utf-8''([^;\s]+)/iu.exec(disposition)?.[1] : undefined;
  if (encoded !== undefined) return decodeURIComponent(encoded);
  // An unquoted value runs to the next semicolon: file names may hold spaces.
  const pattern =
    key === 'name'
      ? /[;\s]name=(?:"((?:[^"\\]|\\.)*)"|([^;]+))/iu
      : /[;\s]filename=(?:"((?:[^"\\]|\\.)*)"|([^;]+))/iu;
  const match = pattern.exec(disposition);
  return (match?.[1] ?? match?.[2]?.trim())?.replace(/%22/gu, '"').replace(/\\(.)/gu, '$1');
}
