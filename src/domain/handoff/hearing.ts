import { later, type Clock } from '#kernel/clock';
import type { Delivery } from '#domain/delivery';
import { REOPENS_MS, TALK_MS } from './limits.js';
import type { Handoff } from './model.js';
import type { DeskAddress } from './ports.js';
import type { Talking } from './talking.js';
import type { TellingStore } from './telling-store.js';
import type { FullTicket, TicketStore } from './ticket-store.js';

export interface HearingDeps {
  delivery: Delivery;
  ticketStore: TicketStore;
  tellingStore: TellingStore;
  knownDesk: (communityId: string) => Promise<DeskAddress | null>;
  talking: Talking;
  clock: Clock;
}

/** Moderators talk among themselves in a ticket's thread with lines that begin so. */
const NOTE = /^\s*(\/\/|／／)/;

/** As many answers as somebody may still reply to. */
const REPLIES = 50;

type Said = Parameters<Handoff['heard']>[1];

/** What is said without a command. */
export function createHearing(deps: HearingDeps): Pick<Handoff, 'heard'> {
  const { delivery, ticketStore, tellingStore, knownDesk, talking, clock } = deps;

  /** The ticket whose answer this is a reply to. */
  async function repliedTo(communityId: string, said: Said): Promise<FullTicket | null> {
    if (said.repliesTo === undefined) return null;
    const rows = await tellingStore.replies(communityId, said.memberId, REPLIES);
    const fates = await delivery.fates(
      communityId,
      rows.map(({ messageId }) => messageId),
    );
    const found = rows.find(({ messageId }) => {
      const fate = fates.get(messageId);
      return fate?.externalId === said.repliesTo && fate?.platform === said.platform;
    });
    const ticket = found ? await ticketStore.ticket(communityId, found.ticketId) : null;
    const isOver = ticket?.closedAt && later(ticket.closedAt, REOPENS_MS) <= clock.now();
    return isOver ? null : ticket;
  }

  async function inPrivate(communityId: string, said: Said): Promise<FullTicket | null> {
    const answered = await repliedTo(communityId, said);
    if (answered) return answered;
    const since = later(clock.now(), -TALK_MS);
    return (await ticketStore.talking(communityId, said.memberId, since))[0] ?? null;
  }

  async function atDesk(communityId: string, said: Said): Promise<FullTicket | null> {
    const desk = await knownDesk(communityId);
    if (!desk || (desk.kind === 'chat') !== (said.platform === 'telegram')) return null;
    const inThread = await ticketStore.byThread(communityId, said.placeExternalIds);
    if (inThread) return inThread;
    if (said.repliesTo === undefined || !said.placeExternalIds.includes(desk.externalId)) return null;
    return ticketStore.byMessage(communityId, said.repliesTo);
  }

  return {
    async heard(communityId, said) {
      const { memberId, text, origin } = said;
      const ticket = said.direct ? await inPrivate(communityId, said) : await atDesk(communityId, said);
      if (!ticket) return null;
      if (said.direct) {
        const input = { ticketId: ticket.id, memberId, text, origin };
        return { ticket: await talking.reply(communityId, input), as: 'member' };
      }
      // Whoever is not in charge has no voice there, not even about their own question.
      if (!said.isStaff) return null;
      if (NOTE.test(text) || ticket.memberId === memberId) return { ticket, as: 'note' };
      const input = { ticketId: ticket.id, byId: memberId, text, origin, atDesk: true };
      return { ticket: await talking.answer(communityId, input), as: 'moderator' };
    },
  };
}
