import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import { job, type Job } from '#contracts';

/**
 * A job in the shape of all of ours: it reads what is wanted, takes its time, and writes what it saw.
 * The table is the truth; a wish that got lost shows as `seen` behind `wanted`.
 * @param started told each time a run has read what is wanted
 */
export function copyJob(pool: Pool, started: (id: string) => void): Job<{ id: string }> {
  return job({
    name: 'copy-value',
    data: z.strictObject({ id: z.string() }),
    key: ({ id }) => id,
    retry: { attempts: 20, backoffMs: 5 },
    async run({ id }) {
      const { rows } = await pool.query<{ wanted: number }>('SELECT wanted FROM copy WHERE id = $1', [id]);
      started(id);
      await setTimeout(20);
      await pool.query('UPDATE copy SET seen = $2, runs = runs + 1 WHERE id = $1 AND seen <= $2', [
        id,
        rows[0]?.wanted ?? 0,
      ]);
    },
  });
}
