import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { isLocal } from './local.js';
import type { HttpOptions } from './server.js';

/** `/livez`: the process answers. `/readyz`: everything it needs answers too. `/metrics`: for Prometheus. */
export function healthRoutes(options: HttpOptions): FastifyPluginAsync {
  return async function health(app) {
    app.get('/livez', () => ({ status: 'ok' }));

    app.get('/readyz', async (_request, reply) => {
      const checks = (await options.readiness?.()) ?? {};
      const ready = Object.values(checks).every((check) => check === 'ok');
      return reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'not ready', checks });
    });

    app.get('/metrics', async (request, reply) => {
      if (!options.metrics || !mayRead(request, options.metricsToken)) return reply.status(404).send();
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await options.metrics());
    });
  };
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (!token) return isLocal(request);
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
