import { setTimeout } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
} from 'fastify';
import type { Log } from '#kernel/log';
import { serveCertificates, type CertificateServing } from './certificates.js';
import { serveFiles, type FileServing } from './files.js';
import { serveOperations, type OperationsOptions } from './operations.js';
import { servePages } from './pages.js';
import { serveUploads, type UploadServing } from './uploads.js';
import { serveWebhooks, type WebhookOptions } from './webhooks.js';

export interface HttpServerOptions extends WebhookOptions, OperationsOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  log: Log;
  /** Believe the last entry of X-Forwarded-For; only behind a proxy that writes it. */
  trustProxy?: boolean;
  /** How long somebody may take to send us something, in milliseconds. */
  patience?: Patience;
  /** Files of courses, for whoever holds a link. */
  files?: FileServing;
  /** Where creators hand in courses. */
  uploads?: UploadServing;
  /** Proofs of finished courses. */
  certificates?: CertificateServing;
  /** More routes, each with its own errors and headers. */
  plugins?: readonly FastifyPluginAsync[];
}

export interface Patience {
  /** For all headers. */
  headers: number;
  /** For the whole request. */
  request: number;
  /** How often those who are late are looked for. */
  looks: number;
}

export interface HttpServer {
  /** Rejects when the port is taken. The address is one that this machine can open. */
  start(): Promise<{ url: string }>;
  /** Answers what is under way, for a few seconds at most, and closes; safe to call twice. */
  stop(): Promise<void>;
}

/** No request of ours is larger; Stripe's and Telegram's largest are a tenth of it. */
const bodyLimit = 256 * 1024;

const usualPatience: Patience = { headers: 10_000, request: 30_000, looks: 5_000 };

/** Connections at once. Beyond that new ones are dropped, so that we keep descriptors for the database. */
const connectionsAtMost = 2_000;

/** How long open answers may take at the end, in milliseconds. Streams of events never end by themselves. */
const farewellMs = 2_000;

/** Builds the server; nothing listens before `start`. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, host, port, patience = usualPatience } = options;
  const app = fastify({
    bodyLimit,
    // One step only: whatever stands further left was written by whoever asks.
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    requestTimeout: patience.request,
    // Signed words stand in the path.
    routerOptions: { maxParamLength: 1_000 },
    http: {
      headersTimeout: patience.headers,
      connectionsCheckingInterval: patience.looks,
      maxHeaderSize: 16 * 1024,
    },
    forceCloseConnections: 'idle',
    // Addresses that cannot even be read. Its own words would repeat them.
    frameworkErrors: (_error, _request, reply: unknown) =>
      void (reply as FastifyReply).code(400).send({ error: sayings[400] }),
  });
  app.server.maxConnections = connectionsAtMost;
  void app.register(helmet, {
    // On a laptop the pages come over plain HTTP; whoever puts TLS in front adds HSTS there.
    hsts: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // The sandbox's page shows pictures of the platforms beside it on loopback.
        imgSrc: ["'self'", 'data:', 'blob:', 'http://127.0.0.1:*', 'http://localhost:*'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  void app.register(rateLimit, { global: false });
  answerErrors(app, log);
  void app.register(async (scope) => {
    scope.setNotFoundHandler({ preHandler: scope.rateLimit({ max: 600 }) }, (_request, reply) =>
      reply.code(404).send({ error: 'not found' }),
    );
  });
  void app.register(async (scope) => serveOperations(scope, options));
  void app.register(async (scope) => serveWebhooks(scope, options));
  void app.register(async (scope) => servePages(scope));
  const { files, uploads, certificates } = options;
  if (files) void app.register(async (scope) => serveFiles(scope, files, log));
  if (uploads) void app.register(async (scope) => serveUploads(scope, uploads, log));
  if (certificates) void app.register(async (scope) => serveCertificates(scope, certificates));
  for (const plugin of options.plugins ?? []) void app.register(plugin);

  let stopping: Promise<void> | undefined;
  return {
    async start() {
      await app.listen({ host, port });
      return { url: urlOf(app.server.address() as AddressInfo) };
    },
    stop() {
      stopping ??= stopWithin(app);
      return stopping;
    },
  };
}

/** What went wrong is for the log; the other side learns its kind. */
function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500)
      return reply.code(status).send({ error: sayings[status] ?? 'refused' });
    const { method, routeOptions } = request;
    log.error({ method, path: routeOptions.url, error: error.message }, 'a request failed');
    return reply.code(500).send({ error: 'failed' });
  });
}

const sayings: Record<number, string> = {
  400: 'not understood',
  404: 'not found',
  413: 'too large',
  415: 'of an unknown type',
  429: 'too many requests',
};

async function stopWithin(app: FastifyInstance): Promise<void> {
  const closed = new AbortController();
  const late = setTimeout(farewellMs, undefined, { signal: closed.signal }).then(
    () => app.server.closeAllConnections(),
    () => {},
  );
  await app.close();
  closed.abort();
  await late;
}

/** A wildcard is where we listen, not where anybody can go. */
function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
