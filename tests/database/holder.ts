import { startEmbeddedPostgres } from '#database';
import { silentLog } from '#kernel/log';

// A process that uses the server of a folder until it is told otherwise; for tests that kill it.
const [dataDir = ''] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
process.stdout.write(`${server.pid}\n`);
process.on('message', () => process.exit(1));
process.on('disconnect', () => process.exit(1));
