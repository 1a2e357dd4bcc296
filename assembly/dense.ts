// Inverse and product of large matrices in blocks of 64, row by row. `n` is a multiple of 64 everywhere.
import { tile } from './tile';

/** Bytes of one packed block of 64 × 64 floats. */
const BLOCK: usize = 64 * 64 * 4;

// @ts-ignore: decorator
@inline
function at(base: usize, row: i32, column: i32, n: i32): usize {
  return base + (((<usize>row) * (<usize>n) + (<usize>column)) << 2);
}

/** Where packed panels keep number (`row`, `step`): 4 rows, or 8 columns, lie side by side at each step. */
// @ts-ignore: decorator
@inline
function packed4(base: usize, row: i32, step: i32): usize {
  return base + ((<usize>((row >> 2) * 256 + step * 4 + (row & 3))) << 2);
}

// @ts-ignore: decorator
@inline
function packed8(base: usize, row: i32, step: i32): usize {
  return base + ((<usize>((row >> 3) * 512 + step * 8 + (row & 7))) << 2);
}

/** Gauss-Jordan without pivoting: `d` is 64 × 64, symmetric and positive definite, and becomes its inverse. */
function invertBlock(d: usize): void {
  for (let p = 0; p < 64; p++) {
    const pivotRow = at(d, p, 0, 64);
    const pivot = <f32>1 / load<f32>(pivotRow + (p << 2));
    store<f32>(pivotRow + (p << 2), 1);
    const scale = f32x4.splat(pivot);
    for (let j: usize = 0; j < 256; j += 16) {
      v128.store(pivotRow + j, f32x4.mul(v128.load(pivotRow + j), scale));
    }
    for (let i = 0; i < 64; i++) {
      if (i == p) continue;
      const row = at(d, i, 0, 64);
      const factor = load<f32>(row + (p << 2));
      store<f32>(row + (p << 2), 0);
      const f = f32x4.splat(factor);
      for (let j: usize = 0; j < 256; j += 16) {
        v128.store(row + j, f32x4.sub(v128.load(row + j), f32x4.mul(f, v128.load(pivotRow + j))));
      }
    }
  }
}

/**
 * First half of sweeping 64 pivots from column `k`: inverts the pivot block into `d` and packs the panels.
 * `w` (4 rows side by side) holds minus panel × inverse, `v` (8 side by side) the panel; n × 64 floats each.
 * Only blocks on and below the diagonal of `a` are read.
 */
export function sweepPanel(a: usize, n: i32, k: i32, d: usize, w: usize, v: usize): void {
  for (let i = 0; i < 64; i++) memory.copy(at(d, i, 0, 64), at(a, k + i, k, n), 256);
  invertBlock(d);
  for (let i = 0; i < n; i++) {
    for (let step = 0; step < 64; step++) {
      const from = i >= k ? at(a, i, k + step, n) : at(a, k + step, i, n);
      store<f32>(packed8(v, i, step), load<f32>(from));
    }
  }
  memory.fill(w, 0, (<usize>n) << 8);
  // The transposed product, so that its columns are the rows side by side that the tiles read.
  for (let i = 0; i < n; i += 4) {
    const out = w + ((<usize>i) << 8);
    for (let step = 0; step < 64; step++) {
      const source = packed8(v, i, step);
      const four = v128.load(source);
      const row = at(d, step, 0, 64);
      for (let to: usize = 0; to < 64; to++) {
        const cell = out + (to << 4);
        v128.store(cell, f32x4.sub(v128.load(cell), f32x4.mul(v128.load32_splat(row + (to << 2)), four)));
      }
    }
  }
}

/** Second half for 64 rows from `i`: takes the panels' product off everything left of and on their diagonal. */
export function sweepRows(a: usize, n: i32, k: i32, i: i32, d: usize, w: usize, v: usize): void {
  if (i == k) {
    for (let r = 0; r < 64; r++) {
      for (let c = 0; c < 64; c++) store<f32>(at(a, k + r, k + c, n), -load<f32>(at(d, r, c, 64)));
      for (let c = 0; c < k; c++) store<f32>(at(a, k + r, c, n), -load<f32>(packed4(w, c, r)));
    }
    return;
  }
  const rowBytes = (<usize>n) << 2;
  for (let j = 0; j <= i; j += 64) {
    if (j == k) {
      for (let r = 0; r < 64; r++) {
        for (let c = 0; c < 64; c++) store<f32>(at(a, i + r, k + c, n), -load<f32>(packed4(w, i + r, c)));
      }
      continue;
    }
    blockProduct(at(a, i, j, n), rowBytes, packed4(w, i, 0), packed8(v, j, 0));
  }
}

/** C (64 × 64) += packed rows × packed columns. */
function blockProduct(c: usize, rowBytes: usize, rows: usize, columns: usize): void {
  for (let r: usize = 0; r < 16; r++) {
    for (let s: usize = 0; s < 8; s++) {
      tile(c + r * 4 * rowBytes + (s << 5), rowBytes, rows + (r << 10), 16, columns + (s << 11), 32, 64);
    }
  }
}

/** After all pivots: the other half, and the sign. `a` is then the inverse. */
export function mirror(a: usize, n: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    for (let j = 0; j <= i; j++) {
      const value = -load<f32>(at(a, i, j, n));
      store<f32>(at(a, i, j, n), value);
      store<f32>(at(a, j, i, n), value);
    }
  }
}

/** Packs 64 rows of `b` from `k`, as columns for `multiplyRows`. */
export function packColumns(b: usize, n: i32, k: i32, v: usize): void {
  for (let step = 0; step < 64; step++) {
    const row = at(b, k + step, 0, n);
    for (let j = 0; j < n; j += 8) {
      const to = packed8(v, j, step);
      const from = row + ((<usize>j) << 2);
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  }
}

/** 64 rows from `i` of C += A · B, for the 64 columns of A from `k`; `w` has room for one block. */
export function multiplyRows(c: usize, a: usize, n: i32, k: i32, i: i32, w: usize, v: usize): void {
  for (let r = 0; r < 64; r++) {
    for (let step = 0; step < 64; step++) {
      store<f32>(packed4(w, r, step), load<f32>(at(a, i + r, k + step, n)));
    }
  }
  for (let j = 0; j < n; j += 64) {
    blockProduct(at(c, i, j, n), (<usize>n) << 2, w, v + (<usize>(j >> 6)) * BLOCK);
  }
}
