import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase, migrate, startEmbeddedPostgres, type Database } from '#database';
import { createMembers } from '#domain/members';
import { systemClock } from '#kernel/clock';
import { silentLog as log } from '#kernel/log';
import { createChance } from './chance.js';
import type { DrillOptions } from './options.js';
import type { Closers } from './stage.js';

/** No event that was noted longer ago than that may be lost. */
const PROMISED_MS = 250;
const CHILD = fileURLToPath(new URL('log-child.ts', import.meta.url));

/** Events are noted while the process is killed again and again; @returns whether every promise held */
export async function drillLog(
  options: DrillOptions,
  home: string,
  closers: Closers,
  stopped: AbortSignal,
): Promise<boolean> {
  const chance = createChance(options.seed);
  const postgres = await startEmbeddedPostgres({ dataDir: home, log });
  closers.push(() => postgres.stop());
  await migrate(postgres.url, { log });
  const database = createDatabase({ url: postgres.url, log });
  closers.push(() => database.close());
  const members = createMembers({
    database,
    clock: systemClock,
    wake: { async member() {} },
    belongings: [],
  });
  const { id } = await members.createCommunity({ name: 'Drill', locale: 'en', timeZone: 'UTC' });
  const notes = join(home, 'notes');
  await mkdir(notes, { recursive: true });

  let child: Child | undefined;
  closers.push(async () => void child?.process.kill('SIGKILL'));
  const complaints: string[] = [];
  const sum = { noted: 0, lost: 0, most: 0, oldest: 0 };
  for (let kill = 1; kill <= options.kills; kill += 1) {
    const killed = await start([postgres.url, notes, id, String(kill)]);
    child = killed;
    await pause(chance.whole(200, 1_500));
    stopped.throwIfAborted();
    const killedAt = Date.now();
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');

    // The next process looks at what this one left, and says so before anything else.
    child = await start([postgres.url, notes, id, 'look']);
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    const said = Number(/^(\d+) events were not written/.exec(child.said[0] ?? '')?.[1] ?? 0);
    const noted = await timesOf(join(notes, `times-${kill}`));
    const written = await writtenIn(database, id, `round:${kill}`);
    const lost = noted.length - written;
    const age = lost > 0 ? killedAt - (noted[written] ?? killedAt) : 0;
    // A kill between the drill's own note and the product's leaves one that only the drill knows.
    if (said !== lost && said !== lost - 1) {
      complaints.push(`kill ${kill}: ${lost} events were lost, and the log says ${said}`);
    }
    if (age > PROMISED_MS) complaints.push(`kill ${kill}: an event of ${Math.round(age)} ms before was lost`);
    sum.noted += noted.length;
    sum.lost += lost;
    sum.most = Math.max(sum.most, lost);
    sum.oldest = Math.max(sum.oldest, age);
    console.log(`kill ${kill}: ${noted.length} noted, ${lost} lost, the oldest ${Math.round(age)} ms before`);
  }
  console.log(
    `\n${options.kills} kills, ${sum.noted} events noted, ${sum.lost} lost, ${sum.most} at most by one kill; the ` +
      `oldest lost one was noted ${Math.round(sum.oldest)} ms before its kill, ${PROMISED_MS} are allowed; seed ${options.seed}.`,
  );
  for (const complaint of complaints) console.log(`BROKEN: ${complaint}`);
  return complaints.length === 0 && sum.noted > 0;
}

interface Child {
  process: ChildProcess;
  /** Its log so far, by lines. */
  said: string[];
}

/** Resolves when it takes note of events. */
async function start(args: readonly string[]): Promise<Child> {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, '--conditions=development', CHILD, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') return { process: child, said };
    said.push(line);
  }
  throw new Error('the process that takes note of events ended by itself');
}

/** When each event was noted, in milliseconds since 1970. */
async function timesOf(path: string): Promise<number[]> {
  const bytes = await readFile(path);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, n) => bytes.readDoubleLE(n * 8));
}

async function writtenIn({ prisma }: Database, communityId: string, subject: string): Promise<number> {
  return prisma.activityEvent.count({ where: { communityId, subject } });
}
