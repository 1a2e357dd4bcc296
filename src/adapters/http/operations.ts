import { timingSafeEqual } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { shortHash } from '#kernel/ids';

export interface OperationsOptions {
  /** By part: `ok`, or in a few words what is wrong, fit for anybody's eyes. */
  readiness?: () => Promise<Record<string, string>>;
  /** In Prometheus' text format. */
  metrics?: () => Promise<string>;
  /** Whoever asks for metrics must bring it (Authorization: Bearer …); without one, only this machine may ask. */
  metricsToken?: string;
}

/** A part that has not answered by then is not ready. */
const patienceMs = 5_000;

/** `/livez`, `/readyz` and `/metrics`, for whoever watches over the program. */
export async function serveOperations(app: FastifyInstance, options: OperationsOptions): Promise<void> {
  const { readiness, metrics, metricsToken } = options;
  const config = { rateLimit: { max: 1200, timeWindow: 60_000 } };
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get('/livez', { config }, () => ({ status: 'alive' }));

  if (readiness) {
    app.get('/readyz', { config }, async (_request, reply) => {
      const answered = new AbortController();
      const late = setTimeout(patienceMs, { readiness: 'takes too long' }, { signal: answered.signal });
      late.catch(() => {});
      const checks = await Promise.race([
        readiness().catch((): Record<string, string> => ({ readiness: 'cannot be told' })),
        late,
      ]);
      answered.abort();
      const ready = Object.values(checks).every((check) => check === 'ok');
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
    });
  }

  if (metrics) {
    app.get('/metrics', { config }, async (request, reply) => {
      if (!(metricsToken ? bears(request, metricsToken) : isFromHere(request))) {
        return reply.code(404).send({ error: 'not found' });
      }
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics());
    });
  }
}

function bears(request: FastifyRequest, token: string): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  // Hashes are of one length, so that comparing takes as long whatever is given.
  return timingSafeEqual(Buffer.from(shortHash(given, 43)), Buffer.from(shortHash(token, 43)));
}

/** From this machine, and not through a proxy on it that speaks for somebody else. */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['x-real-ip'] ?? headers['via'])
    return false;
  return /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
}
