/** What a route is, and how a request finds its route. */
import type { IncomingFile } from '../rules/files.js';

export interface Call {
  /** The bot: the only client of this API. */
  botId: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: IncomingFile[];
}

export interface Reply {
  status: number;
  body?: unknown;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path under `/api/v10`, parameters written `:name`. */
  path: string;
  /** False where the path itself carries a token. */
  authorised?: false;
  handle(call: Call): Reply;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent: Reply = { status: 204 };

/** A path parameter that the route's own pattern guarantees. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}`);
  return value;
}

/** An integer query parameter within bounds; the fallback when it is missing or not a number. */
export function limitOf(call: Call, fallback: number, max: number): number {
  const raw = call.query.get('limit');
  const value = raw === null ? fallback : Number(raw);
  return Number.isInteger(value) ? Math.min(Math.max(value, 1), max) : fallback;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

// Clients write `@me` as `%40me`, too.
function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** Routes by number of segments; fixed words win over parameters. */
export function createRouter(routes: readonly Route[]): {
  find(method: string, path: string): Match | 'wrong method' | 'nothing';
} {
  const table = routes.map((route) => ({ route, parts: route.path.split('/').slice(1) }));
  const fixed = (parts: readonly string[]): number => parts.filter((part) => !part.startsWith(':')).length;
  table.sort((a, b) => fixed(b.parts) - fixed(a.parts));
  return {
    find(method, path) {
      const steps = path.split('/').slice(1).map(decoded);
      let known = false;
      for (const { route, parts } of table) {
        if (parts.length !== steps.length) continue;
        if (!parts.every((part, index) => part.startsWith(':') || part === steps[index])) continue;
        known = true;
        if (route.method !== method) continue;
        const params: Record<string, string> = {};
        parts.forEach((part, index) => {
          if (part.startsWith(':')) params[part.slice(1)] = steps[index] ?? '';
        });
        return { route, params };
      }
      return known ? 'wrong method' : 'nothing';
    },
  };
}
