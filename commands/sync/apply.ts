import {
  say,
  type CommandContext,
  type CommandOptions,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import { removalLimit, type ConvergeReport, type DryRun } from '#domain/access';
import { shortHash } from '#kernel/ids';
import { holdLines, holdRows } from './holds.js';

/** One press does this many members, so that the answer arrives while somebody still waits for it. */
const AT_ONCE = 50;

/** The members of a dry run, each once, in an order that stays: a later press goes on where this one stopped. */
function membersOf({ gain, lose }: DryRun): string[] {
  return [...new Set([...gain, ...lose].map(({ memberId }) => memberId))].sort();
}

/** Tells whether the list that a moderator looked at is still the list. */
export function fingerprint({ gain, lose }: DryRun): string {
  const line = (kind: string) => (one: DryRun['gain'][number]) => `${kind} ${one.memberId} ${one.place}`;
  return shortHash([...gain.map(line('+')), ...lose.map(line('-'))].sort().join('\n'), 12);
}

/**
 * Puts the listed members right. So many removals that they could be a wave go as a sweep: the brake on
 * them holds here too, and asks for a second look where the list was longer than the eye.
 * @param after goes on behind this member's id
 */
export async function apply(
  { actor, community }: CommandContext,
  listed: DryRun,
  after: string | undefined,
  { access, members }: Rooms,
): Promise<Reply> {
  const all = membersOf(listed).filter((memberId) => after === undefined || memberId > after);
  const now = all.slice(0, AT_ONCE);
  const origin = listed.lose.length > removalLimit(0) ? 'sweep' : 'event';
  const total = { granted: 0, removed: 0, waiting: 0, failed: 0, held: 0, pending: 0 };
  for (const memberId of now) {
    const report = await access.converge(community.id, memberId, origin);
    for (const name of ['granted', 'removed', 'waiting', 'failed', 'held'] as const) {
      total[name] += report[name];
    }
    if (report.retryInMs !== null && report.failed === 0) total.pending += 1;
  }
  const { granted, removed, failed, held, pending } = total;
  await members.audit(community.id, {
    action: 'sync.applied',
    actorId: actor.member.id,
    details: { members: now.length, granted, removed, failed, held },
  });
  const holds = await access.holds(community.id);
  const left = all.length - now.length;
  return {
    tone: failed + held + pending > 0 ? 'warning' : 'good',
    title: say(titleOf(holds.length, pending + left, failed)),
    body: left > 0 ? [say('moderator.sync.left', { count: left })] : [],
    list: [...totals(total), ...holdLines(holds)],
    buttons: [...goOn(left, pending, now.at(-1)), ...holdRows(holds)],
    replaces: true,
  };
}

function titleOf(holds: number, open: number, failed: number) {
  if (open > 0) return 'moderator.sync.begun';
  if (failed > 0) return 'moderator.sync.done_failed';
  return holds > 0 ? 'moderator.sync.done_held' : 'moderator.sync.done';
}

/** Further down the list first; then once more from the top for those who needed a moment. */
function goOn(left: number, pending: number, last: string | undefined): ReplyButton[][] {
  if (left + pending === 0) return [];
  const options: CommandOptions =
    left > 0 && last !== undefined ? { apply: true, after: last } : { apply: true };
  return [[{ label: say('moderator.sync.apply_more'), command: 'sync', options, style: 'primary' }]];
}

type Total = Pick<ConvergeReport, 'granted' | 'removed' | 'waiting' | 'failed' | 'held'> & {
  pending: number;
};

function totals(total: Total): NonNullable<Reply['list']> {
  const { granted, removed, waiting, failed, held, pending } = total;
  const rows: [number, 'good' | 'wait' | 'bad', (count: number) => Phrase][] = [
    [granted, 'good', (count) => say('moderator.sync.granted', { count })],
    [removed, 'good', (count) => say('moderator.sync.removed', { count })],
    [waiting, 'wait', (count) => say('moderator.sync.waiting', { count })],
    [failed, 'bad', (count) => say('moderator.sync.failed', { count })],
    [held, 'wait', (count) => say('moderator.sync.held', { count })],
    [pending, 'wait', (count) => say('moderator.sync.pending', { count })],
  ];
  const said = rows.flatMap(([count, mark, text]) => (count > 0 ? [{ mark, text: text(count) }] : []));
  return said.length > 0 ? said : [{ mark: 'good', text: say('moderator.sync.title_nothing') }];
}
