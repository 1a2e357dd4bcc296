import { DateTime } from 'luxon';
import {
  command,
  flat,
  isTextKey,
  say,
  type CommandContext,
  type CommandOptions,
  type Reply,
  type ReplyButton,
  type Rooms,
  type Suggest,
} from '#contracts';
import type { AuditQuery } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { exported } from './audit/export.js';
import { auditPhrase, knownIn } from './audit/words.js';
import { namesIn } from './pieces/names.js';
import { PER_PAGE } from './pieces/pages.js';
import { reaches } from './pieces/people.js';
import { clipped, matches } from './pieces/typed.js';

/** Kinds of actions that were ever written down here, and the actions themselves. */
const suggestActions: Suggest = async (typed, { community, actor }, { members }) => {
  const actions = await members.auditActions(community.id);
  const kinds = [...new Set(actions.map((action) => action.split('.')[0] ?? action))];
  const known = [
    ...kinds.map((kind) => ({ value: kind, key: `owners.audit.kinds.${kind}` })),
    ...actions.map((action) => ({ value: action, key: '' })),
  ];
  return known
    .map(({ value, key }) => ({
      value,
      label: clipped(isTextKey(key) ? `${flat(say(key), actor)} (${value})` : value),
    }))
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);
};

/** Who did what. Moderators read it; the file with everything is for owners. */
export const audit = command({
  name: 'audit',
  for: 'moderator',
  visibility: 'private',
  options: {
    member: { type: 'member', summary: 'commands.audit.options.member.summary' },
    action: {
      type: 'text',
      maxLength: 60,
      summary: 'commands.audit.options.action.summary',
      suggest: suggestActions,
    },
    from: { type: 'date', summary: 'commands.audit.options.from.summary' },
    to: { type: 'date', summary: 'commands.audit.options.to.summary' },
    before: { type: 'text', maxLength: 80, summary: 'commands.audit.options.before.summary' },
    file: { type: 'flag', summary: 'commands.audit.options.file.summary' },
  },
  async run(context, rooms) {
    const { actor, options, now } = context;
    const { member, action } = options;
    const from = options.from && beginning(options.from, now, actor.timeZone);
    const { to } = options;
    if (from && to && from > to) throw new UserFacingError('audit_range');
    const query: AuditQuery = {
      ...(member === undefined ? {} : { memberId: member }),
      ...(action === undefined ? {} : { action: action.trim() }),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    };
    const filters: CommandOptions = {
      ...(member === undefined ? {} : { member }),
      ...(action === undefined ? {} : { action }),
      ...(from ? { from: from.toISOString() } : {}),
      ...(to ? { to: to.toISOString() } : {}),
    };
    if (options.file) return asFile(context, query, rooms);
    return page(context, query, filters, options.before, rooms);
  },
});

async function page(
  { actor, community }: CommandContext,
  query: AuditQuery,
  filters: CommandOptions,
  cursor: string | undefined,
  rooms: Rooms,
): Promise<Reply> {
  const before = cursor === undefined ? {} : { before: readCursor(cursor) };
  const { rows, more } = await rooms.members.auditRows(community.id, { ...query, ...before }, PER_PAGE);
  const names = namesIn(community.id, rooms);
  const known = await knownIn(community.id, names, rooms);
  const list: NonNullable<Reply['list']> = [];
  for (const row of rows) {
    const at = { at: row.at, as: 'datetime' } as const;
    list.push({ text: say('owners.audit.line', { at, what: await auditPhrase(row, known) }) });
  }
  const last = rows.at(-1);
  const older: ReplyButton[] =
    more && last
      ? [
          {
            label: say('owners.audit.button_older'),
            command: 'audit',
            options: { ...filters, before: `${last.at.toISOString()}/${last.id}` },
          },
        ]
      : [];
  const newest: ReplyButton[] =
    cursor === undefined
      ? []
      : [{ label: say('owners.audit.button_newest'), command: 'audit', options: filters }];
  const file: ReplyButton[] =
    rows.length > 0 && reaches(actor.rank, 'owner')
      ? [{ label: say('owners.audit.button_file'), command: 'audit', options: { ...filters, file: true } }]
      : [];
  return {
    title: say(Object.keys(filters).length > 0 ? 'owners.audit.title_some' : 'owners.audit.title'),
    ...(rows.length === 0 ? { body: [say('owners.audit.nothing')] } : {}),
    list,
    buttons: [[...newest, ...older, ...file]].filter((row) => row.length > 0),
    replaces: cursor !== undefined,
  };
}

async function asFile(context: CommandContext, query: AuditQuery, rooms: Rooms): Promise<Reply> {
  const { actor, community } = context;
  // A list of everybody and what they did is more than one look at it.
  if (!reaches(actor.rank, 'owner')) throw new UserFacingError('not_allowed');
  const { file, count, cut } = await exported(context, query, rooms);
  await rooms.members.audit(community.id, {
    action: 'audit.exported',
    actorId: actor.member.id,
    details: { rows: count },
  });
  return {
    title: say('owners.audit.file', { count }),
    body: [say('owners.audit.file_hint'), ...(cut ? [say('owners.audit.file_cut')] : [])],
    file,
  };
}

/** `instant/id`, as the button was given it. */
function readCursor(text: string): { at: Date; id: string } {
  const [instant = '', id = ''] = text.split('/');
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) throw new UserFacingError('button_expired');
  return { at, id };
}

/** A day is meant from its beginning, and `30d` as thirty days back: what is to come is in no log. */
function beginning(given: Date, now: Date, zone: string): Date {
  const today = DateTime.fromJSDate(now, { zone }).endOf('day');
  const ahead = given.getTime() - now.getTime();
  const at = given > today.toJSDate() ? new Date(now.getTime() - ahead) : given;
  const local = DateTime.fromJSDate(at, { zone });
  return local.equals(local.endOf('day')) ? local.startOf('day').toJSDate() : at;
}
