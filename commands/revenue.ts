import { command, say, type Phrase, type ReplyButton, type Rooms } from '#contracts';
import { reaches } from './pieces/people.js';
import { rangeOf, rangeOptions, spans } from './pieces/range.js';
import { themeOption } from './pieces/theme.js';
import { clipped } from './pieces/typed.js';
import { literal, stacked } from './pieces/words.js';
import { revenueSheet } from './revenue/picture.js';
import { linesOf } from './revenue/words.js';

/** Currencies that are told in full. */
const MOST_CURRENCIES = 4;
const MOST_PLANS = 12;

/** What the community earns. */
export const revenue = command({
  name: 'revenue',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    ...rangeOptions('revenue'),
    theme: themeOption('revenue'),
  },
  async run({ actor, community, options, now }, rooms) {
    const { id, timeZone: zone } = community;
    const range = rangeOf(options, now, { speaker: actor.timeZone, zone, usual: '30' });
    // What was paid a minute ago is among it.
    await rooms.revenue.rollUp(id);
    const summaries = await rooms.revenue.summaries(id, range.from, range.to);
    const buttons = buttonsOf(range.days, reaches(actor.rank, 'owner'));
    if (summaries.length === 0) {
      return { title: say('revenue.none'), body: [say('revenue.none_how')] };
    }
    const days = await rooms.revenue.days(id, range.from, range.to);
    const sheet = revenueSheet({
      locale: actor.locale,
      community: community.name,
      range,
      days,
      summaries,
    });
    const [first] = summaries;
    const rows = await planRows(id, rooms);
    return {
      title: say('revenue.title', { from: range.from, to: range.to }),
      body: [say('revenue.definitions')],
      fields: summaries.slice(0, MOST_CURRENCIES).map((summary) => ({
        name: say('revenue.currency', { currency: summary.currency.toUpperCase() }),
        value: stacked(linesOf(summary, actor.locale)),
      })),
      ...(rows.length > 0
        ? {
            table: {
              head: (['plan', 'mrr', 'subscribers', 'trials'] as const).map((column) =>
                say(`revenue.table.${column}`),
              ),
              rows,
            },
          }
        : {}),
      picture: {
        name: 'revenue.png',
        data: await rooms.pictures.chart({ ...sheet, theme: options.theme ?? 'light' }),
        alt: say('revenue.alt', {
          mrr: { money: first?.mrr ?? 0, currency: first?.currency ?? 'usd' },
          subscribers: first?.subscribers ?? 0,
          paid: { money: first?.paid ?? 0, currency: first?.currency ?? 'usd' },
        }),
      },
      buttons,
      replaces: options.range !== undefined,
    };
  },
});

async function planRows(communityId: string, { revenue: room, billing }: Rooms): Promise<Phrase[][]> {
  const names = new Map((await billing.plans(communityId, true)).map(({ id, name }) => [id, name]));
  return (await room.plans(communityId)).slice(0, MOST_PLANS).map((row) => {
    const name = names.get(row.planId);
    return [
      name === undefined ? say('revenue.table.gone') : literal(clipped(name, 24)),
      say('revenue.table.money', { money: { money: row.mrr, currency: row.currency } }),
      literal(String(row.subscribers)),
      literal(String(row.trials)),
    ];
  });
}

function buttonsOf(shown: number, isOwner: boolean): ReplyButton[][] {
  return [
    spans
      .filter((span) => Number(span) !== shown)
      .map((span) => ({
        label: say('revenue.buttons.days', { count: Number(span) }),
        command: 'revenue',
        options: { range: span },
      })),
    [
      { label: say('revenue.buttons.cohorts'), command: 'cohorts' },
      ...(isOwner
        ? [{ label: say('revenue.buttons.file'), command: 'export', options: { what: 'revenue' } }]
        : []),
    ],
  ];
}
