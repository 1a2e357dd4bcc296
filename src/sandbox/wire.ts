import type { WireEntry } from './kit.js';

export type NumberedEntry = WireEntry & { n: number };

/** The last exchanges that went over the wire, newest last. */
export interface WireLog {
  add(entry: WireEntry): void;
  /** Entries after number `n`. */
  after(n: number): NumberedEntry[];
  clear(): void;
}

const KEPT = 500;

export function createWireLog(): WireLog {
  let entries: NumberedEntry[] = [];
  let n = 0;
  return {
    add(entry) {
      n += 1;
      entries.push({ ...entry, n });
      if (entries.length > KEPT * 2) entries = entries.slice(-KEPT);
    },
    after: (seen) => entries.filter((entry) => entry.n > seen).slice(-KEPT),
    clear() {
      entries = [];
    },
  };
}
