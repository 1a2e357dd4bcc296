/** The control API of a running sandbox, as the story uses it: act, look, and wait for what has to happen. */

import type { State } from './state.js';

export interface Person {
  key: string;
  name: string;
  locale: 'en' | 'zh-CN';
  rank: string;
  discordId: string;
  telegramId: number;
}

export interface Demo {
  discord: Record<string, string>;
  telegram: { botId: number; chatId: number; chatTitle: string; lobbyId: number; lobbyTitle: string };
  stripe: Record<string, string>;
}

export interface About {
  people: Person[];
  demo: Demo;
  product?: string;
}

export interface Control {
  about: About;
  act<T = Record<string, unknown>>(platform: Platform, action: string, input?: object): Promise<T>;
  look(key: string): Promise<State>;
  advance(by: { days: number } | { ms: number }): Promise<void>;
  reset(): Promise<void>;
  /** Looks again after each change until the answer is true; throws Waited when that takes too long. */
  until<T>(what: string, look: () => Promise<T | undefined | null | false>): Promise<T>;
  close(): void;
}

export type Platform = 'discord' | 'telegram' | 'stripe';

/** Something that had to happen did not. */
export class Waited extends Error {
  override name = 'Waited';
}

/** How long anything may take, in milliseconds; the product does most things within one second. */
const PATIENCE_MS = 60_000;
/** Nothing announces that a moment has passed, so now and then it is looked again without a reason. */
const ANYWAY_MS = 1_000;

export async function connect(api: string): Promise<Control> {
  const stopping = new AbortController();
  const get = async <T>(path: string): Promise<T> => read<T>(await fetch(`${api}${path}`));
  const post = async <T>(path: string, body: object): Promise<T> =>
    read<T>(
      await fetch(`${api}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const changes = await follow(`${api}/stream`, stopping.signal);
  const look = (key: string) => get<State>(`/state?as=${key}`);
  return {
    about: await get<About>('/about'),
    act: (platform, action, input = {}) => post(`/${platform}/${action}`, input),
    look,
    advance: async (by) => void (await post('/clock/advance', by)),
    reset: async () => void (await post('/reset', {})),
    async until(what, seen) {
      const end = performance.now() + PATIENCE_MS;
      for (;;) {
        const change = changes.next();
        const found = await seen();
        if (found) return found;
        if (performance.now() > end) throw new Waited(`waited in vain for: ${what}`);
        await change;
      }
    },
    close: () => stopping.abort(),
  };
}

async function read<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (response.ok) return body as T;
  const said = typeof body === 'object' && body && 'error' in body ? String(body.error) : response.statusText;
  throw new Error(`${new URL(response.url).pathname}: ${said}`);
}

/** Server-sent events, each one letting whoever waits look again. */
async function follow(url: string, signal: AbortSignal): Promise<{ next(): Promise<void> }> {
  let waiting: (() => void)[] = [];
  const wake = () => {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  };
  const response = await fetch(url, { signal });
  void (async () => {
    try {
      for await (const _chunk of response.body ?? []) wake();
    } catch {
      // The stream ends with the story, or with the sandbox; whoever waits notices by its own bound.
    }
  })();
  return {
    next: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ANYWAY_MS);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
