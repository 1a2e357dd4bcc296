import { command, say } from '#contracts';
import { namesIn } from '../pieces/names.js';
import { anyTicket, ticketButton, ticketNamed } from '../pieces/tickets.js';
import { literal } from '../pieces/words.js';
import { ticketCard } from './show.js';

const options = { ticket: anyTicket };

export const claim = command({
  name: 'claim',
  for: 'moderator',
  visibility: 'private',
  options,
  async run(context, rooms) {
    const { actor, community } = context;
    const { id } = await ticketNamed(context.options.ticket, context, rooms);
    const { ticket, mine } = await rooms.handoff.claim(community.id, id, actor.member.id);
    const card = await ticketCard(ticket, context, rooms);
    const number = String(ticket.number);
    if (mine) return { ...card, tone: 'good', title: say('tickets.done.claimed', { number }) };
    const by = await namesIn(community.id, rooms).plain(ticket.claimedById ?? '');
    return {
      ...card,
      tone: 'warning',
      title: say('tickets.done.taken', { number, by: by === null ? say('tickets.somebody') : literal(by) }),
      body: [say('tickets.done.taken_hint'), ...(card.body ?? [])],
    };
  },
});

export const answer = command({
  name: 'answer',
  for: 'moderator',
  visibility: 'private',
  options: {
    ...options,
    text: {
      type: 'text',
      required: true,
      maxLength: 2_000,
      summary: 'commands.tickets.options.text.summary',
    },
  },
  async run(context, rooms) {
    const { actor, community } = context;
    const { id: ticketId } = await ticketNamed(context.options.ticket, context, rooms);
    const given = { ticketId, text: context.options.text, byId: actor.member.id };
    const ticket = await rooms.handoff.answer(community.id, given);
    const name = await namesIn(community.id, rooms).phrase(ticket.memberId);
    return {
      tone: 'good',
      title: say('tickets.done.answered', { number: String(ticket.number) }),
      body: [
        say('tickets.quoted', { text: context.options.text }),
        say('tickets.done.answered_hint', { name, platform: say(`common.platforms.${ticket.platform}`) }),
      ],
      buttons: [
        [
          ticketButton(say('tickets.buttons.show'), 'tickets show', ticket),
          ticketButton(say('tickets.buttons.to_faq'), 'tickets to-faq', ticket),
          ticketButton(say('tickets.buttons.close'), 'tickets close', ticket),
        ],
      ],
    };
  },
});

export const release = command({
  name: 'release',
  for: 'moderator',
  visibility: 'private',
  options,
  async run(context, rooms) {
    const { actor, community } = context;
    const { id } = await ticketNamed(context.options.ticket, context, rooms);
    const ticket = await rooms.handoff.release(community.id, id, actor.member.id);
    const card = await ticketCard(ticket, context, rooms);
    return { ...card, tone: 'good', title: say('tickets.done.released', { number: String(ticket.number) }) };
  },
});

export const close = command({
  name: 'close',
  for: 'moderator',
  visibility: 'private',
  options: { ...options, sure: { type: 'flag', summary: 'commands.tickets.options.sure.summary' } },
  async run(context, rooms) {
    const { actor, community } = context;
    const before = await ticketNamed(context.options.ticket, context, rooms);
    const number = String(before.number);
    if (before.answeredAt === null && before.state !== 'closed' && !context.options.sure) {
      return {
        tone: 'warning',
        title: say('tickets.done.close_ask', { number }),
        body: [say('tickets.done.close_warning'), say('tickets.quoted', { text: before.question })],
        buttons: [
          [
            {
              label: say('tickets.buttons.sure_close'),
              command: 'tickets close',
              options: { ticket: number, sure: true },
              style: 'danger',
            },
            ticketButton(say('tickets.buttons.answer'), 'tickets answer', before, 'primary'),
          ],
        ],
      };
    }
    const ticket = await rooms.handoff.close(community.id, before.id, actor.member.id, 'closed');
    return {
      tone: 'good',
      title: say('tickets.done.closed', { number }),
      body: [say('tickets.done.closed_hint')],
      buttons: [
        [
          ticketButton(say('tickets.buttons.to_faq'), 'tickets to-faq', ticket),
          ticketButton(say('tickets.buttons.reopen'), 'tickets reopen', ticket),
          { label: say('tickets.buttons.waiting'), command: 'tickets waiting' },
        ],
      ],
      replaces: context.options.sure === true,
    };
  },
});

export const returned = command({
  name: 'return',
  for: 'moderator',
  visibility: 'private',
  options,
  async run(context, rooms) {
    const { actor, community } = context;
    const { id } = await ticketNamed(context.options.ticket, context, rooms);
    const ticket = await rooms.handoff.close(community.id, id, actor.member.id, 'returned');
    return {
      tone: 'good',
      title: say('tickets.done.returned', { number: String(ticket.number) }),
      body: [say('tickets.done.closed_hint')],
      buttons: [[ticketButton(say('tickets.buttons.reopen'), 'tickets reopen', ticket)]],
    };
  },
});

export const reopen = command({
  name: 'reopen',
  for: 'moderator',
  visibility: 'private',
  options,
  async run(context, rooms) {
    const { actor, community } = context;
    const before = await ticketNamed(context.options.ticket, context, rooms);
    const ticket = await rooms.handoff.reopen(community.id, before.id, actor.member.id);
    const card = await ticketCard(ticket, context, rooms);
    const number = String(ticket.number);
    const title = before.state === 'closed' ? 'tickets.done.reopened' : 'tickets.done.already';
    return { ...card, tone: 'good', title: say(title, { number }) };
  },
});
