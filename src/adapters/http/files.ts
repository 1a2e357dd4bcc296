import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { plain } from '#contracts';
import { minutes, type Clock } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import { createLimiter } from '#kernel/limiter';
import type { Log } from '#kernel/log';
import { headersOf } from './file-headers.js';
import { note, plainPolicy, readerLocale, sendPage } from './paper.js';
import { names, rangeOf } from './ranges.js';
import { createSlots } from './slots.js';

export interface FileFound {
  kind: 'file';
  /** As its maker called it; anything may be in it. */
  name: string;
  /** MIME type. */
  type: string;
  bytes: number;
  /** SHA-256 of the content, hex. */
  hash: string;
  /** A picture in a post: anybody may have seen it. */
  isPublic: boolean;
  /** null: the content is gone. Throws ProviderUnavailable. */
  read(range: { from: number; to: number }): Promise<AsyncIterable<Uint8Array> | null>;
}

/** What an address opens now. `closed`: not to this member; `gone`: to nobody any more. */
export type FileOpened =
  FileFound | { kind: 'elsewhere'; url: string } | { kind: 'closed' | 'gone' | 'unknown' };

export interface FileDoor {
  /**
   * Whether these are words of ours, and whose, for counting; nothing is looked up. `holder` null: everybody's,
   * as for pictures in posts.
   */
  read(words: string): { kind: 'valid'; holder: string | null } | { kind: 'over' | 'unknown' };
  /** Throws ProviderUnavailable. */
  open(words: string): Promise<FileOpened>;
}

export interface FileLimits {
  /** Requests within a minute. */
  perMember: number;
  perAddress: number;
  /** Downloads at once. */
  memberAtOnce: number;
  addressAtOnce: number;
  allAtOnce: number;
  /** How long a reader may take nothing, in milliseconds. */
  stallMs: number;
}

export const usualFileLimits: FileLimits = {
  perMember: 240,
  perAddress: 600,
  memberAtOnce: 8,
  addressAtOnce: 24,
  allAtOnce: 400,
  stallMs: 60_000,
};

export interface FileServing {
  door: FileDoor;
  clock: Clock;
  limits?: Partial<FileLimits>;
}

type Words = { Params: { words: string } };

/** `/files/<words>`: one file of a course, for whoever holds a link to it that has not ended. */
export async function serveFiles(app: FastifyInstance, serving: FileServing, log: Log): Promise<void> {
  const { door, clock } = serving;
  const limits = { ...usualFileLimits, ...serving.limits };
  const limiter = createLimiter(clock);
  const slots = createSlots();

  app.route<Words>({
    method: ['GET', 'HEAD'],
    url: '/files/:words',
    exposeHeadRoute: false,
    helmet: { contentSecurityPolicy: plainPolicy },
    async handler(request, reply) {
      const { words } = request.params;
      const address = { key: `address ${request.ip}`, limit: { max: limits.perAddress, perMs: minutes(1) } };
      const said = door.read(words);
      const holder = said.kind === 'valid' ? said.holder : null;
      const perMember = { max: limits.perMember, perMs: minutes(1) };
      const wait = limiter.take(address, ...(holder === null ? [] : [{ key: holder, limit: perMember }]));
      if (wait > 0) return busy(request, reply, wait);
      if (said.kind === 'unknown') return refuse(request, reply, 404, 'unknown');
      if (said.kind === 'over') return refuse(request, reply, 410, 'over');
      try {
        const opened = await door.open(words);
        switch (opened.kind) {
          case 'file':
            return await give(request, reply, opened, holder);
          case 'elsewhere':
            return await reply.header('cache-control', 'no-store').redirect(opened.url, 302);
          case 'closed':
            return refuse(request, reply, 403, 'closed');
          case 'gone':
            return refuse(request, reply, 410, 'gone');
          case 'unknown':
            return refuse(request, reply, 404, 'unknown');
        }
      } catch (error) {
        if (!(error instanceof ProviderUnavailable)) throw error;
        log.warn({ error: error.message }, 'a file could not be fetched');
        reply.header('retry-after', Math.ceil(error.ms / 1000));
        return refuse(request, reply, 503, 'away');
      }
    },
  });

  async function give(request: FastifyRequest, reply: FastifyReply, file: FileFound, holder: string | null) {
    const { headers, method } = request;
    const said = headersOf(file);
    const tag = said['etag'] ?? '';
    if (names(headers['if-none-match'], tag)) return reply.code(304).headers(said).send();
    const condition = headers['if-range']?.toString();
    const mayResume = method === 'GET' && (condition === undefined || names(condition, tag));
    const wanted = rangeOf(mayResume ? headers.range : undefined, file.bytes);
    if (wanted === 'beyond') {
      reply.header('content-range', `bytes */${file.bytes}`);
      return refuse(request, reply, 416, 'unknown');
    }
    const range = wanted === 'whole' ? { from: 0, to: file.bytes - 1 } : wanted;
    const isEmpty = method === 'HEAD' || file.bytes === 0;
    const content = isEmpty ? 'none' : await contentOf(request, reply, file, holder, range);
    if (content === 'crowded') return busy(request, reply, 5_000);
    if (content === null) return refuse(request, reply, 404, 'unknown');

    if (wanted !== 'whole') {
      reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${file.bytes}`);
    }
    reply.headers({ ...said, 'content-length': range.to - range.from + 1 });
    if (content === 'none') return reply.send();
    reply.raw.setTimeout(limits.stallMs, () => reply.raw.destroy());
    return reply.send(Readable.from(content, { objectMode: false, highWaterMark: 256 * 1_024 }));
  }

  /** `crowded`: as many are read at once as may be; null: it is not there. */
  async function contentOf(
    request: FastifyRequest,
    reply: FastifyReply,
    file: FileFound,
    holder: string | null,
    range: { from: number; to: number },
  ): Promise<AsyncIterable<Uint8Array> | 'crowded' | null> {
    const leave = slots.take(
      { key: 'all', most: limits.allAtOnce },
      { key: `address ${request.ip}`, most: limits.addressAtOnce },
      ...(holder === null ? [] : [{ key: holder, most: limits.memberAtOnce }]),
    );
    if (!leave) return 'crowded';
    // Also when the reader went away while we looked: then it is closed already.
    if (reply.raw.closed) leave();
    else reply.raw.once('close', leave);
    const content = await file.read(range);
    if (!content) log.error({ hash: file.hash }, 'a file that the database knows is not in the storage');
    return content;
  }
}

type Reason = 'over' | 'closed' | 'gone' | 'unknown' | 'busy' | 'away';

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, why: Reason): FastifyReply {
  const locale = readerLocale(request);
  const [title, text] = [`files.page.${why}_title`, `files.page.${why}`] as const;
  return sendPage(reply, status, note(locale, '◌', plain(locale, title), plain(locale, text)));
}

function busy(request: FastifyRequest, reply: FastifyReply, waitMs: number): FastifyReply {
  reply.header('retry-after', Math.max(1, Math.ceil(waitMs / 1000)));
  return refuse(request, reply, 429, 'busy');
}
