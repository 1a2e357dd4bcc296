import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Sandbox } from '../host.js';
import { ActionError, type Action } from '../kit.js';
import { demo, people } from '../people.js';
import { serveFile } from './files.js';
import { serveStream } from './stream.js';
import { viewFor } from './view.js';

export interface ControlOptions {
  sandbox: Sandbox;
  /** The built page; absent: the control API alone. */
  pageDir?: string;
  /** What to say first: which product is connected. */
  about?: () => Record<string, string>;
}

const advance = z.union([
  z.strictObject({
    ms: z
      .number()
      .int()
      .positive()
      .max(400 * 86_400_000),
  }),
  z.strictObject({ days: z.number().positive().max(400) }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/**
 * The sandbox over HTTP, under `/sandbox`: the page, and an API that can do all that the page can.
 * `GET /sandbox/api` describes every action with its JSON schema.
 */
export function sandboxPlugin({ sandbox, pageDir, about }: ControlOptions): FastifyPluginAsync {
  const platforms: Record<string, Record<string, Action>> = {
    discord: sandbox.discord.actions,
    telegram: sandbox.telegram.actions,
    stripe: sandbox.stripe.actions,
  };

  return async function plugin(app: FastifyInstance) {
    app.setErrorHandler((error, _request, reply) => {
      const status = error instanceof ActionError ? error.status : error instanceof z.ZodError ? 400 : 500;
      const message = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
      return reply.status(status).send({ error: message });
    });

    app.get('/sandbox/api', () => describe(platforms));
    app.get('/sandbox/api/about', () => ({
      people,
      demo,
      urls: { discord: sandbox.discord.url, telegram: sandbox.telegram.url, stripe: sandbox.stripe.url },
      ...about?.(),
    }));
    app.get<{ Querystring: { as?: string } }>('/sandbox/api/state', (request) =>
      viewFor(sandbox, request.query.as),
    );
    app.get<{ Querystring: { after?: string } }>('/sandbox/api/wire', (request) =>
      sandbox.wire.after(Number(request.query.after ?? 0) || 0),
    );
    app.get<{ Params: { id: string } }>('/sandbox/api/telegram/files/:id', (request, reply) =>
      serveFile(sandbox, request.params.id, reply),
    );
    app.get('/sandbox/api/stream', (request, reply) => serveStream(sandbox, request, reply));
    app.get('/sandbox/api/clock', () => ({ now: sandbox.clock.now().toISOString() }));
    app.post('/sandbox/api/clock/advance', async (request) => {
      const by = advance.parse(request.body);
      const now = sandbox.clock.now().getTime();
      const to = 'to' in by ? new Date(by.to) : new Date(now + ('ms' in by ? by.ms : by.days * 86_400_000));
      await sandbox.advanceTo(to);
      return { now: sandbox.clock.now().toISOString() };
    });
    app.post('/sandbox/api/reset', async () => {
      await sandbox.reset();
      return { done: true };
    });
    app.post<{ Params: { platform: string; action: string } }>(
      '/sandbox/api/:platform/:action',
      // Attachments travel as base64 inside the JSON.
      { bodyLimit: 16 * 1024 * 1024 },
      async (request) => {
        const { platform, action: name } = request.params;
        const actions = Object.hasOwn(platforms, platform) ? platforms[platform] : undefined;
        const found = actions && Object.hasOwn(actions, name) ? actions[name] : undefined;
        if (!found) throw new ActionError(`There is no action ${platform}/${name}.`, 404);
        const result = await found.run(found.input.parse(request.body ?? {}));
        return result ?? { done: true };
      },
    );

    if (pageDir && existsSync(pageDir)) {
      await app.register(fastifyStatic, { root: pageDir, prefix: '/sandbox/', index: ['index.html'] });
      app.get('/sandbox', (_request, reply) => reply.redirect('/sandbox/'));
    }
  };
}

function describe(platforms: Record<string, Record<string, Action>>) {
  const actions = Object.entries(platforms).flatMap(([platform, list]) =>
    Object.entries(list).map(([name, { summary, input }]) => ({
      path: `/sandbox/api/${platform}/${name}`,
      summary,
      input: z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }),
    })),
  );
  return {
    read: ['about', 'state?as=<person>', 'wire?after=<n>', 'stream', 'clock', 'telegram/files/<file_id>'].map(
      (path) => `/sandbox/api/${path}`,
    ),
    write: ['/sandbox/api/clock/advance', '/sandbox/api/reset'],
    actions,
  };
}
