import { parseArgs } from 'node:util';

export interface DrillOptions {
  kills: number;
  /** Role changes on Discord, and as many changes of seats on Telegram. */
  changes: number;
  seed: number;
  redis: boolean;
  postgresToo: boolean;
  /** Jobs of one kind that the product runs at once: the bound on what one kill may leave uncertain. */
  concurrency: number;
  /** Lessons that all go to `places` places, instead of changes of roles and seats; 0: none. */
  drops: number;
  places: number;
  /** Members who get their digests, instead of changes of roles and seats; 0: none. */
  digests: number;
  /** Events are noted, instead of changes of roles and seats. */
  log: boolean;
  keep: boolean;
}

export const usage = `npm run drill -- [options]

Kills the whole product (SIGKILL) at random moments while roles, seats and notices are under way on a
Discord and a Telegram in miniature, starts it again each time, and counts on the platforms what came of it.
With --drops, lessons are under way to places instead; with --digests, weekly digests to members in every time
zone; with --log, events are noted, and what is lost is compared with what the log says.

  --kills <n>        how many times (20)
  --roles <n>        changes of roles on Discord, and of seats on Telegram (200 each)
  --notices <n>      notices on each platform (200); every change brings one, so the larger number counts
  --drops <n>        so many lessons, each to every place, instead of roles, seats and notices
  --places <n>       places for them, half of them on Discord and half on Telegram (20)
  --digests <n>      so many members all over the world get a week's digest, instead of roles and seats
  --log              what happens is noted, some 2,000 events a second, instead of roles and seats
  --seed <n>         repeat an earlier run's choices
  --concurrency <n>  jobs of a kind at once (10)
  --redis            the queue on a redis-server that is started for the occasion
  --postgres-too     kill the database server as well, every third time
  --keep             leave the folder with the product's log where it is
`;

/** Reads the command line; throws an Error of one sentence when it cannot be understood. */
export function readOptions(args: readonly string[]): DrillOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '20' },
      roles: { type: 'string', default: '200' },
      notices: { type: 'string', default: '200' },
      drops: { type: 'string', default: '0' },
      places: { type: 'string', default: '20' },
      digests: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      concurrency: { type: 'string', default: '10' },
      log: { type: 'boolean', default: false },
      redis: { type: 'boolean', default: false },
      'postgres-too': { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  type Counted = 'kills' | 'roles' | 'notices' | 'drops' | 'places' | 'digests' | 'seed' | 'concurrency';
  const whole = (name: Counted, low: number) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= low) return value;
    throw new Error(`--${name} is a whole number from ${low}`);
  };
  return {
    kills: whole('kills', 1),
    changes: Math.max(whole('roles', 3), whole('notices', 3)),
    seed: whole('seed', 0),
    log: values.log,
    redis: values.redis,
    postgresToo: values['postgres-too'],
    concurrency: whole('concurrency', 1),
    drops: whole('drops', 0),
    places: whole('places', 2),
    digests: whole('digests', 0),
    keep: values.keep,
  };
}
