import { later } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Members } from '#domain/members';
import { CLAIMED_WAIT_MS, FIRST_WAIT_MS, KEPT_MS } from './limits.js';
import type { Handoff, Ticket } from './model.js';
import type { Talking } from './talking.js';
import type { TellingRoom } from './telling.js';
import type { TicketStore } from './ticket-store.js';

export interface KeepingDeps {
  members: Members;
  ticketStore: TicketStore;
  telling: TellingRoom;
  talking: Talking;
}

/** Who has a ticket, and whether it is over. */
export function createKeeping({
  members,
  ticketStore,
  telling,
  talking,
}: KeepingDeps): Pick<Handoff, 'claim' | 'release' | 'close' | 'reopen'> {
  const { change, event } = talking;

  function auditOf(action: string, ticket: Ticket, actorId: string) {
    return { action, actorId, subjectId: ticket.memberId, details: { ticket: ticket.number } };
  }

  return {
    async claim(communityId, ticketId, byId) {
      let mine = false;
      const ticket = await change(communityId, ticketId, byId, async (tx, was, now) => {
        if (was.state === 'closed') throw new UserFacingError('ticket_closed');
        mine = was.claimedById === byId || was.claimedById === null;
        if (was.claimedById !== null) return was;
        await event(tx, communityId, ticketId, 'claimed', byId);
        await members.audit(communityId, auditOf('ticket.claimed', was, byId), tx);
        const data = { state: 'claimed' as const, claimedById: byId, claimedAt: now, escalations: 0 };
        return ticketStore.change(tx, communityId, ticketId, {
          ...data,
          notifiedAt: was.notifiedAt ?? now,
          dueAt: later(now, CLAIMED_WAIT_MS),
        });
      });
      return { ticket, mine };
    },

    async release(communityId, ticketId, byId) {
      return change(communityId, ticketId, byId, async (tx, was, now, people) => {
        if (was.state === 'closed') throw new UserFacingError('ticket_closed');
        if (was.claimedById === null) return was;
        await event(tx, communityId, ticketId, 'released', byId);
        await members.audit(communityId, auditOf('ticket.released', was, byId), tx);
        const ticket = await ticketStore.change(tx, communityId, ticketId, {
          state: 'open',
          claimedById: null,
          claimedAt: null,
          escalations: 0,
          dueAt: later(now, FIRST_WAIT_MS),
        });
        const to = people.all.filter((id) => id !== byId);
        const posted = await telling.opened(tx, communityId, people, ticket, to, {
          again: now.toISOString(),
        });
        return { ticket, posted };
      });
    },

    async close(communityId, ticketId, byId, how) {
      return change(communityId, ticketId, byId, async (tx, was, now) => {
        if (was.state === 'closed') return was;
        const byMember = was.memberId === byId;
        await event(tx, communityId, ticketId, byMember ? 'settled' : how, byId);
        if (!byMember) await members.audit(communityId, auditOf(`ticket.${how}`, was, byId), tx);
        const ticket = await ticketStore.change(tx, communityId, ticketId, {
          state: 'closed',
          closedAt: now,
          closedById: byId,
          until: later(now, KEPT_MS),
          dueAt: null,
        });
        const told = byMember ? [] : [await telling.closed(tx, communityId, ticket, how, now)];
        return { ticket, posted: told };
      });
    },

    async reopen(communityId, ticketId, byId) {
      return change(communityId, ticketId, byId, async (tx, was, _now, people) => {
        if (was.state !== 'closed') return was;
        if (was.memberId !== byId) {
          await members.audit(communityId, auditOf('ticket.reopened', was, byId), tx);
        }
        return talking.reopen(tx, communityId, people, was, byId);
      });
    },
  };
}
