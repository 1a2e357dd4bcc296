/** What Telegram fetches when it is given an address in the place of a file. */
import { basename } from 'node:path';
import type { Params, Upload } from './params.js';

/** In these the Bot API takes an address for a file. */
const places = ['photo', 'document', 'audio', 'video', 'voice', 'animation', 'media'];
/** Telegram's own limits for what it fetches. */
const largestPicture = 5 * 1024 * 1024;
const largestFile = 20 * 1024 * 1024;
const patienceMs = 5_000;

/**
 * The files behind the addresses of a call, by address. Only this machine is asked, where the product serves
 * its files: the sandbox needs no network. What is not found there is missing.
 */
export async function fetchFiles({ values }: Params): Promise<Record<string, Upload>> {
  const found: Record<string, Upload> = {};
  const given = places.flatMap((place) => addressesIn(values[place]));
  for (const address of new Set(given)) {
    const upload = await fetchOne(address);
    if (upload) found[address] = upload;
  }
  return found;
}

/** A file parameter is an address itself, or JSON with some. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null)
    return [...JSON.stringify(value).matchAll(inJson)].map(first);
  if (typeof value !== 'string') return [];
  return /^https?:/i.test(value) ? [value] : [...value.matchAll(inJson)].map(first);
}

const inJson = /"media":"(https?:[^"\\]+)"/g;
const first = (match: RegExpMatchArray): string => match[1] ?? '';

async function fetchOne(address: string): Promise<Upload | undefined> {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return undefined;
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) return undefined;
    const mimeType = answer.headers.get('content-type')?.split(';')[0] ?? 'application/octet-stream';
    const bytes = Buffer.from(await answer.arrayBuffer());
    const most = mimeType.startsWith('image/') ? largestPicture : largestFile;
    if (bytes.length > most) return undefined;
    return { fileName: basename(url.pathname) || 'file', mimeType, bytes };
  } catch {
    return undefined;
  }
}
