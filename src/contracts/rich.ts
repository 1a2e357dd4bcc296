import type { Locale } from '#domain/members';
import { instantText, moneyText } from './formats.js';
import type { Phrase, Run, Value } from './phrase.js';
import { plain } from './texts/index.js';

/** Whose eyes a text is written for. */
export interface Reader {
  locale: Locale;
  /** IANA name. */
  timeZone: string;
}

const MARK = /\uE000(\d+)\uE001/;
const SAFE_LINK = /^(https?:\/\/|tg:\/\/|mailto:)/i;

/**
 * Turns a phrase into runs that a platform can draw. Markup is read from our text only: a value is one
 * run of literal text, so that nothing a person typed can become bold, a link, or a mention.
 */
export function runs(phrase: Phrase, reader: Reader): Run[] {
  const names = Object.keys(phrase.values ?? {});
  const slots: Record<string, string | number> = {};
  names.forEach((name, index) => {
    const value = phrase.values?.[name];
    // A number called `count` also chooses the plural form.
    slots[name] = name === 'count' && typeof value === 'number' ? value : `\uE000${index}\uE001`;
  });
  const template = plain(reader.locale, phrase.key, slots);
  const out: Run[] = [];
  for (const piece of markup(template)) {
    for (const part of piece.text.split(/(\uE000\d+\uE001)/)) {
      if (part === '') continue;
      const slot = MARK.exec(part);
      const name = slot ? names[Number(slot[1])] : undefined;
      const drawn = name === undefined ? [{ text: part }] : valueRuns(phrase.values?.[name], reader);
      for (const run of drawn) out.push({ ...run, ...piece.look });
    }
  }
  return joined(out);
}

/** The same as plain text, for labels, file names and tests. */
export function flat(phrase: Phrase, reader: Reader): string {
  return runs(phrase, reader)
    .map((run) => run.text)
    .join('');
}

function valueRuns(value: Value | undefined, reader: Reader): Run[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [{ text: value }];
  if (typeof value === 'number') return [{ text: new Intl.NumberFormat(reader.locale).format(value) }];
  if ('key' in value) return runs(value, reader);
  if ('money' in value) return [{ text: moneyText(value.money, value.currency, reader.locale) }];
  if ('person' in value) return [{ text: value.person }];
  if ('link' in value) {
    return [SAFE_LINK.test(value.link) ? { text: value.label, link: value.link } : { text: value.label }];
  }
  return [
    {
      text: instantText(value.at, value.as, reader),
      at: { unix: Math.floor(value.at.getTime() / 1000), as: value.as },
    },
  ];
}

function markup(template: string): { text: string; look: { bold?: true; code?: true } }[] {
  return template
    .split(/(\*\*.+?\*\*|`[^`]+`)/s)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('**') && part.endsWith('**') && part.length > 4) {
        return { text: part.slice(2, -2), look: { bold: true } };
      }
      if (part.startsWith('`') && part.endsWith('`') && part.length > 2) {
        return { text: part.slice(1, -1), look: { code: true } };
      }
      return { text: part, look: {} };
    });
}

function joined(parts: Run[]): Run[] {
  const out: Run[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    const plainBoth = last && !last.link && !part.link && !last.at && !part.at;
    if (last && plainBoth && last.bold === part.bold && last.code === part.code) last.text += part.text;
    else out.push({ ...part });
  }
  return out;
}
