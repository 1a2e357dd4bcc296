import { html, type TemplateResult } from 'lit';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** More than this of a body is not drawn. */
const LONGEST = 20_000;

/** JSON, indented and coloured; text stays text. */
export function json(value: unknown): TemplateResult {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const parts: (string | TemplateResult)[] = [];
  let from = 0;
  for (const match of shown.matchAll(TOKEN)) {
    parts.push(shown.slice(from, match.index));
    const [whole, string, colon] = match;
    const look = string ? (colon ? 'key' : 'string') : 'literal';
    parts.push(html`<span class=${look}>${string ?? whole}</span>${colon ?? ''}`);
    from = match.index + whole.length;
  }
  parts.push(shown.slice(from));
  return html`<pre>${parts}</pre>`;
}
