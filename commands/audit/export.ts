import { csvLine, csvMark, flat, type CommandContext, type Reply, type Rooms } from '#contracts';
import type { AuditQuery, AuditRow } from '#domain/members';
import { namesIn } from '../pieces/names.js';
import { auditPhrase, knownIn } from './words.js';

/** Rows that one file holds: some megabytes, which both platforms take. */
const MOST = 20_000;
const PAGE = 1_000;

const HEAD = ['at', 'action', 'what', 'actor', 'actor_id', 'subject_id', 'details'];

/** The log as a file for a spreadsheet, newest first. `cut`: there are more rows than one file holds. */
export async function exported(
  { actor, community, now }: CommandContext,
  query: AuditQuery,
  rooms: Rooms,
): Promise<{ file: NonNullable<Reply['file']>; count: number; cut: boolean }> {
  const names = namesIn(community.id, rooms);
  const known = await knownIn(community.id, names, rooms);
  const lines = [csvMark + csvLine(HEAD)];
  let last: AuditRow | undefined;
  let more = true;
  let count = 0;
  while (more && count < MOST) {
    const before = last ? { before: { at: last.at, id: last.id } } : {};
    const page = await rooms.members.auditRows(community.id, { ...query, ...before }, PAGE);
    for (const row of page.rows) {
      const { at, action, actorId, subjectId, details } = row;
      lines.push(
        csvLine([
          at.toISOString(),
          action,
          flat(await auditPhrase(row, known), actor),
          actorId === null ? '' : ((await names.plain(actorId)) ?? ''),
          actorId ?? '',
          subjectId ?? '',
          JSON.stringify(details),
        ]),
      );
    }
    count += page.rows.length;
    last = page.rows.at(-1);
    more = page.more && last !== undefined;
  }
  const name = `audit-${now.toISOString().slice(0, 10)}.csv`;
  return { file: { name, type: 'text/csv', data: Buffer.from(lines.join('')) }, count, cut: more };
}
