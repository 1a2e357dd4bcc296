import { command, say, type Phrase, type Reply } from '#contracts';
import type { FaqEntry, FaqReplay } from '#domain/faq';
import { clipped } from '../pieces/typed.js';
import { capped, literal, stacked } from '../pieces/words.js';
import { clusterOf } from './cluster.js';
import { entryNamed, entryOption, languageOption, showButton, textFor } from './which.js';

const SHOWN = 6;

/** One more way of asking; tried out first on everything that is known. */
export const phrasing = command({
  name: 'phrasing',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    entry: entryOption,
    text: {
      type: 'text',
      required: true,
      maxLength: 300,
      summary: 'commands.faq.options.text.summary',
    },
    language: languageOption,
    asked: { type: 'text', maxLength: 60, summary: 'commands.faq.options.asked.summary' },
    sure: { type: 'flag', summary: 'commands.faq.options.sure.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const { text, language, asked: question, sure } = options;
    const entry = await entryNamed(options.entry, context, rooms);
    const title = textFor(entry, actor.locale).title;
    const replay = sure ? null : await rooms.faq.replay(community.id, { entryId: entry.id, text });
    // Somebody else's words, and what would break something, wait for a second word.
    if (replay && (question !== undefined || replay.breaks.length > 0)) {
      const given = { ...(language ? { language } : {}), ...(question ? { asked: question } : {}) };
      return confirmed(entry, title, text, replay, given);
    }
    const cluster = question ? await clusterOf(question, context, rooms) : null;
    const after = await rooms.faq.addPhrasing(community.id, {
      entryId: entry.id,
      text,
      ...(language ? { locale: language } : {}),
      source: cluster ? 'unanswered' : 'written',
      ...(cluster ? { asks: cluster.asks.map(({ id }) => id) } : {}),
      byId: actor.member.id,
    });
    const isNew = after.phrasings.length > entry.phrasings.length;
    return {
      tone: 'good',
      title: say(isNew ? 'faq.phrasing.done' : 'faq.phrasing.known', { title }),
      body: [
        say('faq.phrasing.text', { text }),
        ...(isNew ? [say('faq.phrasing.soon')] : []),
        ...(replay && replay.gains.length > 0 ? [gainsPhrase(replay)] : []),
      ],
      buttons: [
        [
          showButton(entry.id),
          ...(cluster
            ? [{ label: say('faq.buttons.unanswered'), command: 'faq unanswered', style: 'primary' as const }]
            : []),
        ],
      ],
      replaces: sure === true,
    };
  },
});

function confirmed(
  entry: FaqEntry,
  title: string,
  text: string,
  replay: FaqReplay,
  given: { language?: string; asked?: string },
): Reply {
  const { breaks, tried } = replay;
  return {
    tone: breaks.length > 0 ? 'warning' : 'plain',
    title: say('faq.phrasing.ask', { title }),
    body: [
      say('faq.phrasing.text', { text }),
      breaks.length > 0
        ? say('faq.phrasing.breaks', { count: breaks.length })
        : say('faq.phrasing.safe', { count: tried }),
      ...(replay.gains.length > 0 ? [gainsPhrase(replay)] : []),
    ],
    ...(breaks.length > 0
      ? { list: breaks.slice(0, SHOWN).map((one) => ({ mark: 'bad' as const, text: breakPhrase(one) })) }
      : {}),
    buttons: [
      [
        {
          label: say(breaks.length > 0 ? 'faq.buttons.phrasing_anyway' : 'faq.buttons.phrasing_yes'),
          command: 'faq phrasing',
          options: { entry: entry.id, text, ...given, sure: true },
          style: breaks.length > 0 ? 'danger' : 'primary',
        },
        { label: say('faq.buttons.unanswered'), command: 'faq unanswered' },
      ],
    ],
  };
}

function breakPhrase({ text, from, to }: FaqReplay['breaks'][number]): Phrase {
  const values = { text: clipped(text, 100), from: clipped(from.title, 80) };
  return to
    ? say('faq.phrasing.goes', { ...values, to: clipped(to.title, 80) })
    : say('faq.phrasing.lost', values);
}

function gainsPhrase({ gains }: FaqReplay): Phrase {
  const lines = capped(
    gains.map((text) => literal(clipped(text, 100))),
    SHOWN,
  );
  return stacked([say('faq.phrasing.gains', { count: gains.length }), ...lines]);
}
