import type { Log } from '#kernel/log';
import { EmbeddedPostgresError } from './failure.js';
import { findPostmaster, pause } from './postmaster.js';
import { join, serve, stopServer } from './serve.js';
import type { EmbeddedPostgres } from './serve.js';
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

/** How long a server that is going down, starting or recovering is waited for, in milliseconds. */
const patience = 120_000;

/**
 * Starts the Postgres that came with the installation, or joins the one that already serves this
 * folder. A server left behind by a killed process is stopped and started anew.
 *
 * Throws EmbeddedPostgresError with one sentence for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const site = await prepareSite(options.dataDir, options.settings ?? {}, options.log);
  const before = (await findPostmaster(site.cluster))?.pid;
  const password = await prepareData(site);
  const started = Date.now();
  let launched = false;
  while (Date.now() - started < patience) {
    const found = await findPostmaster(site.cluster);
    if (!found) launched = await tryLaunch(site, options.port);
    if (launched && !found) continue;
    if (found?.status === 'ready') {
      const server = { url: addressOf(found.port, password), port: found.port, pid: found.pid };
      const keeper = await join(site, server, found.pid === before);
      if (keeper) {
        const ms = Date.now() - started;
        site.log.info({ port: server.port, pid: server.pid, joined: !launched, ms }, 'database ready');
        return serve(site, server, keeper, launched, options.onLost);
      }
    }
    // Its starter crashed and somebody is still connected: nobody can begin to use it, so it would wait for ever.
    if (found?.status === 'stopping' && Date.now() - started > 2_000) await stopServer(site, found.pid);
    await pause(50);
  }
  throw new EmbeddedPostgresError(
    'failed',
    `The embedded Postgres did not become ready within ${patience / 1000} s: see ${site.logFile}.`,
  );
}

async function tryLaunch(site: Site, port: number | undefined): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await launch(site, port ?? (await choosePort(site)));
    } catch (error) {
      const taken = error instanceof EmbeddedPostgresError && error.reason === 'port-in-use';
      // Somebody took the free port between our look and the server's.
      if (!taken || port !== undefined || tries === 5) throw error;
    }
  }
}
