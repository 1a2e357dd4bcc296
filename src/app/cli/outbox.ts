import type { Command } from 'commander';
import { withDatabase } from './with-database.js';

/** `lyceum outbox`: the messages whose fate nobody knows, for the operator. Who and what kind, never the text. */
export function addOutboxCommand(program: Command): void {
  program
    .command('outbox')
    .description('messages that a crash left in doubt: they may have arrived, and are in /inbox either way')
    .action(() =>
      withDatabase(async (database) => {
        const rows = await database.unscoped.message.findMany({
          where: { state: 'uncertain' },
          orderBy: { createdAt: 'asc' },
          select: { createdAt: true, kind: true, platform: true, memberId: true },
        });
        for (const { createdAt, kind, platform, memberId } of rows) {
          console.log(`${createdAt.toISOString()}  ${platform ?? '-'}  ${kind}  member ${memberId}`);
        }
        console.log(rows.length === 0 ? 'No message is in doubt.' : `${rows.length} in doubt.`);
      }),
    );
}
