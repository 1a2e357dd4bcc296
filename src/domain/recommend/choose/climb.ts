/** For each name, the values that may be tried, ascending. */
export type Ladder = Readonly<Record<string, readonly number[]>>;
export type Step<Names extends Ladder> = { readonly [Name in keyof Names]: number };

/**
 * Climbs one name at a time, up or down the ladder as long as it gets better, until a whole round brings nothing:
 * a tenth of the trials of the full grid. Nothing is tried twice; the first of equals wins.
 * @param start values on the ladder
 */
export function climb<Names extends Ladder>(
  ladder: Names,
  start: Step<Names>,
  judge: (step: Step<Names>) => number,
  rounds = 3,
): { best: Step<Names>; value: number; tried: number } {
  const known = new Map<string, number>();
  const names = Object.keys(ladder);
  const valueOf = (step: Step<Names>): number => {
    const key = names.map((name) => step[name]).join(' ');
    const value = known.get(key) ?? judge(step);
    known.set(key, value);
    return value;
  };
  let best = start;
  let value = valueOf(start);
  for (let round = 0; round < rounds; round += 1) {
    const before = value;
    for (const name of names) {
      for (const direction of [1, -1]) {
        for (;;) {
          const rungs = ladder[name] ?? [];
          const next = rungs[rungs.indexOf(best[name] as number) + direction];
          if (next === undefined) break;
          const step = { ...best, [name]: next };
          const found = valueOf(step);
          if (found <= value) break;
          [best, value] = [step, found];
        }
      }
    }
    if (value <= before) break;
  }
  return { best, value, tried: known.size };
}
