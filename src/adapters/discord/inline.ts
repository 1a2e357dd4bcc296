/** Runs of a document as Discord's markup: looks within one another, everything else escaped. */
import { sameLook, type Run } from '#contracts';
import { address, clean, cleanLine, codeText, escaped, SEAM, SIGNS } from './markup.js';

type Look = (typeof SIGNS)[number];

export function inlineMarkup(runs: readonly Run[]): string {
  const text = within(joined(runs.map((run) => openable(tame(run)))), SIGNS);
  return text.replace(/(?<!\\)\\:$/, ':');
}

function within(runs: readonly Run[], looks: readonly Look[]): string {
  const [look, ...deeper] = looks;
  if (!look) return runs.reduce((out, run) => seamed(out, leaf(run)), '');
  const [name, sign] = look;
  return neighbours(runs, name).reduce((out, group) => {
    const inner = within(group, deeper);
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
  // A colon at the end can still become the start of an address or an emoji with what follows.
  return run.code ? codeMarkup(text) : escaped(text).join('').replace(/:$/, '\\:');
}

function codeMarkup(text: string): string {
  if (text.trim() === '') return text;
  if (!text.includes('`')) return `\`${text.replaceAll('\n', ' ')}\``;
  // Two signs around let one stand in it.
  return text.includes('``') ? `\`${codeText(text)}\`` : `\`\` ${text.replaceAll('\n', ' ')} \`\``;
}

/** Signs in code cannot be escaped, so that they would end a look around it. What is hidden stays hidden. */
function tame(run: Run): Run {
  if (!run.code || !/[*~|]/.test(run.text)) return run;
  const { code: _code, bold: _bold, italic: _italic, strike: _strike, ...rest } = run;
  return run.spoiler ? rest : { ...rest, code: true };
}

/** A link that Discord does not open is text; a mail address can still be read. */
function openable({ link, ...run }: Run): Run {
  const target = link === undefined ? null : address(link);
  if (target !== null) return { ...run, link: target };
  const mail = link?.startsWith('mailto:') ? link.slice('mailto:'.length) : '';
  return mail === '' || run.text.trim() === mail ? run : { ...run, text: `${run.text} (${mail})` };
}

/** What begins in one run and ends in the next is only seen when they are one. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && sameLook(last, run)) out[out.length - 1] = { ...last, text: last.text + run.text };
    else out.push(run);
  }
  return out;
}

function linked(run: Run, link: string): string {
  const shown = cleanLine(run.text);
  const isOwnLabel = URL.canParse(shown) && address(shown) === link;
  if (isOwnLabel && /^[!-~]*$/.test(shown)) return `<${link}>`;
  // A link's label cannot hold brackets, not even escaped ones, and none that is an address itself.
  const bare = isOwnLabel ? shown.replace(/^https?:\/\//i, '') : shown;
  const label = bare.replaceAll('[', '(').replaceAll(']', ')') || new URL(link).host;
  const [before, after] = [/^\s/.test(run.text) ? ' ' : '', /\s$/.test(run.text) ? ' ' : ''];
  return `${before}[${escaped(label).join('')}](${link})${shown === '' ? '' : after}`;
}
