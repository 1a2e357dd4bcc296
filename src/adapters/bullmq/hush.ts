/** Errors of one kind are told this often at most, in milliseconds: a store that is away is away for everybody. */
const EVERY_MS = 10_000;

/**
 * Whether something is worth a line in the log: the first time, and then once in a while. BullMQ tries again several
 * times a second on each of its connections, and each try would say the same.
 */
export function createHush(now: () => number = () => performance.now()): (what: string) => boolean {
  const told = new Map<string, number>();
  return (what) => {
    const at = now();
    if (at - (told.get(what) ?? -Infinity) < EVERY_MS) return false;
    if (told.size > 100) told.clear();
    told.set(what, at);
    return true;
  };
}
