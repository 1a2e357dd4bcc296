import { command, say, type CommandContext, type Phrase, type Reply, type Rooms } from '#contracts';
import { factsIn } from '#domain/faq';
import type { Telling, Ticket, TicketLine } from '#domain/handoff';
import { namesIn, type Names } from '../pieces/names.js';
import { anyTicket, saidLines, ticketButton, ticketNamed } from '../pieces/tickets.js';
import { capped, literal, stacked } from '../pieces/words.js';

/** People listed who were told. */
const SHOWN = 8;

export const show = command({
  name: 'show',
  for: 'moderator',
  visibility: 'private',
  options: { ticket: anyTicket },
  async run(context, rooms) {
    return ticketCard(await ticketNamed(context.options.ticket, context, rooms), context, rooms);
  },
});

/** The whole ticket: what was said, and who was told when. */
export async function ticketCard(
  ticket: Ticket,
  { community }: Pick<CommandContext, 'community'>,
  rooms: Rooms,
): Promise<Reply> {
  const names = namesIn(community.id, rooms);
  const lines = await rooms.handoff.lines(community.id, ticket.id);
  const told = await toldLines(community.id, ticket, lines, names, rooms);
  const { number, question, place, guesses, openedAt, platform } = ticket;
  const at = { at: openedAt, as: 'datetime' } as const;
  return {
    title: say('tickets.card.title', { number: String(number), name: await names.phrase(ticket.memberId) }),
    body: [
      say('tickets.quoted', { text: question }),
      place === null ? say('tickets.desk.asked', { at }) : say('tickets.desk.asked_in', { at, place }),
      say('tickets.card.on', { platform: say(`common.platforms.${platform}`) }),
      await standing(ticket, names),
      ...(guesses.length > 0
        ? [say('tickets.card.guesses', { titles: guesses.map(({ title }) => title).join(' · ') })]
        : []),
      ...aboutWhat(ticket, community.timeZone),
    ],
    fields: [
      { name: say('tickets.card.lines'), value: stacked(await saidLines(lines, names, troubleOf)) },
      { name: say('tickets.card.told'), value: stacked(told) },
    ],
    buttons: buttonsOf(ticket),
  };
}

/** Days, money and names in the question: what has to be looked up, at a glance. */
function aboutWhat({ question, openedAt }: Ticket, timeZone: string): Phrase[] {
  const { dates, money, names } = factsIn(question, openedAt, timeZone);
  const days = dates.map(({ text, from, to }) => {
    if (from === null) return text;
    return from === to ? `${text} (${from})` : `${text} (${from} – ${to})`;
  });
  const facts = [...days, ...money.map(({ text }) => text), ...names];
  return facts.length > 0 ? [say('tickets.card.facts', { facts: facts.join(' · ') })] : [];
}

function buttonsOf(ticket: Ticket): NonNullable<Reply['buttons']> {
  const all = { label: say('tickets.buttons.waiting'), command: 'tickets waiting' };
  const toFaq = ticketButton(say('tickets.buttons.to_faq'), 'tickets to-faq', ticket);
  if (ticket.state === 'closed') {
    return [[ticketButton(say('tickets.buttons.reopen'), 'tickets reopen', ticket), toFaq, all]];
  }
  return [
    [
      ticketButton(say('tickets.buttons.answer'), 'tickets answer', ticket, 'primary'),
      ticket.claimedById === null
        ? ticketButton(say('tickets.buttons.claim'), 'tickets claim', ticket)
        : ticketButton(say('tickets.buttons.release'), 'tickets release', ticket),
      ticketButton(say('tickets.buttons.close'), 'tickets close', ticket),
      ticketButton(say('tickets.buttons.return'), 'tickets return', ticket),
    ],
    [toFaq, all],
  ];
}

function troubleOf({ desk }: TicketLine): Phrase | null {
  if (desk === 'refused') return say('tickets.card.desk_not');
  return desk === 'uncertain' ? say('tickets.card.desk_maybe') : null;
}

async function standing({ state, claimedById }: Ticket, names: Names): Promise<Phrase> {
  if (state === 'closed') return say('tickets.states.closed');
  const by = claimedById === null ? null : await names.plain(claimedById);
  if (state === 'open' || by === null) return say('tickets.states.open');
  return say(`tickets.states.${state}`, { by: literal(by) });
}

/** The last that each was told, the desk first; that nobody was is said as well. */
async function toldLines(
  communityId: string,
  ticket: Ticket,
  lines: readonly TicketLine[],
  names: Names,
  rooms: Rooms,
): Promise<Phrase[]> {
  const told = await rooms.handoff.tellings(communityId, ticket.id);
  const last = new Map(
    told.map((one) => [`${one.kind === 'reply' ? 'member' : 'staff'} ${one.memberId}`, one]),
  );
  const phrases: Phrase[] = [];
  const card = lines.find(({ voice, text, desk }) => voice === 'event' && text === 'opened' && desk !== null);
  if (card)
    phrases.push(say('tickets.card.told_line', { who: say('tickets.card.fates.desk'), how: shown(card) }));
  for (const one of last.values()) {
    const who = one.kind === 'reply' ? say('tickets.card.member') : await names.phrase(one.memberId);
    phrases.push(say('tickets.card.told_line', { who, how: fatePhrase(one) }));
  }
  const reached = ticket.notifiedAt !== null || told.some(({ kind, at }) => kind === 'staff' && at !== null);
  return [...(reached ? [] : [say('tickets.card.nobody')]), ...capped(phrases, SHOWN)];
}

function shown({ desk }: TicketLine): Phrase {
  if (desk === 'sent' || desk === 'withdrawn') return say('tickets.card.fates.desk_sent');
  if (desk === 'refused') return say('tickets.card.desk_not');
  return say(desk === 'uncertain' ? 'tickets.card.desk_maybe' : 'tickets.card.fates.pending');
}

function fatePhrase({ state, at }: Telling): Phrase {
  const how = say(`tickets.card.fates.${state !== 'sent' && at ? 'read' : state}`);
  return at ? say('tickets.card.told_at', { how, at: { at, as: 'datetime' } }) : how;
}
