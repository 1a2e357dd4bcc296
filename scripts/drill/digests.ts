import { setTimeout as pause } from 'node:timers/promises';
import { hours, minutes } from '#kernel/clock';
import { openDigestBooks, type DigestBooks } from './digest-books.js';
import { prepareReaders, type DrillReader } from './digest-readers.js';
import type { DrillOptions } from './options.js';
import { openScene } from './scene.js';
import type { Closers } from './stage.js';
import { columned } from './verdict.js';
import type { Sandbox } from '#sandbox';

/** A Monday on which nobody has a digest yet, and the Tuesday after it, when the last zone is through. */
const MONDAY = new Date('2026-11-23T00:05:00Z');
const UNTIL = new Date('2026-12-01T06:00:00Z');

/** What stood on the line for so long, in milliseconds of ours, was a dead process's. */
const STUCK_MS = 5_000;

/**
 * A week of digests for members in every zone, while the product is killed again and again; time goes on whenever
 * everything that is due was done. @returns whether every promise held
 */
export async function drillDigests(
  options: DrillOptions,
  home: string,
  closers: Closers,
  stopped: AbortSignal,
): Promise<boolean> {
  let readers: DrillReader[] = [];
  const wanting = () => readers.filter(({ wants }) => wants).length;
  const scene = await openScene(options, home, closers, stopped, {
    openBooks: openDigestBooks,
    async prepare(rooms, sandbox, database) {
      readers = await prepareReaders(options, rooms, sandbox, database);
    },
    startAt: MONDAY,
    about: () => `${readers.length} members in ${zonesIn(readers)} zones, ${wanting()} of them want a digest`,
  });
  const { sandbox, product, books, say, seconds } = scene;
  const eligible = wanting();

  let done = 0;
  const killing = scene.kill({
    crowd: {
      get done() {
        return done;
      },
      total: eligible,
    },
    wanted: ['notice', 'notice', 'any'],
    what: 'digests',
    timePasses: false,
  });
  const [caught] = await Promise.all([killing, goOn(sandbox, books, eligible, stopped, (n) => (done = n))]);
  await product.untilReady();
  say('the week is over; counting');

  const rows = await books.outcomes();
  const counts = (['discord', 'telegram'] as const).map((platform) =>
    count(platform, readers, rows, sandbox),
  );
  console.log(
    [
      '',
      ...columned(
        [
          ['platform', (one) => one.platform],
          ['members', (one) => one.members],
          ['want one', (one) => one.eligible],
          ['arrived', (one) => one.arrived],
          ['inbox', (one) => one.inbox],
          ['missed', (one) => one.missed],
          ['doubled', (one) => one.doubled],
          ['in quiet hours', (one) => one.woken],
          ['uncertain', (one) => one.uncertain],
          ['of these undelivered', (one) => one.undelivered],
        ],
        counts,
      ),
      '',
      `The kills met ${caught.notice} digests and ${caught.other + caught.seat} other calls on the line.`,
      `${seconds().toFixed(0)} s in all; seed ${options.seed}.`,
    ].join('\n'),
  );
  const broken = counts.flatMap((one) => [
    ...one.complaints.slice(0, 20).map((complaint) => `${one.platform}: ${complaint}`),
    ...(one.platform === 'discord' && one.undelivered > 0
      ? [`discord: ${one.undelivered} digests are uncertain and did not arrive`]
      : []),
    ...(one.uncertain > options.kills * options.concurrency
      ? [`${one.platform}: ${one.uncertain} are uncertain, more than kills × concurrency`]
      : []),
  ]);
  for (const promise of broken) console.log(`BROKEN: ${promise}`);
  return broken.length === 0;
}

/** Lets time go on to the next digests that are due, whenever those that were are out; until the week is over. */
async function goOn(
  sandbox: Sandbox,
  books: DigestBooks,
  eligible: number,
  stopped: AbortSignal,
  progress: (done: number) => void,
): Promise<void> {
  const atOnce = Math.max(1, Math.ceil(eligible / (eligible > 2_000 ? 80 : 4)));
  let since = Date.now();
  let was = '';
  for (;;) {
    stopped.throwIfAborted();
    await pause(150);
    const now = sandbox.clock.now();
    // The database may be away for a moment: it is killed too.
    const look = await books.standing(now, atOnce).catch(() => null);
    if (!look) continue;
    progress(look.composed);
    const state = JSON.stringify(look);
    if (state !== was) since = Date.now();
    was = state;
    const isStuck = Date.now() - since > STUCK_MS;
    if (look.planned === 0 && now.getTime() - MONDAY.getTime() < hours(1)) {
      if (isStuck) since = move(sandbox, new Date(now.getTime() + minutes(1.1)));
      continue;
    }
    if (look.dueNow > 0) {
      // Whatever woke nobody is found by the next sweep, and whatever a dead process held is old soon.
      if (isStuck) since = move(sandbox, new Date(now.getTime() + minutes(1.1)));
      continue;
    }
    if (now >= UNTIL) return;
    const next = look.next && look.next < UNTIL ? look.next : UNTIL;
    since = move(sandbox, next > now ? next : new Date(now.getTime() + minutes(1)));
  }
}

function move(sandbox: Sandbox, to: Date): number {
  sandbox.clock.moveTo(to);
  return Date.now();
}

const zonesIn = (readers: readonly DrillReader[]) => new Set(readers.map(({ zone }) => zone)).size;

/** What arrived where, told by the platforms alone; the books only say who has it in the inbox. */
function count(
  platform: DrillReader['platform'],
  readers: readonly DrillReader[],
  outcomes: ReadonlyMap<string, string>,
  sandbox: Sandbox,
) {
  const sum = {
    platform,
    members: 0,
    eligible: 0,
    arrived: 0,
    inbox: 0,
    missed: 0,
    doubled: 0,
    woken: 0,
    uncertain: 0,
    undelivered: 0,
    complaints: [] as string[],
  };
  for (const reader of readers.filter((one) => one.platform === platform)) {
    const arrivals = reader.arrivals(sandbox);
    const state = outcomes.get(reader.externalId);
    sum.members += 1;
    if (reader.wants) sum.eligible += 1;
    if (arrivals.length > 0) sum.arrived += 1;
    if (arrivals.length > 1) {
      sum.doubled += 1;
      sum.complaints.push(`${reader.externalId} has ${arrivals.length} digests`);
    }
    if (state === 'uncertain') sum.uncertain += 1;
    if (arrivals.length === 0 && state === 'uncertain') sum.undelivered += 1;
    if (state === 'inbox' && !reader.dms) sum.inbox += 1;
    const isMissed = reader.wants && arrivals.length === 0 && state !== 'uncertain' && reader.dms;
    if (isMissed || (reader.wants && !reader.dms && state !== 'inbox')) {
      sum.missed += 1;
      sum.complaints.push(`${reader.externalId} got none (${state ?? 'no message'})`);
    }
    if (!reader.wants && (arrivals.length > 0 || state !== undefined)) {
      sum.complaints.push(`${reader.externalId} wants none and has one`);
    }
    for (const at of arrivals) {
      if (!reader.sleeps(at)) continue;
      sum.woken += 1;
      sum.complaints.push(`${reader.externalId} in ${reader.zone} was woken at ${at.toISOString()}`);
    }
  }
  return sum;
}
