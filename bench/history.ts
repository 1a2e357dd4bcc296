import { readFileSync } from 'node:fs';
import { createDispatcher } from '#app/dispatch/dispatcher';
import { unhurried } from '#app/dispatch/pace';
import { commands } from '#commands';
import { fromDate } from '#kernel/calendar';
import { days, hourOf, later } from '#kernel/clock';
import { silentLog } from '#kernel/log';
import { writeHistory } from './history-data.js';
import { line, quantile, rounded, sampleOf } from './measure.js';
import type { BenchStage } from './stage.js';

const DAYS = 90;
const RUNS = 60;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}

/** Ninety days of a large community: what it costs to count them, and to read what was counted. */
export async function history({ app, sandbox, database }: BenchStage, events: number): Promise<void> {
  const { engagement, members } = app.rooms;
  const { id } = await members.createCommunity({ name: 'Large', locale: 'en', timeZone: 'Europe/Berlin' });
  await members.attachSpace(id, { platform: 'discord', externalId: 'bench-large', title: 'Large' });
  const now = sandbox.clock.now();
  const end = new Date(Math.ceil(now.getTime() / days(1)) * days(1));
  const start = later(end, -days(DAYS));
  const written = await timed(() =>
    writeHistory(database, { communityId: id, end, days: DAYS, events, people: 20_000, places: 60, seed: 6 }),
  );
  line(
    `${written.value.toLocaleString('en')} events of ${DAYS} days, 20,000 people, 60 places, made up and written`,
    `${seconds(written.ms)}, ${await sizeOf(database)}`,
  );
  await engagement.listened(id, 'discord', start, now);
  const whole = await timed(() => engagement.rollUp(id, { days: DAYS }));
  line('all of it counted for the first time', `${seconds(whole.ms)} for ${whole.value.days} days`);
  for (const which of [
    'the nightly roll-up: today and two days back',
    'the same again, when nothing has changed',
  ]) {
    const { ms, value } = await timed(() => engagement.rollUp(id));
    line(which, `${seconds(ms)} for ${value.events.toLocaleString('en')} events of ${value.days} days`);
  }
  const [today, week] = [fromDate(now), fromDate(later(now, -days(6)))];
  const hour = hourOf(now);
  const reads = {
    'days of two weeks': () => engagement.days(id, fromDate(later(now, -days(13))), today),
    'places of a week, beside the week before': () => engagement.places(id, week, today),
    'subjects of a week': () => engagement.subjects(id, week, today),
    'cohorts of eight weeks': () => engagement.cohorts(id, 8),
    'active people, hour by hour, eight weeks': () =>
      engagement.series(id, { measure: 'active', step: 'hour', from: later(hour, -days(56)), to: hour }),
    'messages, day by day, ninety days': () =>
      engagement.series(id, { measure: 'messages', step: 'day', from: start, to: end }),
  };
  for (const [what, read] of Object.entries(reads)) {
    const took = await sampleOf(RUNS, read);
    line(what, `p50 ${rounded(quantile(took, 0.5))} ms, p95 ${rounded(quantile(took, 0.95))} ms`);
  }
  const all = await sampleOf(RUNS, async () => {
    for (const read of Object.values(reads)) await read();
  });
  line(
    'all of these, one after the other',
    `p50 ${rounded(quantile(all, 0.5))} ms, p95 ${rounded(quantile(all, 0.95))} ms`,
  );
  const pulse = await moderatorSays(app, sandbox.clock, id, 'pulse');
  await pulse();
  const said = await sampleOf(RUNS, pulse);
  line(
    '/pulse, from the command to the answer with its picture',
    `p50 ${rounded(quantile(said, 0.5))} ms, p95 ${rounded(quantile(said, 0.95))} ms`,
  );
  line('memory at its highest', `${highest('self')} here`);
}

/** How a moderator of the community says a command, as often as they like; the platforms are not asked about ranks. */
async function moderatorSays(
  { rooms }: BenchStage['app'],
  clock: BenchStage['sandbox']['clock'],
  communityId: string,
  command: string,
) {
  const speaker = { platform: 'discord', externalId: 'bench-moderator', name: 'Moderator' } as const;
  const { member } = await rooms.members.arrive(communityId, speaker);
  await rooms.members.setRank(communityId, member.id, 'moderator', member.id);
  const dispatcher = createDispatcher({
    commands,
    rooms,
    clock,
    ports: {},
    log: silentLog,
    allowances: unhurried,
  });
  return async () => {
    const space = { externalId: 'bench-large', title: 'Large' };
    const answer = await dispatcher.say({ person: speaker, space, command, options: {} });
    if (answer.kind !== 'reply' || !answer.reply.picture) throw new Error(`/${command} brought no picture`);
  };
}

async function sizeOf({ unscoped }: BenchStage['database']): Promise<string> {
  const [row] = await unscoped.$queryRaw<[{ bytes: bigint }]>`
    SELECT sum(pg_total_relation_size(inhrelid))::bigint AS bytes FROM pg_inherits
    WHERE inhparent = '"ActivityEvent"'::regclass`;
  return `${rounded(Number(row.bytes) / 2 ** 30)} GB with indexes`;
}

/** The most memory that a process ever had. */
function highest(pid: string): string {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return `${rounded(Number(kilobytes) / 1_024)} MB`;
  } catch {
    return 'not told by this system';
  }
}
