import type { FileFound } from './files.js';

/** What a browser may show by itself. Everything else is saved, whatever it says it is. */
const SHOWN = /^(image\/(png|jpe?g|gif|webp|avif)|application\/pdf|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

const TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/** Nothing in a file may act. */
const CAGE = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/**
 * What else is taken from a file. A browser's own players fetch what they play as the origin they are in, and its
 * viewer of PDF does not work in a sandbox at all; it keeps what a PDF does apart by itself.
 */
function sandboxFor(type: string): string {
  if (type === 'application/pdf') return "object-src 'self'";
  return /^(audio|video)\//.test(type) ? 'sandbox allow-same-origin' : 'sandbox';
}

/** What is said about a file before its bytes; `bytes` are not among it. */
export function headersOf({ name, type, hash, isPublic }: FileFound): Record<string, string> {
  const inline = SHOWN.test(type);
  return {
    etag: `"${hash}"`,
    'accept-ranges': 'bytes',
    'content-type': TYPE.test(type) ? type : 'application/octet-stream',
    'content-disposition': disposition(inline ? 'inline' : 'attachment', name),
    'content-security-policy': `${CAGE}; ${sandboxFor(type)}`,
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
    // A member's file is asked about each time, which its tag makes cheap: access may have ended.
    'cache-control': isPublic ? 'public, max-age=86400' : 'private, no-cache',
    'cross-origin-resource-policy': isPublic ? 'cross-origin' : 'same-site',
  };
}

/** The name in letters that every browser takes, and as it is (RFC 6266, RFC 8187). */
function disposition(how: 'inline' | 'attachment', name: string): string {
  const last = name.split(/[\\/]/).pop() ?? '';
  // Control characters and halves of characters would be refused, or end the header.
  const whole =
    last
      .replaceAll(/[\p{Cc}\p{Surrogate}]/gu, '')
      .slice(0, 150)
      .trim() || 'file';
  const simple = whole.replaceAll(/[^\w .()+-]/g, '_');
  const encoded = encodeURIComponent(whole.replaceAll(/\p{Surrogate}/gu, '')).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${simple}"; filename*=UTF-8''${encoded}`;
}
