import { memberCount, type FactorSettings, type Histories } from '#domain/recommend';

/**
 * One epoch of alternating least squares as one would write it with typed arrays alone: half of each symmetric sum,
 * a Cholesky factor, two substitutions. What the kernel is measured against.
 */
export function plainEpoch(
  histories: Histories,
  turned: Histories,
  { factors: d, unobserved, ridge }: FactorSettings,
  members: Float64Array,
  courses: Float64Array,
): void {
  half(histories, members, courses, memberCount(histories));
  half(turned, courses, members, memberCount(turned));

  function half({ offsets, items }: Histories, out: Float64Array, from: Float64Array, rows: number): void {
    const others = from.length / d;
    const gram = new Float64Array(d * d);
    for (let row = 0; row < others; row += 1) addSquare(gram, from, row * d, d);
    for (let at = 0; at < gram.length; at += 1) gram[at] = (gram[at] as number) * unobserved;
    const a = new Float64Array(d * d);
    const b = new Float64Array(d);
    for (let row = 0; row < rows; row += 1) {
      const [first, last] = [offsets[row] as number, offsets[row + 1] as number];
      a.set(gram);
      b.fill(0);
      for (let at = first; at < last; at += 1) {
        const base = (items[at] as number) * d;
        addSquare(a, from, base, d);
        for (let k = 0; k < d; k += 1) b[k] = (b[k] as number) + (from[base + k] as number);
      }
      for (let k = 0; k < d; k += 1)
        a[k * d + k] = (a[k * d + k] as number) + ridge * (last - first + unobserved * others);
      solve(a, b, d);
      out.set(b, row * d);
    }
  }
}

function addSquare(a: Float64Array, from: Float64Array, base: number, d: number): void {
  for (let row = 0; row < d; row += 1) {
    const factor = from[base + row] as number;
    const at = row * d;
    for (let column = 0; column <= row; column += 1)
      a[at + column] = (a[at + column] as number) + factor * (from[base + column] as number);
  }
}

function solve(a: Float64Array, b: Float64Array, d: number): void {
  for (let row = 0; row < d; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = a[row * d + column] as number;
      for (let k = 0; k < column; k += 1) sum -= (a[row * d + k] as number) * (a[column * d + k] as number);
      a[row * d + column] = row === column ? Math.sqrt(sum) : sum / (a[column * d + column] as number);
    }
  }
  for (let row = 0; row < d; row += 1) {
    let sum = b[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (a[row * d + k] as number) * (b[k] as number);
    b[row] = sum / (a[row * d + row] as number);
  }
  for (let row = d - 1; row >= 0; row -= 1) {
    let sum = b[row] as number;
    for (let k = row + 1; k < d; k += 1) sum -= (a[k * d + row] as number) * (b[k] as number);
    b[row] = sum / (a[row * d + row] as number);
  }
}
