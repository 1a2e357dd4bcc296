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
  file?: { name: string; type: string; data: Uint8Array };
  picture?: { name: string; data: Uint8Array; alt: Phrase };
  /** Rows of at most five. */
  buttons?: ReplyButton[][];
  /** Answering a pressed button: replaces the message it sat on. */
  replaces?: boolean;
}
