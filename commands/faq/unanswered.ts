import { command, say, type CommandContext, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { FaqCluster } from '#domain/faq';
import { clipped } from '../pieces/typed.js';
import { literal, stacked } from '../pieces/words.js';
import { clusterOf } from './cluster.js';
import { guessesField } from './guesses.js';
import { listButton } from './which.js';

/** Of one group, so many are shown as they were asked. */
const SHOWN = 5;

export const unanswered = command({
  name: 'unanswered',
  for: 'moderator',
  visibility: 'private',
  options: {
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.faq.options.page.summary' },
    dismiss: { type: 'text', maxLength: 60, summary: 'commands.faq.options.dismiss.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    if (options.dismiss) {
      const { asks } = await clusterOf(options.dismiss, context, rooms);
      await rooms.faq.dismiss(
        community.id,
        asks.map(({ id }) => id),
        actor.member.id,
      );
    }
    const clusters = await rooms.faq.unanswered(community.id);
    const page = Math.min(options.page ?? 1, Math.max(1, clusters.length));
    const cluster = clusters[page - 1];
    const isTurn = options.page !== undefined || options.dismiss !== undefined;
    if (!cluster) {
      return {
        tone: 'good',
        body: [say('faq.unanswered.none')],
        buttons: [[listButton()]],
        replaces: isTurn,
      };
    }
    return { ...shown(cluster, page, clusters.length, context), replaces: isTurn };
  },
});

function shown(cluster: FaqCluster, page: number, of: number, { now }: CommandContext): Reply {
  const { asks, guesses, text } = cluster;
  const [first] = asks;
  const question = first?.id ?? '';
  const wrong = asks.filter(({ thumb }) => thumb === -1).length;
  const tickets = asks.filter(({ ticketId }) => ticketId !== null).length;
  const oldest = new Date(Math.min(now.getTime(), ...asks.map(({ askedAt }) => askedAt.getTime())));
  const others = [...new Set(asks.slice(1).map((one) => one.text ?? ''))].filter((one) => one !== text);
  const facts: Phrase[] = [
    say('faq.unanswered.count', { count: asks.length, at: { at: oldest, as: 'relative' } }),
    ...(wrong > 0 ? [say('faq.unanswered.wrong', { count: wrong })] : []),
    ...(tickets > 0 ? [say('faq.unanswered.tickets', { count: tickets })] : []),
  ];
  const to = (at: number) => ({ command: 'faq unanswered', options: { page: at } });
  return {
    title: say('faq.unanswered.title', { page, of }),
    body: [say('faq.unanswered.question', { text: clipped(text, 600) }), stacked(facts)],
    fields: [
      ...(others.length > 0
        ? [
            {
              name: say('faq.unanswered.alike'),
              value: stacked(others.slice(0, SHOWN).map((one) => literal(clipped(one, 160)))),
            },
          ]
        : []),
      ...guessesField(guesses),
    ],
    buttons: [
      ...guesses.map(({ entryId, title }, index): ReplyButton[] => [
        {
          label: say('faq.buttons.phrasing_of', { title: clipped(title, 50) }),
          command: 'faq phrasing',
          options: { entry: entryId, text: clipped(text, 300), asked: question },
          ...(index === 0 ? { style: 'primary' as const } : {}),
        },
      ]),
      [
        {
          label: say('faq.buttons.phrasing_else'),
          command: 'faq phrasing',
          options: { text: clipped(text, 300), asked: question },
        },
        { label: say('faq.buttons.new_entry'), command: 'faq add', options: { asked: question } },
        {
          label: say('faq.buttons.dismiss'),
          command: 'faq unanswered',
          options: { dismiss: question, page },
        },
      ],
      [
        ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
        ...(page < of ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
      ],
    ].filter((row) => row.length > 0),
  };
}
