import type { Command } from 'commander';
import { createDatabase, migrate, startEmbeddedPostgres } from '#database';
import { createMembers } from '#domain/members';
import { systemClock } from '#kernel/clock';
import { readConfig } from '../config.js';
import { createLog } from '../log.js';

/** `lyceum setup-code`: for the operator, who proves with it in a chat that the machine is theirs. */
export function addSetupCommands(program: Command): void {
  program
    .command('setup-code')
    .description('a one-time code: whoever says /setup CODE in a guild or group owns its community')
    .option('--new', 'for one more community, although there is one')
    .action(async (options: { new?: boolean }) => {
      const config = readConfig();
      // Whoever asks for a code wants to read the code.
      const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
      const postgres = config.databaseUrl
        ? undefined
        : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
      const url = config.databaseUrl ?? postgres?.url ?? '';
      await migrate(url, { log });
      const database = createDatabase({ url, log });
      try {
        const wake = { member: async () => {} };
        const members = createMembers({ database, clock: systemClock, wake, belongings: [] });
        const code = await members.createSetupCode(options.new === true);
        console.log(`Say this in your guild or group within 24 hours:  /setup ${code}`);
      } finally {
        await database.close();
        await postgres?.stop();
      }
    });
}
