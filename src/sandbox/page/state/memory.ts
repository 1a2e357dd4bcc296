/** What the page remembers in this browser tab: small, and allowed to be missing. */

export interface Memory {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

/** As much of a browser's storage as is used. */
interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** A browser may refuse storage (private windows, policies); then nothing is remembered. */
export function browserMemory(storage: () => Shelf): Memory {
  return {
    read(key) {
      try {
        return storage().getItem(`lyceum.${key}`);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        storage().setItem(`lyceum.${key}`, value);
      } catch {
        // Forgetting is all that happens.
      }
    },
  };
}

/** The last message each person has seen in each place, so that the rest can be counted as unread. */
export interface Seen {
  unread(place: string, messages: readonly { id: string | number; mine: boolean }[]): number;
  /** @returns whether anything was new */
  mark(place: string, messages: readonly { id: string | number }[]): boolean;
  forget(): void;
}

export function createSeen(memory: Memory): Seen {
  let last: Record<string, string> = {};
  try {
    last = JSON.parse(memory.read('seen') ?? '{}') as Record<string, string>;
  } catch {
    last = {};
  }
  return {
    unread(place, messages) {
      const at = messages.findLastIndex((one) => String(one.id) === last[place]);
      return messages.slice(at + 1).filter((one) => !one.mine).length;
    },
    mark(place, messages) {
      const newest = messages.at(-1);
      if (!newest || last[place] === String(newest.id)) return false;
      last = { ...last, [place]: String(newest.id) };
      memory.write('seen', JSON.stringify(last));
      return true;
    },
    forget() {
      last = {};
      memory.write('seen', '{}');
    },
  };
}
