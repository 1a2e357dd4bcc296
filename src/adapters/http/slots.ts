/** How much goes on at once, by name. */
export interface Slots {
  /** Takes one under every name, or none when one of them has as many as it may; null then. */
  take(...wishes: readonly { key: string; most: number }[]): (() => void) | null;
  /** Under all names together. */
  taken(): number;
}

export function createSlots(): Slots {
  const held = new Map<string, number>();
  let all = 0;
  return {
    take(...wishes) {
      if (wishes.some(({ key, most }) => (held.get(key) ?? 0) >= most)) return null;
      for (const { key } of wishes) held.set(key, (held.get(key) ?? 0) + 1);
      all += 1;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        all -= 1;
        for (const { key } of wishes) {
          const left = (held.get(key) ?? 1) - 1;
          if (left === 0) held.delete(key);
          else held.set(key, left);
        }
      };
    },
    taken: () => all,
  };
}
