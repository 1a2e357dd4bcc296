/** What is done to a text before it is parsed, so that parsing it is safe and takes time in proportion. */

/** UTF-16 units of a text that are read. About thirty pages in a chat. */
export const LONGEST_SOURCE = 100_000;
/** Quotes and lists that may open on one line; what follows is text. */
const MOST_OPEN = 12;

/** Ends an address in front of Chinese text; taken out again by `unfenced`. */
const FENCE = '\f';
/** Stands for a line break in the source that is not yet known to be one. */
export const SOFT = '\v';

/** Invisible controls, marks of our own, and what could turn the text around. */
const UNWANTED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uE000-\uE00F\uFEFF]/g;

/** The text in one kind of line break, without hidden characters, at most `LONGEST_SOURCE` long. */
export function prepared(markdown: string): { text: string; isCut: boolean } {
  const isCut = markdown.length > LONGEST_SOURCE;
  const text = (isCut ? wholeLines(markdown.slice(0, LONGEST_SOURCE)) : markdown)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNWANTED, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
  return { text, isCut };
}

function wholeLines(text: string): string {
  const end = text.lastIndexOf('\n');
  return end > LONGEST_SOURCE / 2 ? text.slice(0, end) : text;
}

/** A line in which no more than twelve quotes and lists open. */
export function shallow(line: string): string {
  const opener = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
  for (let count = 0; count < MOST_OPEN; count += 1) {
    if (!opener.test(line)) return line;
  }
  const at = opener.lastIndex;
  if (!opener.test(line)) return line;
  return `${line.slice(0, at)} ${asText(line.slice(at))}`;
}

/** A line that begins no block, whatever it begins with. */
export function asText(line: string): string {
  const text = line.trimStart();
  if (/^\d{1,9}[.)]/.test(text)) return text.replace(/[.)]/, '\\$&');
  return /^[>#+*=|~`<-]/.test(text) ? `\\${text}` : text;
}

const ADDRESS = /(?<!\]\(|<)(?:https?:\/\/|www\.)[^\s<>]+/gi;
const CHINESE_MARK = /[\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65“”‘’…—]/u;
/** A letter where only a host can stand: the address has ended before it. */
const CHINESE_LETTER = /[\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]/u;

/** Chinese is written without spaces: an address ends where its punctuation or the text goes on. */
export function fenced(text: string): string {
  return text.replace(ADDRESS, (address) => {
    const scheme = /^(?:https?:\/\/|www\.)/i.exec(address)?.[0].length ?? 0;
    const path = address.indexOf('/', scheme);
    const host = address.slice(0, path < 0 ? undefined : path);
    const ends = [address.search(CHINESE_MARK), host.search(CHINESE_LETTER)].filter((at) => at > scheme);
    if (ends.length === 0) return address;
    const end = Math.min(...ends);
    return `${address.slice(0, end)}${FENCE}${fenced(address.slice(end))}`;
  });
}

export function unfenced(text: string): string {
  return text.replaceAll(FENCE, '');
}
