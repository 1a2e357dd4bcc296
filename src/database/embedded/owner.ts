import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './failure.js';

const run = promisify(execFile);
const account = 'postgres';

/** Whom the server runs as. Postgres refuses to be root. */
export interface Owner {
  /** Set when we are root: who must own the data. */
  ids?: { uid: number; gid: number };
  /** The command line that really starts `program`. */
  command(program: string, args: string[]): { file: string; args: string[] };
}

const plain = (file: string, args: string[]) => ({ file, args });

/**
 * Ourselves, or the account `postgres` (made when missing) when we are root.
 * @param program a program that the account must be able to start
 * @param folders what it must be able to enter
 */
export async function chooseOwner(program: string, folders: string[]): Promise<Owner> {
  if (process.getuid?.() !== 0) return { command: plain };
  const ids = (await findAccount()) ?? (await makeAccount());
  const closed = await firstClosed([dirname(program), ...folders], ids);
  if (closed === undefined) return { ids, command: plain };
  // Typically a checkout under /root. Reading is all that is granted on top; the data stays the account's own.
  for (const capability of ['dac_read_search', 'dac_override']) {
    const command = (file: string, args: string[]) => ({
      file: 'setpriv',
      args: [
        `--reuid=${ids.uid}`,
        `--regid=${ids.gid}`,
        '--clear-groups',
        `--inh-caps=+${capability}`,
        `--ambient-caps=+${capability}`,
        '--',
        file,
        ...args,
      ],
    });
    const trial = command(program, ['--version']);
    const works = await run(trial.file, trial.args).then(
      () => true,
      () => false,
    );
    if (works) return { ids, command };
  }
  throw new EmbeddedPostgresError(
    'permission',
    `Postgres does not run as root, and the account ${account} may not enter ${closed}: start from another folder (for example under /srv), as another user, or set DATABASE_URL.`,
  );
}

async function findAccount(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', account]), run('id', ['-g', account])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeAccount(): Promise<{ uid: number; gid: number }> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      account,
    ]);
  } catch (cause) {
    // Two processes may start at once on a fresh machine: what counts is whether the account is there.
    const found = await findAccount();
    if (found) return found;
    throw new EmbeddedPostgresError(
      'permission',
      `Postgres does not run as root and the account ${account} could not be made: start as another user or set DATABASE_URL.`,
      { cause },
    );
  }
  const made = await findAccount();
  if (made) return made;
  throw new EmbeddedPostgresError('permission', `The account ${account} was made but cannot be found.`);
}

/** The first folder on the way to one of `paths` that the account may not enter. */
async function firstClosed(paths: string[], ids: { uid: number; gid: number }): Promise<string | undefined> {
  for (const path of paths) {
    for (const folder of wayTo(resolve(path))) {
      const { mode, uid, gid } = await stat(folder);
      const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return folder;
    }
  }
  return undefined;
}

function wayTo(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...wayTo(parent), path];
}
