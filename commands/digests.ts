import { command, say, type Phrase, type Reply, type Rooms } from '#contracts';
import type { DigestWeek, Reception } from '#domain/digests';
import { UserFacingError } from '#kernel/errors';
import { namesIn } from './pieces/names.js';
import { PER_PAGE, pageButtons } from './pieces/pages.js';
import { literal } from './pieces/words.js';

/** Weeks in one table. */
const WEEKS = 8;

/** Who got the weekly digest, and how it was received. */
export const digests = command({
  name: 'digests',
  for: 'moderator',
  visibility: 'private',
  options: {
    week: {
      type: 'text',
      maxLength: 8,
      summary: 'commands.digests.options.week.summary',
      async suggest(_typed, { community }, rooms) {
        const weeks = await rooms.digests.weeks(community.id, WEEKS);
        return weeks.map(({ week }) => ({ value: week, label: week }));
      },
    },
    page: { type: 'integer', min: 1, max: 10_000, summary: 'commands.digests.options.page.summary' },
  },
  async run({ community, options }, rooms): Promise<Reply> {
    const { week, page = 1 } = options;
    const shown =
      week === undefined
        ? weeksOf(await rooms.digests.weeks(community.id, WEEKS))
        : await membersOf(community.id, week.trim().toUpperCase(), page, rooms);
    return { ...shown, replaces: options.page !== undefined };
  },
});

function weeksOf(weeks: readonly DigestWeek[]): Reply {
  const [latest] = weeks;
  if (!latest) return { body: [say('digests.sent.none')] };
  // As many as a phone shows side by side.
  const columns = ['week', 'due', 'sent', 'inbox', 'coming', 'taken'] as const;
  return {
    title: say('digests.sent.title', { week: latest.week }),
    table: {
      head: columns.map((column) => say(`digests.sent.head.${column}`)),
      rows: weeks.map((one) => [
        literal(one.week),
        figure(one.due),
        figure(one.sent),
        figure(one.inbox + one.refused),
        figure(one.coming),
        figure(one.taken),
      ]),
    },
    fields: [
      { name: say('digests.sent.head.empty'), value: figure(latest.empty + latest.dropped) },
      { name: say('digests.sent.head.received'), value: say('digests.sent.counts', counts(latest)) },
    ],
    buttons: [
      [
        {
          label: say('digests.sent.button_who'),
          command: 'digests',
          options: { week: latest.week, page: 1 },
          style: 'primary',
        },
      ],
    ],
  };
}

async function membersOf(communityId: string, week: string, page: number, rooms: Rooms): Promise<Reply> {
  const span = { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
  const { rows, total } = await rooms.digests.ofWeek(communityId, week, span);
  if (total === 0) throw new UserFacingError('week_unknown', { week });
  const names = namesIn(communityId, rooms);
  const columns = ['name', 'when', 'fate', 'received'] as const;
  const lines: Phrase[][] = [];
  for (const row of rows) {
    lines.push([
      await names.phrase(row.memberId),
      say('common.literal', { text: { at: row.dueAt, as: 'date' } }),
      say(`digests.sent.fates.${row.fate}`),
      say('digests.sent.counts_taken', { ...counts(row), taken: row.taken }),
    ]);
  }
  return {
    title: say('digests.sent.title', { week }),
    body: [say('digests.sent.page', { page, pages: Math.max(1, Math.ceil(total / PER_PAGE)) })],
    table: { head: columns.map((column) => say(`digests.sent.member.${column}`)), rows: lines },
    buttons: [
      pageButtons('digests', { week }, page, total),
      [{ label: say('digests.sent.button_weeks'), command: 'digests' }],
    ].filter((row) => row.length > 0),
  };
}

const figure = (count: number): Phrase => say('common.literal', { text: String(count) });

const counts = ({ up, down, known }: Reception) => ({ up, down, known });
