import type { Log } from '#kernel/log';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './failure.js';
import { openKeeper } from './keeper.js';
import type { Keeper } from './keeper.js';
import { findPostmaster, pause, stopPostmaster } from './postmaster.js';
import { addressOf, choosePort, launch, prepareData, prepareSite } from './start.js';
import type { Site } from './start.js';

export interface EmbeddedPostgresOptions {
  /** Folder that holds (or will hold) `postgres/` and `postgres.log`; made when missing. */
  dataDir: string;
  /** A fixed port on loopback; by default the one of the last run when free, else any. */
  port?: number;
  log: Log;
  /** Called once when the server goes away without `stop`: the process cannot go on without it. */
  onLost?: (reason: string) => void;
  /** Server settings that differ from the usual, durable ones: for tests. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** `postgresql://…` with the password in it. */
  url: string;
  port: number;
  pid: number;
  /** Stops the server, unless another process of this machine is using it: then that one will. */
  stop(): Promise<void>;
}

/** How long a server that is going down, starting or recovering is waited for. */
const patience = 120_000;

/**
 * Starts the Postgres that came with the installation, or joins the one that already serves this
 * folder. A server left behind by a killed process is stopped and started anew.
 *
 * Throws EmbeddedPostgresError with one sentence for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const site = await prepareSite(options.dataDir, options.settings ?? {}, log);
  const password = await prepareData(site);
  const started = Date.now();
  let lost: (() => void) | undefined;
  let launched = false;
  let busyPorts = 0;
  while (Date.now() - started < patience) {
    const found = await findPostmaster(site.cluster);
    if (found && found.status !== 'ready') {
      await pause(50);
      continue;
    }
    if (!found) {
      try {
        launched = await launch(site, options.port ?? (await choosePort(site)));
      } catch (error) {
        const taken = error instanceof EmbeddedPostgresError && error.reason === 'port-in-use';
        // Somebody took the free port between our look and the server's.
        if (!taken || options.port !== undefined || ++busyPorts > 5) throw error;
      }
      if (!launched) await pause(100);
      continue;
    }
    const url = addressOf(found.port, password);
    const keeper = await openKeeper(url, () => lost?.()).catch((cause: Error) => {
      throw new EmbeddedPostgresError('failed', `The embedded Postgres refuses us (${cause.message}).`, {
        cause,
      });
    });
    if (!keeper) {
      await pause(50);
      continue;
    }
    if (!launched && (await keeper.claim())) {
      // Nobody uses it: left over from a killed process, perhaps of an earlier version with other settings.
      log.warn({ pid: found.pid }, 'stopping a database server that was left running');
      await stop(site, found.pid, keeper);
      continue;
    }
    if (!(await keeper.share())) {
      await keeper.close();
      await pause(50);
      continue;
    }
    log.info(
      { port: found.port, pid: found.pid, joined: !launched, ms: Date.now() - started },
      'database ready',
    );
    return serve(site, { ...found, url }, keeper, launched, (listener) => (lost = listener), options.onLost);
  }
  throw new EmbeddedPostgresError(
    'failed',
    `The embedded Postgres did not become ready within ${patience / 1000} s: see ${site.logFile}.`,
  );
}

function serve(
  site: Site,
  server: { url: string; port: number; pid: number },
  keeper: Keeper,
  launched: boolean,
  listen: (listener: () => void) => void,
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
  listen(() => {
    process.removeListener('exit', leave);
    if (stopping) return;
    const reason = `The database server ended unexpectedly: see ${site.logFile}.`;
    site.log.error({ pid: server.pid }, reason);
    onLost?.(reason);
  });
  return {
    url: server.url,
    port: server.port,
    pid: server.pid,
    stop() {
      stopping ??= (async () => {
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
  await stopPostmaster(site.cluster, pid, async () => {
    await promisify(execFile)(site.binaries.pgCtl, ['stop', '-D', site.cluster, '-m', 'fast', '-w']);
  });
  await keeper.close();
}
