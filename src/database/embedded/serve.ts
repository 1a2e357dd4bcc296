import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './failure.js';
import { openKeeper } from './keeper.js';
import type { Keeper } from './keeper.js';
import { isAlive, pause, stopPostmaster } from './postmaster.js';
import type { Site } from './start.js';

export interface EmbeddedPostgres {
  /** `postgresql://…` with the password in it. */
  url: string;
  port: number;
  pid: number;
  /** Stops the server, unless another process of this machine is using it: then that one will. */
  stop(): Promise<void>;
}

export interface RunningServer {
  url: string;
  port: number;
  pid: number;
}

/**
 * Becomes a user of a server that answers.
 * @param leftOver whether it ran before we began: if nobody uses it, it is stopped instead
 * @returns undefined when there is no such server any more, or not for long: look again
 */
export async function join(
  site: Site,
  server: RunningServer,
  leftOver: boolean,
): Promise<Keeper | undefined> {
  const keeper = await openKeeper(server.url).catch((cause: Error) => {
    throw new EmbeddedPostgresError('failed', `The embedded Postgres refuses us (${cause.message}).`, {
      cause,
    });
  });
  if (!keeper) return undefined;
  let lost = false;
  keeper.onLost(() => (lost = true));
  try {
    if (leftOver && (await claimFromTheDead(keeper))) {
      // Of a killed process, perhaps of an earlier version with other settings.
      site.log.warn({ pid: server.pid }, 'stopping a database server that was left running');
      await stop(site, server.pid, keeper);
      return undefined;
    }
    if (await keeper.share()) return keeper;
  } catch (error) {
    // Another process stopped it between two of our questions.
    if (!lost) throw error;
  }
  await keeper.close();
  return undefined;
}

/** Whether the server is nobody's. A killed process counts until the server notices: that is waited for. */
async function claimFromTheDead(keeper: Keeper): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    if (await keeper.claim()) return true;
    if ((await keeper.others()).some(isAlive)) return false;
    await pause(20);
  }
  return false;
}

/**
 * @param launched whether this process started it
 * @param onLost called once when the server ends without `stop`
 */
export function serve(
  site: Site,
  server: RunningServer,
  keeper: Keeper,
  launched: boolean,
  onLost: ((reason: string) => void) | undefined,
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  // The process ends without having stopped us (a crash): no new connections, and the server goes with the last one.
  const leave = () => {
    try {
      process.kill(server.pid, 'SIGTERM');
    } catch {
      // It is gone already.
    }
  };
  if (launched) process.once('exit', leave);
  keeper.onLost(() => {
    process.removeListener('exit', leave);
    if (stopping) return;
    const reason = `The database server ended unexpectedly: see ${site.logFile}.`;
    site.log.error({ pid: server.pid }, reason);
    onLost?.(reason);
  });
  return {
    ...server,
    stop() {
      stopping ??= (async () => {
        // Without a connection it has ended, or is about to.
        const last = await keeper.claim().catch(() => true);
        if (last) await stop(site, server.pid, keeper);
        else {
          await keeper.close();
          site.log.info({ pid: server.pid }, 'database left running for another process');
        }
        process.removeListener('exit', leave);
      })();
      return stopping;
    },
  };
}

/** The keeper's connection stays open (and with it the claim) until the server is gone. */
async function stop(site: Site, pid: number, keeper: Keeper): Promise<void> {
  await stopServer(site, pid);
  await keeper.close();
}

/** Ends the server with whatever connections it has. */
export async function stopServer(site: Site, pid: number): Promise<void> {
  await stopPostmaster(site.cluster, pid, async () => {
    await promisify(execFile)(site.binaries.pgCtl, ['stop', '-D', site.cluster, '-m', 'fast', '-w']);
  });
}
