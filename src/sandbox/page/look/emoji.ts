import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** A thumb up; turned round, it points down. */
const thumb = svg`<rect x="1.5" y="10.5" width="5" height="11" rx="1.5" fill="#3f7fd0"/><path d="M8 20.5v-9l4-8.3c1.9-.5 3.3 1 3 2.9L14.4 10H20a2 2 0 0 1 2 2.4l-1.5 7.4A2.2 2.2 0 0 1 18.4 21.5H10A2 2 0 0 1 8 20.5z" fill="#f6c445" stroke="#a97b1c" stroke-width="1.3" stroke-linejoin="round"/>`;

/** The signs the bot uses, drawn by us, because not every machine has a font for them. */
const DRAWN: Record<string, SVGTemplateResult> = {
  '👍': thumb,
  '👎': svg`<g transform="rotate(180 12 12)">${thumb}</g>`,
  '✅': svg`<rect x="1" y="1" width="22" height="22" rx="5" fill="#43b364"/><path d="M6.5 12.5l3.7 3.7 7.3-8" fill="none" stroke="#fff" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/>`,
  '❌': svg`<path d="M4.5 4.5l15 15m0-15l-15 15" fill="none" stroke="#e0443e" stroke-width="4" stroke-linecap="round"/>`,
  '⚠': svg`<path d="M12 2.5 23 21.5H1z" fill="#f6b93b" stroke="#f6b93b" stroke-width="2" stroke-linejoin="round"/><path d="M12 9v6" stroke="#5b3b00" stroke-width="2.4" stroke-linecap="round"/><circle cx="12" cy="18.3" r="1.4" fill="#5b3b00"/>`,
  '⏳': svg`<path d="M6 2h12v2.5c0 4-4 5.5-4 7.5s4 3.5 4 7.5V22H6v-2.5c0-4 4-5.5 4-7.5S6 8.5 6 4.5z" fill="#9cc3e6" stroke="#7a5230" stroke-width="1.6"/><path d="M8.5 6h7c-.7 2.2-2.6 3.2-3.5 4.5C11.1 9.2 9.2 8.2 8.5 6zM8 20.5c.5-2.5 2.6-3.5 4-4.5 1.4 1 3.5 2 4 4.5z" fill="#e7b04b"/>`,
  '📘': svg`<path d="M4 4.5A2.5 2.5 0 0 1 6.5 2H20v17H6.5A2.5 2.5 0 0 0 4 21.5z" fill="#3f7fd0"/><path d="M20 19v3H6.5a2.5 2.5 0 0 1 0-3z" fill="#eef4fb"/><path d="M8 2v17" stroke="#2f62a5" stroke-width="1.6"/>`,
  '⏱': svg`<path d="M9 1.5h6M12 1.5V5" stroke="#6b7a89" stroke-width="2.2" stroke-linecap="round"/><circle cx="12" cy="13.5" r="8.5" fill="#eef2f6" stroke="#6b7a89" stroke-width="2"/><path d="M12 13.5V9" stroke="#d2493f" stroke-width="2" stroke-linecap="round"/>`,
  '⬜': svg`<rect x="2" y="2" width="20" height="20" rx="4" fill="#fbfcfd" stroke="#b9c2cb" stroke-width="2"/>`,
  '🖼': svg`<rect x="1.5" y="3.5" width="21" height="17" rx="2" fill="#f3e3c3" stroke="#a97b3c" stroke-width="2"/><path d="M4 18l5-6 3.5 4 3-3 4.5 5z" fill="#4f9a6a"/><circle cx="16.5" cy="8.5" r="1.8" fill="#eab24c"/>`,
  '✏': svg`<path d="M4 20l1.3-5L16 4.3a2 2 0 0 1 2.8 0l1 1a2 2 0 0 1 0 2.8L9 18.7z" fill="#f2b84b" stroke="#8a5a16" stroke-width="1.4" stroke-linejoin="round"/>`,
};

const known = new RegExp(`(${Object.keys(DRAWN).join('|')})\uFE0F?`, 'u');

/** Text with the known signs drawn; everything else stays text. */
export function withEmoji(text: string): string | (string | TemplateResult)[] {
  if (!known.test(text)) return text;
  return text.split(new RegExp(known, 'gu')).flatMap((part): (string | TemplateResult)[] => {
    const drawing = DRAWN[part];
    if (!drawing) return part === '' ? [] : [part];
    return [
      html`<span class="emoji" role="img" aria-label=${part}
        ><svg viewBox="0 0 24 24">${drawing}</svg></span
      >`,
    ];
  });
}
