/**
 * Counts what was noted where a kill cannot take it along, so that whoever starts next can tell how much was lost.
 */
export interface NotedCount {
  /** By whose name the database knows this count. */
  readonly writer: string;
  /** How many were noted under this name before now. */
  readonly noted: number;
  /** So many have been noted now, all in all. Called at every event: takes microseconds, never throws. */
  note(total: number): void;
}

/** Remembers nothing beyond the process: for tests, and for tools that note nothing. */
export function forgetfulCount(writer: string): NotedCount {
  return { writer, noted: 0, note() {} };
}
