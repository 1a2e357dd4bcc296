import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { createEngine, type Engine, type Piece } from './engine.js';

/** Pivots of one call, and what sizes are rounded up to: an engine optimises a function only between calls. */
const BLOCK = 64;

/**
 * Up to here `ml-matrix` does it in double precision (about 10 ms). Above, the kernel: at 238 courses 3 ms where
 * ml-matrix takes 130, at 1,000 it is a hundred times as fast.
 */
export const SMALL_CATALOGUE = 96;

/** A square matrix of `n` rows with `stride` ≥ n floats each; what lies past n is zero. */
export interface Square {
  readonly n: number;
  readonly stride: number;
  readonly values: Float32Array;
}

/** Which of the two ways; `auto` goes by size. For tests and measurements. */
export type SolveWith = 'auto' | 'reference' | 'kernel';

/**
 * Inverse of S + ridge · I, where S is symmetric and positive semi-definite.
 * @param entry S[row][column] for column ≤ row
 * @param ridge above 0
 */
export function invertRidge(
  n: number,
  entry: (row: number, column: number) => number,
  ridge: number,
  way: SolveWith = 'auto',
): Square {
  if (way === 'reference' || (way === 'auto' && n <= SMALL_CATALOGUE)) {
    return toSquare(inverseOf(symmetric(n, entry, ridge)));
  }
  const stride = rounded(n);
  const engine = createEngine(stride * stride * 4 + panelBytes(stride));
  const a = engine.floats(stride * stride);
  fill(a, n, stride, entry, ridge);
  sweepAll(engine, a, stride, panels(engine, stride));
  return cut(a.view, n, stride);
}

/**
 * (S + ridge · I)⁻¹ T.
 * @param entry S[row][column] for column ≤ row, symmetric and positive semi-definite
 * @param right T[row][column]
 */
export function solveRidge(
  n: number,
  entry: (row: number, column: number) => number,
  right: (row: number, column: number) => number,
  ridge: number,
  way: SolveWith = 'auto',
): Square {
  if (way === 'reference' || (way === 'auto' && n <= SMALL_CATALOGUE)) {
    const t = Matrix.zeros(n, n);
    for (let row = 0; row < n; row += 1) {
      for (let column = 0; column < n; column += 1) t.set(row, column, right(row, column));
    }
    return toSquare(new CholeskyDecomposition(symmetric(n, entry, ridge)).solve(t));
  }
  const stride = rounded(n);
  const engine = createEngine(3 * stride * stride * 4 + panelBytes(stride));
  const a = engine.floats(stride * stride);
  const t = engine.floats(stride * stride);
  const product = engine.floats(stride * stride);
  const work = panels(engine, stride);
  fill(a, n, stride, entry, ridge);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < n; column += 1) t.view[row * stride + column] = right(row, column);
  }
  sweepAll(engine, a, stride, work);
  for (let k = 0; k < stride; k += BLOCK) {
    engine.calls.packColumns(t.at, stride, k, work.v.at);
    for (let i = 0; i < stride; i += BLOCK) {
      engine.calls.multiplyRows(product.at, a.at, stride, k, i, work.w.at, work.v.at);
    }
  }
  return cut(product.view, n, stride);
}

interface Panels {
  d: Piece<Float32Array>;
  w: Piece<Float32Array>;
  v: Piece<Float32Array>;
}

const panelBytes = (stride: number): number => (2 * stride * BLOCK + BLOCK * BLOCK) * 4 + 1_024;

function panels(engine: Engine, stride: number): Panels {
  return {
    d: engine.floats(BLOCK * BLOCK),
    w: engine.floats(stride * BLOCK),
    v: engine.floats(stride * BLOCK),
  };
}

/** Rows past n are the identity's, so that they change nothing. */
function fill(
  { view }: Piece<Float32Array>,
  n: number,
  stride: number,
  entry: (row: number, column: number) => number,
  ridge: number,
): void {
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) view[row * stride + column] = entry(row, column);
    view[row * stride + row] = entry(row, row) + ridge;
    // A block on the diagonal is read whole.
    for (let column = row - (row % BLOCK); column < row; column += 1) {
      view[column * stride + row] = view[row * stride + column] ?? 0;
    }
  }
  for (let row = n; row < stride; row += 1) view[row * stride + row] = 1;
}

/** The sweep operator over all pivots (Goodnight 1979), which turns a matrix into minus its inverse in place. */
function sweepAll({ calls }: Engine, a: Piece<Float32Array>, stride: number, { d, w, v }: Panels): void {
  for (let k = 0; k < stride; k += BLOCK) {
    calls.sweepPanel(a.at, stride, k, d.at, w.at, v.at);
    for (let i = 0; i < stride; i += BLOCK) calls.sweepRows(a.at, stride, k, i, d.at, w.at, v.at);
  }
  for (let i = 0; i < stride; i += BLOCK) calls.mirror(a.at, stride, i, i + BLOCK);
}

/** A copy outside of the kernel's memory, which can then be given back. */
function cut(view: Float32Array, n: number, stride: number): Square {
  const values = new Float32Array(n * stride);
  for (let row = 0; row < n; row += 1) {
    values.set(view.subarray(row * stride, row * stride + n), row * stride);
  }
  return { n, stride, values };
}

function symmetric(n: number, entry: (row: number, column: number) => number, ridge: number): Matrix {
  const s = Matrix.zeros(n, n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < row; column += 1) {
      s.set(row, column, entry(row, column));
      s.set(column, row, entry(row, column));
    }
    s.set(row, row, entry(row, row) + ridge);
  }
  return s;
}

function inverseOf(s: Matrix): Matrix {
  return new CholeskyDecomposition(s).solve(Matrix.eye(s.rows, s.rows));
}

function toSquare(matrix: Matrix): Square {
  const n = matrix.rows;
  const stride = rounded(n);
  const values = new Float32Array(n * stride);
  for (let row = 0; row < n; row += 1) values.set(matrix.getRow(row), row * stride);
  return { n, stride, values };
}

function rounded(n: number): number {
  return Math.ceil(Math.max(n, 1) / BLOCK) * BLOCK;
}
