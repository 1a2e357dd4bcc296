/** Rows that are added to the sums together. */
const BATCH = 8;

/**
 * Least squares with a penalty on the size of the weights (Hoerl & Kennard 1970), from sums that grow row by row,
 * so that a solution at any point of a history costs no second pass. The first feature is a constant, unpenalised.
 */
export class GrowingRidge {
  readonly #size: number;
  /** Features of a row and, as the last column, what they are to tell: its products are the right-hand side. */
  readonly #width: number;
  readonly #products: Float64Array;
  readonly #waiting: Float64Array;
  #held = 0;
  /** Written over by each solution. */
  readonly #matrix: Float64Array;

  /** @param size features of a row: the constant, and as many as there are lags */
  constructor(size: number) {
    this.#size = size;
    this.#width = size + 1;
    this.#products = new Float64Array(this.#width * this.#width);
    this.#waiting = new Float64Array(BATCH * this.#width);
    this.#matrix = new Float64Array(this.#width * this.#width);
  }

  /** Takes in one row: a constant, and the values so many steps before `at`; what they are to tell is the one at it. */
  add(values: Float64Array, at: number, lags: readonly number[]): void {
    const waiting = this.#waiting;
    const from = this.#held * this.#width;
    waiting[from] = 1;
    for (let lag = 0; lag < lags.length; lag += 1) {
      waiting[from + lag + 1] = values[at - (lags[lag] as number)] as number;
    }
    waiting[from + this.#size] = values[at] as number;
    this.#held += 1;
    if (this.#held === BATCH) this.#takeIn();
  }

  /** Adds the waiting rows to the sums, all in one pass over them: reading and writing the sums is what costs. */
  #takeIn(): void {
    if (this.#held === 0) return;
    const [width, products, rows] = [this.#width, this.#products, this.#waiting];
    const [r1, r2, r3, r4] = [width, 2 * width, 3 * width, 4 * width];
    const [r5, r6, r7] = [5 * width, 6 * width, 7 * width];
    for (let row = 0; row < width; row += 1) {
      const a = rows[row] as number;
      const b = rows[r1 + row] as number;
      const c = rows[r2 + row] as number;
      const d = rows[r3 + row] as number;
      const e = rows[r4 + row] as number;
      const f = rows[r5 + row] as number;
      const g = rows[r6 + row] as number;
      const h = rows[r7 + row] as number;
      const from = row * width;
      // Only the lower half: the other is the same.
      for (let column = 0; column <= row; column += 1) {
        products[from + column] =
          (products[from + column] as number) +
          a * (rows[column] as number) +
          b * (rows[r1 + column] as number) +
          c * (rows[r2 + column] as number) +
          d * (rows[r3 + column] as number) +
          e * (rows[r4 + column] as number) +
          f * (rows[r5 + column] as number) +
          g * (rows[r6 + column] as number) +
          h * (rows[r7 + column] as number);
      }
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
    const [size, width, matrix] = [this.#size, this.#width, this.#matrix];
    matrix.set(this.#products);
    let trace = 0;
    for (let at = 1; at < size; at += 1) trace += matrix[at * width + at] as number;
    const ridge = (penalty * trace) / Math.max(1, size - 1) + 1e-9;
    for (let at = 1; at < size; at += 1)
      matrix[at * width + at] = (matrix[at * width + at] as number) + ridge;
    matrix[0] = (matrix[0] as number) + 1e-9;
    return solved(matrix, size);
  }
}

/**
 * Solves a symmetric positive definite system by Cholesky. Reads the lower half of the first `size` rows of
 * `matrix` and, as the row below them, the right-hand side; destroys both. Rows are `size + 1` wide.
 */
function solved(matrix: Float64Array, size: number): Float64Array {
  const width = size + 1;
  for (let column = 0; column < size; column += 1) {
    const there = column * width;
    const left = remainder(matrix, there, there, column);
    // A direction without information gets the weight zero instead of a division by nearly nothing.
    const pivot = left > 1e-12 ? Math.sqrt(left) : 1e150;
    matrix[there + column] = pivot;
    // The right-hand side goes through the same as the other rows: that is the forward substitution.
    let row = column + 1;
    // Four rows at once: each sum waits for its last addition, and the others fill the wait.
    for (; row + 3 <= size; row += 4) {
      const [a, b, c, d] = [row * width, (row + 1) * width, (row + 2) * width, (row + 3) * width];
      let sumA = matrix[a + column] as number;
      let sumB = matrix[b + column] as number;
      let sumC = matrix[c + column] as number;
      let sumD = matrix[d + column] as number;
      for (let at = 0; at < column; at += 1) {
        const share = matrix[there + at] as number;
        sumA -= (matrix[a + at] as number) * share;
        sumB -= (matrix[b + at] as number) * share;
        sumC -= (matrix[c + at] as number) * share;
        sumD -= (matrix[d + at] as number) * share;
      }
      matrix[a + column] = sumA / pivot;
      matrix[b + column] = sumB / pivot;
      matrix[c + column] = sumC / pivot;
      matrix[d + column] = sumD / pivot;
    }
    for (; row <= size; row += 1) {
      matrix[row * width + column] = remainder(matrix, row * width, there, column) / pivot;
    }
  }
  const out = matrix.slice(size * width, size * width + size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = out[row] as number;
    for (let at = row + 1; at < size; at += 1) {
      sum -= (matrix[at * width + row] as number) * (out[at] as number);
    }
    out[row] = sum / (matrix[row * width + row] as number);
  }
  return out;
}

/** What is left of a row's element once the columns before it are accounted for. */
function remainder(matrix: Float64Array, row: number, there: number, column: number): number {
  let sum = matrix[row + column] as number;
  for (let at = 0; at < column; at += 1) {
    sum -= (matrix[row + at] as number) * (matrix[there + at] as number);
  }
  return sum;
}
