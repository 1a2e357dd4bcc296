import type { About, NumberedEntry, PlatformName, View } from './views.js';

/** The server refused, in its own words. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

async function answer(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const said = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : '';
  throw new Refused(said || `${response.status} ${response.statusText}`, response.status);
}

const get = async (path: string): Promise<unknown> => answer(await fetch(`/sandbox/api/${path}`));

async function post(path: string, body: object = {}): Promise<unknown> {
  return answer(
    await fetch(`/sandbox/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** The sandbox's control API. Every call throws Refused with the server's words when it is turned down. */
export const api = {
  about: async () => (await get('about')) as About,
  view: async (as: string) => (await get(`state?as=${encodeURIComponent(as)}`)) as View,
  wire: async (after: number) => (await get(`wire?after=${after}`)) as NumberedEntry[],
  act: (platform: PlatformName, action: string, input: object) => post(`${platform}/${action}`, input),
  advance: (by: { ms: number } | { to: string }) => post('clock/advance', by),
  reset: () => post('reset'),
  /** `changed` once after anything changed, `lost` and `back` as the line goes and comes. */
  listen(on: { changed(): void; lost(): void; back(): void }): () => void {
    const source = new EventSource('/sandbox/api/stream');
    source.addEventListener('changed', () => on.changed());
    source.addEventListener('error', () => on.lost());
    source.addEventListener('open', () => on.back());
    return () => source.close();
  },
};

export type Api = typeof api;
