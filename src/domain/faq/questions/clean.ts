/** Nobody asks in more than this; what follows is not looked at, so that a flood costs no time. */
const ENOUGH = 600;

/**
 * A message as it is looked at: one width, lower case, without links, mentions, code, emoji and quoted lines.
 * Bounded in length.
 */
export function clean(text: string): string {
  return text
    .slice(0, ENOUGH * 4)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .slice(0, ENOUGH)
    .replace(/^ {0,3}>[^\n]*$/gm, ' ')
    .replace(/`[^`\n]*`|https?:\/\/\S+|<[@#:a][^<>\s]*>|@[\w.]+/g, ' ')
    .replace(/[‘’´]/g, "'")
    .replace(/[^\p{L}\p{N}\p{P}\p{Sc}+\n ]/gu, ' ')
    .replace(/(.)\1{3,}/gu, '$1$1$1')
    .trim();
}

/** Sentences with the marks that end them; a line is one at least. At most eight. */
export function sentences(cleaned: string): string[] {
  return (cleaned.match(/[^.!?。！？;；…\n]+[.!?。！？;；…~]*/gu) ?? [])
    .map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}]/u.test(one))
    .slice(0, 8);
}
