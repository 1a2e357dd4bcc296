import { html, svg, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { About } from '../state/views.js';

const PALETTE = [
  ['#f29a4b', '#dd6b2f'],
  ['#4aa98a', '#1f7a66'],
  ['#8d78e6', '#6146c9'],
  ['#4f9cf0', '#2668d2'],
  ['#e8688f', '#c53a6b'],
  ['#37b0c9', '#1b7e9c'],
  ['#b08f58', '#86643a'],
] as const;

const mark = svg`<rect width="32" height="32" fill="#123f38"/><path
  d="M16 6 6 12v2h20v-2zM8 15h3v8H8zm6.5 0h3v8h-3zM21 15h3v8h-3zM6 24h20v2.5H6z" fill="#f4d58a"/>`;

/** The temple with three columns. */
export const logo = (): TemplateResult => html`<svg viewBox="0 0 32 32" aria-hidden="true">${mark}</svg>`;

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  if (/^\p{Script=Han}/u.test(name)) return [...name].slice(-1).join('');
  return words
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
}

/** The same colours for the same person everywhere: by their place among the people, or by their id. */
function coloursOf(id: string | number, about: About): readonly [string, string] {
  const known = about.people.findIndex(
    (one) => one.discordId === id || one.telegramId === id || one.key === id,
  );
  const other = [...String(id)].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0, 7);
  return PALETTE[(known >= 0 ? known : other) % PALETTE.length] ?? PALETTE[0];
}

export interface Face {
  id: string | number;
  name: string;
  bot?: boolean;
}

/** A round picture: initials on the person's colours, or the temple for the bot. `size` in pixels. */
export function avatar(face: Face, about: About, size = 32): TemplateResult {
  const [light, dark] = coloursOf(face.id, about);
  const style = {
    '--size': `${size}px`,
    background: face.bot ? '#123f38' : `linear-gradient(160deg, ${light}, ${dark})`,
  };
  return html`<span class="avatar" style=${styleMap(style)} aria-hidden="true"
    >${face.bot ? logo() : initials(face.name)}</span
  >`;
}
