/**
 * Rate limits: a bucket per route and major parameter, and 50 requests a second in all. They run on real
 * time, not on the sandbox's clock, because the client waits in real time.
 */
import { createHash } from 'node:crypto';
import type { Match } from './route.js';

interface Rule {
  max: number;
  windowMs: number;
}

// Discord publishes no table; these are the limits its headers are known to report, or a cautious guess.
const rules: Record<string, Rule> = {
  'POST /channels/:channel/messages': { max: 5, windowMs: 5000 },
  'PATCH /channels/:channel/messages/:message': { max: 5, windowMs: 5000 },
  'DELETE /channels/:channel/messages/:message': { max: 5, windowMs: 1000 },
  'GET /channels/:channel/messages': { max: 5, windowMs: 1000 },
  'GET /channels/:channel/messages/:message': { max: 5, windowMs: 1000 },
  'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': { max: 1, windowMs: 250 },
  'PUT /guilds/:guild/members/:user/roles/:role': { max: 10, windowMs: 10_000 },
  'DELETE /guilds/:guild/members/:user/roles/:role': { max: 10, windowMs: 10_000 },
  'PATCH /guilds/:guild/members/:user': { max: 10, windowMs: 10_000 },
  'DELETE /guilds/:guild/members/:user': { max: 5, windowMs: 5000 },
  'GET /guilds/:guild/members': { max: 10, windowMs: 10_000 },
  'GET /guilds/:guild/members/:user': { max: 5, windowMs: 1000 },
  'POST /users/@me/channels': { max: 10, windowMs: 10_000 },
  'PATCH /channels/:channel': { max: 5, windowMs: 15_000 },
  'POST /channels/:channel/threads': { max: 50, windowMs: 300_000 },
  'PUT /applications/:application/commands': { max: 5, windowMs: 20_000 },
  'PUT /applications/:application/guilds/:guild/commands': { max: 5, windowMs: 20_000 },
  'POST /webhooks/:application/:token': { max: 5, windowMs: 2000 },
  'PATCH /webhooks/:application/:token/messages/:message': { max: 5, windowMs: 2000 },
};
const anyOther: Rule = { max: 10, windowMs: 1000 };
const globalRule: Rule = { max: 50, windowMs: 1000 };

// Every reply to an interaction would share one bucket otherwise; Discord does not limit them.
const unlimited = new Set(['POST /interactions/:interaction/:token/callback']);

interface Window {
  endsAt: number;
  used: number;
}

export interface Allowance {
  headers: Record<string, string>;
  /** Set when the request is refused: seconds to wait. */
  refused?: { retryAfter: number; global: boolean };
}

export interface Limits {
  take(match: Match): Allowance;
  relax(relaxed: boolean): void;
  relaxed(): boolean;
  reset(): void;
}

export function createLimits(now: () => number = () => performance.now()): Limits {
  const windows = new Map<string, Window>();
  let relaxed = false;
  let forgetAt = 0;

  function use(key: string, rule: Rule): { remaining: number; resetMs: number; full: boolean } {
    const at = now();
    let window = windows.get(key);
    if (!window || window.endsAt <= at) {
      window = { endsAt: at + rule.windowMs, used: 0 };
      windows.set(key, window);
    }
    const full = window.used >= rule.max;
    if (!full) window.used += 1;
    return { remaining: rule.max - window.used, resetMs: window.endsAt - at, full };
  }

  /** Drops windows that are over, now and then. */
  function forget(): void {
    const at = now();
    if (at < forgetAt) return;
    forgetAt = at + 10_000;
    for (const [key, window] of windows) if (window.endsAt <= at) windows.delete(key);
  }

  return {
    take({ route, params }) {
      const name = `${route.method} ${route.path}`;
      if (unlimited.has(name)) return { headers: {} };
      const rule = relaxed ? { max: 1_000_000, windowMs: 1000 } : (rules[name] ?? anyOther);
      forget();
      if (!relaxed && route.authorised !== false) {
        const all = use('global', globalRule);
        if (all.full) return { headers: globalHeaders(all.resetMs), refused: refused(all.resetMs, true) };
      }
      const major = params['channel'] ?? params['guild'] ?? params['token'] ?? '';
      const { remaining, resetMs, full } = use(`${name} ${major}`, rule);
      const headers = {
        'x-ratelimit-limit': String(rule.max),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': ((Date.now() + resetMs) / 1000).toFixed(3),
        'x-ratelimit-reset-after': (resetMs / 1000).toFixed(3),
        'x-ratelimit-bucket': createHash('sha256').update(name).digest('hex').slice(0, 32),
      };
      if (!full) return { headers };
      return {
        headers: {
          ...headers,
          'x-ratelimit-scope': 'user',
          'retry-after': String(Math.ceil(resetMs / 1000)),
        },
        refused: refused(resetMs, false),
      };
    },
    relax(value) {
      relaxed = value;
      windows.clear();
    },
    relaxed: () => relaxed,
    reset: () => windows.clear(),
  };
}

function refused(resetMs: number, global: boolean): { retryAfter: number; global: boolean } {
  return { retryAfter: Math.ceil(resetMs) / 1000, global };
}

/** Headers of a 429 that stands for the whole bot. */
export function globalHeaders(waitMs: number): Record<string, string> {
  return {
    'x-ratelimit-global': 'true',
    'x-ratelimit-scope': 'global',
    'retry-after': String(Math.ceil(waitMs / 1000)),
  };
}
