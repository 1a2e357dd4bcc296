import { StorageUnavailable } from '#kernel/errors';
import { minutes } from '#kernel/clock';

/** How long the other side may take to answer at all, in milliseconds; sending a part is included. */
const HEADERS_MS = 120_000;

/** The status that the storage answered with; null: it did not answer. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ('status' in error && typeof error.status === 'number') return error.status;
  return statusOf(error.cause);
}

/**
 * Whatever keeps the storage from answering, as what callers expect. Its own words stay out of the reason: they
 * repeat addresses and keys.
 */
export function storageAway(what: string, error: unknown): StorageUnavailable {
  if (error instanceof StorageUnavailable) return error;
  const status = statusOf(error);
  const [ms, reason] =
    status === 401 || status === 403
      ? [minutes(5), 'refuses our key']
      : status === 404
        ? [minutes(5), 'has no such bucket']
        : [minutes(1), 'cannot be used'];
  const said = status ?? (error instanceof Error ? error.message : 'no answer');
  return new StorageUnavailable(ms, `The file storage ${reason} (${what}, ${said})`, { cause: error });
}

/** A fetch that gives up on whoever does not answer; what was answered may take its time. */
export function withPatience(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const control = new AbortController();
    const late = setTimeout(() => control.abort(new Error('no answer in time')), HEADERS_MS);
    try {
      return await fetch(input, { ...init, signal: control.signal });
    } finally {
      clearTimeout(late);
    }
  };
}
