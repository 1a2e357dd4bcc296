/** What was asked for lately, kept for a while. */
export interface Memory<T> {
  get(key: string, ask: () => Promise<T>): Promise<T>;
  clear(): void;
}

const MOST = 5_000;

/** @param keptMs how old something known may grow before it is asked for again */
export function createMemory<T>(keptMs: number): Memory<T> {
  const known = new Map<string, { value: Promise<T>; until: number }>();
  return {
    get(key, ask) {
      const now = performance.now();
      const found = known.get(key);
      if (found && found.until > now) return found.value;
      if (known.size >= MOST) known.clear();
      const entry = { value: ask(), until: now + keptMs };
      known.set(key, entry);
      // What could not be had is asked for again.
      entry.value.catch(() => known.get(key) === entry && known.delete(key));
      return entry.value;
    },
    clear: () => known.clear(),
  };
}
