import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Migration {
  /** The folder's name: `<14 digits of time>_<what>`. */
  name: string;
  sql: string;
  /** As Prisma computes it. */
  checksum: string;
}

/** The folder that holds `prisma/`: the same one from the sources and from `dist`. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'prisma', 'schema.prisma'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('prisma/schema.prisma is missing from this installation.');
    folder = parent;
  }
  return folder;
}

export const migrationsFolder = (): string => join(projectRoot(), 'prisma', 'migrations');
export const schemaFile = (): string => join(projectRoot(), 'prisma', 'schema.prisma');

/** All migrations, oldest first. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
