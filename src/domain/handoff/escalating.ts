import type { Tx } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import type { Delivery, Fate } from '#domain/delivery';
import { FORGOTTEN, type Members } from '#domain/members';
import type { DeskStore } from './desk-store.js';
import { KEPT_MS, LATER_WAIT_MS, SECOND_WAIT_MS, URGENT_AFTER_MS } from './limits.js';
import type { LineStore } from './line-store.js';
import type { HandoffWake } from './ports.js';
import type { Talking } from './talking.js';
import type { TellingRow, TellingStore } from './telling-store.js';
import type { People, TellingRoom } from './telling.js';
import type { FullTicket, TicketStore } from './ticket-store.js';

export interface EscalatingDeps {
  members: Members;
  delivery: Delivery;
  ticketStore: TicketStore;
  lineStore: LineStore;
  tellingStore: TellingStore;
  deskStore: DeskStore;
  telling: TellingRoom;
  talking: Talking;
  wake: HandoffWake;
  clock: Clock;
}

/** Tickets looked at in one pass; more than any community has open. */
const LIMIT = 500;

type Told = TellingRow & { fate: Fate | undefined };

/** Whether it has really been sent, or read in /inbox. */
const arrivedAt = ({ fate }: Told): Date | null => (fate ? (fate.sentAt ?? fate.readAt) : null);
/** Whether it did not get through, and will not by itself. */
const isLost = (one: Told): boolean =>
  arrivedAt(one) === null && (!one.fate || ['refused', 'inbox', 'uncertain'].includes(one.fate.state));

/** What time alone makes due, and what did not get through. */
export function createEscalating(deps: EscalatingDeps) {
  const { members, delivery, ticketStore, lineStore, tellingStore, telling, talking, clock } = deps;

  /** Everything that was told of these tickets, by ticket. */
  async function toldOf(communityId: string, tickets: readonly FullTicket[]): Promise<Map<string, Told[]>> {
    const rows = await tellingStore.of(
      communityId,
      tickets.map(({ id }) => id),
    );
    const fates = await delivery.fates(
      communityId,
      rows.map(({ messageId }) => messageId),
    );
    const byTicket = new Map<string, Told[]>();
    for (const row of rows) {
      const told = byTicket.get(row.ticketId) ?? [];
      told.push({ ...row, fate: fates.get(row.messageId) });
      byTicket.set(row.ticketId, told);
    }
    return byTicket;
  }

  /** Answers that did not reach the member: whoever gave them hears of it, once. */
  async function undelivered(
    tx: Tx,
    communityId: string,
    people: People,
    ticket: FullTicket,
    told: readonly Told[],
  ) {
    const ids: (string | null)[] = [];
    const known = new Set(told.flatMap(({ kind, lineId }) => (kind === 'trouble' ? [lineId] : [])));
    for (const row of told.filter((one) => one.kind === 'reply' && isLost(one) && !known.has(one.lineId))) {
      const line = (await lineStore.lines(communityId, ticket.id, tx)).find(({ id }) => id === row.lineId);
      if (!line) continue;
      const to = line.byId !== null && line.byId !== FORGOTTEN ? [line.byId] : people.all;
      const posted: (string | null)[] = [];
      for (const id of to)
        posted.push(await telling.undelivered(tx, communityId, people, ticket, row, line, id));
      if (posted.some((id) => id !== null)) {
        await talking.event(tx, communityId, ticket.id, 'undelivered', null);
      }
      ids.push(...posted);
    }
    return ids;
  }

  /** What the member said and whoever has the ticket was not told: the others are. */
  async function unheard(
    tx: Tx,
    communityId: string,
    people: People,
    ticket: FullTicket,
    told: readonly Told[],
  ) {
    const ids: (string | null)[] = [];
    const said = told.filter(({ kind }) => kind === 'said');
    for (const lineId of new Set(said.map((one) => one.lineId))) {
      const rows = said.filter((one) => one.lineId === lineId);
      if (!rows.every(isLost)) continue;
      const line = (await lineStore.lines(communityId, ticket.id, tx)).find(({ id }) => id === lineId);
      if (!line || line.desk === 'sent') continue;
      const rest = people.all.filter((id) => !rows.some(({ memberId }) => memberId === id));
      ids.push(...(await telling.said(tx, communityId, people, ticket, line, rest)));
    }
    return ids;
  }

  /** Nobody was told of it although somebody should have been: those not asked yet are. */
  async function elsewhere(
    tx: Tx,
    communityId: string,
    people: People,
    ticket: FullTicket,
    told: readonly Told[],
  ) {
    const staffed = told.filter(({ kind }) => kind === 'staff');
    if (!staffed.every(isLost)) return [];
    const rest = people.all.filter((id) => !staffed.some(({ memberId }) => memberId === id));
    return telling.opened(tx, communityId, people, ticket, rest);
  }

  /** Who refused the last message may have opened their conversation since, and nobody else is left to ask. */
  async function askAgain(communityId: string): Promise<void> {
    for (const id of await members.staff(communityId)) await members.forgetRefusals(communityId, id);
  }

  /** Nobody came in time. */
  async function overdue(tx: Tx, communityId: string, people: People, ticket: FullTicket, others: number) {
    const now = clock.now();
    if (ticket.state === 'answered') {
      const over = { state: 'closed' as const, closedAt: now, until: later(now, KEPT_MS), dueAt: null };
      await ticketStore.change(tx, communityId, ticket.id, over);
      await talking.event(tx, communityId, ticket.id, 'ran_out', null);
      return [];
    }
    const isKnown = ticket.notifiedAt !== null;
    const escalations = ticket.escalations + 1;
    const often = escalations > 1 || ticket.state === 'claimed';
    const pause = isKnown && often ? LATER_WAIT_MS : SECOND_WAIT_MS;
    await ticketStore.change(tx, communityId, ticket.id, { escalations, dueAt: later(now, pause) });
    await talking.event(tx, communityId, ticket.id, 'escalated', null);
    return telling.waits(tx, communityId, people, ticket, people.all, {
      at: (ticket.dueAt ?? now).toISOString(),
      daily: isKnown && escalations > 2,
      others,
      urgent: !isKnown && later(ticket.openedAt, URGENT_AFTER_MS) <= now,
    });
  }

  return {
    async escalate(communityId: string): Promise<string[]> {
      const now = clock.now();
      const tickets = await ticketStore.live(communityId, later(now, -days(1)), LIMIT);
      if (tickets.length === 0) return [];
      const toldBy = await toldOf(communityId, tickets);
      const waiting = tickets.filter(({ state }) => state === 'open' || state === 'claimed').length;
      const posted: (string | null)[] = [];
      for (const { id, notifiedAt, dueAt } of tickets) {
        const told = toldBy.get(id) ?? [];
        const isDue = dueAt !== null && dueAt <= now;
        if (notifiedAt !== null && !isDue && !told.some((one) => one.kind !== 'staff' && isLost(one)))
          continue;
        if (isDue && notifiedAt === null) await askAgain(communityId);
        await talking.change(communityId, id, null, async (tx, was, _now, people) => {
          let ticket = was;
          if (ticket.notifiedAt === null) {
            const [first] = told
              .flatMap((one) => (one.kind === 'staff' ? [arrivedAt(one)] : []))
              .filter((at) => at !== null)
              .sort((a, b) => a.getTime() - b.getTime());
            if (first) ticket = await ticketStore.change(tx, communityId, id, { notifiedAt: first });
          }
          posted.push(...(await undelivered(tx, communityId, people, ticket, told)));
          if (ticket.state === 'closed') return ticket;
          posted.push(...(await unheard(tx, communityId, people, ticket, told)));
          if (ticket.state === 'open' && ticket.notifiedAt === null) {
            posted.push(...(await elsewhere(tx, communityId, people, ticket, told)));
          }
          if (ticket.dueAt !== null && ticket.dueAt <= now) {
            posted.push(...(await overdue(tx, communityId, people, ticket, waiting - 1)));
          }
          return ticket;
        });
      }
      return posted.filter((id) => id !== null);
    },
  };
}
