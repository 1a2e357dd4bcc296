import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Log } from '#kernel/log';
import { healthRoutes } from './health.js';
import { isLocal } from './local.js';
import { pageRoutes } from './pages.js';
import { webhookRoutes } from './webhooks.js';

export interface HttpOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  log: Log;
  /** Behind a reverse proxy, whose X-Forwarded-For may be believed. */
  trustProxy?: boolean;
  /** Stores the event; throws when it could not be stored, so that Stripe sends it again. */
  stripeWebhook?(raw: string, signature: string): Promise<'accepted' | 'refused'>;
  telegramWebhook?: { path: string; handle(body: unknown, secret: string | undefined): Promise<number> };
  /** What has to work for us to be ready, each `ok` or in words what is wrong. */
  readiness?(): Promise<Record<string, string>>;
  /** In Prometheus' text format. */
  metrics?(): Promise<string>;
  /** Without it, metrics answer to this machine only. */
  metricsToken?: string;
  plugins?: readonly FastifyPluginAsync[];
}

export interface HttpServer {
  start(): Promise<{ url: string }>;
  /** Lets requests under way finish, then closes. */
  stop(): Promise<void>;
}

const BODY_LIMIT = 256 * 1024;

/** Builds the server; nothing listens before `start`. */
export function createHttpServer(options: HttpOptions): HttpServer {
  const app = fastify({
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
  });
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.log.error({ path: request.routeOptions.url, err: error }, 'a request failed');
    // What went wrong inside is for the log alone.
    return reply.status(status).send({ error: status >= 500 ? 'something went wrong' : error.message });
  });
  return {
    async start() {
      await prepare(app, options);
      await app.listen({ host: options.host, port: options.port });
      const address = app.server.address();
      const port = typeof address === 'object' ? address?.port : options.port;
      const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
      return { url: `http://${host}:${port}` };
    },
    stop: () => app.close(),
  };
}

async function prepare(app: FastifyInstance, options: HttpOptions): Promise<void> {
  await app.register(helmet, {
    // The pages are served over plain HTTP on a laptop; a proxy in front adds HSTS.
    hsts: false,
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'http://127.0.0.1:*', 'http://localhost:*'],
        'font-src': ["'self'", 'data:'],
        'upgrade-insecure-requests': null,
      },
    },
  });
  await app.register(rateLimit, { global: true, max: 600, timeWindow: '1 minute', allowList: isLocal });
  await app.register(healthRoutes(options));
  await app.register(pageRoutes);
  await app.register(webhookRoutes(options));
  for (const plugin of options.plugins ?? []) await app.register(plugin);
}
