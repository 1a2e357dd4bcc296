/**
 * Discord's REST client with its edges filed off: a refused token is not forgotten, a 429 without a
 * pause is not hammered, refusals are rationed, an empty answer is not parsed, and the time limit covers the body.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { DefaultRestOptions, REST, type RESTOptions, type RouteLike } from 'discord.js';
import { minutes } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { createBudget, type Budget } from './budget.js';
import { faultOf, LaneClosed, type Fault } from './errors.js';

export interface RestSettings {
  token: string;
  /** In place of `https://discord.com/api`. */
  apiUrl?: string | undefined;
  /** Requests a second that this process allows itself; Discord allows a token 50 over all processes. */
  perSecond: number;
  log: Log;
}

/** Longest pause, in milliseconds, that a call sits out by itself. */
export const PATIENCE_MS = 3_000;
const TIMEOUT_MS = 10_000;
/** Used when Discord says 429 and does not say for how long. */
const UNSAID_PAUSE_S = 5;
/**
 * Refusals in ten minutes. A process has two of these clients: together they stay below a hundred. Messages have
 * a share of their own, because many closed private chats must not keep anybody from a role.
 */
const REFUSALS = { seats: 30, messages: 19 };
const WINDOW_MS = minutes(10);
const WARN_EVERY = 10;

type MakeRequest = RESTOptions['makeRequest'];

export function createRest(settings: RestSettings): REST {
  const lanes = new Map<string, number>();
  const rest = new KeptTokenRest({
    ...(settings.apiUrl === undefined ? {} : { api: settings.apiUrl }),
    // Whether a second try is safe is known to the caller alone: see `createCall`.
    retries: 0,
    timeout: TIMEOUT_MS,
    globalRequestsPerSecond: settings.perSecond,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > PATIENCE_MS,
    makeRequest: guarded(
      lanes,
      { seats: budgetOf(REFUSALS.seats), messages: budgetOf(REFUSALS.messages) },
      settings.log,
    ),
  });
  return rest.setToken(settings.token);
}

/** discord.js drops its token for good at the first 401, which a broken proxy can send as well. */
class KeptTokenRest extends REST {
  #kept: string | null = null;
  override setToken(token: string | null): this {
    this.#kept = token ?? this.#kept;
    return super.setToken(this.#kept ?? '');
  }
}

const REFUSED = new Set([401, 403, 429]);

const budgetOf = (most: number): Budget =>
  createBudget({ most, windowMs: WINDOW_MS, now: () => performance.now() });

function guarded(
  lanes: Map<string, number>,
  budgets: Record<keyof typeof REFUSALS, Budget>,
  log: Log,
): MakeRequest {
  /** Sends a request that the budget has admitted. */
  async function send(budget: Budget, url: string, init: Parameters<MakeRequest>[1]) {
    let refused = false;
    try {
      const answer = await DefaultRestOptions.makeRequest(url, init);
      refused = REFUSED.has(answer.status);
      return { answer, body: await answer.arrayBuffer() };
    } finally {
      const refusals = budget.done(refused);
      if (refused && refusals % WARN_EVERY === 0) {
        log.warn({ refusals, withinMs: WINDOW_MS }, 'Discord refuses many of our requests: slowing down');
      }
    }
  }

  return async (url, init) => {
    const lane = laneOf(init.method ?? 'GET', url);
    const left = Math.max(lanes.get(lane) ?? 0, lanes.get('*') ?? 0) - performance.now();
    if (left > 0) throw new LaneClosed(left);
    const budget = /\/channels(\/|$)/.test(new URL(url).pathname) ? budgets.messages : budgets.seats;
    const rationed = budget.admit();
    if (rationed > 0) throw new LaneClosed(rationed);

    const { answer, body } = await send(budget, url, init);
    const headers = new Headers();
    for (const [name, value] of answer.headers) headers.append(name, value);
    if (body.byteLength === 0) headers.delete('content-type');
    if (answer.status === 429) {
      const seconds = pauseOf(headers, body);
      headers.set('retry-after', String(seconds));
      if (seconds * 1_000 > PATIENCE_MS) {
        const everywhere = headers.has('x-ratelimit-global') || !isJson(headers);
        close(lanes, everywhere ? '*' : lane, seconds * 1_000);
      }
    }
    // The answer is handed on whole: discord.js stops its timer once it has the head.
    const whole = new Response(body.byteLength === 0 ? null : body, {
      status: answer.status,
      statusText: answer.statusText,
      headers,
    });
    return whole;
  };
}

function isJson(headers: Headers): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}

/** Seconds. The body tells them to the millisecond, the header rounds them up. */
function pauseOf(headers: Headers, body: ArrayBuffer): number {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof parsed === 'object' && parsed !== null && 'retry_after' in parsed) {
      const inBody = Number(parsed.retry_after);
      if (inBody > 0) return inBody;
    }
  } catch {
    // Not JSON: what the header says.
  }
  const said = Number(headers.get('retry-after'));
  return said > 0 ? said : UNSAID_PAUSE_S;
}

/** Requests that share a limit: the same method and path, but for every id after the first. */
function laneOf(method: string, url: string): string {
  let ids = 0;
  const path = new URL(url).pathname.replace(/\/\d{16,20}(?=\/|$)/g, (id) => (ids++ === 0 ? id : '/:id'));
  return `${method} ${path}`;
}

function close(lanes: Map<string, number>, lane: string, ms: number): void {
  const now = performance.now();
  if (lanes.size > 500) for (const [each, until] of lanes) if (until < now) lanes.delete(each);
  lanes.set(lane, now + ms);
}

export interface Call {
  method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  route: RouteLike;
  body?: object;
  query?: Record<string, string>;
  files?: { name: string; data: Uint8Array; contentType: string }[];
  /** For Discord's audit log; any length. */
  reason?: string;
  /** Tries when no answer comes. More than 1 only where doing it twice is doing it once. */
  tries?: number;
}

export type Called<T> = { ok: true; value: T } | { ok: false; fault: Fault };
export type Caller = <T>(call: Call) => Promise<Called<T>>;

/** Calls that answer instead of throwing. */
export function createCall(rest: REST): Caller {
  return async <T>(call: Call): Promise<Called<T>> => {
    const { method, route, tries = 1, query, reason, ...parts } = call;
    for (let left = tries; ;) {
      try {
        const value = await rest[method](route, {
          ...parts,
          ...(query ? { query: new URLSearchParams(query) } : {}),
          // Discord takes 512 characters after encoding; a Chinese one is nine of them.
          ...(reason ? { reason: shortened(reason) } : {}),
        });
        return { ok: true, value: value as T };
      } catch (error) {
        const fault = faultOf(error);
        left -= 1;
        if (left <= 0 || fault.kind !== 'unknown' || fault.reason === 'unauthorized') {
          return { ok: false, fault };
        }
        await pause(200);
      }
    }
  };
}

function shortened(reason: string): string {
  let out = '';
  let length = 0;
  for (const character of reason.replace(/\p{Surrogate}/gu, '')) {
    length += encodeURIComponent(character).length;
    if (length > 500) return `${out}…`;
    out += character;
  }
  return out;
}
