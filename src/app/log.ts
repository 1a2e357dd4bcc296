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
];

/** Takes everything out of a line that opens something or names somebody. */
export function scrub(line: string): string {
  return SECRETS.reduce((text, [shape, instead]) => text.replace(shape, instead), line);
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
    hooks: { streamWrite: scrub },
  };
  return write ? pino(options, { write }) : pino(options);
}
