import { createHmac, randomBytes } from 'node:crypto';
import { pino, type LoggerOptions } from 'pino';
import type { Log } from '#kernel/log';

/** Shapes of secrets, wherever in a line they turn up: inside a URL, an error, somebody's JSON. */
const SECRETS: readonly [RegExp, string][] = [
  // No word boundary in front: Telegram's token follows the word "bot" in every address.
  [/\d{6,12}:[A-Za-z0-9_-]{30,}/g, '[telegram token]'],
  [/[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, '[discord token]'],
  [/(sk|rk)_(test|live)_\w+/g, '[stripe key]'],
  [/whsec_\w+/g, '[webhook secret]'],
  [/(postgres(?:ql)?|rediss?):\/\/([^:@/\s]*):[^@/\s]+@/g, '$1://$2:[password]@'],
  [/(\/(?:interactions\/\d+|webhooks\/\d+)\/)[\w.-]{30,}/g, '$1[token]'],
  [/[\w.+-]+@[\w-]+\.[\w.]+/g, '[e-mail]'],
  // Pages at Stripe that show whoever has the address what somebody paid.
  [/https:\/\/[\w.-]*stripe\.com\/[^\s"\\]+/g, '[stripe page]'],
];

/**
 * Ids that may be a person's: ours (UUIDs), Discord's (17 to 20 digits), Stripe's (customers and what they pay),
 * Telegram's where a field or a link says that it is one. Those of communities, guilds and groups stay.
 */
const IDS: readonly RegExp[] = [
  /(?<!"communityId":")\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  /(?<!"(?:space|guildId)":")(?<![\d.])\d{17,20}(?![\d.])/g,
  /\b(?:cus|sub|in|cs|pi|ch|py|re|du|dp|pm|seti|card)_(?=\w*\d)\w{10,}/g,
  /(?<="(?:personId|externalId|user_id|from|to)":"?)\d{5,}/g,
  /(?<=tg:\/\/user\?id=)\d+/g,
];

/** Names for one run of the program: the same person has the same one in all its lines, and none in any other. */
const key = randomBytes(32);

function alias(id: string): string {
  return `~${createHmac('sha256', key).update(id).digest('base64url').slice(0, 8)}`;
}

/** Takes everything out of a line that opens something or names somebody. */
export function scrub(line: string): string {
  const safe = SECRETS.reduce((text, [shape, instead]) => text.replace(shape, instead), line);
  return IDS.reduce((text, shape) => text.replace(shape, alias), safe);
}

/** Of an error only what a program says: libraries hang whole requests on theirs. */
function plainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    type: name,
    ...code,
    message,
    stack,
    ...(cause !== undefined && depth < 3 ? { cause: plainError(cause, depth + 1) } : {}),
  };
}

/**
 * The log: JSON lines. `redact` covers the fields we know, `scrub` what hides in strings.
 * @param write where lines go; standard output by default
 */
export function createLog(level: string, write?: (line: string) => void): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    redact: {
      paths: ['token', '*.token', '*.*.token', 'authorization', '*.authorization', 'headers', '*.headers'],
      censor: '[redacted]',
    },
    serializers: { err: (error: unknown) => plainError(error) },
    hooks: { streamWrite: scrub },
  };
  return write ? pino(options, { write }) : pino(options);
}
