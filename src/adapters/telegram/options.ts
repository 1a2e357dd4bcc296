import type { Invocation, LeafCommand, OptionSpec } from '#contracts';
import { locales } from '#domain/members';
import type { MessageEntity } from 'grammy/types';
import type { NamedPerson, People } from './people.js';
import { readWords, type Word } from './typed.js';
import { folded, namedIn, wordsFor } from './vocabulary.js';

export type Given = Invocation['options'];

export interface Line {
  text: string;
  entities: readonly MessageEntity[];
  /** Where the options begin. */
  from: number;
  /** Whose message the command answers. */
  repliedTo?: NamedPerson;
}

type Slot = [name: string, spec: OptionSpec];

/**
 * Reads `/grant @ben Pro good helper until=2026-12-31`: values in the order of the definition, or by name.
 * The last text takes all the rest. A reply to somebody's message means that person, unless one is mentioned.
 * Values are as typed where they cannot be read; the dispatcher says what is wrong with them.
 */
export function readOptions(command: LeafCommand, line: Line, people: People): Given {
  const slots: Slot[] = Object.entries(command.options).filter(([, spec]) => spec.type !== 'file');
  const names = new Map(slots.flatMap(([name, spec]) => spellings(name, spec).map((word) => [word, name])));
  const words = joinDates(
    readWords(line.text, line.from, line.entities, (name) => names.has(folded(name))),
    line.text,
  );
  const given: Given = {};
  for (const word of words) {
    const name = word.name === undefined ? undefined : names.get(folded(word.name));
    const spec = name === undefined ? undefined : command.options[name];
    if (name !== undefined && spec && word.value !== '') given[name] = readValue(spec, word, people);
  }
  const loose = words.filter((word) => word.name === undefined);
  fillFromReply(slots, loose, given, line.repliedTo);
  fillInOrder(slots, loose, given, line.text, people);
  return given;
}

function fillFromReply(slots: Slot[], loose: Word[], given: Given, person: NamedPerson | undefined): void {
  const slot = slots.find(([, spec]) => spec.type === 'member');
  if (!person || !slot || slot[0] in given || loose.some(isMention)) return;
  given[slot[0]] = { personId: person.personId, name: person.name };
}

function fillInOrder(slots: Slot[], words: Word[], given: Given, text: string, people: People): void {
  const open = slots.filter(([name]) => !(name in given));
  const greedy = greedySlot(open);
  const queue = [...words];
  while (queue.length > 0 && open.length > 0) {
    const word = queue[0];
    const slot = open.shift();
    if (!word || !slot) return;
    const [name, spec] = slot;
    if (slot === greedy) {
      for (const [behind, own, value] of peel(spec, open, queue))
        given[behind] = readValue(own, value, people);
      given[name] = rest(queue, text);
      return;
    }
    if (spec.type === 'flag' && spellings(name, spec).includes(folded(word.value))) {
      given[name] = true;
      queue.shift();
    } else if (fits(spec, word) || (spec.required && spec.type !== 'flag') || open.length === 0) {
      given[name] = readValue(spec, word, people);
      queue.shift();
    }
  }
}

/** The text that takes all the rest: the last free one, rather a required one; values to pick from are short. */
function greedySlot(open: readonly Slot[]): Slot | undefined {
  const texts = open.filter(([, spec]) => spec.type === 'text');
  const free = texts.filter(([, spec]) => !isPicked(spec));
  return free.findLast(([, spec]) => spec.required) ?? free.at(-1) ?? texts.at(-1);
}

function isPicked(spec: OptionSpec): boolean {
  return spec.type === 'text' && spec.suggest !== undefined;
}

/**
 * Takes the words at the end that are for the options behind the greedy one: what is required there, and,
 * where prose is not expected, whatever plainly is a number, a day or a choice.
 */
function peel(greedy: OptionSpec, behind: readonly Slot[], queue: Word[]): [string, OptionSpec, Word][] {
  const taken: [string, OptionSpec, Word][] = [];
  for (const [name, spec] of behind.toReversed()) {
    const word = queue.at(-1);
    if (queue.length < 2 || !word) break;
    const isMeant = spec.required
      ? fits(spec, word)
      : isPicked(greedy) && spec.type !== 'text' && fits(spec, word);
    if (!isMeant) continue;
    queue.pop();
    taken.push([name, spec, word]);
  }
  return taken;
}

/** What was typed from the first to the last of these words; a single quoted one loses its quotes. */
function rest(words: readonly Word[], text: string): string {
  const [first] = words;
  if (words.length === 1 && first) return first.value;
  const typed: string[] = [];
  words.forEach((word, index) => {
    const before = words[index - 1];
    const between = before ? text.slice(before.end, word.start) : '';
    // Something named that stood between them is left out.
    typed.push(/^\s*$/u.test(between) ? between : ' ', text.slice(word.start, word.end));
  });
  return typed.join('').trim();
}

/** `2026-12-31 20:00` is one value. */
function joinDates(words: Word[], text: string): Word[] {
  const out: Word[] = [];
  for (const word of words) {
    const before = out.at(-1);
    const isTime = /^\d{1,2}[:：]\d{2}$/u.test(word.value) && word.name === undefined;
    if (before && isTime && /^\d{4}-\d{1,2}-\d{1,2}$/.test(folded(before.value))) {
      before.value += text.slice(before.end, word.end).replace(/^\s+/u, ' ');
      before.end = word.end;
    } else out.push(word);
  }
  return out;
}

/** A typed value as an option takes it, or as it was typed where it cannot be read. */
export function readValue(
  spec: OptionSpec,
  word: Pick<Word, 'value' | 'person'>,
  people: People,
): Given[string] {
  const { value, person } = word;
  switch (spec.type) {
    case 'member':
      return person ?? people.byUsername(value) ?? value.replace(/^@/, '');
    case 'integer': {
      const typed = folded(value);
      return isInteger(typed) ? Number(typed) : value;
    }
    case 'flag':
      return flagOf(value) ?? value;
    case 'choice':
      return choiceOf(spec.choices, value) ?? value;
    case 'date':
      return folded(value);
    case 'text':
    case 'file':
      return value;
  }
}

/** Whether a word plainly is a value of this kind. */
function fits(spec: OptionSpec, word: Word): boolean {
  switch (spec.type) {
    case 'member':
      return isMention(word);
    case 'integer':
      return isInteger(folded(word.value));
    case 'flag':
      return flagOf(word.value) !== undefined;
    case 'choice':
      return choiceOf(spec.choices, word.value) !== undefined;
    case 'date':
      return /^\d/.test(folded(word.value));
    case 'text':
      return true;
    case 'file':
      return false;
  }
}

function isMention(word: Word): boolean {
  return word.person !== undefined || /^@\w/.test(word.value);
}

function isInteger(typed: string): boolean {
  return /^[+-]?\d{1,15}$/.test(typed);
}

const yes: ReadonlySet<string> = new Set(['yes', 'y', 'true', 'on', '1', '是', '好', '对', '开']);
const no: ReadonlySet<string> = new Set(['no', 'n', 'false', 'off', '0', '否', '不', '不是', '关']);

export function flagOf(value: string): boolean | undefined {
  const word = folded(value.trim());
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

/** By value, or by its label in any language. */
export function choiceOf(
  choices: readonly { value: string; label: string }[],
  typed: string,
): string | undefined {
  const wanted = folded(typed.trim());
  return choices.find(
    ({ value, label }) =>
      folded(value) === wanted || locales.some((locale) => folded(namedIn(label, locale) ?? '') === wanted),
  )?.value;
}

/** The names an option may be given by: its own and the localised ones beside its summary. */
function spellings(name: string, spec: OptionSpec): string[] {
  return wordsFor(name, spec.summary.replace(/\.summary$/, '.name'));
}
