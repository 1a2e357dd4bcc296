/** A slash command being typed: what is offered, what is filled in, what is still missing. Pure. */
import type { CommandView, GuildView, OptionView } from '../state/views.js';
import type { Words } from '../words/index.js';

/** Discord's option types. */
export const option = {
  text: 3,
  integer: 4,
  flag: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  file: 11,
} as const;

export interface Suggestion {
  label: string;
  value: string | number | boolean;
  hint?: string;
  /** A person, whose picture is shown. */
  personId?: string;
}

export interface FileValue {
  filename: string;
  contentType: string;
  base64: string;
}

export interface Filled {
  text: string;
  /** Set once something was picked; otherwise the text counts. */
  value?: string | number | boolean;
  file?: FileValue;
}

export interface Draft {
  command: CommandView;
  /** Options on show, in order. */
  shown: OptionView[];
  filled: Record<string, Filled>;
}

export function draftOf(command: CommandView): Draft {
  return { command, shown: command.options.filter((one) => one.required), filled: {} };
}

export const hiddenOptions = ({ command, shown }: Draft): OptionView[] =>
  command.options.filter((one) => !shown.includes(one));

const fits = (text: string, ...names: string[]): number => {
  const typed = text.toLowerCase();
  const lower = names.map((name) => name.toLowerCase());
  if (lower.some((name) => name.startsWith(typed))) return 0;
  return lower.some((name) => name.includes(typed)) ? 1 : 2;
};

/** Best matches first: names that begin so before names that contain it. */
function matching<Item>(items: readonly Item[], text: string, namesOf: (item: Item) => string[]): Item[] {
  return items
    .map((item) => ({ item, rank: fits(text, ...namesOf(item)) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

const matchingCommands = (commands: readonly CommandView[], typed: string): CommandView[] =>
  matching(commands, typed.trim().replace(/^\//, ''), (one) => [one.displayName, one.name]);

export const sameCommand = (commands: readonly CommandView[], typed: string): CommandView | undefined => {
  const name = typed.replace(/^\//, '').trim().toLowerCase();
  return commands.find((one) => [one.displayName, one.name].some((each) => each.toLowerCase() === name));
};

/** What can be picked for an option without asking the bot; null where anything may be typed. */
function suggestionsFor(
  { type, choices, autocomplete }: OptionView,
  text: string,
  guild: GuildView | undefined,
  words: Words,
): Suggestion[] | null {
  const people = (): Suggestion[] =>
    (guild?.members ?? []).map((one) => ({
      label: one.name,
      value: one.id,
      hint: one.username,
      personId: one.id,
    }));
  const roles = (): Suggestion[] =>
    (guild?.roles ?? []).map((one) => ({ label: one.name.replace(/^@?/, '@'), value: one.id }));
  const channels = (): Suggestion[] =>
    (guild?.channels ?? []).map((one) => ({ label: `#${one.name}`, value: one.id }));
  const flags = (): Suggestion[] => [
    { label: words.discord.yes, value: true },
    { label: words.discord.no, value: false },
  ];
  const lists: Record<number, () => Suggestion[]> = {
    [option.flag]: flags,
    [option.user]: people,
    [option.role]: roles,
    [option.channel]: channels,
    [option.mentionable]: () => [...people(), ...roles()],
  };
  const list = lists[type];
  if (list) return matching(list(), text.replace(/^@/, ''), (one) => [one.label, one.hint ?? '']);
  if (autocomplete || choices.length === 0) return null;
  return matching(
    choices.map(({ name, value }) => ({ label: name, value })),
    text,
    (one) => [one.label],
  );
}

const mustBePicked = ({ type, choices }: OptionView): boolean =>
  choices.length > 0 || [5, 6, 7, 8, 9, 11].includes(type);

/** The value that will be sent, or undefined while there is none that counts. */
export function valueOf(one: OptionView, filled: Filled | undefined): string | number | boolean | undefined {
  if (!filled) return undefined;
  if (filled.file) return filled.file.filename;
  if (filled.value !== undefined) return filled.value;
  const text = filled.text.trim();
  if (text === '' || mustBePicked(one)) return undefined;
  if (one.type !== option.integer && one.type !== option.number) return text;
  const number = Number(text);
  const whole = one.type === option.number || Number.isInteger(number);
  return Number.isFinite(number) && whole ? number : undefined;
}

export interface Collected {
  options: Record<string, string | number | boolean>;
  attachments: (FileValue & { option: string })[];
  /** The first option that keeps it from being sent. */
  missing: OptionView | undefined;
}

export function collect({ shown, filled }: Draft): Collected {
  const collected: Collected = { options: {}, attachments: [], missing: undefined };
  for (const one of shown) {
    const given = filled[one.name];
    const value = valueOf(one, given);
    if (value === undefined) {
      const wrong = one.required || (given !== undefined && given.text.trim() !== '');
      if (wrong) collected.missing ??= one;
    } else if (given?.file) collected.attachments.push({ option: one.name, ...given.file });
    else collected.options[one.name] = value;
  }
  return collected;
}

/** What the list above the composer offers. */
export type Offers =
  | { kind: 'commands'; found: CommandView[] }
  | { kind: 'options'; found: OptionView[] }
  /** Null while the bot is asked, or where anything may be typed. */
  | { kind: 'values'; of: OptionView; found: Suggestion[] | null };

export function offersOf(typing: {
  text: string;
  draft: Draft | null;
  option: OptionView | undefined;
  commands: readonly CommandView[];
  /** What the bot suggested. */
  asked: Suggestion[] | null;
  guild: GuildView | undefined;
  words: Words;
}): Offers {
  const { text, draft, option: of, commands, asked, guild, words } = typing;
  if (!draft)
    return { kind: 'commands', found: text.startsWith('/') ? matchingCommands(commands, text) : [] };
  if (!of) {
    const hidden = hiddenOptions(draft);
    return { kind: 'options', found: matching(hidden, text, (one) => [one.displayName, one.name]) };
  }
  const typed = draft.filled[of.name]?.text ?? '';
  return { kind: 'values', of, found: of.autocomplete ? asked : suggestionsFor(of, typed, guild, words) };
}
