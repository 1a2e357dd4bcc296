/** Somebody of the story, and all they can do. */
import type { Person } from './control.js';
import type { Seen } from './script.js';
import type { State } from './state.js';

export type Options = Record<string, string | number | boolean>;

export interface Actor extends Person {
  discord: {
    /** Uses a slash command; `expected` is what the answer has to say. */
    say(name: string, options: Options, expected: RegExp): Promise<Seen>;
    /** The same with texts attached as files: by option, their name and what they say. */
    attach(
      name: string,
      options: Options,
      files: Record<string, [name: string, text: string]>,
      expected: RegExp,
    ): Promise<Seen>;
    /** Writes plain words: in the direct messages with the bot, or in a channel or thread. */
    write(text: string, expected: RegExp, channelId?: string): Promise<Seen>;
    press(message: Seen, label: string | RegExp, expected: RegExp): Promise<Seen>;
    choose(message: Seen, label: string | RegExp, expected: RegExp): Promise<Seen>;
    /** Fills in and sends a form; fields in their order. */
    fill(form: Seen, values: (string | string[])[], expected: RegExp): Promise<Seen>;
    suggestions(name: string, options: Options, focused: string): Promise<{ name: string; value: string }[]>;
    roles(): Promise<string[]>;
    /** From now on in the direct messages with the bot, or in the channel again. */
    move(to: 'direct messages' | 'channel'): Promise<void>;
  };
  telegram: {
    /** Writes to the bot in private, or in a group. */
    say(text: string, expected: RegExp, chatId?: number): Promise<Seen>;
    press(message: Seen, label: string | RegExp, expected: RegExp): Promise<Seen>;
    start(expected: RegExp): Promise<Seen>;
    /** Opens the link under a message. */
    follow(message: Seen, expected: RegExp): Promise<Seen>;
    /** Standing in a group. */
    standing(chatId: number): Promise<string>;
  };
  /** Waits until the bot has written something like this that was not there before. */
  hears(expected: RegExp): Promise<Seen>;
  /** The same for what may come before the next thing that is done: begins now, and waits when it is called. */
  expects(expected: RegExp): () => Promise<Seen>;
  /** Prints what has come meanwhile. */
  catchUp(): Promise<Seen[]>;
  look(): Promise<State>;
}
