/** Runs of a document as Discord's markup: looks within one another, everything else escaped. */
import type { Run } from '#contracts';
import { address, clean, cleanLine, codeText, escaped, SEAM, SIGNS } from './markup.js';

type Look = (typeof SIGNS)[number];

export function inlineMarkup(runs: readonly Run[], looks: readonly Look[] = SIGNS): string {
  const [look, ...deeper] = looks;
  if (!look) return runs.reduce((out, run) => seamed(out, leaf(run)), '');
  const [name, sign] = look;
  return neighbours(runs, name).reduce((out, group) => {
    const inner = inlineMarkup(group, deeper);
    return seamed(out, group[0]?.[name] ? wrapped(inner, sign) : inner);
  }, '');
}

/** Runs in groups of neighbours that have the look, or have it not. */
function neighbours(runs: readonly Run[], name: Look[0]): Run[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && last[0]?.[name] === run[name]) last.push(run);
    else groups.push([run]);
  }
  return groups;
}

/** Signs touch what they mark; blanks stay outside. */
function wrapped(inner: string, sign: string): string {
  const core = inner.trim();
  if (core === '') return inner;
  const [before = '', after = ''] = inner.split(core);
  const marked = seamed(seamed(sign, core), sign);
  return `${before}${marked}${after}`;
}

/** Keeps signs of markup that come to stand side by side from being read as one. */
function seamed(out: string, next: string): string {
  const sign = next.charAt(0);
  return sign !== '' && '*~|`'.includes(sign) && out.endsWith(sign) ? `${out}${SEAM}${next}` : out + next;
}

function leaf(run: Run): string {
  if (run.link !== undefined) return linked(run, run.link);
  const text = clean(run.text);
  return run.code ? codeMarkup(text) : escaped(text).join('');
}

function codeMarkup(text: string): string {
  if (text.trim() === '') return text;
  if (!text.includes('`')) return `\`${text.replaceAll('\n', ' ')}\``;
  // Two signs around let one stand in it.
  return text.includes('``') ? `\`${codeText(text)}\`` : `\`\` ${text.replaceAll('\n', ' ')} \`\``;
}

function linked(run: Run, link: string): string {
  const shown = cleanLine(run.text);
  const target = address(link);
  if (target === null) {
    // Discord opens no mail; the address can still be read.
    const mail = link.startsWith('mailto:') ? link.slice('mailto:'.length) : '';
    return escaped(mail === '' || shown === mail ? clean(run.text) : `${clean(run.text)} (${mail})`).join('');
  }
  const isOwnLabel = URL.canParse(shown) && new URL(shown).href === link;
  if (isOwnLabel && /^[!-~]*$/.test(shown)) return `<${target}>`;
  // A link's label cannot hold brackets, not even escaped ones, and none that is an address itself.
  const label =
    (isOwnLabel ? shown.replace(/^https?:\/\//i, '') : shown).replaceAll('[', '(').replaceAll(']', ')') ||
    new URL(target).host;
  const [before, after] = [/^\s/.test(run.text) ? ' ' : '', /\s$/.test(run.text) ? ' ' : ''];
  return `${before}[${escaped(label).join('')}](${target})${shown === '' ? '' : after}`;
}
