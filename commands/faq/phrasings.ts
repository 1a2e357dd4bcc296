import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { clipped } from '../pieces/typed.js';
import { rowsOf } from '../pieces/words.js';
import { entryNamed, entryOption, showButton, textFor } from './which.js';

/** Each has a button of its own. */
const PER_PAGE = 10;

/** How an entry is asked for, and taking that back. */
export const phrasings = command({
  name: 'phrasings',
  for: 'moderator',
  visibility: 'private',
  options: {
    entry: entryOption,
    remove: { type: 'text', maxLength: 60, summary: 'commands.faq.options.remove.summary' },
    page: { type: 'integer', min: 1, max: 100, summary: 'commands.faq.options.page.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const before = await entryNamed(options.entry, context, rooms);
    const gone = before.phrasings.find(({ id }) => id === options.remove);
    if (options.remove && !gone) throw new UserFacingError('faq_phrasing_unknown');
    const entry = gone ? await rooms.faq.removePhrasing(community.id, gone.id, actor.member.id) : before;
    const pages = Math.max(1, Math.ceil(entry.phrasings.length / PER_PAGE));
    const page = Math.min(options.page ?? 1, pages);
    const first = (page - 1) * PER_PAGE;
    const shown = entry.phrasings.slice(first, first + PER_PAGE);
    const about = { entry: entry.id };
    const to = (at: number) => ({ command: 'faq phrasings', options: { ...about, page: at } });
    return {
      title: say('faq.phrasings.title', { title: textFor(entry, actor.locale).title }),
      body: [
        ...(gone ? [say('faq.phrasings.removed', { text: gone.text })] : []),
        say(entry.phrasings.length === 0 ? 'faq.card.no_phrasings' : 'faq.phrasings.hint'),
      ],
      list: shown.map((one, index) => ({
        mark: 'dot' as const,
        text: say(one.source === 'written' ? 'faq.phrasings.line' : 'faq.phrasings.line_from', {
          number: first + index + 1,
          text: clipped(one.text, 200),
          source: say(`faq.phrasings.sources.${one.source}`),
        }),
      })),
      buttons: [
        ...rowsOf(
          shown.map((one, index) => ({
            label: say('faq.buttons.remove_number', { number: first + index + 1 }),
            command: 'faq phrasings',
            options: { ...about, remove: one.id, page },
          })),
          5,
        ),
        [
          ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
          ...(page < pages ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
          ...(gone
            ? [
                {
                  label: say('faq.buttons.undo'),
                  command: 'faq phrasing',
                  options: { ...about, text: gone.text, language: gone.locale, sure: true },
                },
              ]
            : []),
          { label: say('faq.buttons.phrasing'), command: 'faq phrasing', options: about },
          showButton(entry.id),
        ],
      ],
      replaces: options.remove !== undefined || options.page !== undefined,
    };
  },
});
