import { lockMember, lockName, type Database, type Tx } from '#database';
import { later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Delivery } from '#domain/delivery';
import type { Faq } from '#domain/faq';
import type { Members } from '#domain/members';
import type { DeskStore } from './desk-store.js';
import { checked, CLAIMED_WAIT_MS, FIRST_WAIT_MS, MAX_ANSWER, MAX_OPEN, MAX_QUESTION } from './limits.js';
import { REOPENS_MS, SILENT_MS } from './limits.js';
import type { LineStore } from './line-store.js';
import type { Handoff, Ticket, TicketEvent } from './model.js';
import type { HandoffWake } from './ports.js';
import type { People, TellingRoom } from './telling.js';
import type { FullTicket, TicketStore } from './ticket-store.js';

export interface TalkingDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  faq: Pick<Faq, 'handedOver'>;
  ticketStore: TicketStore;
  lineStore: LineStore;
  deskStore: DeskStore;
  telling: TellingRoom;
  wake: HandoffWake;
  clock: Clock;
}

/** What one change of a ticket leaves to be done once it is committed. */
type Changed = { ticket: FullTicket; posted: (string | null)[] };

/** Asking, answering, going on. */
export function createTalking(deps: TalkingDeps) {
  const { database, members, delivery, faq, ticketStore, lineStore, deskStore, telling, wake, clock } = deps;

  /** Changes a ticket while nobody else does, then wakes whoever has to act on it. */
  async function change(
    communityId: string,
    ticketId: string,
    byId: string | null,
    work: (tx: Tx, ticket: FullTicket, now: Date, people: People) => Promise<Changed | FullTicket>,
  ): Promise<FullTicket> {
    const before = await ticketStore.ticket(communityId, ticketId);
    if (!before) throw new UserFacingError('ticket_unknown');
    const people = await telling.people(communityId, before.memberId, [before.claimedById, byId]);
    const done = await database.transaction(async (tx) => {
      const ticket = await ticketStore.lock(tx, communityId, ticketId);
      if (!ticket) throw new UserFacingError('ticket_unknown');
      const result = await work(tx, ticket, clock.now(), people);
      return 'posted' in result ? result : { ticket: result, posted: [] };
    });
    await delivery.wake(communityId, done.posted);
    if (await deskStore.waits(communityId, clock.now())) await wake.desk(communityId);
    return done.ticket;
  }

  async function event(
    tx: Tx,
    communityId: string,
    ticketId: string,
    text: TicketEvent,
    byId: string | null,
  ) {
    const toDesk = await deskStore.exists(tx, communityId);
    const line = { ticketId, voice: 'event' as const, text, byId, at: clock.now(), toDesk };
    await lineStore.add(tx, communityId, line);
  }

  /** A closed ticket is open again: with whoever had it, or with nobody. */
  async function reopen(
    tx: Tx,
    communityId: string,
    people: People,
    ticket: FullTicket,
    byId: string,
  ): Promise<Changed> {
    const now = clock.now();
    const { all, first } = people;
    const claimer = ticket.claimedById !== null && all.includes(ticket.claimedById);
    const fresh = await ticketStore.change(tx, communityId, ticket.id, {
      state: claimer ? 'claimed' : 'open',
      ...(claimer ? {} : { claimedById: null, claimedAt: null }),
      closedAt: null,
      closedById: null,
      until: null,
      escalations: 0,
      dueAt: later(now, claimer ? CLAIMED_WAIT_MS : FIRST_WAIT_MS),
    });
    await event(tx, communityId, ticket.id, 'reopened', byId);
    const to = claimer ? [] : first.filter((id) => id !== byId);
    const posted = await telling.opened(tx, communityId, people, fresh, to, { again: now.toISOString() });
    return { ticket: fresh, posted };
  }

  async function answer(
    communityId: string,
    input: { ticketId: string; text: string; byId: string; origin?: string; atDesk?: boolean },
  ): Promise<Ticket> {
    const { ticketId, byId, origin, atDesk = false } = input;
    const text = checked(input.text, MAX_ANSWER);
    return change(communityId, ticketId, byId, async (tx, ticket, now, people) => {
      if (ticket.state === 'closed') await event(tx, communityId, ticketId, 'reopened', byId);
      const toDesk = !atDesk && (await deskStore.exists(tx, communityId));
      const said = { voice: 'moderator' as const, text, byId, at: now, toDesk };
      const line = await lineStore.add(tx, communityId, {
        ticketId,
        ...said,
        ...(origin === undefined ? {} : { origin }),
      });
      if (!line) return ticket;
      const fresh = await ticketStore.change(tx, communityId, ticketId, {
        state: 'answered',
        claimedById: ticket.claimedById ?? byId,
        claimedAt: ticket.claimedAt ?? now,
        answeredAt: now,
        // Whoever answers has surely been told.
        notifiedAt: ticket.notifiedAt ?? now,
        escalations: 0,
        dueAt: later(now, SILENT_MS),
        closedAt: null,
        closedById: null,
        until: null,
      });
      if (ticket.state === 'open') await event(tx, communityId, ticketId, 'claimed', byId);
      const entry = { action: 'ticket.answered', actorId: byId, subjectId: ticket.memberId };
      await members.audit(communityId, { ...entry, details: { ticket: ticket.number } }, tx);
      return { ticket: fresh, posted: [await telling.replied(tx, communityId, people, fresh, line)] };
    });
  }

  const door: Pick<Handoff, 'open' | 'reply'> = {
    async open(communityId, input) {
      const { memberId, askId } = input;
      const question = checked(input.question, MAX_QUESTION);
      const people = await telling.people(communityId, memberId);
      const { ticket, posted } = await database.transaction(async (tx) => {
        if (!(await lockMember(tx, communityId, memberId))) throw new UserFacingError('member_unknown');
        const open = await ticketStore.open(tx, communityId, memberId);
        const same = open.find((one) => one.question === question);
        if (same) return { ticket: same, posted: [] };
        if (open.length >= MAX_OPEN) throw new UserFacingError('tickets_enough', { max: MAX_OPEN });
        await lockName(tx, `tickets:${communityId}`);
        const now = clock.now();
        const { platform, locale, place, guesses } = input;
        const row = { memberId, platform, locale, place, guesses, question, openedAt: now };
        const fresh = await ticketStore.create(tx, communityId, { ...row, dueAt: later(now, FIRST_WAIT_MS) });
        await event(tx, communityId, fresh.id, 'opened', null);
        if (askId !== undefined) await faq.handedOver(tx, communityId, askId, fresh.id);
        return { ticket: fresh, posted: await telling.opened(tx, communityId, people, fresh, people.first) };
      });
      await delivery.wake(communityId, posted);
      if (posted.length > 0 || (await deskStore.waits(communityId, clock.now())))
        await wake.desk(communityId);
      return ticket;
    },

    async reply(communityId, { ticketId, memberId, text: given, origin }) {
      const text = checked(given, MAX_QUESTION);
      return change(communityId, ticketId, memberId, async (tx, was, now, people) => {
        if (was.memberId !== memberId) throw new UserFacingError('ticket_unknown');
        let ticket = was;
        let posted: (string | null)[] = [];
        if (was.state === 'closed') {
          if (was.closedAt && later(was.closedAt, REOPENS_MS) <= now)
            throw new UserFacingError('ticket_over');
          ({ ticket, posted } = await reopen(tx, communityId, people, was, memberId));
        }
        const toDesk = await deskStore.exists(tx, communityId);
        const said = { ticketId, voice: 'member' as const, text, byId: memberId, at: now, toDesk };
        const line = await lineStore.add(tx, communityId, {
          ...said,
          ...(origin === undefined ? {} : { origin }),
        });
        if (!line) return { ticket, posted };
        if (ticket.state === 'answered') {
          ticket = await ticketStore.change(tx, communityId, ticketId, {
            state: ticket.claimedById === null ? 'open' : 'claimed',
            dueAt: later(now, ticket.claimedById === null ? FIRST_WAIT_MS : CLAIMED_WAIT_MS),
            escalations: 0,
          });
        }
        if (ticket.claimedById !== null) {
          posted.push(...(await telling.said(tx, communityId, people, ticket, line, [ticket.claimedById])));
        }
        return { ticket, posted };
      });
    },
  };
  return { ...door, answer, change, event, reopen };
}

export type Talking = ReturnType<typeof createTalking>;
