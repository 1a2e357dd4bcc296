import {
  say,
  type CommandContext,
  type Phrase,
  type ReplyButton,
  type Rooms,
  type Suggest,
} from '#contracts';
import type { Ticket, TicketLine } from '#domain/handoff';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches } from './typed.js';
import { literal } from './words.js';
import type { Names } from './names.js';

/** Lines shown of one ticket; the earlier ones are counted. */
const SHOWN = 12;

const labelOf = ({ number, question }: Ticket) => clipped(`${number} · ${question.replaceAll(/\s+/g, ' ')}`);

const optionOf = (part: 'ticket' | 'tickets', suggest: Suggest) =>
  ({
    type: 'text',
    required: true,
    maxLength: 20,
    summary: `commands.${part}.options.ticket.summary`,
    suggest,
  }) as const;

/** One of the speaker's own tickets. */
export const ownTicket = optionOf('ticket', async (typed, { actor, community }, { handoff }) => {
  const filter = { memberId: actor.member.id, limit: 25, offset: 0 };
  return (await handoff.tickets(community.id, filter)).tickets
    .map((one) => ({ value: String(one.number), label: labelOf(one) }))
    .filter(({ label }) => matches(label, typed));
});

/** Any ticket of the community, those that wait first. */
export const anyTicket = optionOf('tickets', async (typed, { community }, { handoff }) => {
  const waiting = await handoff.tickets(community.id, { state: 'waiting', limit: 25, offset: 0 });
  const all = await handoff.tickets(community.id, { limit: 25, offset: 0 });
  const known = new Set(waiting.tickets.map(({ number }) => number));
  return [...waiting.tickets, ...all.tickets.filter(({ number }) => !known.has(number))]
    .map((one) => ({ value: String(one.number), label: labelOf(one) }))
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);
});

/** The ticket of that number. Throws UserFacingError `ticket_unknown`. */
export async function ticketNamed(
  typed: string,
  { community }: Pick<CommandContext, 'community'>,
  { handoff }: Pick<Rooms, 'handoff'>,
): Promise<Ticket> {
  const number = /^\s*[#№]?\s*(\d{1,9})\b/u.exec(typed)?.[1];
  if (number === undefined) throw new UserFacingError('ticket_unknown');
  return handoff.byNumber(community.id, Number(number));
}

/** The same for its member; somebody else's is not known. */
export async function ownTicketNamed(
  typed: string,
  context: CommandContext,
  rooms: Pick<Rooms, 'handoff'>,
): Promise<Ticket> {
  const ticket = await ticketNamed(typed, context, rooms);
  if (ticket.memberId !== context.actor.member.id) throw new UserFacingError('ticket_unknown');
  return ticket;
}

/** A button about one ticket. */
export function ticketButton(
  label: ReplyButton['label'],
  command: string,
  { number }: Pick<Ticket, 'number'>,
  style: 'primary' | 'plain' | 'danger' = 'plain',
): ReplyButton {
  return { label, command, options: { ticket: String(number) }, style };
}

/** When somebody of the team was first really told; asked live while it is not written down yet. */
export async function toldAt(
  communityId: string,
  { id, notifiedAt }: Ticket,
  { handoff }: Pick<Rooms, 'handoff'>,
): Promise<Date | null> {
  if (notifiedAt !== null) return notifiedAt;
  const told = await handoff.tellings(communityId, id);
  const at = told.flatMap((one) => (one.kind === 'staff' && one.at ? [one.at.getTime()] : []));
  return at.length > 0 ? new Date(Math.min(...at)) : null;
}

/** What was said and what happened, in order. @param trouble what is to be said beside a line */
export async function saidLines(
  lines: readonly TicketLine[],
  names: Names,
  trouble: (line: TicketLine) => Phrase | null = () => null,
): Promise<Phrase[]> {
  const shown = lines.slice(-SHOWN);
  const phrases: Phrase[] = [];
  if (lines.length > shown.length) {
    phrases.push(say('tickets.card.earlier', { count: lines.length - shown.length }));
  }
  for (const line of shown) {
    const at = { at: line.at, as: 'datetime' } as const;
    const who = line.byId === null ? null : await names.plain(line.byId);
    if (line.voice === 'event') {
      const what = eventPhrase(line.text);
      phrases.push(
        line.byId === null || line.text === 'settled'
          ? say('tickets.card.event', { at, what })
          : say('tickets.card.event_by', { at, what, who: who ?? say('tickets.somebody') }),
      );
      continue;
    }
    const words = { at, who: who ?? say('tickets.somebody'), text: literal(clipped(line.text, 300)) };
    const beside = trouble(line);
    phrases.push(
      beside
        ? say('tickets.card.line_unseen', { ...words, trouble: beside })
        : say('tickets.card.line', words),
    );
  }
  return phrases;
}

const EVENTS = [
  'opened',
  'claimed',
  'released',
  'escalated',
  'undelivered',
  'closed',
  'settled',
  'returned',
  'ran_out',
  'reopened',
] as const;

function eventPhrase(name: string): Phrase {
  const known = EVENTS.find((one) => one === name);
  return known ? say(`tickets.card.events.${known}`) : literal(name);
}
