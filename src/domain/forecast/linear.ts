/** Rows that are added to the sums together. */
const BATCH = 4;

/**
 * Least squares with a penalty on the size of the weights (Hoerl & Kennard 1970), from sums that grow row by row,
 * so that a solution at any point of a history costs no second pass. The first feature is a constant, unpenalised.
 */
export class GrowingRidge {
  readonly #size: number;
  readonly #products: Float64Array;
  readonly #targets: Float64Array;
  readonly #waiting: Float64Array;
  readonly #aims = new Float64Array(BATCH);
  #held = 0;
  /** Written over by each solution. */
  readonly #matrix: Float64Array;

  /** @param size features of a row: the constant, and as many as there are lags */
  constructor(size: number) {
    this.#size = size;
    this.#products = new Float64Array(size * size);
    this.#targets = new Float64Array(size);
    this.#waiting = new Float64Array(BATCH * size);
    this.#matrix = new Float64Array(size * size);
  }

  /** Takes in one row: a constant, and the values so many steps before `at`; what they are to tell is the one at it. */
  add(values: Float64Array, at: number, lags: readonly number[]): void {
    const waiting = this.#waiting;
    const from = this.#held * this.#size;
    waiting[from] = 1;
    for (let lag = 0; lag < lags.length; lag += 1) {
      waiting[from + lag + 1] = values[at - (lags[lag] as number)] as number;
    }
    this.#aims[this.#held] = values[at] as number;
    this.#held += 1;
    if (this.#held === BATCH) this.#takeIn();
  }

  /** Adds the waiting rows to the sums, all in one pass over them: reading and writing the sums is what costs. */
  #takeIn(): void {
    const size = this.#size;
    const [products, targets, rows, aims] = [this.#products, this.#targets, this.#waiting, this.#aims];
    const [second, third, fourth] = [size, 2 * size, 3 * size];
    for (let row = 0; row < size; row += 1) {
      const a = rows[row] as number;
      const b = rows[second + row] as number;
      const c = rows[third + row] as number;
      const d = rows[fourth + row] as number;
      const from = row * size;
      // Only the lower half: the other is the same.
      for (let column = 0; column <= row; column += 1) {
        products[from + column] =
          (products[from + column] as number) +
          a * (rows[column] as number) +
          b * (rows[second + column] as number) +
          c * (rows[third + column] as number) +
          d * (rows[fourth + column] as number);
      }
      targets[row] =
        (targets[row] as number) +
        a * (aims[0] as number) +
        b * (aims[1] as number) +
        c * (aims[2] as number) +
        d * (aims[3] as number);
    }
    rows.fill(0);
    this.#held = 0;
  }

  /**
   * Weights for what was taken in so far.
   * @param penalty added to the mean square of each feature, as a share of the mean of all of them
   */
  solve(penalty: number): Float64Array {
    this.#takeIn();
    const size = this.#size;
    const matrix = this.#matrix;
    matrix.set(this.#products);
    let trace = 0;
    for (let at = 1; at < size; at += 1) trace += matrix[at * size + at] as number;
    const ridge = (penalty * trace) / Math.max(1, size - 1) + 1e-9;
    for (let at = 1; at < size; at += 1) matrix[at * size + at] = (matrix[at * size + at] as number) + ridge;
    matrix[0] = (matrix[0] as number) + 1e-9;
    return solveInPlace(matrix, this.#targets.slice());
  }
}

/** Solves a symmetric positive definite system by Cholesky; reads the lower half of `matrix` and destroys both. */
function solveInPlace(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const [here, there] = [row * size, column * size];
      let sum = matrix[here + column] as number;
      for (let at = 0; at < column; at += 1) {
        sum -= (matrix[here + at] as number) * (matrix[there + at] as number);
      }
      // A direction without information gets the weight zero instead of a division by nearly nothing.
      if (row === column) matrix[row * size + row] = sum > 1e-12 ? Math.sqrt(sum) : 1e150;
      else matrix[row * size + column] = sum / (matrix[column * size + column] as number);
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = right[row] as number;
    for (let at = 0; at < row; at += 1) sum -= (matrix[row * size + at] as number) * (right[at] as number);
    right[row] = sum / (matrix[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row] as number;
    for (let at = row + 1; at < size; at += 1) {
      sum -= (matrix[at * size + row] as number) * (right[at] as number);
    }
    right[row] = sum / (matrix[row * size + row] as number);
  }
  return right;
}
