import type { TextKey } from './texts/index.js';

/**
 * A text and the values in it. Texts are ours and may use **bold** and `code`;
 * values are always shown literally, whatever they contain.
 */
export interface Phrase {
  key: TextKey;
  values?: Record<string, Value>;
}

export type Value =
  | string
  | number
  | Phrase
  /** Minor units and ISO 4217 currency, written as people write money. */
  | { money: number; currency: string }
  /** An instant, shown in the reader's zone. */
  | { at: Date; as: 'date' | 'time' | 'datetime' | 'relative' }
  /** Somebody, as a name that never pings. */
  | { person: string }
  | { link: string; label: string };

/** A stretch of text with one look; what both platforms can show. */
export interface Run {
  text: string;
  bold?: true;
  italic?: true;
  strike?: true;
  /** Hidden until the reader taps it. */
  spoiler?: true;
  /** Shown in fixed-width letters and without any other look. */
  code?: true;
  /** http, https, tg or mailto. */
  link?: string;
  /** An instant, for platforms that show it in the reader's own zone. `text` is the fallback. */
  at?: { unix: number; as: 'date' | 'time' | 'datetime' | 'relative' };
}

/** Makes a phrase: `say('membership.none')`. */
export function say(key: TextKey, values?: Record<string, Value>): Phrase {
  return values ? { key, values } : { key };
}
