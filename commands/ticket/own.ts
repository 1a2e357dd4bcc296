import { command, say, type Phrase, type Rooms } from '#contracts';
import type { Ticket } from '#domain/handoff';
import { namesIn, type Names } from '../pieces/names.js';
import { pageButtons, PER_PAGE } from '../pieces/pages.js';
import { ownTicket, ownTicketNamed, saidLines, ticketButton, toldAt } from '../pieces/tickets.js';
import { clipped } from '../pieces/typed.js';
import { literal } from '../pieces/words.js';

/** Each has a button of its own. */
const BUTTONS = 5;

export const list = command({
  name: 'list',
  for: 'member',
  visibility: 'private',
  options: {
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.ticket.options.page.summary' },
  },
  async run({ actor, community, options }, rooms) {
    const { page = 1 } = options;
    const { tickets, total } = await rooms.handoff.tickets(community.id, {
      memberId: actor.member.id,
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    });
    if (tickets.length === 0) return { body: [say('tickets.own.none')] };
    const names = namesIn(community.id, rooms);
    const lines = [];
    for (const one of tickets) {
      const at = { at: one.openedAt, as: 'date' } as const;
      lines.push({
        mark: one.state === 'closed' ? ('good' as const) : ('wait' as const),
        text: say('tickets.own.line', {
          number: String(one.number),
          at,
          state: await standing(one, names),
          question: clipped(one.question, 200),
        }),
      });
    }
    return {
      title: say('tickets.own.title'),
      list: lines,
      buttons: [
        tickets
          .slice(0, BUTTONS)
          .map((one) =>
            ticketButton(say('tickets.buttons.number', { number: String(one.number) }), 'ticket show', one),
          ),
        pageButtons('ticket list', {}, page, total),
      ],
      replaces: page > 1,
    };
  },
});

export const show = command({
  name: 'show',
  for: 'member',
  visibility: 'private',
  options: { ticket: ownTicket },
  async run(context, rooms) {
    const { community, options } = context;
    const ticket = await ownTicketNamed(options.ticket, context, rooms);
    const names = namesIn(community.id, rooms);
    const lines = (await rooms.handoff.lines(community.id, ticket.id)).filter(
      // Who of the team does what among themselves is no member's business.
      ({ voice, text }) => voice !== 'event' || ['opened', 'closed', 'settled', 'reopened'].includes(text),
    );
    return {
      title: say('tickets.own.card', { number: String(ticket.number) }),
      body: [
        say('tickets.quoted', { text: ticket.question }),
        await standing(ticket, names),
        ...(ticket.state === 'open' ? [await whetherTold(community.id, ticket, rooms)] : []),
      ],
      list: (await saidLines(lines, names)).map((text) => ({ text })),
      buttons: [
        [
          ticketButton(say('tickets.buttons.reply'), 'ticket reply', ticket, 'primary'),
          ...(ticket.state === 'closed'
            ? []
            : [ticketButton(say('tickets.buttons.settled'), 'ticket close', ticket)]),
          { label: say('tickets.buttons.mine'), command: 'ticket list' },
        ],
      ],
    };
  },
});

async function whetherTold(communityId: string, ticket: Ticket, rooms: Rooms): Promise<Phrase> {
  const at = await toldAt(communityId, ticket, rooms);
  return at ? say('tickets.own.told', { at: { at, as: 'datetime' } }) : say('tickets.own.not_told');
}

async function standing({ state, claimedById }: Ticket, names: Names): Promise<Phrase> {
  const by = claimedById === null ? null : await names.plain(claimedById);
  if (state !== 'claimed') return say(`tickets.own.states.${state}`);
  return say('tickets.own.states.claimed', { by: by === null ? say('tickets.team') : literal(by) });
}
