/** A worker process for the kill test: works until it is killed, and tells its parent about each run. */
import pg from 'pg';
import { createDatabase } from '#database';
import type { Rooms } from '#contracts';
import { systemClock } from '#kernel/clock';
import { silentLog } from '#kernel/log';
import { createQueues } from '#adapters/bullmq';
import type { BackendAddress } from './bullmq-backends.js';
import { copyJob } from './bullmq-copy-job.js';

const [address, tableUrl] = JSON.parse(process.argv[2] ?? '[]') as [BackendAddress, string];
const table = new pg.Pool({ connectionString: tableUrl });
const queues = await createQueues({
  backend:
    address.kind === 'redis'
      ? { kind: 'redis', url: address.url }
      : { kind: 'postgres', pool: createDatabase({ url: address.url, log: silentLog }).pool },
  jobs: [copyJob(table, (id) => process.send?.(id))],
  log: silentLog,
  patience: { lockMs: 600, checkMs: 150, scheduleMs: 60_000 },
});
await queues.startWorkers({ app: {} as Rooms, clock: systemClock, log: silentLog });
process.once('disconnect', () => process.exit());
