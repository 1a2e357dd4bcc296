import { command } from '#contracts';
import { card } from './card.js';
import { entryNamed, entryOption, languageOption } from './which.js';

export const show = command({
  name: 'show',
  for: 'moderator',
  visibility: 'private',
  options: {
    entry: entryOption,
    language: languageOption,
    page: { type: 'integer', min: 0, max: 1_000, summary: 'commands.faq.options.page.summary' },
  },
  async run(context, rooms) {
    const { entry: named, language, page } = context.options;
    const entry = await entryNamed(named, context, rooms);
    const shown = await card(entry, context, rooms, {
      ...(language ? { language } : {}),
      page: page ?? 0,
    });
    return { ...shown, ...(page === undefined ? {} : { replaces: true }) };
  },
});
