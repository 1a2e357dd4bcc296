/**
 * How much each text speaks for or against each class: the dual variables with their sign, row by row. The score of
 * a class is the sum of these times the likeness of each text, plus the class's bias: a text that is told apart
 * easily has none, so that this is a twentieth of a weight for every feature and class.
 */
export interface Duals {
  offsets: Int32Array;
  classes: Int32Array;
  values: Float32Array;
  bias: Float64Array;
}

/** Dual variables with their sign, class by class as they are found. */
export function createDuals(rows: number, classes: number) {
  const found: { label: number; value: number }[][] = Array.from({ length: rows }, () => []);
  const bias = new Float64Array(classes);
  return {
    add(row: number, label: number, value: number): void {
      found[row]?.push({ label, value });
      bias[label] = (bias[label] as number) + value;
    },
    done(): Duals {
      const offsets = new Int32Array(rows + 1);
      found.forEach((row, at) => {
        offsets[at + 1] = (offsets[at] as number) + row.length;
      });
      const total = offsets[rows] as number;
      const duals: Duals = { offsets, classes: new Int32Array(total), values: new Float32Array(total), bias };
      found.forEach((row, at) => {
        row.forEach(({ label, value }, index) => {
          duals.classes[(offsets[at] as number) + index] = label;
          duals.values[(offsets[at] as number) + index] = value;
        });
      });
      return duals;
    },
  };
}

/** Where to begin: duals of a problem with the same classes, and which of its rows each row was (-1: none). */
export interface Beginning {
  duals: Duals;
  row: Int32Array;
}

/** The dual variable of a row for a class, without its sign. */
export function beginnings({ duals, row }: Beginning): (row: number, label: number) => number {
  const known = Array.from(row, (was) => {
    const of = new Map<number, number>();
    if (was < 0) return of;
    for (let at = duals.offsets[was] as number; at < (duals.offsets[was + 1] as number); at += 1) {
      of.set(duals.classes[at] as number, Math.abs(duals.values[at] as number));
    }
    return of;
  });
  return (of, label) => known[of]?.get(label) ?? 0;
}
