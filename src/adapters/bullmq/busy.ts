import type { Pool } from 'pg';
import type { WishQueue } from './backend.js';
import { TICK } from './schedule.js';

/** Whether anything waits, runs, or is due within `aheadMs` (a schedule's next tick always waits: nobody's wish yet). */
export async function busyOnPostgres(pool: Pool, aheadMs: number): Promise<boolean> {
  const { rows } = await pool.query<{ busy: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM job WHERE state IN ('waiting', 'active', 'waiting-children')
       OR state = 'delayed' AND queue <> $1 AND process_at_ms <= $2) AS busy`,
    [TICK, Date.now() + aheadMs],
  );
  return rows[0]?.busy ?? false;
}

/** As `busyOnPostgres`. */
export async function busyOnRedis(queues: readonly WishQueue[], aheadMs: number): Promise<boolean> {
  const busy = await Promise.all(queues.map((queue) => isBusy(queue, aheadMs)));
  return busy.includes(true);
}

async function isBusy(queue: WishQueue, aheadMs: number): Promise<boolean> {
  const counts = await queue.getJobCounts('delayed', 'waiting', 'active', 'waiting-children');
  if ((counts['waiting'] ?? 0) + (counts['active'] ?? 0) + (counts['waiting-children'] ?? 0) > 0) return true;
  if (queue.name === TICK || !counts['delayed']) return false;
  // BullMQ counts what is due strictly before. What came due since the first question waits by now: asked last.
  if ((await queue.getDelayedCount(Date.now() + aheadMs + 1)) > 0) return true;
  const { waiting = 0, active = 0 } = await queue.getJobCounts('waiting', 'active');
  return waiting + active > 0;
}
