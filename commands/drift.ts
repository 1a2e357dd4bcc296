import {
  command,
  problemPhrase,
  say,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { Drifted, Pass, Trouble } from '#domain/access';
import { namesIn, type Names } from './pieces/names.js';
import { PER_PAGE, pageButtons } from './pieces/pages.js';
import { placePhrase } from './pieces/places.js';
import { sayCode } from './pieces/words.js';

type Lines = NonNullable<Reply['list']>;

/** Seats looked at by one press, so that the answer arrives while somebody still waits for it. */
const AT_ONCE = 500;

/** The last look at every seat, with proof, and what is still open. */
export const drift = command({
  name: 'drift',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    view: {
      type: 'choice',
      summary: 'commands.drift.options.view.summary',
      choices: [
        { value: 'pass', label: 'commands.drift.choices.view.pass' },
        { value: 'open', label: 'commands.drift.choices.view.open' },
      ],
    },
    page: { type: 'integer', min: 1, max: 10_000, summary: 'commands.drift.options.page.summary' },
    run: { type: 'flag', summary: 'commands.drift.options.run.summary' },
    retry: { type: 'flag', summary: 'commands.drift.options.retry.summary' },
  },
  async run({ actor, community, options }, rooms) {
    const page = options.page ?? 1;
    if (options.retry) {
      const tried = await rooms.access.retryTroubles(community.id, actor.member.id);
      const open = await openView(community.id, 1, rooms);
      return { ...open, body: [say('owners.drift.retried', { count: tried })], replaces: true };
    }
    if (options.run) {
      const { examined, drifted } = await rooms.access.passNow(community.id, AT_ONCE);
      await rooms.members.audit(community.id, {
        action: 'drift.looked',
        actorId: actor.member.id,
        details: { examined, drifted },
      });
      return { ...(await passView(community.id, 1, rooms)), replaces: true };
    }
    const paged = options.page !== undefined;
    if (options.view === 'open') return { ...(await openView(community.id, page, rooms)), replaces: paged };
    return { ...(await passView(community.id, page, rooms)), replaces: paged };
  },
});

async function passView(communityId: string, page: number, rooms: Rooms): Promise<Reply> {
  const report = await rooms.access.driftReport(communityId, {
    offset: (page - 1) * PER_PAGE,
    limit: PER_PAGE,
  });
  const { last, cleanAt, drifts, found, open } = report;
  const names = namesIn(communityId, rooms);
  const lines: Lines = [];
  for (const one of drifts) lines.push({ mark: markOf(one), text: await driftLine(one, names) });
  const look: ReplyButton = {
    label: say('owners.drift.button_run'),
    command: 'drift',
    options: { run: true },
    style: 'primary',
  };
  const others: ReplyButton[] =
    open > 0
      ? [
          {
            label: say('owners.drift.button_open', { count: open }),
            command: 'drift',
            options: { view: 'open' },
          },
          retryButton(),
        ]
      : [];
  if (!last) {
    return {
      title: say('owners.drift.never'),
      body: [say('owners.drift.about')],
      buttons: [[look], others].filter((row) => row.length > 0),
    };
  }
  return {
    tone: open > 0 ? 'warning' : 'good',
    title: say('owners.drift.title', { at: { at: last.startedAt, as: 'datetime' } }),
    body: [
      ...passLines(last),
      ...(cleanAt ? [say('owners.drift.clean_at', { at: { at: cleanAt, as: 'datetime' } })] : []),
      ...(open > 0 ? [say('owners.drift.open', { count: open })] : [say('owners.drift.none_open')]),
    ],
    list: lines,
    buttons: [pageButtons('drift', { view: 'pass' }, page, found), [look], others].filter(
      (row) => row.length > 0,
    ),
  };
}

/** What a pass did, in figures. */
function passLines({ startedAt, finishedAt, examined, drifted, repaired, failed, held }: Pass): Phrase[] {
  if (!finishedAt) return [say('owners.drift.under_way')];
  const seconds = Math.max(1, Math.round((finishedAt.getTime() - startedAt.getTime()) / 1000));
  return [
    say('owners.drift.examined', { count: examined, seconds }),
    drifted === 0 ? say('owners.drift.as_wanted') : say('owners.drift.drifted', { count: drifted, repaired }),
    ...(failed > 0 ? [say('owners.drift.unseen', { count: failed })] : []),
    ...(held > 0 ? [say('owners.drift.held', { count: held })] : []),
  ];
}

function markOf({ repairedAt, problem }: Drifted): 'good' | 'wait' | 'bad' {
  if (repairedAt) return 'good';
  return problem === null || problem === 'held' || problem === 'waiting' ? 'wait' : 'bad';
}

/** `Ada · @Member in Lyceum: should be in, was out at 14:00. Back at 14:01, read back.` */
async function driftLine(one: Drifted, names: Names): Promise<Phrase> {
  const { memberId, place, wanted, seen, seenAt, repairedAt, repairedBy, problem } = one;
  const was = say(wanted === 'in' ? 'owners.drift.was_in' : 'owners.drift.was_out', {
    member: await names.phrase(memberId),
    place: place ? placePhrase(place) : say('owners.drift.no_place'),
    seen: say(`common.observed.${seen}`),
    at: { at: seenAt, as: 'datetime' },
  });
  if (!repairedAt) {
    if (problem === null) return say('owners.drift.line_soon', { was });
    return say('owners.drift.line_open', { was, problem: problemPhrase(problem) });
  }
  if (repairedBy === 'moot') return say('owners.drift.line_moot', { was });
  const how = sayCode(
    'common.observed_by',
    (repairedBy ?? 'unknown').replaceAll('-', '_'),
    say('common.observed_by.unknown'),
  );
  return say('owners.drift.line_repaired', { was, at: { at: repairedAt, as: 'datetime' }, how });
}

async function openView(communityId: string, page: number, rooms: Rooms): Promise<Reply> {
  const { open } = await rooms.access.driftReport(communityId, { offset: 0, limit: 1 });
  const rows = await rooms.access.troubles(communityId, { offset: (page - 1) * PER_PAGE, limit: PER_PAGE });
  const names = namesIn(communityId, rooms);
  const lines: Lines = [];
  for (const one of rows) {
    const mark = one.problem === null || one.problem === 'held' ? 'wait' : 'bad';
    lines.push({ mark, text: await troubleLine(one, names) });
  }
  const back: ReplyButton = { label: say('owners.drift.button_pass'), command: 'drift' };
  return {
    tone: open > 0 ? 'warning' : 'good',
    title: open > 0 ? say('owners.drift.open_title', { count: open }) : say('owners.drift.none_open'),
    list: lines,
    buttons: [
      pageButtons('drift', { view: 'open' }, page, open),
      [...(open > 0 ? [retryButton()] : []), back],
    ].filter((row) => row.length > 0),
  };
}

async function troubleLine(
  { memberId, place, wanted, observed, problem, attempts }: Trouble,
  names: Names,
): Promise<Phrase> {
  const values = {
    member: await names.phrase(memberId),
    place: placePhrase(place),
    seen: say(`common.observed.${observed}`),
  };
  const gap = say(wanted === 'in' ? 'owners.drift.gap_in' : 'owners.drift.gap_out', values);
  if (problem === null) return say('owners.drift.gap_soon', { gap });
  const why = problemPhrase(problem);
  if (attempts === 0) return say('owners.drift.gap_refused', { gap, problem: why });
  return say('owners.drift.gap_why', { gap, problem: why, count: attempts });
}

const retryButton = (): ReplyButton => ({
  label: say('owners.drift.button_retry'),
  command: 'drift',
  options: { retry: true },
});
