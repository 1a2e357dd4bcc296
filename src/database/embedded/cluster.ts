import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, lchown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError, explain, explainSystem } from './failure.js';
import type { Owner } from './owner.js';

/** Role and database that Lyceum uses; not a superuser, so that no statement reaches files or programs. */
export const role = 'lyceum';
const passwordFile = 'lyceum.password';

/**
 * The environment of the server and of initdb: nothing of ours is inherited, so that neither a
 * PGDATA nor a locale of the machine has a say.
 */
export const serverEnvironment: NodeJS.ProcessEnv | undefined =
  platform() === 'win32' ? undefined : { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the data of a new server, with its role and database. Whole or not at all. */
export async function createCluster(
  cluster: string,
  binaries: Binaries,
  owner: Owner,
  sync: boolean,
): Promise<void> {
  const draft = `${cluster}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const secret = `${draft}.secret`;
  const password = randomBytes(24).toString('hex');
  try {
    await mkdir(draft, { mode: 0o700 });
    // The superuser's password is thrown away: nobody logs in as it over the network.
    await writeFile(secret, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    await giveFile(draft, owner);
    await giveFile(secret, owner);
    await execute(owner, draft, binaries.initdb, [
      `--pgdata=${draft}`,
      `--pwfile=${secret}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The order of texts must not change with the machine's libraries.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(sync ? [] : ['--no-sync']),
    ]);
    await execute(
      owner,
      draft,
      binaries.postgres,
      ['--single', '-D', draft, 'postgres'],
      `CREATE ROLE ${role} LOGIN CREATEDB PASSWORD '${password}'\nCREATE DATABASE ${role} OWNER ${role}\n`,
    );
    const kept = join(draft, passwordFile);
    await writeFile(kept, password, { mode: 0o600 });
    await giveFile(kept, owner);
    await rename(draft, cluster);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Another process made it first: then that one counts.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
    throw explainSystem(error, cluster);
  } finally {
    await Promise.all([draft, secret].map((path) => rm(path, { recursive: true, force: true })));
  }
}

/** Reads the password and checks that the data can be used by this version; undefined when there is no data yet. */
export async function openCluster(cluster: string, owner: Owner): Promise<{ password: string } | undefined> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw explainSystem(error, cluster);
    },
  );
  if (version === undefined) return undefined;
  try {
    if (owner.ids) await giveTo(cluster, owner.ids);
    return { password: (await readFile(join(cluster, passwordFile), 'utf8')).trim() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EmbeddedPostgresError('damaged', `The password of the database is missing in ${cluster}.`);
    }
    throw explainSystem(error, cluster);
  }
}

async function giveFile(path: string, owner: Owner): Promise<void> {
  if (owner.ids) await chown(path, owner.ids.uid, owner.ids.gid);
}

/** Data that was copied or restored by root belongs to root; Postgres wants it to be its own. */
async function giveTo(folder: string, ids: { uid: number; gid: number }): Promise<void> {
  const { uid } = await stat(folder);
  const inside = await stat(join(folder, 'PG_VERSION'));
  if (uid === ids.uid && inside.uid === ids.uid) return;
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), ids.uid, ids.gid);
  }
  await chown(folder, ids.uid, ids.gid);
}

/** Runs a program of the package on `draft` to its end; throws one sentence when it fails. */
async function execute(
  owner: Owner,
  draft: string,
  program: string,
  args: string[],
  input = '',
): Promise<void> {
  const line = owner.command(program, args);
  const ids = line.file === program ? owner.ids : undefined;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(line.file, line.args, {
      ...ids,
      ...(serverEnvironment && { env: serverEnvironment }),
      cwd: draft,
    });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (error: NodeJS.ErrnoException) => {
      // The file is there (it was just made executable): what is missing is the loader it names.
      if (error.code !== 'ENOENT') return reject(error);
      reject(
        new EmbeddedPostgresError(
          'unsupported',
          'The embedded Postgres needs a system with glibc: set DATABASE_URL to a Postgres server.',
          { cause: error },
        ),
      );
    });
    child.once('close', (code) => {
      if (code === 0 && !/\b(ERROR|FATAL|PANIC):/.test(output)) resolve();
      else reject(explain(output, dirname(draft)));
    });
  });
}
