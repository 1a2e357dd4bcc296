import { startEmbeddedPostgres } from '#database';
import { silentLog } from '#kernel/log';

// A process that uses the server of a folder until it is told otherwise; for tests that kill it.
const server = await startEmbeddedPostgres({ dataDir: process.argv[2]!, log: silentLog });
process.stdout.write(`${server.pid}\n`);
process.on('message', () => process.exit(1));
