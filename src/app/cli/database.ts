import type { Command } from 'commander';
import { diffMigration, migrate, startEmbeddedPostgres } from '#database';
import { readConfig } from '../config.js';
import { createLog } from '../log.js';

/** `lyceum db …`: the tables. */
export function addDatabaseCommands(program: Command): void {
  const db = program.command('db').description('the tables: bring them up to date, write the next migration');
  db.command('migrate')
    .description('apply what has not been applied yet (start does this too)')
    .action(async () => {
      const config = readConfig();
      const log = createLog(config.logLevel);
      const postgres = config.databaseUrl
        ? undefined
        : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
      try {
        await migrate(config.databaseUrl ?? postgres?.url ?? '', { log });
        console.log('The tables are up to date.');
      } finally {
        await postgres?.stop();
      }
    });
  db.command('diff')
    .description('write prisma/migrations/<time>_<name>/migration.sql from the schema')
    .argument('<name>', 'what it changes, in a few words with underscores')
    .action(async (name: string) => {
      const file = await diffMigration(name, new Date());
      console.log(file ? `Wrote ${file}` : 'The migrations already say what the schema says.');
    });
}
