import {
  documentOf,
  say,
  type CommandContext,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { FaqEntry } from '#domain/faq';
import { locales, type Locale } from '#domain/members';
import { listed, literal, stacked } from '../pieces/words.js';
import { clipped } from '../pieces/typed.js';
import { listButton, textFor } from './which.js';

/** Phrasings that are shown beside an entry; the rest has a list of its own. */
const SHOWN = 6;

/** An entry as moderators see it, one language at a time. */
export async function card(
  entry: FaqEntry,
  { actor, community }: CommandContext,
  { billing }: Pick<Rooms, 'billing'>,
  wanted: { language?: Locale; page?: number } = {},
): Promise<Reply> {
  const text = textFor(entry, wanted.language ?? actor.locale);
  const plans = new Map((await billing.plans(community.id, true)).map(({ id, name }) => [id, name]));
  const others = entry.texts.filter(({ locale }) => locale !== text.locale);
  const missing = locales.filter((locale) => entry.texts.every((one) => one.locale !== locale));
  const about = { entry: entry.id };
  const phrasings = entry.phrasings.map((one) => literal(clipped(one.text, 120)));
  const fields: { name: Phrase; value: Phrase }[] = [
    {
      name: say('faq.card.phrasings', { count: phrasings.length }),
      value:
        phrasings.length === 0
          ? say('faq.card.no_phrasings')
          : stacked([
              ...phrasings.slice(0, SHOWN),
              ...(phrasings.length > SHOWN ? [say('common.more', { count: phrasings.length - SHOWN })] : []),
            ]),
    },
    ...(entry.tags.length > 0
      ? [{ name: say('faq.card.tags'), value: literal(entry.tags.map((tag) => `#${tag}`).join(' ')) }]
      : []),
    {
      name: say('faq.card.for'),
      value:
        entry.planIds.length === 0
          ? say('faq.card.everybody')
          : say('faq.card.holders', {
              plans: listed(
                entry.planIds.map((id) => literal(plans.get(id) ?? id)),
                'or',
              ),
            }),
    },
    ...(missing.length > 0
      ? [
          {
            name: say('faq.card.languages'),
            value: say('faq.card.missing', {
              languages: listed(missing.map((one) => say(`common.languages.${one}`))),
            }),
          },
        ]
      : []),
  ];
  const switches = others.map(({ locale }): ReplyButton => ({
    label: say(`common.languages.${locale}`),
    command: 'faq show',
    options: { ...about, language: locale },
  }));
  return {
    title: literal(text.title),
    fields,
    document: {
      of: documentOf(text.answer),
      page: wanted.page ?? 0,
      turn: { command: 'faq show', options: { ...about, language: text.locale } },
    },
    buttons: [
      [
        { label: say('faq.buttons.phrasing'), command: 'faq phrasing', options: about, style: 'primary' },
        { label: say('faq.buttons.phrasings'), command: 'faq phrasings', options: about },
        ...switches,
      ],
      [
        {
          label: say('faq.buttons.edit_answer'),
          command: 'faq edit',
          options: { ...about, language: text.locale, write: true },
        },
        { label: say('faq.buttons.remove'), command: 'faq remove', options: about, style: 'danger' },
        listButton(),
      ],
    ],
  };
}
