import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const s3Keys = {
  accessKeyId: 'AKIDTEST',
  secretAccessKey: 'a secret of the test',
  region: 'eu-test-1',
};

type Trouble = (request: { method: string; path: string; query: URLSearchParams }) => number | 'cut' | null;

/** As much of S3 as stores content: signatures checked, parts, ranges, lists; objects live in memory. */
export async function startS3(bucket = 'bucket') {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, { key: string; parts: Map<number, Buffer> }>();
  const requests: string[] = [];
  let trouble: Trouble = () => null;
  let counter = 0;
  let abreast = 0;
  let mostAbreast = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://s3');
    const query = url.searchParams;
    const [, first, ...rest] = url.pathname.split('/');
    const key = rest.join('/');
    requests.push(`${method} /${key}${url.search}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const fault = trouble({ method, path: `/${key}`, query });
    const fail = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(method === 'HEAD' ? undefined : `<Error><Code>${code}</Code><Message>no</Message></Error>`);
    if (typeof fault === 'number') return void fail(fault, 'SlowDown');
    if (!isSigned(request, url)) return void fail(403, 'SignatureDoesNotMatch');
    if (first !== bucket) return void fail(404, 'NoSuchBucket');
    const xml = (text: string) =>
      response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${text}`);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;

    if (method === 'GET' && query.get('list-type') === '2') return void xml(listed(query));
    if (method === 'POST' && query.has('uploads')) {
      const id = `upload-${++counter}`;
      uploads.set(id, { key, parts: new Map() });
      return void xml(
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const upload = uploads.get(query.get('uploadId') ?? '');
    if (query.has('uploadId') && upload?.key !== key) return void fail(404, 'NoSuchUpload');
    if (method === 'PUT' && upload) {
      upload.parts.set(Number(query.get('partNumber')), body);
      return void response.writeHead(200, { etag }).end();
    }
    if (method === 'POST' && upload) {
      const named = [...body.toString().matchAll(/<PartNumber>(\d+)</g)].map(([, n]) => Number(n));
      if (named.some((n, at) => n !== at + 1 || !upload.parts.has(n))) return void fail(400, 'InvalidPart');
      objects.set(key, Buffer.concat(named.map((n) => upload.parts.get(n) ?? Buffer.alloc(0))));
      uploads.delete(query.get('uploadId') ?? '');
      return void xml(`<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>`);
    }
    if (method === 'DELETE') {
      if (upload) uploads.delete(query.get('uploadId') ?? '');
      else objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (method === 'PUT') {
      objects.set(key, body);
      return void response.writeHead(200, { etag }).end();
    }
    const object = objects.get(key);
    if (!object) return void fail(404, 'NoSuchKey');
    if (method === 'HEAD')
      return void response.writeHead(200, { etag, 'content-length': object.length }).end();
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const part =
      from === undefined ? object : object.subarray(Number(from), to ? Number(to) + 1 : object.length);
    if (from !== undefined && part.length === 0) return void fail(416, 'InvalidRange');
    response.writeHead(from === undefined ? 200 : 206, { 'content-length': part.length });
    if (fault === 'cut') {
      response.write(part.subarray(0, Math.ceil(part.length / 2)), () => response.destroy());
      return;
    }
    response.end(part);
  }

  function listed(query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const most = Math.min(Number(query.get('max-keys')), 2);
    const all = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = all.slice(0, most);
    const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
    const next = all.length > most ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return `<ListBucketResult><IsTruncated>${all.length > most}</IsTruncated><KeyCount>${page.length}</KeyCount>${contents}${next}</ListBucketResult>`;
  }

  const server = createServer((request, response) => {
    abreast += 1;
    mostAbreast = Math.max(mostAbreast, abreast);
    response.on('close', () => (abreast -= 1));
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    objects,
    /** Multipart uploads that were neither completed nor aborted. */
    uploads,
    requests,
    mostAbreast: () => mostAbreast,
    /** A status to answer with, `cut`: half of what was asked for and then nothing; null: all is well. */
    trouble: (next: Trouble) => void (trouble = next),
    /** Answers that are under way. */
    open: () => abreast,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Signature version 4, computed again from what arrived. */
function isSigned(request: IncomingMessage, url: URL): boolean {
  const [, key, day, region, names = '', given] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  if (key !== s3Keys.accessKeyId || region !== s3Keys.region || !day) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const payload = String(request.headers['x-amz-content-sha256']);
  const canonical = [request.method, url.pathname, query, headers.join(''), names, payload].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash].join('\n');
  const hmac = (secret: string | Buffer, value: string) =>
    createHmac('sha256', secret).update(value).digest();
  const signing = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, value) => hmac(secret, value),
    `AWS4${s3Keys.secretAccessKey}`,
  );
  return hmac(signing, text).toString('hex') === given;
}
