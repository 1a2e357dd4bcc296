import { command, placeWords, say, type Phrase, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { DryRun } from '#domain/access';
import { literal } from './pieces/words.js';
import { apply, fingerprint } from './sync/apply.js';
import { decide, holdLines, holdRows } from './sync/holds.js';

/** As many rows as a person reads; the rest is counted. */
const SHOWN = 30;

export const sync = command({
  name: 'sync',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    apply: { type: 'flag', summary: 'commands.sync.options.apply.summary' },
    list: { type: 'text', maxLength: 40, summary: 'commands.sync.options.list.summary' },
    after: { type: 'text', maxLength: 80, summary: 'commands.sync.options.after.summary' },
    hold: { type: 'text', maxLength: 80, summary: 'commands.sync.options.hold.summary' },
    decision: {
      type: 'choice',
      summary: 'commands.sync.options.decision.summary',
      choices: [
        { value: 'approve', label: 'commands.sync.choices.decision.approve' },
        { value: 'keep', label: 'commands.sync.choices.decision.keep' },
      ],
    },
  },
  async run(context, rooms) {
    const { community, options } = context;
    if (options.hold) return decide(context, options.hold, options.decision, rooms);
    const found = await rooms.access.dryRun(community.id);
    const other = options.list !== undefined && options.list !== fingerprint(found);
    if (options.apply && !other) return apply(context, found, options.after, rooms);
    return shown(community.id, found, other, rooms);
  },
});

async function shown(
  communityId: string,
  found: DryRun,
  changed: boolean,
  { access }: Rooms,
): Promise<Reply> {
  const { gain, lose, unknown } = found;
  const holds = await access.holds(communityId);
  const nothing = gain.length + lose.length === 0;
  const unjudged = unknown > 0 ? [say('moderator.sync.unknown', { count: unknown })] : [];
  const waiting = holds.length > 0 ? { list: holdLines(holds) } : {};
  if (nothing) {
    return {
      tone: unknown > 0 || holds.length > 0 ? 'warning' : 'good',
      title: say(unknown > 0 ? 'moderator.sync.title_unknown' : 'moderator.sync.title_nothing'),
      body: unjudged,
      ...waiting,
      buttons: holdRows(holds),
      replaces: changed,
    };
  }
  const rows = tableRows(found);
  const go: ReplyButton = {
    label: say('moderator.sync.apply'),
    command: 'sync',
    options: { apply: true, list: fingerprint(found) },
    style: lose.length > 0 ? 'danger' : 'primary',
  };
  return {
    tone: 'warning',
    title: say(changed ? 'moderator.sync.title_changed' : 'moderator.sync.title'),
    body: [
      say('moderator.sync.summary', { gain: gain.length, lose: lose.length }),
      ...unjudged,
      say('moderator.sync.nothing_changed'),
      ...(rows.length > SHOWN ? [say('moderator.sync.more_rows', { count: rows.length - SHOWN })] : []),
    ],
    table: {
      head: [
        say('moderator.sync.head_change'),
        say('moderator.sync.head_member'),
        say('moderator.sync.head_place'),
      ],
      rows: rows.slice(0, SHOWN),
    },
    ...waiting,
    buttons: [[go], ...holdRows(holds)],
    replaces: changed,
  };
}

/** Who would lose something comes first: that is what a moderator has to see. */
function tableRows({ gain, lose }: DryRun): Phrase[][] {
  const row = (change: 'gain' | 'lose') => (one: DryRun['gain'][number]) => [
    say(`moderator.sync.${change}`),
    literal(one.name),
    say('common.literal', { text: placeWords(one.place) }),
  ];
  return [...lose.map(row('lose')), ...gain.map(row('gain'))];
}
