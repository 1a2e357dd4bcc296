import {
  say,
  type CommandContext,
  type Phrase,
  type ReplyButton,
  type Rooms,
  type Suggest,
} from '#contracts';
import type { FaqEntry, FaqText } from '#domain/faq';
import type { Locale } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from '../pieces/typed.js';

export const suggestEntries: Suggest = async (typed, { community, actor }, rooms) =>
  (await rooms.faq.entries(community.id))
    .filter(({ texts }) => texts.some(({ title }) => matches(title, typed)))
    .slice(0, 25)
    .map((entry) => ({ value: entry.id, label: clipped(textFor(entry, actor.locale).title) }));

export const entryOption = {
  type: 'text',
  required: true,
  maxLength: 200,
  summary: 'commands.faq.options.entry.summary',
  suggest: suggestEntries,
} as const;

export const languageOption = {
  type: 'choice',
  summary: 'commands.faq.options.language.summary',
  choices: [
    { value: 'en', label: 'common.languages.en' },
    { value: 'zh-CN', label: 'common.languages.zh-CN' },
  ],
} as const;

/** The entry that was picked, or typed by a title that only one has. Throws UserFacingError `faq_unknown`. */
export async function entryNamed(
  typed: string,
  { community }: Pick<CommandContext, 'community'>,
  { faq }: Pick<Rooms, 'faq'>,
): Promise<FaqEntry> {
  const entries = await faq.entries(community.id);
  const picked = entries.find(({ id }) => id === typed.trim());
  const named = entries.filter(({ texts }) => texts.some(({ title }) => same(title, typed)));
  const found = picked ?? (named.length === 1 ? named[0] : undefined);
  if (!found) throw new UserFacingError('faq_unknown');
  return found;
}

/** In the reader's language where there is one. */
export function textFor({ texts }: FaqEntry, locale: Locale): FaqText {
  return texts.find((text) => text.locale === locale) ?? texts[0] ?? { locale, title: '?', answer: '' };
}

export const showButton = (entryId: string): ReplyButton => ({
  label: say('faq.buttons.show'),
  command: 'faq show',
  options: { entry: entryId },
});

export const listButton = (): ReplyButton => ({ label: say('faq.buttons.list'), command: 'faq list' });

export const percent = (share: number): Phrase =>
  say('faq.percent', { number: Math.round(share * 1_000) / 10 });
