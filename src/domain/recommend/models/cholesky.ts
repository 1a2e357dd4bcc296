/**
 * Solves A x = b for one symmetric, positive definite A in double precision.
 * @param a row by row, `d` each; only the lower triangle is read, and it is overwritten
 */
export function choleskySolver(a: Float64Array, d: number): (right: Float64Array) => Float64Array {
  const get = (row: number, column: number): number => a[row * d + column] as number;
  for (let column = 0; column < d; column += 1) {
    let pivot = get(column, column);
    for (let at = 0; at < column; at += 1) pivot -= get(column, at) ** 2;
    const root = Math.sqrt(pivot);
    a[column * d + column] = root;
    for (let row = column + 1; row < d; row += 1) {
      let sum = get(row, column);
      for (let at = 0; at < column; at += 1) sum -= get(row, at) * get(column, at);
      a[row * d + column] = sum / root;
    }
  }
  return (right) => {
    const x = right.slice();
    for (let row = 0; row < d; row += 1) {
      let sum = x[row] as number;
      for (let at = 0; at < row; at += 1) sum -= get(row, at) * (x[at] as number);
      x[row] = sum / get(row, row);
    }
    for (let row = d - 1; row >= 0; row -= 1) {
      let sum = x[row] as number;
      for (let at = row + 1; at < d; at += 1) sum -= get(at, row) * (x[at] as number);
      x[row] = sum / get(row, row);
    }
    return x;
  };
}
