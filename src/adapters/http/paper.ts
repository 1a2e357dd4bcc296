import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '#domain/members';

/** How every page of ours looks: light or dark as the reader's screen is, and readable in Chinese. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2330; --soft: #5b6475; --paper: #f6f5f1; --line: #d9d6cc; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --soft: #a7adba; --paper: #16181d; --line: #33363d; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem; background: var(--paper); color: var(--ink);
  font: 1.05rem/1.6 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 34rem; }
.mark { font-size: 2.5rem; line-height: 1; }
h1 { font-size: 1.5rem; margin: 1rem 0 .25rem; }
p { margin: 0; color: var(--soft); }
section + section { margin-top: 1.5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
`;

/** What stands between the tags is allowed by its hash, and nothing else is. */
export const hashed = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page allows itself these styles and nothing else: no script, no picture, no frame, no other host. */
export function policyOf(styles: readonly string[]) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: styles.map(hashed),
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  };
}

export const plainPolicy = policyOf([style]);

/** The language that the reader's browser asks for first. */
export function readerLocale({ headers }: Pick<FastifyRequest, 'headers'>): Locale {
  return /^\s*zh\b/i.test(headers['accept-language'] ?? '') ? 'zh-CN' : 'en';
}

/** Text that may hold anything, for between tags and inside quoted attributes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface Sheet {
  locale: Locale;
  title: string;
  /** HTML. */
  body: string;
  /** Beside the common one. */
  styles?: readonly string[];
}

export function sheet({ locale, title, body, styles = [] }: Sheet): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
${[style, ...styles].map((one) => `<style>${one}</style>`).join('\n')}
</head>
<body>${body}</body>
</html>
`;
}

/** Commands stand in backticks, as everywhere in our texts. */
const withCommands = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** A page of one thought: a mark, a title and what to do. */
export function note(locale: Locale, mark: string, title: string, text: string): string {
  const body = `<main><div class="mark" aria-hidden="true">${mark}</div><h1>${escaped(title)}</h1><p>${withCommands(text)}</p></main>`;
  return sheet({ locale, title, body });
}

/** Pages are for the reader alone: found by no search, kept by nobody. */
export function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .headers({ 'x-robots-tag': 'noindex', 'cache-control': 'no-store', vary: 'accept-language' })
    .send(html);
}
