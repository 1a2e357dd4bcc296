import type { z } from 'zod';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Rooms } from './command.js';

/** Enqueues another job; the only way forward in a chain. */
export type Next = <Data>(job: Job<Data>, data: Data) => Promise<void>;

/** A job with its data, for a flow. */
export interface Step {
  job: Job;
  data: unknown;
}

/**
 * Enqueues steps that may run beside one another, and a last one that waits until all of them are done. Steps that
 * are asked for twice run twice. When one of them is given up, so is the last.
 */
export type Flow = (last: Step, before: readonly Step[]) => Promise<void>;

export interface JobContext {
  app: Rooms;
  next: Next;
  /** The other way forward: `step` makes what it takes. */
  flow: Flow;
  clock: Clock;
  log: Log;
  /** When a repeating job was due (not when it got its turn). */
  scheduledFor: Date;
}

/**
 * A job may run twice, late, or beside itself after a crash: it recounts and converges, never increments.
 * Only ids travel in its data.
 */
export interface Job<Data = unknown> {
  name: string;
  data: z.ZodType<Data>;
  /** Jobs with the same key are one; a wish that arrives while it runs makes it run once more. */
  key(data: Data): string;
  /** Tries before it is given up, and the first pause, which doubles. RetryAfter overrides the pause. */
  retry: { attempts: number; backoffMs: number };
  /** Runs by itself, every so many milliseconds, with this data. */
  every?: { ms: number; data: Data };
  run(data: Data, context: JobContext): Promise<void>;
}

/** Infers the data type from the schema. */
export function job<Data>(definition: Job<Data>): Job<Data> {
  return definition;
}

/** A step of a flow, with its data checked by the job's type. */
export function step<Data>(of: Job<Data>, data: Data): Step {
  return { job: of as Job, data };
}
