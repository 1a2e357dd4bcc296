import { command, say } from '#contracts';
import { ownTicket, ownTicketNamed, ticketButton } from '../pieces/tickets.js';

export const reply = command({
  name: 'reply',
  for: 'member',
  visibility: 'private',
  options: {
    ticket: ownTicket,
    text: {
      type: 'text',
      required: true,
      maxLength: 1_000,
      summary: 'commands.ticket.options.text.summary',
    },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const { id: ticketId } = await ownTicketNamed(options.ticket, context, rooms);
    const said = { ticketId, memberId: actor.member.id, text: options.text };
    const ticket = await rooms.handoff.reply(community.id, said);
    return {
      tone: 'good',
      body: [say('tickets.own.replied')],
      buttons: [[ticketButton(say('tickets.buttons.show'), 'ticket show', ticket)]],
    };
  },
});

export const close = command({
  name: 'close',
  for: 'member',
  visibility: 'private',
  options: { ticket: ownTicket },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const { id } = await ownTicketNamed(options.ticket, context, rooms);
    const ticket = await rooms.handoff.close(community.id, id, actor.member.id, 'closed');
    return {
      tone: 'good',
      title: say('tickets.own.closed', { number: String(ticket.number) }),
      body: [say('tickets.own.closed_hint')],
      buttons: [[ticketButton(say('tickets.buttons.reply'), 'ticket reply', ticket)]],
    };
  },
});
