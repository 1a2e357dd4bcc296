import { command, say, type CommandContext, type Reply, type Rooms } from '#contracts';
import type { Ticket } from '#domain/handoff';
import type { FaqEntry, FaqReplay } from '#domain/faq';
import { UserFacingError } from '#kernel/errors';
import { entryNamed, showButton, suggestEntries, textFor } from '../faq/which.js';
import { anyTicket, ticketNamed } from '../pieces/tickets.js';
import { clipped } from '../pieces/typed.js';
import { literal } from '../pieces/words.js';

/** Characters of a phrasing, and of a title, as the FAQ takes them. */
const MOST = { phrasing: 300, title: 150 };
const SHOWN = 5;

/** What a person answered once, the bot can answer: as one more way of asking, or as a new entry. */
export const toFaq = command({
  name: 'to-faq',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    ticket: anyTicket,
    entry: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.tickets.options.entry.summary',
      suggest: suggestEntries,
    },
    new: { type: 'flag', summary: 'commands.tickets.options.new.summary' },
    title: { type: 'text', maxLength: MOST.title, summary: 'commands.tickets.options.title.summary' },
    sure: { type: 'flag', summary: 'commands.tickets.options.sure.summary' },
  },
  async run(context, rooms) {
    const { options } = context;
    const ticket = await ticketNamed(options.ticket, context, rooms);
    if (options.entry !== undefined) {
      const entry = await entryNamed(options.entry, context, rooms);
      return asPhrasing(ticket, entry, options.sure === true, context, rooms);
    }
    if (options.new || options.title !== undefined) return asEntry(ticket, options.title, context, rooms);
    return choose(ticket, context, rooms);
  },
});

async function choose(ticket: Ticket, { actor, community }: CommandContext, rooms: Rooms): Promise<Reply> {
  const known = new Map((await rooms.faq.entries(community.id)).map((entry) => [entry.id, entry]));
  const likely = ticket.guesses.flatMap(({ entryId }) => known.get(entryId) ?? []).slice(0, 3);
  const number = String(ticket.number);
  return {
    title: say('tickets.faq.title', { number }),
    body: [say('tickets.quoted', { text: ticket.question }), say('tickets.faq.choose')],
    buttons: [
      ...likely.map((entry) => [
        {
          label: say('tickets.faq.as_phrasing', { title: clipped(textFor(entry, actor.locale).title, 50) }),
          command: 'tickets to-faq',
          options: { ticket: number, entry: entry.id },
        },
      ]),
      [
        {
          label: say('tickets.faq.as_new'),
          command: 'tickets to-faq',
          options: { ticket: number, new: true },
          style: 'primary',
        },
      ],
    ],
  };
}

async function asPhrasing(
  ticket: Ticket,
  entry: FaqEntry,
  sure: boolean,
  { actor, community }: CommandContext,
  rooms: Rooms,
): Promise<Reply> {
  const text = [...ticket.question].slice(0, MOST.phrasing).join('');
  const { title } = textFor(entry, actor.locale);
  const replay = await rooms.faq.replay(community.id, { entryId: entry.id, text });
  if (replay.breaks.length > 0 && !sure) return broken(ticket, entry, replay);
  await rooms.faq.addPhrasing(community.id, {
    entryId: entry.id,
    text,
    locale: ticket.locale,
    source: 'ticket',
    ticketId: ticket.id,
    byId: actor.member.id,
  });
  return {
    tone: 'good',
    title: say('tickets.faq.phrased', { title }),
    body: [
      say('tickets.quoted', { text }),
      ...(replay.breaks.length > 0 ? [] : [say('tickets.faq.tried', { count: replay.tried })]),
    ],
    buttons: [[showButton(entry.id)]],
    replaces: sure,
  };
}

/** Nothing is added that breaks something, unless somebody wants it all the same. */
function broken(ticket: Ticket, entry: FaqEntry, { breaks }: FaqReplay): Reply {
  return {
    tone: 'warning',
    title: say('tickets.faq.breaks_title'),
    body: [say('tickets.faq.breaks', { count: breaks.length })],
    list: breaks.slice(0, SHOWN).map(({ text, from, to }) => ({
      mark: 'bad' as const,
      text: say('tickets.faq.broken', {
        text: clipped(text, 120),
        from: from.title,
        to: to === null ? say('tickets.faq.nothing') : literal(to.title),
      }),
    })),
    buttons: [
      [
        {
          label: say('tickets.faq.all_the_same'),
          command: 'tickets to-faq',
          options: { ticket: String(ticket.number), entry: entry.id, sure: true },
          style: 'danger',
        },
      ],
    ],
  };
}

async function asEntry(
  ticket: Ticket,
  given: string | undefined,
  { actor, community }: CommandContext,
  rooms: Rooms,
): Promise<Reply> {
  const lines = await rooms.handoff.lines(community.id, ticket.id);
  const answer = lines.findLast(({ voice }) => voice === 'moderator')?.text;
  if (answer === undefined) {
    return { tone: 'warning', title: say('tickets.faq.no_answer') };
  }
  const question = ticket.question.replaceAll(/\s+/g, ' ').trim();
  if (given === undefined && [...question].length > MOST.title) throw new UserFacingError('title_needed');
  const title = given?.trim() ?? question;
  const isOther = title !== question && [...question].length <= MOST.phrasing;
  const entry = await rooms.faq.add(community.id, {
    texts: [{ locale: ticket.locale, title, answer }],
    phrasings: isOther ? [{ locale: ticket.locale, text: question }] : [],
    source: 'ticket',
    ticketId: ticket.id,
    byId: actor.member.id,
  });
  return {
    tone: 'good',
    title: say('tickets.faq.added', { title }),
    body: [literal(clipped(answer, 600)), say('tickets.faq.added_hint')],
    buttons: [[showButton(entry.id)]],
  };
}
