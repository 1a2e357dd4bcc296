import { command, csvLine, csvMark, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { sheets, whats } from './export/sheets.js';
import { reaches } from './pieces/people.js';
import { rangeOf, rangeOptions } from './pieces/range.js';

/** Numbers for a spreadsheet. What money comes in leaves the house with owners only. */
export const exported = command({
  name: 'export',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    what: {
      type: 'choice',
      required: true,
      summary: 'commands.export.options.what.summary',
      choices: whats.map((value) => ({ value, label: `commands.export.choices.what.${value}` as const })),
    },
    ...rangeOptions('export'),
  },
  async run({ actor, community, options, now }, rooms) {
    const { what } = options;
    const sheet = sheets[what];
    if (sheet.money && !reaches(actor.rank, 'owner')) throw new UserFacingError('not_allowed');
    const { timeZone: zone } = community;
    const range = rangeOf(options, now, { speaker: actor.timeZone, zone, usual: '90' });
    const { head, rows } = await sheet.read(community.id, range, rooms);
    const title = say(`commands.export.choices.what.${what}`);
    if (rows.length === 0) return { title, body: [say('numbers.empty')] };
    await rooms.members.audit(community.id, {
      action: 'numbers.exported',
      actorId: actor.member.id,
      details: { what, rows: rows.length },
    });
    const content = [csvMark, ...[head, ...rows].map(csvLine)].join('');
    const span = sheet.ranged ? `${range.from}-${range.to}` : range.to;
    return {
      tone: 'good',
      title: sheet.ranged
        ? say('numbers.done', { what: title, from: range.from, to: range.to })
        : say('numbers.done_now', { what: title }),
      body: [say('numbers.rows', { count: rows.length }), say('numbers.nobody')],
      file: { name: `${what}-${span}.csv`, type: 'text/csv', data: Buffer.from(content) },
    };
  },
});
