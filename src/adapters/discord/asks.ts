/** Asking for what was left out: a modal for what is typed, a list or two buttons for what is chosen. */
import {
  ButtonStyle,
  ComponentType,
  TextInputStyle,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
} from 'discord.js';
import { isTextKey, plain, type Ask, type OptionSpec, type Suggestion } from '#contracts';
import type { Locale } from '#domain/members';
import { ELLIPSIS, fit, label, literal } from './markup.js';
import { limits, type Drawn, type Row } from './render.js';

type Missing = Ask['missing'][number];
export type Modal = APIModalInteractionResponseCallbackData;

/** How an ask is put: `modal` can only be the first answer to a press or a command. */
export type Question = { kind: 'modal'; modal: Modal } | { kind: 'message'; drawn: Drawn };

const MODAL_FIELDS = 5;
const MODAL_TITLE = 45;
const FIELD_LABEL = 45;
const FIELD_HINT = 100;
const CHOICES = 25;
const CHOICE_TEXT = 100;
/** Longer texts get a field of several lines. */
const SHORT_TEXT = 150;
const EXAMPLES = '2026-12-31, 2026-12-31 20:00, 30d';

/** What a custom id of ours says. The token alone travels; what it stands for is kept by the dispatcher. */
export type CustomId =
  /** `shared`: it sits on a lesson in a channel, which stays there whatever the answer. */
  | { kind: 'button'; token: string; shared: boolean }
  /** Another page of a long text, counted from 0. */
  | { kind: 'turn'; token: string; page: number }
  /** A modal, or the button that opens it. */
  | { kind: 'ask'; token: string }
  | { kind: 'choice'; token: string; option: string; flag: boolean | null };

/** Reads a custom id; null: not one of ours. */
export function readCustomId(customId: string): CustomId | null {
  const [kind, token, option, flag] = customId.split(':');
  if (!token) return null;
  if (kind === 'b' && (option === undefined || option.startsWith('~'))) {
    return { kind: 'button', token, shared: option !== undefined };
  }
  if (kind === 't' && /^\d{1,6}$/.test(option ?? '')) return { kind: 'turn', token, page: Number(option) };
  if (kind !== 'a') return null;
  if (option === undefined) return { kind: 'ask', token };
  if (flag !== undefined && flag !== 'yes' && flag !== 'no') return null;
  return { kind: 'choice', token, option, flag: flag === undefined ? null : flag === 'yes' };
}

function askId(...parts: string[]): string {
  const id = ['a', ...parts].join(':');
  if (id.length > limits.customId) throw new Error(`Too long for a custom id: ${parts.join(' ')}`);
  return id;
}

/** The next question. `inGuild`: people can be picked from a list there. */
export function question(ask: Ask, inGuild: boolean): Question {
  const first = ask.missing[0];
  if (first && isChosen(first)) return { kind: 'message', drawn: choice(ask, first) };
  const typed = ask.missing.filter((each) => !isChosen(each)).slice(0, MODAL_FIELDS);
  return {
    kind: 'modal',
    modal: {
      custom_id: askId(ask.token),
      title: label(titleOf(ask), MODAL_TITLE),
      components: typed.map((each) => field(each, ask.locale, inGuild)),
    },
  };
}

/** The same where a modal can no longer be shown: a message whose button opens it. */
export function invitation(ask: Ask): Drawn {
  const first = ask.missing[0];
  if (first && isChosen(first)) return choice(ask, first);
  const questions = ask.missing.map(({ spec }) => plain(ask.locale, spec.summary));
  return message(questions, [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Primary,
          label: label(questions[0] ?? ELLIPSIS, limits.button),
          emoji: { name: '✏️' },
          custom_id: askId(ask.token),
        },
      ],
    },
  ]);
}

function isChosen({ spec, suggestions }: Missing): boolean {
  if (spec.type === 'flag' || spec.type === 'choice') return true;
  return spec.type !== 'file' && usable(suggestions).length > 0;
}

function choice(ask: Ask, { name, spec, suggestions }: Missing): Drawn {
  const row: Row =
    spec.type === 'flag'
      ? { type: ComponentType.ActionRow, components: flagButtons(ask, name) }
      : {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: askId(ask.token, name),
              options: choicesOf(spec, suggestions, ask.locale),
            },
          ],
        };
  return message([plain(ask.locale, spec.summary)], [row]);
}

function flagButtons(ask: Ask, name: string): Row['components'] {
  return (['yes', 'no'] as const).map((answer) => ({
    type: ComponentType.Button,
    style: answer === 'yes' ? ButtonStyle.Primary : ButtonStyle.Secondary,
    label: plain(ask.locale, `common.${answer}`),
    custom_id: askId(ask.token, name, answer),
  }));
}

function choicesOf(spec: OptionSpec, suggestions: Suggestion[], locale: Locale): APISelectMenuOption[] {
  const all =
    spec.type === 'choice'
      ? spec.choices.map((each) => ({ value: each.value, label: plain(locale, each.label) }))
      : suggestions;
  return usable(all).map(({ value, label: text }) => ({ value, label: text }));
}

/** Suggestions as Discord takes them: at most 25, none twice, none too long to be sent back whole. */
export function usable(suggestions: readonly Suggestion[]): Suggestion[] {
  const seen = new Set<string>();
  const out: Suggestion[] = [];
  for (const { value, label: text } of suggestions) {
    if (value === '' || value.length > CHOICE_TEXT || seen.has(value) || out.length === CHOICES) continue;
    seen.add(value);
    out.push({ value, label: label(text, CHOICE_TEXT) || label(value, CHOICE_TEXT) });
  }
  return out;
}

function message(questions: string[], components: Row[]): Drawn {
  const text = questions.map((each) => literal(each).atoms.join('')).join('\n');
  return {
    embeds: [{ description: fit([{ open: '', atoms: [...text], close: '' }], 1_000) }],
    components,
    files: [],
  };
}

function titleOf(ask: Ask): string {
  const [name = '', part] = ask.command.split(' ');
  const key = part === undefined ? `commands.${name}.name` : `commands.${name}.parts.${part}.name`;
  const group = `commands.${name}.name`;
  const own = isTextKey(key) ? plain(ask.locale, key) : (part ?? name);
  if (part === undefined) return `/${own}`;
  return `/${isTextKey(group) ? plain(ask.locale, group) : name} ${own}`;
}

function field({ name, spec }: Missing, locale: Locale, inGuild: boolean): APILabelComponent {
  const text = plain(locale, spec.summary);
  const hint = text.length > FIELD_LABEL ? label(text, FIELD_HINT) : undefined;
  return {
    type: ComponentType.Label,
    label: label(text, FIELD_LABEL),
    ...(hint === undefined ? {} : { description: hint }),
    component: input(name, spec, inGuild),
  };
}

function input(name: string, spec: OptionSpec, inGuild: boolean): APILabelComponent['component'] {
  const base = { custom_id: name, required: true };
  if (spec.type === 'member' && inGuild) return { ...base, type: ComponentType.UserSelect };
  if (spec.type === 'file') return { ...base, type: ComponentType.FileUpload };
  const long = spec.type === 'text' && (spec.maxLength ?? 0) > SHORT_TEXT;
  const placeholder = placeholderOf(spec);
  return {
    ...base,
    type: ComponentType.TextInput,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: spec.type === 'text' ? Math.min(spec.maxLength ?? 1_000, 4_000) : 100,
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}

function placeholderOf(spec: OptionSpec): string | undefined {
  if (spec.type === 'date') return EXAMPLES;
  if (spec.type !== 'integer' || spec.min === undefined || spec.max === undefined) return undefined;
  return `${spec.min}–${spec.max}`;
}
