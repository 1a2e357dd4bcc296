/** The HTTP side: finds the route, applies authorisation, faults and limits, writes the answer and the log. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { SandboxContext } from '../../kit.js';
import { methodNotAllowed, notFound, refusal, Refusal, unauthorized } from '../refusals.js';
import type { World } from '../world.js';
import { serveFile } from './attachments.js';
import { parseBody, readBytes } from './body.js';
import type { ParsedBody } from './body.js';
import type { Fault, Faults } from './faults.js';
import type { Limits } from './limits.js';
import { globalHeaders } from './limits.js';
import type { Match, Reply, Route } from './route.js';
import { createRouter } from './route.js';

export interface ListenerDeps {
  world: World;
  context: SandboxContext;
  routes: readonly Route[];
  limits: Limits;
  faults: Faults;
  /** Told the status of every answer. */
  answered(status: number): void;
}

interface Answer extends Reply {
  headers?: Record<string, string>;
}

const away: Answer = { status: 503, body: { message: '503: Service Unavailable', code: 0 } };
const serverError: Answer = { status: 500, body: { message: '500: Internal Server Error', code: 0 } };

function tooMany(retryAfter: number, global: boolean, headers: Record<string, string>): Answer {
  const message = 'You are being rate limited.';
  return { status: 429, body: { message, retry_after: retryAfter, global, code: 0 }, headers };
}

function faultAnswer(fault: Fault): Answer {
  if (fault.kind === '429') {
    const headers = fault.global
      ? globalHeaders(fault.retryAfter * 1000)
      : { 'retry-after': String(Math.ceil(fault.retryAfter)), 'x-ratelimit-scope': fault.scope };
    return tooMany(fault.retryAfter, fault.global, headers);
  }
  if (fault.kind === 'code') {
    const no = refusal(fault.code ?? 50035);
    return { status: no.status, body: no.body() };
  }
  return serverError;
}

/** Members as Discord has shown them in an outage: nobody has a role. */
function withoutRoles(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutRoles);
  const isMember = typeof body === 'object' && body !== null && 'joined_at' in body && 'roles' in body;
  return isMember ? { ...body, roles: [] } : body;
}

/** What is logged of a body: multipart files by name and size. */
function loggable(parsed: ParsedBody | undefined): unknown {
  if (!parsed?.files.length) return parsed?.json;
  const files = parsed.files.map((each) => ({ name: each.filename, bytes: each.bytes.length }));
  return { payload_json: parsed.json, files };
}

export function createListener({
  world,
  context,
  routes,
  limits,
  faults,
  answered,
}: ListenerDeps): RequestListener {
  const router = createRouter(routes);

  function matched(request: IncomingMessage, path: string): Match {
    const found = router.find(request.method ?? 'GET', path);
    if (found === 'nothing') throw notFound();
    if (found === 'wrong method') throw methodNotAllowed();
    if (found.route.authorised !== false) {
      if (request.headers.authorization !== `Bot ${world.state.application.token}`) throw unauthorized();
    }
    return found;
  }

  async function answer(
    request: IncomingMessage,
    url: URL,
    log: { body?: unknown },
  ): Promise<Answer | 'reset'> {
    const bytes = await readBytes(request);
    const path = url.pathname.replace(/^\/api(\/v\d+)?(?=\/)/, '');
    if (path === url.pathname) throw notFound();
    const method = request.method ?? 'GET';
    const fault = faults.meet(method, url.pathname);
    if (fault?.kind === 'reset') return 'reset';
    const match = matched(request, path);
    const { headers, refused } = limits.take(match);
    if (refused) return tooMany(refused.retryAfter, refused.global, headers);
    const parsed = await parseBody(bytes, request.headers['content-type'] ?? '');
    log.body = loggable(parsed);
    if (fault && fault.kind !== '500-after') return faultAnswer(fault);
    const outage = world.state.guilds[match.params['guild'] ?? '']?.outage;
    if (outage === 'fails') return away;
    try {
      const reply = match.route.handle({
        botId: world.state.application.id,
        params: match.params,
        query: url.searchParams,
        body: parsed.json,
        files: parsed.files,
      });
      if (method !== 'GET') context.changed();
      const answered = outage ? { ...reply, body: withoutRoles(reply.body) } : reply;
      return fault ? serverError : { ...answered, headers };
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body(), headers };
      throw error;
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const url = new URL(request.url ?? '/', 'http://sandbox');
    if (serveFile(world, request.method ?? 'GET', url.pathname, response)) return;
    const log: { body?: unknown } = {};
    const result = await answer(request, url, log).catch((error: unknown): Answer => {
      if (error instanceof Refusal) return { status: error.status, body: error.body() };
      // A fault of this server itself: shown in the answer, so that it is not mistaken for Discord's.
      return { status: 500, body: { message: `Sandbox fault: ${String(error)}`, code: 0 } };
    });
    if (result === 'reset') request.socket.destroy();
    else {
      const { clockOffset = 0 } = world.state.application;
      if (clockOffset !== 0)
        response.setHeader('date', new Date(Date.now() + clockOffset * 1000).toUTCString());
      send(response, result);
      answered(result.status);
    }
    context.wire({
      at: world.now(),
      platform: 'discord',
      direction: 'in',
      method: request.method ?? 'GET',
      path: url.pathname + url.search,
      ...(result === 'reset' ? {} : { status: result.status }),
      ms: Math.round(performance.now() - started),
      ...(log.body === undefined ? {} : { body: log.body }),
      ...(result === 'reset' ? {} : { response: result.body }),
    });
  }

  return (request, response) => {
    handle(request, response).catch(() => response.destroy());
  };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    // A 204 with a JSON type makes clients parse nothing and fail.
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  });
  response.end(text);
}
