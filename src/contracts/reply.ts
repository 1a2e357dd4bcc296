import type { Locale } from '#domain/members';
import type { Document } from './document/index.js';
import type { Phrase } from './phrase.js';
import type { CommandOptions } from './command.js';

/** A button says a command with arguments, or opens a link. Required options left out are asked for. */
export type ReplyButton =
  | { label: Phrase; command: string; options?: CommandOptions; style?: 'primary' | 'plain' | 'danger' }
  | { label: Phrase; url: string };

/** What a command answers. Data only: the adapter renders it for its platform. */
export interface Reply {
  tone?: 'plain' | 'good' | 'warning' | 'bad';
  title?: Phrase;
  body?: Phrase[];
  fields?: { name: Phrase; value: Phrase }[];
  /** Lines of a list; `mark` shows how it stands. */
  list?: { mark?: 'good' | 'bad' | 'wait' | 'dot'; text: Phrase }[];
  table?: { head: Phrase[]; rows: Phrase[][] };
  /**
   * A long text, for example a lesson. The adapter cuts it into pages as its platform has room, shows page `page`
   * (from 0; past the end: the last) and, where there are several, buttons that say `turn` with option `page` set.
   * With it, `body` and `list` stand before the text on the first page only. Pictures of it are https addresses.
   */
  document?: {
    of: Document;
    page: number;
    turn?: { command: string; options: CommandOptions };
    /** Telegram: nobody forwards or saves it. */
    protected?: boolean;
  };
  /** `protected`: on Telegram nobody forwards or saves it. */
  file?: { name: string; type: string; data: Uint8Array; protected?: true };
  picture?: { name: string; data: Uint8Array; alt: Phrase };
  /** Rows of at most five. */
  buttons?: ReplyButton[][];
  /** Answering a pressed button: replaces the message it sat on. */
  replaces?: boolean;
  /** Said in this language, whatever the reader's own is: an answer speaks as it was asked. */
  locale?: Locale;
}
