import { command, say, type Phrase } from '#contracts';
import type { FaqEntry } from '#domain/faq';
import type { Locale } from '#domain/members';
import { PER_PAGE, pageButtons } from '../pieces/pages.js';
import { clipped } from '../pieces/typed.js';
import { literal } from '../pieces/words.js';
import { textFor } from './which.js';

export const list = command({
  name: 'list',
  for: 'moderator',
  visibility: 'private',
  options: {
    search: { type: 'text', maxLength: 100, summary: 'commands.faq.options.search.summary' },
    tag: { type: 'text', maxLength: 40, summary: 'commands.faq.options.tag.summary' },
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.faq.options.page.summary' },
  },
  async run({ actor, community, options }, rooms) {
    const { search, page = 1 } = options;
    const tag = options.tag?.replace(/^#/, '');
    const filter = { ...(search ? { text: search } : {}), ...(tag ? { tag } : {}) };
    const given = { ...(search ? { search } : {}), ...(tag ? { tag } : {}) };
    const found = await rooms.faq.entries(community.id, filter);
    const waiting = page === 1 ? (await rooms.faq.unanswered(community.id)).length : 0;
    const isFiltered = search !== undefined || tag !== undefined;
    return {
      title: isFiltered
        ? say('faq.list.some', { count: found.length })
        : say('faq.list.title', { count: found.length }),
      ...(found.length === 0 ? { body: [say(isFiltered ? 'faq.list.nothing' : 'faq.list.none')] } : {}),
      list: found
        .slice((page - 1) * PER_PAGE, page * PER_PAGE)
        .map((entry) => ({ mark: 'dot' as const, text: line(entry, actor.locale) })),
      buttons: [
        pageButtons('faq list', given, page, found.length),
        [
          ...(waiting > 0
            ? [
                {
                  label: say('faq.buttons.unanswered_count', { count: waiting }),
                  command: 'faq unanswered',
                  style: 'primary' as const,
                },
              ]
            : []),
          { label: say('faq.buttons.add'), command: 'faq add' },
          ...(found.length > 0 ? [{ label: say('faq.buttons.lints'), command: 'faq lints' }] : []),
        ],
      ].filter((row) => row.length > 0),
      replaces: options.page !== undefined,
    };
  },
});

function line(entry: FaqEntry, locale: Locale): Phrase {
  const { title } = textFor(entry, locale);
  const values = { title: clipped(title, 120), count: entry.phrasings.length };
  const what = say('faq.list.line', values);
  const marks = [
    ...(entry.planIds.length > 0 ? [say('faq.list.closed')] : []),
    ...(entry.texts.length > 1 ? [say('faq.list.both')] : []),
    ...(entry.tags.length > 0 ? [literal(entry.tags.map((tag) => `#${tag}`).join(' '))] : []),
  ];
  return marks.reduce((so, mark) => say('faq.list.more', { so, mark }), what);
}
