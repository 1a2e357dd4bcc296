/** Where somebody may be named outside of the database: the queue. */
export interface Memory {
  forget(traces: Iterable<string>): Promise<void>;
}
