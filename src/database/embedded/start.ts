import { mkdir, open, readdir, readFile, realpath, rename, stat } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Log } from '#kernel/log';
import { locateBinaries } from './binaries.js';
import type { Binaries } from './binaries.js';
import { createCluster, openCluster, role, serverEnvironment } from './cluster.js';
import { EmbeddedPostgresError, explain, explainSystem, logSince } from './failure.js';
import { chooseOwner } from './owner.js';
import type { Owner } from './owner.js';
import { findPostmaster, pause } from './postmaster.js';
import { serverArguments } from './settings.js';

/** Where everything of one server lives. */
export interface Site {
  cluster: string;
  logFile: string;
  binaries: Binaries;
  owner: Owner;
  /** Settings that differ from the usual ones. */
  settings: Record<string, string>;
  log: Log;
}

/** Finds or makes the folder, the programs and the account. */
export async function prepareSite(
  dataDir: string,
  settings: Record<string, string>,
  log: Log,
): Promise<Site> {
  const binaries = await locateBinaries();
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    throw explainSystem(error, dataDir);
  });
  const home = await realpath(dataDir);
  const owner = await chooseOwner(binaries.postgres, [home]);
  return {
    cluster: join(home, 'postgres'),
    logFile: join(home, 'postgres.log'),
    binaries,
    owner,
    settings,
    log,
  };
}

/** The data, made when there is none; answers with the password of the role. */
export async function prepareData(site: Site): Promise<string> {
  const found = await openCluster(site.cluster, site.owner);
  if (found) return found.password;
  const started = Date.now();
  // A folder that is there and is not ours is left alone; Postgres would complain only after a second of work.
  const content = await readdir(site.cluster).catch(() => []);
  if (content.length === 0)
    await createCluster(site.cluster, site.binaries, site.owner, site.settings['fsync'] !== 'off');
  const made = await openCluster(site.cluster, site.owner);
  if (!made) {
    throw new EmbeddedPostgresError(
      'damaged',
      `The folder ${site.cluster} is not empty and holds no database.`,
    );
  }
  site.log.info({ folder: site.cluster, ms: Date.now() - started }, 'database created');
  return made.password;
}

/**
 * Launches the server and waits until it answers.
 * @returns false when another server of the same data was quicker or is not quite gone
 */
export async function launch(site: Site, port: number): Promise<boolean> {
  const offset = await openLog(site.logFile);
  const line = site.owner.command(site.binaries.postgres, serverArguments(site.cluster, port, site.settings));
  const ids = line.file === site.binaries.postgres ? site.owner.ids : undefined;
  const output = await open(site.logFile, 'a').catch((error: unknown) => {
    throw explainSystem(error, site.logFile);
  });
  let ended: number | string | Error | undefined;
  const child = spawn(line.file, line.args, {
    ...ids,
    ...(serverEnvironment && { env: serverEnvironment }),
    cwd: site.cluster,
    // A session of its own: Ctrl-C goes to us alone, and we stop the server after everything else.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  child.once('error', (error) => (ended = error));
  child.once('exit', (code, signal) => (ended = code ?? signal ?? 'unknown'));
  child.unref();
  await output.close();
  // Recovery after a crash may take a while on a slow disk; an end of the process is seen at once.
  for (;;) {
    const found = await findPostmaster(site.cluster);
    if (found?.status === 'ready') return found.pid === child.pid;
    if (ended instanceof Error) throw explainSystem(ended, site.cluster);
    if (ended !== undefined) {
      const said = await logSince(site.logFile, offset);
      if (/lock file .* already exists|pre-existing shared memory block/i.test(said)) return false;
      throw explain(said, site.cluster);
    }
    await pause(10);
  }
}

/** Keeps the log small; answers with its length in bytes. */
async function openLog(path: string): Promise<number> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size < 1_000_000) return size;
  await rename(path, `${path}.1`);
  return 0;
}

/** The port of the last run when it is free (clients of another process find the server again), else any. */
export async function choosePort(site: Site): Promise<number> {
  const last = await readFile(join(site.cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const before = Number(/"-p" "(\d+)"/.exec(last)?.[1] ?? 0);
  const port = (await bindable(before)) ?? (await bindable(0));
  if (port !== undefined) return port;
  throw new EmbeddedPostgresError('port-in-use', 'There is no free port on 127.0.0.1.');
}

function bindable(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

export function addressOf(port: number, password: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${role}`;
}
