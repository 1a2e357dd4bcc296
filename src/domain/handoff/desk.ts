import type { Database } from '#database';
import { later, minutes, type Clock } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';
import { newToken, shortHash } from '#kernel/ids';
import type { Log } from '#kernel/log';
import type { Community, Members } from '#domain/members';
import type { DeskTroubles } from './desk-troubles.js';
import { backoffMs, CLAIM_MS, MOST_TRIES, NO_ANSWER, type DeskRow, type DeskStore } from './desk-store.js';
import type { TicketEvent } from './model.js';
import type { DeskAddress, DeskCard, DeskPort, DeskResult, Desks } from './ports.js';
import type { TellingRoom } from './telling.js';
import type { FullTicket, TicketStore } from './ticket-store.js';

export interface DeskDeps {
  database: Database;
  members: Members;
  ticketStore: TicketStore;
  deskStore: DeskStore;
  deskTroubles: DeskTroubles;
  telling: TellingRoom;
  desks: Desks;
  clock: Clock;
  log: Log;
}

/** After that many refusals in a row the desk is left alone until the next minute. */
const MOST_REFUSALS = 3;

/** Said aloud; the other events only change the card. */
const ALOUD = new Set<string>(['escalated', 'undelivered'] satisfies TicketEvent[]);

interface Place {
  community: Community;
  port: DeskPort;
  address: DeskAddress;
  /** Tells one desk from the next. */
  since: Date;
}

type Step = 'done' | 'stop' | 'refused' | 'again';

/** Brings what is said in tickets to the desk: one ticket after the other, each in order. */
export function createDesk(deps: DeskDeps) {
  const { database, members, ticketStore, deskStore, deskTroubles, telling, desks, clock, log } = deps;

  async function placeOf(communityId: string): Promise<Place | null> {
    const desk = await deskStore.desk(communityId);
    if (!desk) return null;
    const space = (await members.spaces(communityId)).find(({ id }) => id === desk.spaceId);
    if (!space) {
      await deskTroubles.tell(communityId, desk.title, 'space_gone');
      return null;
    }
    const port = desks[space.platform];
    if (!port) return null;
    const { kind, createdAt: since } = desk;
    const externalId = kind === 'chat' ? space.externalId : desk.externalId;
    const address = { spaceExternalId: space.externalId, externalId, kind };
    return { community: await members.community(communityId), port, address, since };
  }

  async function cardOf({ community }: Place, ticket: FullTicket): Promise<DeskCard> {
    const { id: communityId, name: communityName, locale, timeZone } = community;
    const { id: ticketId, number, place, question, guesses, state, openedAt } = ticket;
    return {
      communityId,
      communityName,
      ticketId,
      number,
      memberName: (await telling.nameOf(communityId, ticket.memberId)) ?? '?',
      place,
      question,
      guesses: guesses.map(({ title, probability }) => ({ title, probability })),
      state,
      claimedBy: await telling.nameOf(communityId, ticket.claimedById),
      openedAt,
      locale,
      timeZone,
    };
  }

  /** Whether a try now could double one that may have arrived. */
  function isDoubtful({ failure, claimedAt, tries }: DeskRow, port: DeskPort): boolean {
    if (failure !== NO_ANSWER || !claimedAt) return false;
    return tries > 1 || clock.now().getTime() - claimedAt.getTime() >= port.dedupeMs;
  }

  /** An edit, which may be done twice; everything else is said once. */
  const isEdit = ({ voice, text }: DeskRow) => voice === 'event' && text !== 'opened' && !ALOUD.has(text);

  async function speak(place: Place, ticket: FullTicket, row: DeskRow): Promise<DeskResult> {
    const { port, address, community, since } = place;
    const nonce = shortHash(`desk:${row.id}:${since.getTime()}:${row.deskId ?? ''}`);
    if (row.voice === 'event' && row.text === 'opened') {
      return port.open(address, await cardOf(place, ticket), nonce);
    }
    const { deskMessageId: messageId, deskThreadId: threadId } = ticket;
    if (isEdit(row)) {
      if (messageId === null) return { kind: 'gone' };
      return port.update(address, messageId, await cardOf(place, ticket));
    }
    const { number } = ticket;
    const by = await telling.nameOf(community.id, row.voice === 'event' ? null : row.byId);
    const line = { number, voice: row.voice, by, text: row.text, locale: community.locale };
    return port.say(address, { messageId, threadId }, line, nonce);
  }

  async function step(place: Place, ticket: FullTicket, row: DeskRow, cardLineId: string): Promise<Step> {
    const { community, port } = place;
    const communityId = community.id;
    const claim = newToken();
    if (!(await deskStore.claim(communityId, row, claim, clock.now()))) return 'stop';
    const settle = (data: Parameters<DeskStore['settle']>[3]) =>
      deskStore.settle(communityId, row.id, claim, data);
    if (isDoubtful(row, port) && !isEdit(row)) {
      await settle({ deskState: 'uncertain', failure: NO_ANSWER });
      return 'done';
    }
    const result = await speak(place, ticket, row);
    switch (result.kind) {
      case 'sent': {
        const { messageId, threadId } = result;
        await database.transaction(async (tx) => {
          const sent = { deskState: 'sent' as const, deskId: messageId, failure: null, deskTries: 0 };
          const ours = await deskStore.settle(communityId, row.id, claim, sent, tx);
          if (ours && row.text === 'opened' && row.voice === 'event') {
            const at = { messageId, threadId, now: clock.now() };
            await deskStore.stands(tx, communityId, ticket.id, at);
          }
        });
        await deskTroubles.clear(communityId);
        return 'done';
      }
      case 'gone':
        if (isEdit(row) || row.id === cardLineId) {
          await settle({ deskState: 'withdrawn', failure: null });
          return 'done';
        }
        await settle({ deskState: 'pending', failure: null, deskTries: 0 });
        await deskStore.again(communityId, ticket.id, cardLineId);
        return 'again';
      case 'refused': {
        await settle({ deskState: 'refused', failure: result.code });
        const desk = await deskStore.desk(communityId);
        if (desk) await deskTroubles.tell(communityId, desk.title, result.code);
        log.info({ ticketId: ticket.id, code: result.code }, 'the desk refuses a line');
        return 'refused';
      }
      case 'retry':
        // Nothing arrived: what is in doubt is still the try before.
        await settle({
          deskState: 'pending',
          failure: row.failure,
          deskTries: row.tries,
          claimedAt: row.claimedAt,
        });
        throw new RetryAfter(result.afterMs, 'the platform asks to wait');
      case 'unknown':
        // It may have arrived and stays claimed, for reclaim to judge; an edit may be done again.
        if (isEdit(row)) await settle({ deskState: 'pending' });
        throw new RetryAfter(minutes(1), `no answer: ${result.reason}`);
    }
  }

  /** @returns how often the desk refused */
  async function settleTicket(place: Place, ticketId: string): Promise<number> {
    const communityId = place.community.id;
    // A card that is taken away there each time it is put up is not put up for ever.
    for (let round = 0; round < 2; round += 1) {
      const rows = await deskStore.rows(communityId, ticketId);
      const cardLineId = rows[0]?.id ?? '';
      let again = false;
      for (const row of rows) {
        if (row.state === 'sending') return 0;
        if (row.state !== 'pending' && row.state !== 'refused') continue;
        if (row.state === 'refused') {
          const rested = row.claimedAt && later(row.claimedAt, backoffMs(row.tries)) <= clock.now();
          if (row.tries >= MOST_TRIES && row.id !== cardLineId) continue;
          if (row.tries >= MOST_TRIES || !rested) return 0;
        }
        const ticket = await ticketStore.ticket(communityId, ticketId);
        if (!ticket) return 0;
        const outcome = await step(place, ticket, row, cardLineId);
        if (outcome === 'stop') return 0;
        if (outcome === 'refused') return 1;
        if (outcome === 'again') {
          again = true;
          break;
        }
      }
      if (!again) return 0;
    }
    return 0;
  }

  /** Lines of a process that died, or that got no answer. */
  async function reclaim({ community, port }: Place): Promise<void> {
    for (const row of await deskStore.orphans(community.id, later(clock.now(), -CLAIM_MS))) {
      const isSure = isEdit(row) || !isDoubtful({ ...row, failure: NO_ANSWER }, port);
      const state = isSure ? ('pending' as const) : ('uncertain' as const);
      const data = { deskState: state, failure: NO_ANSWER };
      await deskStore.settle(community.id, row.id, row.claim, data);
    }
  }

  async function clearLeftovers(communityId: string): Promise<void> {
    for (const row of await deskStore.leftovers(communityId, clock.now())) {
      const { messageId, threadId, platform, spaceExternalId, externalId, kind, tries } = row;
      const port = desks[platform];
      if (!port) continue;
      const result = await port.remove({ spaceExternalId, externalId, kind }, messageId, threadId);
      if (result.kind === 'retry') throw new RetryAfter(result.afterMs, 'the platform asks to wait');
      const isOver = result.kind === 'gone' || result.kind === 'sent' || tries >= MOST_TRIES;
      await (isOver
        ? deskStore.leftDone(communityId, row.id)
        : deskStore.leftAgain(communityId, row, clock.now()));
    }
  }

  return {
    async settleDesk(communityId: string): Promise<void> {
      const place = await placeOf(communityId);
      if (place) {
        await reclaim(place);
        let refusals = 0;
        for (const ticketId of await deskStore.dueTickets(communityId, clock.now())) {
          refusals += await settleTicket(place, ticketId);
          if (refusals >= MOST_REFUSALS) break;
        }
      }
      await clearLeftovers(communityId);
    },
  };
}
