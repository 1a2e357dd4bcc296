/** Link definitions and footnotes, which a text may use far away from where it says them. */

interface Definitions {
  /** Label → its line of the source. */
  links: Map<string, string>;
  notes: Set<string>;
}

const LINK =
  /^ {0,3}\[(?!\^)((?:[^[\]\\]|\\.){1,200})\]:[ \t]*(?:<[^<>]*>|\S+)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?$/;
const NOTE = /^ {0,3}\[\^([^[\]\s]{1,100})\]:/;
const USE = /\[(\^?)((?:[^[\]\\]|\\.){1,200})\]/g;
const LONGEST_LINE = 2_500;
/** What one piece of text may borrow, in UTF-16 units. */
const MOST_BORROWED = 3_000;
/** Ends a footnote, whatever follows. */
const END = '<!-- -->\n\n';

/** All definitions of a text; the first of a label counts. */
export function definitionsIn(lines: readonly string[]): Definitions {
  const links = new Map<string, string>();
  const notes = new Set<string>();
  for (const line of lines) {
    if (line.length > LONGEST_LINE || !/^ {0,3}\[/.test(line)) continue;
    const trimmed = line.trimEnd();
    const link = labelOf(LINK.exec(trimmed)?.[1]);
    if (link !== '' && !links.has(link)) links.set(link, trimmed);
    const note = labelOf(NOTE.exec(trimmed)?.[1]);
    if (note !== '') notes.add(note);
  }
  return { links, notes };
}

/** What must stand before `text` for its references to be understood when it is parsed alone. */
export function borrowed(text: string, { links, notes }: Definitions): string {
  const lines = new Set<string>();
  const stubs = new Set<string>();
  let size = 0;
  for (const [, isNote, raw = ''] of text.matchAll(USE)) {
    const label = labelOf(raw);
    const line = isNote ? (notes.has(label) ? `[^${raw}]: -` : undefined) : links.get(label);
    const kept = isNote ? stubs : lines;
    if (line === undefined || kept.has(line) || size + line.length > MOST_BORROWED) continue;
    size += line.length + 2;
    kept.add(line);
  }
  const end = stubs.size > 0 ? END : '';
  return `${[...stubs].map((line) => `${line}\n\n`).join('')}${end}${[...lines].map((line) => `${line}\n\n`).join('')}`;
}

/** Labels are compared as Markdown does. */
function labelOf(raw: string | undefined): string {
  return (raw ?? '').replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase();
}
