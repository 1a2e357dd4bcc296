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
    const row = new Float64Array(d);
    for (let other = 0; other < others; other += 1) addSquare(gram, from, other * d, row);
    for (let at = 0; at < gram.length; at += 1) gram[at] = (gram[at] as number) * unobserved;
    const a = new Float64Array(gram.length);
    const b = new Float64Array(d);
    for (let own = 0; own < rows; own += 1) {
      const [first, last] = [offsets[own] as number, offsets[own + 1] as number];
      a.set(gram);
      b.fill(0);
      for (let at = first; at < last; at += 1) {
        addSquare(a, from, (items[at] as number) * d, row);
        for (let k = 0; k < d; k += 1) b[k] = (b[k] as number) + (row[k] as number);
      }
      const weight = ridge * (last - first + unobserved * others);
      for (let k = 0; k < d; k += 1) a[k * (d + 1)] = (a[k * (d + 1)] as number) + weight;
      solve(a, b, d);
      out.set(b, own * d);
    }
  }
}

/**
 * The lower triangle, a little more where rows end between multiples of four: of the ways to write this that were
 * tried, the fastest.
 */
function addSquare(a: Float64Array, from: Float64Array, base: number, row: Float64Array): void {
  const d = row.length;
  for (let k = 0; k < d; k += 1) row[k] = from[base + k] as number;
  for (let k = 0; k < d; k += 1) {
    const factor = row[k] as number;
    const own = k * d;
    for (let column = 0; column <= k; column += 4) {
      const at = own + column;
      a[at] = (a[at] as number) + factor * (row[column] as number);
      a[at + 1] = (a[at + 1] as number) + factor * (row[column + 1] as number);
      a[at + 2] = (a[at + 2] as number) + factor * (row[column + 2] as number);
      a[at + 3] = (a[at + 3] as number) + factor * (row[column + 3] as number);
    }
  }
}

function solve(a: Float64Array, b: Float64Array, d: number): void {
  for (let row = 0; row < d; row += 1) {
    const own = row * d;
    for (let column = 0; column <= row; column += 1) {
      const other = column * d;
      let sum = a[own + column] as number;
      for (let k = 0; k < column; k += 1) sum -= (a[own + k] as number) * (a[other + k] as number);
      a[own + column] = row === column ? Math.sqrt(sum) : sum / (a[other + column] as number);
    }
  }
  for (let row = 0; row < d; row += 1) {
    let sum = b[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (a[row * d + k] as number) * (b[k] as number);
    b[row] = sum / (a[row * (d + 1)] as number);
  }
  for (let row = d - 1; row >= 0; row -= 1) {
    let sum = b[row] as number;
    for (let k = row + 1; k < d; k += 1) sum -= (a[k * d + row] as number) * (b[k] as number);
    b[row] = sum / (a[row * (d + 1)] as number);
  }
}
