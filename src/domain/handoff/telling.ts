import type { Tx } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Delivery, NewNotice } from '#domain/delivery';
import { FORGOTTEN, type Member, type Members } from '#domain/members';
import type { Telling, Ticket, TicketLine } from './model.js';
import type { TellingRow, TellingStore } from './telling-store.js';

export interface TellingDeps {
  members: Members;
  delivery: Delivery;
  tellingStore: TellingStore;
  clock: Clock;
}

/** Who is in charge, but for whoever asks; those who are told at once; and what people are called. */
export interface People {
  all: string[];
  /** Moderators; owners only where there are none. */
  first: string[];
  /** null: they are gone. */
  name(memberId: string | null): string | null;
}

/** Messages of the outbox about tickets, each noted with its ticket so that what came of it can be looked up. */
export function createTelling({ members, delivery, tellingStore, clock }: TellingDeps) {
  async function post(
    tx: Tx,
    ticket: Ticket,
    kind: Telling['kind'],
    notice: NewNotice,
    lineId: string | null = null,
  ): Promise<string | null> {
    const { communityId, memberId } = notice;
    const messageId = await delivery.post(tx, notice);
    if (messageId === null) return null;
    const row = { ticketId: ticket.id, memberId, kind, messageId, lineId, at: clock.now() };
    await tellingStore.put(tx, communityId, row);
    return messageId;
  }

  /** How somebody is called: by the account last seen. null: they are gone. */
  async function nameOf(communityId: string, memberId: string | null): Promise<string | null> {
    if (memberId === null || memberId === FORGOTTEN) return null;
    try {
      return calledBy(await members.member(communityId, memberId));
    } catch (error) {
      if (error instanceof UserFacingError) return null;
      throw error;
    }
  }

  return {
    post,
    nameOf,

    /**
     * Whoever may have to be told, and how they are called: looked up before a transaction, as a transaction must not
     * wait for another connection while others wait for its row.
     */
    async people(
      communityId: string,
      askerId: string,
      others: readonly (string | null)[] = [],
    ): Promise<People> {
      const ranked = await members.ranked(communityId);
      const all = (await members.staff(communityId)).filter((id) => id !== askerId);
      const owners = new Set(ranked.filter(({ rank }) => rank === 'owner').map(({ id }) => id));
      const first = all.filter((id) => !owners.has(id));
      const names = new Map(ranked.map((one) => [one.id, calledBy(one)]));
      for (const id of [askerId, ...others, ...all]) {
        if (id !== null && !names.has(id)) names.set(id, await nameOf(communityId, id));
      }
      const name = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
      return { all, first: first.length > 0 ? first : all, name };
    },

    async opened(
      tx: Tx,
      communityId: string,
      people: People,
      ticket: Ticket,
      to: readonly string[],
      more: { again?: string; urgent?: boolean } = {},
    ): Promise<(string | null)[]> {
      const { again, urgent = false } = more;
      const name = people.name(ticket.memberId);
      const key = `ticket_opened:${ticket.id}${again === undefined ? '' : `:${again}`}`;
      const { id: ticketId, number, question, place } = ticket;
      const values = { ticketId, number, name, question, place };
      const ids = [];
      for (const memberId of to) {
        const notice = { communityId, memberId, kind: 'ticket_opened' as const, values, urgent };
        ids.push(await post(tx, ticket, 'staff', { ...notice, key: `${key}:${memberId}` }));
      }
      return ids;
    },

    /** @param at tells one wait from the next. `daily`: one message a day, however many tickets wait */
    async waits(
      tx: Tx,
      communityId: string,
      people: People,
      ticket: Ticket,
      to: readonly string[],
      more: { at: string; daily: boolean; others: number; urgent: boolean },
    ): Promise<(string | null)[]> {
      const { at, daily, others, urgent } = more;
      const key = daily ? `tickets_wait:${at.slice(0, 10)}` : `ticket_waits:${ticket.id}:${at}`;
      const { id: ticketId, number, question } = ticket;
      const since = ticket.openedAt.toISOString();
      const name = people.name(ticket.memberId);
      const claimedBy = people.name(ticket.claimedById);
      const values = { ticketId, number, name, question, since, claimedBy, others };
      const ids = [];
      for (const memberId of to) {
        const notice = { communityId, memberId, kind: 'ticket_waits' as const, values, urgent };
        ids.push(await post(tx, ticket, 'staff', { ...notice, key: `${key}:${memberId}` }));
      }
      return ids;
    },

    /** What the member said, to whoever has the ticket. */
    async said(
      tx: Tx,
      communityId: string,
      people: People,
      ticket: Ticket,
      line: TicketLine,
      to: readonly string[],
    ) {
      const name = people.name(ticket.memberId);
      const values = { ticketId: ticket.id, number: ticket.number, name, text: line.text };
      const ids = [];
      for (const memberId of to) {
        const key = `ticket_said:${line.id}:${memberId}`;
        const notice = { communityId, memberId, kind: 'ticket_said' as const, key, values };
        ids.push(await post(tx, ticket, 'said', notice, line.id));
      }
      return ids;
    },

    /** What a moderator answered, to the member, where they asked. */
    async replied(
      tx: Tx,
      communityId: string,
      people: People,
      ticket: Ticket,
      line: TicketLine,
    ): Promise<string | null> {
      const { id: ticketId, number, memberId, platform: via, question } = ticket;
      const by = people.name(line.byId);
      const notice = {
        communityId,
        memberId,
        kind: 'ticket_reply' as const,
        key: `ticket_reply:${line.id}`,
        values: { ticketId, number, by, question, answer: line.text },
        via,
      };
      return post(tx, ticket, 'reply', notice, line.id);
    },

    /** The answer is in /inbox only, or nobody knows. */
    async undelivered(
      tx: Tx,
      communityId: string,
      people: People,
      ticket: Ticket,
      row: TellingRow,
      line: TicketLine,
      to: string,
    ) {
      const name = people.name(ticket.memberId);
      const notice = {
        communityId,
        memberId: to,
        kind: 'ticket_undelivered' as const,
        key: `ticket_undelivered:${row.messageId}:${to}`,
        values: { ticketId: ticket.id, number: ticket.number, name, answer: line.text },
      };
      return post(tx, ticket, 'trouble', notice, line.id);
    },

    async closed(tx: Tx, communityId: string, ticket: Ticket, how: 'closed' | 'returned', at: Date) {
      const { id: ticketId, number, memberId, platform: via } = ticket;
      return delivery.post(tx, {
        communityId,
        memberId,
        kind: 'ticket_closed',
        key: `ticket_closed:${ticketId}:${at.toISOString()}`,
        values: { ticketId, number, how },
        via,
      });
    },

    async tellings(communityId: string, ticketId: string): Promise<Telling[]> {
      const rows = await tellingStore.of(communityId, [ticketId]);
      const fates = await delivery.fates(
        communityId,
        rows.map(({ messageId }) => messageId),
      );
      return rows.flatMap(({ messageId, memberId, kind, lineId }) => {
        const fate = fates.get(messageId);
        if (!fate) return [];
        const { state, platform, sentAt, readAt } = fate;
        return [{ memberId, kind, lineId, state, platform, at: sentAt ?? readAt }];
      });
    },
  };
}

export type TellingRoom = ReturnType<typeof createTelling>;

/** By the account last seen. */
function calledBy({ accounts }: Member): string | null {
  const [seen] = [...accounts].sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
  return seen?.name ?? null;
}
