import type { Command } from 'commander';
import { systemClock } from '#kernel/clock';
import { withDatabase } from './with-database.js';

/** `lyceum setup-code`: for the operator, who proves with it in a chat that the machine is theirs. */
export function addSetupCommands(program: Command): void {
  program
    .command('setup-code')
    .description('a one-time code: whoever says /setup CODE in a guild or group owns its community')
    .option('--new', 'for one more community, although there is one')
    .action((options: { new?: boolean }) =>
      withDatabase(async (database) => {
        const { createMembers } = await import('#domain/members');
        // Making a code wakes nobody and moves nothing.
        const members = createMembers({
          database,
          clock: systemClock,
          wake: { member: async () => {} },
          belongings: [],
        });
        const code = await members.createSetupCode(options.new === true);
        console.log(`Say this in your guild or group within 24 hours:  /setup ${code}`);
      }),
    );
}
