import { command, say, type Phrase } from '#contracts';
import type { Ticket } from '#domain/handoff';
import { namesIn, type Names } from '../pieces/names.js';
import { pageButtons, PER_PAGE } from '../pieces/pages.js';
import { ticketButton, toldAt } from '../pieces/tickets.js';
import { clipped } from '../pieces/typed.js';
import { literal, rowsOf } from '../pieces/words.js';

export const waiting = command({
  name: 'waiting',
  for: 'moderator',
  visibility: 'private',
  options: {
    closed: { type: 'flag', summary: 'commands.tickets.options.closed.summary' },
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.tickets.options.page.summary' },
  },
  async run({ community, options }, rooms) {
    const { closed = false, page = 1 } = options;
    const { tickets, total } = await rooms.handoff.tickets(community.id, {
      state: closed ? 'closed' : 'waiting',
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    });
    const hasDesk = (await rooms.handoff.desk(community.id)) !== null;
    const hint = hasDesk || closed ? [] : [say('tickets.list.no_desk')];
    if (tickets.length === 0) {
      const none = closed ? say('tickets.list.none_closed') : say('tickets.list.none');
      return { ...(closed ? {} : { tone: 'good' as const }), body: [none, ...hint] };
    }
    const names = namesIn(community.id, rooms);
    const lines = [];
    let untold = 0;
    for (const one of tickets) {
      const isUntold = !closed && (await toldAt(community.id, one, rooms)) === null;
      if (isUntold) untold += 1;
      lines.push({
        mark: isUntold ? ('bad' as const) : one.state === 'open' ? ('wait' as const) : ('dot' as const),
        text: say('tickets.list.line', {
          number: String(one.number),
          name: await names.phrase(one.memberId),
          at: { at: one.openedAt, as: 'datetime' },
          state: isUntold ? say('tickets.list.untold') : await standing(one, names),
          question: clipped(one.question, 150),
        }),
      });
    }
    return {
      ...(untold > 0 ? { tone: 'warning' as const } : {}),
      title: closed ? say('tickets.list.closed') : say('tickets.list.title', { count: total }),
      body: [...(untold > 0 ? [say('tickets.list.untold_head', { count: untold })] : []), ...hint],
      list: lines,
      buttons: [
        ...rowsOf(
          tickets.map((one) =>
            ticketButton(say('tickets.buttons.number', { number: String(one.number) }), 'tickets show', one),
          ),
          5,
        ),
        pageButtons('tickets waiting', closed ? { closed } : {}, page, total),
      ],
      replaces: page > 1,
    };
  },
});

async function standing({ state, claimedById }: Ticket, names: Names): Promise<Phrase> {
  const by = claimedById === null ? null : await names.plain(claimedById);
  if (state === 'open' || state === 'closed') return say(`tickets.list.states.${state}`);
  return say(`tickets.list.states.${state}`, { by: by === null ? say('tickets.somebody') : literal(by) });
}
