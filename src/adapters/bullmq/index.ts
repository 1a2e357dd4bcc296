/**
 * adapters/bullmq: jobs wait and run here, on Postgres or on Redis, with the same promises on both.
 * Lives here: the mapping from a Job (name, key, retry, every) to BullMQ, starting and draining workers.
 * Does not: what a job does (jobs/), and any truth. A queue may be lost at any time; sweeps re-drive it.
 *
 * One queue per job: each has workers of its own, so ten thousand waiting messages cannot stand before
 * somebody's access. Promises: a wish that arrives while its job runs makes it run once more; one that
 * arrives while it pauses before a retry makes it run now; a job whose worker dies runs again.
 */
export { type QueueBackend } from './backend.js';
export { createQueues, type Queues } from './queues.js';
export { examineRedis } from './examine.js';
