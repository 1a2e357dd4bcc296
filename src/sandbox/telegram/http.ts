import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WireEntry } from '../kit.js';
import { readParams } from './body.js';
import { Described, type Call } from './call.js';
import { ApiFailure } from './failure.js';
import { fetchFiles } from './fetching.js';
import { faultFailure, takeFault } from './faults.js';
import { findMethod } from './methods/index.js';
import { textParam, type Params } from './params.js';
import type { World } from './world.js';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

function failed({ code, description, parameters }: ApiFailure): Answer {
  const body = { ok: false, error_code: code, description, ...(parameters && { parameters }) };
  return { status: code, body };
}

/** Runs one method by name. Never throws: whatever goes wrong becomes an answer. */
export async function runMethod(name: string, call: Call): Promise<Answer> {
  try {
    const found = findMethod(name);
    if (!found) throw new ApiFailure(404, 'Not Found: method not found');
    const result = await found.method(call);
    if (!(result instanceof Described)) return { status: 200, body: { ok: true, result } };
    return { status: 200, body: { ok: true, result: result.result, description: result.description } };
  } catch (error) {
    if (error instanceof ApiFailure) return failed(error);
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return failed(new ApiFailure(500, `Internal Server Error: ${words}`));
  }
}

/** The arguments as the log shows them: an uploaded file by its name and size only. */
function loggable({ values, uploads }: Params): Record<string, unknown> {
  const files = Object.entries(uploads).map(([name, { fileName, mimeType, bytes }]) => [
    name,
    { file_name: fileName, mime_type: mimeType, size: bytes.length },
  ]);
  return { ...values, ...Object.fromEntries(files) };
}

/** The HTTP face of the server: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createHttpServer(
  world: World,
  wire: (entry: WireEntry) => void,
  clockMs: () => number,
): Server {
  async function answerCall(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    name: string,
  ): Promise<void> {
    const started = performance.now();
    const stopper = new AbortController();
    response.on('close', () => stopper.abort());
    let params: Params = { values: {}, uploads: {} };
    let answer: Answer | 'reset';
    try {
      params = await readParams(request, url.searchParams);
      const chatId = typeof params.values['chat_id'] === 'object' ? undefined : textParam(params, 'chat_id');
      params = { ...params, fetched: await fetchFiles(params) };
      const call = { world, params, signal: stopper.signal };
      const fault = findMethod(name) && takeFault(world.state, name, chatId);
      if (fault?.kind === 'reset') answer = 'reset';
      else {
        const isDone = !fault || fault.kind === '500-after';
        const own = isDone ? await runMethod(name, call) : undefined;
        answer = fault
          ? failed(faultFailure(fault))
          : (own ?? failed(new ApiFailure(500, 'Internal Server Error')));
      }
    } catch (error) {
      answer = failed(error instanceof ApiFailure ? error : new ApiFailure(400, 'Bad Request'));
    }
    log(request, name, params, answer, Math.round(performance.now() - started));
    if (answer === 'reset') response.destroy();
    else send(response, answer);
  }

  function log(
    request: IncomingMessage,
    name: string,
    params: Params,
    answer: Answer | 'reset',
    ms: number,
  ): void {
    const result = answer === 'reset' ? undefined : answer.body['result'];
    if (name.toLowerCase() === 'getupdates' && Array.isArray(result) && result.length === 0) return;
    wire({
      at: clockMs(),
      platform: 'telegram',
      direction: 'in',
      method: request.method ?? 'GET',
      path: `/bot<token>/${name}`,
      ms,
      body: loggable(params),
      ...(answer !== 'reset' && { status: answer.status, response: answer.body }),
    });
  }

  function sendFile(response: ServerResponse, path: string): void {
    const file = Object.values(world.state.files).find((entry) => entry.path === path);
    if (!file) return send(response, failed(new ApiFailure(404, 'Not Found')));
    const bytes = Buffer.from(file.base64, 'base64');
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
    response.end(bytes);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const match = /^\/(file\/)?bot([^/]+)\/(.+)$/u.exec(decodeURIComponent(url.pathname));
    const [, isFile, token = '', rest = ''] = match ?? [];
    const problem = problemOf(request.method, token);
    if (problem) {
      request.resume();
      return send(response, failed(problem));
    }
    if (isFile !== undefined) return sendFile(response, rest);
    return answerCall(request, response, url, rest);
  }

  function problemOf(method: string | undefined, token: string): ApiFailure | undefined {
    if (!/^\d+:[\w-]+$/u.test(token)) return new ApiFailure(404, 'Not Found');
    if (token !== world.state.token) return new ApiFailure(401, 'Unauthorized');
    if (method !== 'GET' && method !== 'POST') return new ApiFailure(405, 'Method Not Allowed');
    return undefined;
  }

  return createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(status === 429 && retryAfter(body)),
  });
  response.end(text);
}

function retryAfter(body: Record<string, unknown>): Record<string, string> {
  const parameters = body['parameters'] as { retry_after?: number } | undefined;
  return parameters?.retry_after === undefined ? {} : { 'retry-after': String(parameters.retry_after) };
}
