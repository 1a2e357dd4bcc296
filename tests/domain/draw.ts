/** Numbers that look like chance and are the same again for the same seed. */
export function createDraw(seed: number) {
  let state = scatter(seed);
  /** A whole number of 32 bits (Mulberry32). */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const between = (least: number, most: number) => least + (next() % (most - least + 1));
  const chance = (of: number) => next() % of === 0;
  const pick = <T>(from: readonly T[]): T => from[next() % from.length] as T;
  return {
    /** Both ends included. */
    between,
    /** True once in `of`. */
    chance,
    pick,
    /** Up to `most` of them, evenly. */
    several<T>(most: number, one: (index: number) => T): T[] {
      return Array.from({ length: between(0, most) }, (_, index) => one(index));
    },
    /** Each one with the same chance, once in `of`. */
    some: <T>(from: readonly T[], of: number): T[] => from.filter(() => chance(of)),
  };
}

export type Draw = ReturnType<typeof createDraw>;

/** Neighbouring seeds must not begin alike. */
function scatter(seed: number): number {
  let mixed = (seed ^ 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
