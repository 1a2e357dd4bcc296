import type { Job } from '#contracts';
import { TICK } from './schedule.js';

/**
 * The jobs by name, refused as a whole when one of them could not be told from another or could not run.
 * All problems are named at once, because whoever starts the program wants to fix them at once.
 */
export function rosterOf(jobs: readonly Job[]): ReadonlyMap<string, Job> {
  const roster = new Map<string, Job>();
  const problems: string[] = [];
  if (jobs.length === 0) problems.push('no job is listed');
  for (const job of jobs) {
    const complain = (problem: string) => problems.push(`job "${job.name}" ${problem}`);
    if (!/^[a-z]+(-[a-z]+)+$/.test(job.name) || job.name === TICK) {
      complain('must be called like `sync-subscription`: lower-case words joined by dashes');
    }
    if (roster.has(job.name)) complain('is listed twice');
    if (!Number.isInteger(job.retry.attempts) || job.retry.attempts < 1)
      complain('must be tried at least once');
    if (job.retry.backoffMs < 0) complain('has a pause below zero');
    if (job.every) {
      if (job.every.ms < 1000) complain('repeats more than once a second');
      if (!job.data.safeParse(job.every.data).success) complain('repeats with data that it does not accept');
    }
    roster.set(job.name, job);
  }
  if (problems.length > 0) throw new Error(`The jobs are not fit to run: ${problems.join('; ')}.`);
  return roster;
}
