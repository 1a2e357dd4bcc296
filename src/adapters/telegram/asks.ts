/** Questions put to people: how they look, and which of them are open. */
import { columns, plain, type Ask, type OptionSpec, type Reader, type Suggestion } from '#contracts';
import type { Locale } from '#domain/members';
import { createInk, tidy } from './ink.js';
import { dataButton, fitted, type Keyboard } from './keyboard.js';
import type { Drawn } from './render.js';
import type { Vocabulary } from './vocabulary.js';
import { wordsIn } from './words.js';

/** One open question. After a restart it is rebuilt from the token, which every button under it carries. */
export interface Question {
  token: string;
  command: string;
  option: string;
  spec: OptionSpec;
  suggestions: Suggestion[];
  locale: Locale;
  timeZone: string;
}

export interface OpenQuestion extends Question {
  chatId: number;
  userId: number;
  messageId: number;
}

export interface Asks {
  open(question: OpenQuestion): void;
  byToken(token: string): OpenQuestion | undefined;
  /** The last question to somebody in a chat. */
  waiting(chatId: number, userId: number): OpenQuestion | undefined;
  /** The next message is no answer any more; the buttons stay good. */
  leave(chatId: number, userId: number): void;
  close(token: string): void;
  isClosed(token: string): boolean;
}

/** In memory and bounded: a restart only costs the convenience of answering without pressing "reply". */
export function createAsks(limit = 2_000): Asks {
  const open = new Map<string, OpenQuestion>();
  const lastOf = new Map<string, string>();
  const closed = new Set<string>();
  const place = (chatId: number, userId: number): string => `${chatId}:${userId}`;
  const trim = (kept: Map<string, unknown> | Set<string>): void => {
    const oldest = kept.keys().next().value;
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
  };
  return {
    open(question) {
      open.set(question.token, question);
      closed.delete(question.token);
      lastOf.delete(place(question.chatId, question.userId));
      lastOf.set(place(question.chatId, question.userId), question.token);
      trim(open);
      trim(lastOf);
    },
    byToken: (token) => open.get(token),
    waiting(chatId, userId) {
      const token = lastOf.get(place(chatId, userId));
      return token === undefined ? undefined : open.get(token);
    },
    leave: (chatId, userId) => void lastOf.delete(place(chatId, userId)),
    close(token) {
      open.delete(token);
      closed.add(token);
      trim(closed);
    },
    isClosed: (token) => closed.has(token),
  };
}

/** The first thing that is missing, as a question; undefined when nothing is. */
export function questionOf(ask: Ask): Question | undefined {
  const [first] = ask.missing;
  if (!first) return undefined;
  const { token, command, locale, timeZone } = ask;
  return {
    token,
    command,
    option: first.name,
    spec: first.spec,
    suggestions: first.suggestions,
    locale,
    timeZone,
  };
}

/** What one may choose from: suggestions, choices, or yes and no. At most 25. */
export function choicesOf(question: Question): Suggestion[] {
  const { spec, suggestions, locale } = question;
  if (suggestions.length > 0) return suggestions.slice(0, 25);
  if (spec.type === 'choice')
    return spec.choices.slice(0, 25).map(({ value, label }) => ({ value, label: plain(locale, label) }));
  if (spec.type === 'flag')
    return [
      { value: 'true', label: plain(locale, 'common.yes') },
      { value: 'false', label: plain(locale, 'common.no') },
    ];
  return [];
}

/** @param isGroup in a group the bot only reads replies to its own messages */
export function drawQuestion(
  question: Question,
  vocabulary: Vocabulary,
  isGroup: boolean,
  complaint?: string,
): Drawn {
  const { locale, timeZone, token, spec } = question;
  const words = wordsIn(locale);
  const reader: Reader = { locale, timeZone };
  const ink = createInk(reader);
  if (complaint !== undefined) ink.plain(`⚠️ ${complaint}\n\n`);
  ink.plain(`/${vocabulary.spoken(question.command, locale)}`, 'bold').plain('\n');
  ink.phrase({ key: spec.summary });
  const choices = choicesOf(question);
  if (canBeTyped(spec)) ink.plain('\n').plain(isGroup ? words.replyHere : invitation(spec, locale));
  const buttons = choices.flatMap((choice, index) => {
    const label = tidy(choice.label);
    return dataButton(label, `a:${token}:${choice.value}`) ?? dataButton(label, `i:${token}:${index}`) ?? [];
  });
  const cancel = dataButton(words.cancel, `x:${token}`);
  const keyboard = [...inRows(buttons), ...(cancel ? [[cancel]] : [])];
  return { letters: [{ kind: 'text', inked: ink.done() }], keyboard };
}

/** The question with its answer, without buttons: what stays in the chat. */
export function drawAnswered(question: Question, vocabulary: Vocabulary, answer: string): Drawn {
  const { locale, timeZone, command, spec } = question;
  const ink = createInk({ locale, timeZone });
  ink.plain(`/${vocabulary.spoken(command, locale)}`, 'bold').plain('\n');
  ink.phrase({ key: spec.summary }).plain('\n→ ');
  return {
    letters: [
      { kind: 'text', inked: ink.phrase({ key: 'common.literal', values: { text: answer } }).done() },
    ],
    keyboard: [],
  };
}

function canBeTyped(spec: OptionSpec): boolean {
  return spec.type !== 'choice' && spec.type !== 'flag';
}

function invitation(spec: OptionSpec, locale: Locale): string {
  return spec.type === 'file' ? wordsIn(locale).sendFile : wordsIn(locale).writeHere;
}

/** Short labels stand two in a row. */
function inRows(buttons: Keyboard[number]): Keyboard {
  const isShort = buttons.every((button) => columns(button.text) <= 14);
  const perRow = isShort ? 2 : 1;
  const rows: Keyboard = [];
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow));
  return fitted(rows);
}
