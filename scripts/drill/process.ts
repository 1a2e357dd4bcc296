import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ProductProcess {
  /** How it is run: the built product, or the sources. */
  readonly how: string;
  /** Whether it is up and says that it is ready. */
  readonly ready: boolean;
  /** When it was started last, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Starts it; does not wait. */
  start(): void;
  /** Resolves when it says that it is ready. Rejects when it ended by itself, or after a minute. */
  untilReady(): Promise<void>;
  /** SIGKILL: no farewell. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL when that is not heard. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

/**
 * The whole product as one process.
 * @param settings its environment, all of it
 * @param home its working folder, where its log goes
 */
export function createProductProcess(settings: Record<string, string>, home: string): ProductProcess {
  const { how, args } = wayToRun();
  const log = createWriteStream(join(home, 'product.log'), { flags: 'a' });
  let child: ChildProcess | undefined;
  let ready = false;
  let startedAt = Date.now();

  async function gone(process: ChildProcess): Promise<void> {
    if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
  }

  return {
    how,
    get ready() {
      return ready;
    },
    get startedAt() {
      return startedAt;
    },
    start() {
      startedAt = Date.now();
      child = spawn(process.execPath, args, { cwd: home, env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout?.pipe(log, { end: false });
      child.stderr?.pipe(log, { end: false });
    },
    async untilReady() {
      const mine = child;
      const until = Date.now() + 60_000;
      while (Date.now() < until) {
        if (mine !== child) return;
        if (mine && mine.exitCode !== null) throw new Error(`the product ended by itself: ${mine.exitCode}`);
        const answer = await fetch(`http://127.0.0.1:${settings['HTTP_PORT']}/readyz`, {
          signal: AbortSignal.timeout(2_000),
        }).catch(() => null);
        if (answer?.ok && mine === child) {
          ready = true;
          return;
        }
        await pause(50);
      }
      throw new Error('the product did not become ready within a minute');
    },
    async kill() {
      const mine = child;
      ready = false;
      child = undefined;
      mine?.kill('SIGKILL');
      if (mine) await gone(mine);
    },
    async stop() {
      const mine = child;
      ready = false;
      child = undefined;
      if (!mine) return null;
      mine.kill('SIGTERM');
      const late = setTimeout(() => mine.kill('SIGKILL'), 15_000);
      await gone(mine);
      clearTimeout(late);
      log.end();
      return mine.exitCode;
    },
  };
}

/** What was built runs quicker, but only counts when nothing was changed since. */
function wayToRun(): { how: string; args: string[] } {
  const built = join(root, 'dist/src/app/cli.js');
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (builtAt > newest(['src', 'commands', 'jobs'])) return { how: 'built', args: [built, 'start'] };
  const tsx = import.meta.resolve('tsx');
  const args = ['--import', tsx, '--conditions=development', join(root, 'src/app/cli.ts'), 'start'];
  return { how: 'from the sources (dist is older)', args };
}

function newest(folders: readonly string[]): number {
  const times = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/generated|sandbox\/page/.test(path))
      .map((path) => statSync(join(root, folder, path), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
  return Math.max(...times);
}
