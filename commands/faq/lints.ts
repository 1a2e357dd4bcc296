import { command, say, type Phrase } from '#contracts';
import type { FaqLint } from '#domain/faq';
import { PER_PAGE, pageButtons } from '../pieces/pages.js';
import { clipped } from '../pieces/typed.js';
import { listButton, percent, textFor } from './which.js';

/** What makes answers uncertain, the worst first. */
export const lints = command({
  name: 'lints',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.faq.options.page.summary' },
  },
  async run({ actor, community, options }, { faq }) {
    const { page = 1 } = options;
    const found = await faq.lints(community.id);
    const entries = await faq.entries(community.id);
    const titles = new Map(entries.map((one) => [one.id, clipped(textFor(one, actor.locale).title, 100)]));
    return {
      title: say('faq.lints.title'),
      body: [say(found.length === 0 ? 'faq.lints.none' : 'faq.lints.hint')],
      list: found
        .slice((page - 1) * PER_PAGE, page * PER_PAGE)
        .map((one) => ({ mark: one.kind === 'few_phrasings' ? 'wait' : 'bad', text: phrase(one, titles) })),
      buttons: [pageButtons('faq lints', {}, page, found.length), [listButton()]].filter(
        (row) => row.length > 0,
      ),
      replaces: options.page !== undefined,
    };
  },
});

function phrase(lint: FaqLint, titles: ReadonlyMap<string, string>): Phrase {
  const title = titles.get(lint.entryId) ?? '?';
  if (lint.kind === 'few_phrasings') return say('faq.lints.few', { title, count: lint.has });
  const other = titles.get(lint.otherId) ?? '?';
  return lint.kind === 'double'
    ? say('faq.lints.double', { title, other, text: clipped(lint.text, 100) })
    : say('faq.lints.confusable', { title, other, share: percent(lint.share) });
}
