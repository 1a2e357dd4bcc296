import { createHmac, timingSafeEqual } from 'node:crypto';

/** Longer than anything we sign; what is longer is not read at all. */
const LONGEST = 1_000;
const SHAPE = /^([\w-]+)\.([\w-]{43})$/;

/**
 * Parts and an end, in words that nobody else can make; safe in URLs. They are not secret: whoever holds the words
 * can read them.
 * @param secret bound to one purpose, so that what was signed for one thing is good for no other
 */
export function sign(parts: readonly string[], until: Date, secret: string): string {
  const payload = Buffer.from(JSON.stringify([Math.floor(until.getTime() / 1000), ...parts]));
  const words = payload.toString('base64url');
  return `${words}.${mac(words, secret)}`;
}

/** What was signed with one of these secrets, also after its end; null: it was not. */
export function readSigned(
  words: string,
  secrets: readonly string[],
): { parts: string[]; until: Date } | null {
  const [, payload, signature] = (words.length <= LONGEST && SHAPE.exec(words)) || [];
  if (payload === undefined || signature === undefined) return null;
  const given = Buffer.from(signature);
  if (!secrets.some((secret) => timingSafeEqual(given, Buffer.from(mac(payload, secret))))) return null;
  const [until, ...parts] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [number, ...string[]];
  return { parts, until: new Date(until * 1000) };
}

function mac(words: string, secret: string): string {
  return createHmac('sha256', secret).update(words).digest('base64url');
}
