import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { plain, type TextKey } from '#contracts';
import type { UploadFile, UploadProgress, UploadReport } from '#domain/courses';
import type { Locale } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { newToken } from '#kernel/ids';
import type { Log } from '#kernel/log';
import { note, plainPolicy, readerLocale, sendPage } from './paper.js';
import { drawUploadPage, uploadPolicy } from './upload-page.js';
import { refusalText, resultOf } from './upload-report.js';
import { createSessions, type Session, type UploadLimits } from './upload-sessions.js';

/** What the words of an upload page allow now. `over`: ended; `closed`: they may not upload (any more). */
export type UploadOpened =
  | { kind: 'open'; holder: string; locale: Locale; slug: string | null }
  | { kind: 'over' | 'closed' | 'unknown' };

export interface UploadDoor {
  open(words: string): Promise<UploadOpened>;
  /** Also just after the words have ended: who began in time may finish. Throws UserFacingError. */
  upload(
    words: string,
    files: UploadFile[],
    onProgress: (progress: UploadProgress) => void,
  ): Promise<UploadReport>;
}

export interface UploadServing {
  door: UploadDoor;
  /** Where pieces wait until all have come. */
  folder: string;
  limits: Pick<UploadLimits, 'bytes' | 'files'> & Partial<UploadLimits>;
}

const usual = { piece: 8 * 1_048_576, atOnce: 4, silentMs: 10 * 60_000 };

/** How often somebody is told how far it is, in milliseconds. */
const TELL_MS = 100;
/** Silence longer than this makes proxies hang up. */
const BEAT_MS = 10_000;

const minute = 60_000;
const list = z.object({
  files: z.array(z.object({ name: z.string().min(1).max(1_000), size: z.int().min(0) })),
});

type Words = { Params: { words: string }; Querystring: { lang?: string } };
type OfSession = { Params: { words: string; id: string }; Querystring: { lang?: string } };
type OfFile = {
  Params: { words: string; id: string; index: string };
  Querystring: { lang?: string; at?: string };
};

/** `/upload/<words>`: a page where a creator hands in files, and what the page says to us. */
export async function serveUploads(app: FastifyInstance, serving: UploadServing, log: Log): Promise<void> {
  const { door, folder } = serving;
  const limits: UploadLimits = { ...usual, ...serving.limits };
  const sessions = createSessions(folder, limits);
  app.addHook('onClose', () => sessions.endAll());
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  app.removeAllContentTypeParsers();
  // Pieces are never held whole: they are written as they come.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: 2 * 1_048_576 },
    (_request, body, done) => done(null, body),
  );
  const rarely = { config: { rateLimit: { max: 60, timeWindow: minute } } };
  const often = { config: { rateLimit: { max: 3_000, timeWindow: minute } } };

  app.get<Words>(
    '/upload/:words',
    { ...rarely, helmet: { contentSecurityPolicy: uploadPolicy } },
    async (request, reply) => {
      const opened = await door.open(request.params.words);
      const locale = localeOf(request, opened);
      if (opened.kind === 'open')
        return sendPage(reply, 200, drawUploadPage({ locale, slug: opened.slug, limits }));
      return sendPage(reply, statuses[opened.kind], refusalPage(opened.kind, locale));
    },
  );

  app.post<Words>(
    '/upload/:words',
    { ...rarely, helmet: { contentSecurityPolicy: plainPolicy } },
    async (request, reply) => {
      const { words } = request.params;
      const opened = await door.open(words);
      const locale = localeOf(request, opened);
      const refuse = (status: number, key: TextKey, values: Record<string, number> = {}) =>
        reply.code(status).send({ error: plain(locale, key, values) });
      if (opened.kind !== 'open') return refuse(statuses[opened.kind], closing(opened.kind).text);
      const read = list.safeParse(parsed(request.body));
      if (!read.success || read.data.files.length === 0) return refuse(400, 'files.upload.no_files');
      const { files } = read.data;
      if (files.length > limits.files) return refuse(413, 'files.upload.too_many', { max: limits.files });
      if (files.reduce((sum, { size }) => sum + size, 0) > limits.bytes) {
        return refuse(413, 'files.upload.too_much', { max: Math.floor(limits.bytes / 2 ** 30) });
      }
      const begun = await sessions.begin(words, opened.holder, files);
      if (begun === 'crowded') return refuse(423, 'files.upload.crowded');
      if (begun === 'no_room') return refuse(413, 'errors.upload_no_room');
      return { id: begun.id, piece: limits.piece };
    },
  );

  app.put<OfFile>('/upload/:words/:id/:index', often, async (request, reply) => {
    const { words, id, index } = request.params;
    const session = sessions.find(id, words);
    const file = session?.files[/^\d{1,5}$/.test(index) ? Number(index) : -1];
    if (!session || !file) return lost(request, reply);
    if (Number(request.headers['content-length'] ?? 0) > limits.piece) return tooMuch(reply);
    try {
      const said = await sessions.add(session, file, Number(request.query.at), bodyOf(request));
      if (said === 'too_much') return await tooMuch(reply);
      return await reply.code(said === 'added' ? 200 : 409).send({ at: file.at });
    } catch (error) {
      if (!isFull(error)) throw error;
      await sessions.end(id);
      return reply
        .code(413)
        .send({ error: refusalText(new UserFacingError('upload_no_room'), localeOf(request)) });
    }
  });

  app.delete<OfSession>('/upload/:words/:id', often, async (request, reply) => {
    const session = sessions.find(request.params.id, request.params.words);
    if (session && !session.sealed) await sessions.end(session.id);
    return reply.code(204).send();
  });

  app.post<OfSession>('/upload/:words/:id', often, async (request, reply) => {
    const session = sessions.find(request.params.id, request.params.words);
    if (!session) return lost(request, reply);
    const opened = await door.open(session.words);
    const locale = localeOf(request, opened);
    const files = sessions.filesOf(session);
    if (!files) return reply.code(400).send({ error: plain(locale, 'files.upload.not_sent') });
    const lines = new PassThrough();
    void check(session, files, locale, lines);
    return reply.headers({ 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' }).send(lines);
  });

  /** Goes on also when nobody listens any more: what was sent whole is checked and saved. */
  async function check(
    session: Session,
    files: UploadFile[],
    locale: Locale,
    lines: PassThrough,
  ): Promise<void> {
    const tell = (value: object) => void (lines.writable && lines.write(`${JSON.stringify(value)}\n`));
    const beat = setInterval(() => void (lines.writable && lines.write('\n')), BEAT_MS);
    lines.on('error', () => {});
    let [told, step] = [0, ''];
    try {
      const report = await door.upload(session.words, files, (progress) => {
        const now = performance.now();
        if (progress.step === step && progress.done < progress.of && now - told < TELL_MS) return;
        [told, step] = [now, progress.step];
        tell(progress);
      });
      tell(resultOf(report, locale));
    } catch (error) {
      tell({
        good: false,
        title: plain(locale, 'files.upload.failed_title'),
        lines: [whyNot(error, locale)],
        notes: [],
      });
    } finally {
      clearInterval(beat);
      await sessions
        .end(session.id)
        .catch((error: unknown) => log.warn({ error: String(error) }, 'an upload left files'));
      lines.end();
    }
  }

  function whyNot(error: unknown, locale: Locale): string {
    const text = refusalText(error, locale);
    if (text !== null) return text;
    const reference = newToken().slice(0, 8);
    log.error({ reference, err: error instanceof Error ? error : String(error) }, 'an upload failed');
    return plain(locale, 'errors.unexpected', { reference });
  }
}

const statuses = { over: 410, closed: 403, unknown: 404 } as const;

function closing(kind: 'over' | 'closed' | 'unknown'): { title: TextKey; text: TextKey } {
  if (kind === 'unknown') return { title: 'files.page.unknown_title', text: 'files.page.unknown' };
  return { title: `files.upload.${kind}_title`, text: `files.upload.${kind}` };
}

function refusalPage(kind: 'over' | 'closed' | 'unknown', locale: Locale): string {
  const { title, text } = closing(kind);
  return note(locale, '◌', plain(locale, title), plain(locale, text));
}

/** The language that was asked for on the page, else the member's own, else the browser's. */
function localeOf(request: FastifyRequest<Words>, opened?: UploadOpened): Locale {
  const { lang } = request.query;
  if (lang === 'en' || lang === 'zh-CN') return lang;
  return opened?.kind === 'open' ? opened.locale : readerLocale(request);
}

function lost(request: FastifyRequest<Words>, reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: plain(localeOf(request), 'files.upload.lost') });
}

/** The rest is not read: whoever sends too much is cut off. */
function tooMuch(reply: FastifyReply): FastifyReply {
  return reply.code(413).header('connection', 'close').send({ error: 'too large' });
}

function bodyOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  return (body ?? []) as AsyncIterable<Uint8Array>;
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return null;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
