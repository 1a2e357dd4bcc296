/**
 * From runs of literal text to Discord's markup. Everything is escaped here, whoever wrote it: the only
 * live markup in a message is the bold, code, link or time that a run asks for.
 */
import { flat, runs, type Phrase, type Reader, type Run } from '#contracts';

/** A stretch of finished markup. Its atoms must not be cut; between two of them it can end. */
export interface Span {
  open: string;
  atoms: string[];
  close: string;
}

export const ELLIPSIS = '…';
const NEWLINE: Span = { open: '', atoms: ['\n'], close: '' };
/** Keeps two bold stretches, or two stretches of code, from running into each other. */
export const SEAM = '\u200B';

/** Invisible characters that could turn text around or hide it, and halves of characters. */
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g; // prettier-ignore

/** Text as it may be sent anywhere. Line breaks stay, at most two in a row. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSAFE, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\n[ ]*(?:\n[ ]*)+/g, '\n\n');
}

/** The same for blocks of code, where blanks and tabs have a meaning. */
export function cleanCode(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** A text for places without markup, on one line, cut at `limit` UTF-16 units. */
export function label(text: string, limit: number): string {
  const line = cleanLine(text);
  if (line.length <= limit) return line;
  let out = '';
  for (const character of line) {
    if (out.length + character.length > limit - ELLIPSIS.length) break;
    out += character;
  }
  return `${out}${ELLIPSIS}`;
}

export function labelOf(phrase: Phrase, reader: Reader, limit: number): string {
  return label(flat(phrase, reader), limit);
}

export interface Markup {
  /** Titles and field names of embeds show neither links nor times. */
  heading?: boolean;
}

/** A phrase as markup. */
export function spans(phrase: Phrase, reader: Reader, markup: Markup = {}): Span[] {
  return runs(phrase, reader).flatMap((run) => spanOf(run, markup));
}

export function literal(text: string): Span {
  return { open: '', atoms: escaped(clean(text)), close: '' };
}

/** Lines below one another. Empty ones keep their place. */
export function lines(rows: readonly Span[][]): Span[] {
  return rows.flatMap((row, index) => (index === 0 ? row : [NEWLINE, ...row]));
}

/** Puts it together, at most `limit` UTF-16 units; what is cut ends in `…`. */
export function fit(parts: readonly Span[], limit: number): string {
  const whole = put(parts, Infinity);
  return whole.length <= limit ? whole : `${put(parts, limit - ELLIPSIS.length)}${ELLIPSIS}`;
}

function put(parts: readonly Span[], budget: number): string {
  let out = '';
  for (const { open, atoms, close } of parts) {
    const seam = open !== '' && out.endsWith(open.charAt(0)) ? SEAM : '';
    let inner = '';
    const frame = out.length + seam.length + open.length + close.length;
    let cut = false;
    for (const atom of atoms) {
      cut = frame + inner.length + atom.length > budget;
      if (cut) break;
      inner += atom;
    }
    // Markup around nothing would show its own signs.
    if (inner.trim() !== '' || open === '') out += `${seam}${open}${inner}${close}`;
    else if (inner !== '') out += inner;
    if (cut) break;
  }
  return out;
}

function spanOf(run: Run, { heading = false }: Markup): Span[] {
  if (run.at && !heading) {
    return [{ open: '', atoms: [`<t:${run.at.unix}:${STAMP[run.at.as]}>`], close: '' }];
  }
  const target = run.link === undefined || heading ? null : address(run.link);
  const text = clean(run.text);
  const span: Span = run.code
    ? { open: '`', atoms: [...codeText(text)], close: '`' }
    : { open: '', atoms: escaped(text), close: '' };
  if (target !== null) {
    // A link's label cannot hold brackets, not even escaped ones.
    const shown = cleanLine(text).replaceAll('[', '(').replaceAll(']', ')') || new URL(target).host;
    return [styled(run, { open: '[', atoms: escaped(shown), close: `](${target})` })];
  }
  return [heading ? span : styled(run, span)];
}

const STAMP = { date: 'D', time: 't', datetime: 'f', relative: 'R' } as const;

/** The signs of each look, outermost first. */
export const SIGNS = [
  ['spoiler', '||'],
  ['strike', '~~'],
  ['bold', '**'],
  ['italic', '*'],
] as const;

function styled(run: Run, span: Span): Span {
  const signs = SIGNS.filter(([look]) => run[look]).map(([, sign]) => sign);
  if (signs.length === 0) return span;
  return {
    open: `${signs.join('')}${span.open}`,
    atoms: span.atoms,
    close: `${span.close}${signs.toReversed().join('')}`,
  };
}

/** Code has no escapes, so its own sign is replaced by one that looks the same. */
export function codeText(text: string): string {
  return text.replaceAll('`', '\u02CB').replaceAll('\n', ' ');
}

/** An address that can stand in a link, or null for what Discord does not open. */
export function address(link: string): string | null {
  if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) return null;
  return new URL(link).href.replace(
    /[()<>\\|`*~\s]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Signs that mean something anywhere in a line. */
const ALWAYS = new Set(['\\', '*', '_', '~', '`', '|', '<', '[', ']']);

/** One atom for each character, those that could become markup escaped. */
export function escaped(text: string): string[] {
  const out: string[] = [];
  // Where a line starts, lists, quotes and headings begin. A run may start one.
  let lead = true;
  let number = false;
  let at = 0;
  for (const sign of text) {
    const rest = text.slice(at + sign.length, at + sign.length + 8);
    at += sign.length;
    if (ALWAYS.has(sign)) out.push(`\\${sign}`);
    // Addresses, emoji names and other schemes: a colon with something right after it.
    else if (sign === ':' && /^\S/.test(rest)) out.push('\\:');
    else if (sign === '@' && /^(everyone|here)/i.test(rest)) out.push(`@${SEAM}`);
    else if (lead && /[#>+-]/.test(sign)) out.push(`\\${sign}`);
    else if (number && sign === '.') out.push('\\.');
    else out.push(sign);
    number = /[0-9]/.test(sign) && (lead || number);
    lead = sign === '\n' || (lead && /\s/.test(sign));
  }
  return out;
}
