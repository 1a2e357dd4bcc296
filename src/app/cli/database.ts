import type { Command } from 'commander';
import { withDatabase } from './with-database.js';

/** `lyceum db …`: the tables. */
export function addDatabaseCommands(program: Command): void {
  const db = program.command('db').description('the tables: bring them up to date, write the next migration');
  db.command('migrate')
    .description('apply what has not been applied yet (start does this too)')
    .action(() => withDatabase(async () => console.log('The tables are up to date.')));
  db.command('diff')
    .description('write prisma/migrations/<time>_<name>/migration.sql from the schema')
    .argument('<name>', 'what it changes, in a few words with underscores')
    .action(async (name: string) => {
      const { diffMigration } = await import('#database');
      const file = await diffMigration(name, new Date());
      console.log(file ? `Wrote ${file}` : 'The migrations already say what the schema says.');
    });
}
