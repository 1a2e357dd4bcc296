// Least squares per member or course, for alternating least squares. `d` is a multiple of 8, at most 128.
import { tile } from './tile';

/** Rows gathered at a time: with the sums they stay in the nearest cache. */
const GATHER = 64;

/** Adds PᵀP of `rows` rows of `d` floats to the upper part of `sum` (tiles that touch it, whole). */
function addSquares(sum: usize, p: usize, rows: i32, d: i32): void {
  const rowBytes = (<usize>d) << 2;
  for (let r = 0; r < d; r += 4) {
    for (let c = r & ~7; c < d; c += 8) {
      const target = sum + ((<usize>(r * d + c)) << 2);
      tile(target, rowBytes, p + ((<usize>r) << 2), rowBytes, p + ((<usize>c) << 2), rowBytes, rows);
    }
  }
}

/** `sum` += PᵀP over rows `from` to `to` of `factors`. */
export function addGram(factors: usize, from: i32, to: i32, d: i32, sum: usize): void {
  for (let row = from; row < to; row += GATHER) {
    const rows = min(GATHER, to - row);
    addSquares(sum, factors + ((<usize>row * <usize>d) << 2), rows, d);
  }
}

/** Upper Cholesky factor in place, four pivots at a time. */
function cholesky(a: usize, d: i32): void {
  const rowBytes = (<usize>d) << 2;
  for (let k = 0; k < d; k += 4) {
    const base = a + (<usize>k) * rowBytes;
    for (let p = 0; p < 4; p++) {
      const row = base + (<usize>p) * rowBytes;
      const pivot = <f32>1 / sqrt<f32>(load<f32>(row + ((k + p) << 2)));
      const scale = f32x4.splat(pivot);
      for (let j = k; j < d; j += 4) {
        const cell = row + ((<usize>j) << 2);
        v128.store(cell, f32x4.mul(v128.load(cell), scale));
      }
      for (let q = p + 1; q < 4; q++) {
        const below = base + (<usize>q) * rowBytes;
        const f = v128.load32_splat(row + ((k + q) << 2));
        for (let j = k; j < d; j += 4) {
          const offset = (<usize>j) << 2;
          v128.store(below + offset, f32x4.sub(v128.load(below + offset), f32x4.mul(f, v128.load(row + offset))));
        }
        // What lies left of the diagonal is zero, so that rows can be used from a multiple of four on.
        store<f32>(below + ((k + p) << 2), 0);
      }
    }
    const second = base + rowBytes;
    const third = second + rowBytes;
    const fourth = third + rowBytes;
    for (let i = k + 4; i < d; i++) {
      const row = a + (<usize>i) * rowBytes;
      const at = (<usize>i) << 2;
      const f0 = v128.load32_splat(base + at);
      const f1 = v128.load32_splat(second + at);
      const f2 = v128.load32_splat(third + at);
      const f3 = v128.load32_splat(fourth + at);
      for (let j = (<usize>(i & ~3)) << 2; j < rowBytes; j += 16) {
        const one = f32x4.add(f32x4.mul(f0, v128.load(base + j)), f32x4.mul(f1, v128.load(second + j)));
        const two = f32x4.add(f32x4.mul(f2, v128.load(third + j)), f32x4.mul(f3, v128.load(fourth + j)));
        v128.store(row + j, f32x4.sub(v128.load(row + j), f32x4.add(one, two)));
      }
    }
  }
}

/** Solves UᵀU x = b; `b` is used up, `x` must be apart. */
function substitute(u: usize, d: i32, b: usize, z: usize, x: usize): void {
  const rowBytes = (<usize>d) << 2;
  for (let k = 0; k < d; k++) {
    const row = u + (<usize>k) * rowBytes;
    const value = load<f32>(b + (k << 2)) / load<f32>(row + (k << 2));
    store<f32>(z + (k << 2), value);
    const f = f32x4.splat(value);
    for (let j = (<usize>(k & ~3)) << 2; j < rowBytes; j += 16) {
      v128.store(b + j, f32x4.sub(v128.load(b + j), f32x4.mul(f, v128.load(row + j))));
    }
  }
  memory.fill(x, 0, rowBytes);
  for (let k = d - 1; k >= 0; k--) {
    const row = u + (<usize>k) * rowBytes;
    let sum = f32x4.splat(0);
    for (let j = (<usize>(k & ~3)) << 2; j < rowBytes; j += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(row + j), v128.load(x + j)));
    }
    store<f32>(x + (k << 2), (load<f32>(z + (k << 2)) - total(sum)) / load<f32>(row + (k << 2)));
  }
}

// @ts-ignore: decorator
@inline
function total(four: v128): f32 {
  return (
    f32x4.extract_lane(four, 0) +
    f32x4.extract_lane(four, 1) +
    (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3))
  );
}

/**
 * Rows `from` to `to` of `out`: (gram + Σ y yᵀ + weight I) x = Σ y, over each row's entries `index[offsets…]` in
 * `factors`. `gram` comes scaled; `weights` is one float a row; `work` has room for d² + 66 d floats + 3 d.
 */
export function solveRows(
  out: usize,
  from: i32,
  to: i32,
  offsets: usize,
  index: usize,
  factors: usize,
  gram: usize,
  weights: usize,
  d: i32,
  work: usize,
): void {
  const rowBytes = (<usize>d) << 2;
  const a = work;
  const b = a + rowBytes * (<usize>d);
  const z = b + rowBytes;
  const gathered = z + rowBytes;
  for (let row = from; row < to; row++) {
    const first = load<u32>(offsets + ((<usize>row) << 2));
    const last = load<u32>(offsets + ((<usize>row) << 2), 4);
    const x = out + (<usize>row) * rowBytes;
    memory.fill(b, 0, rowBytes);
    memory.copy(a, gram, rowBytes * (<usize>d));
    const weight = load<f32>(weights + ((<usize>row) << 2));
    for (let k = 0; k < d; k++) {
      const cell = a + (((<usize>k) * (<usize>d) + (<usize>k)) << 2);
      store<f32>(cell, load<f32>(cell) + weight);
    }
    for (let start = first; start < last; start += GATHER) {
      const rows = min<u32>(GATHER, last - start);
      for (let r: u32 = 0; r < rows; r++) {
        const source = factors + (<usize>load<u32>(index + ((<usize>(start + r)) << 2))) * rowBytes;
        const target = gathered + (<usize>r) * rowBytes;
        for (let j: usize = 0; j < rowBytes; j += 16) {
          const four = v128.load(source + j);
          v128.store(target + j, four);
          v128.store(b + j, f32x4.add(v128.load(b + j), four));
        }
      }
      addSquares(a, gathered, <i32>rows, d);
    }
    cholesky(a, d);
    substitute(a, d, b, z, x);
  }
}

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + j), v128.load(b + j)));
  return total(sum);
}

/** `y` += factor · `x`. */
// @ts-ignore: decorator
@inline
function addScaled(y: usize, factor: f32, x: usize, bytes: usize): void {
  const f = f32x4.splat(factor);
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(y + j, f32x4.add(v128.load(y + j), f32x4.mul(f, v128.load(x + j))));
  }
}

/** As `solveRows`, from what `out` holds, by `steps` of conjugate gradients; `gram` is whole here. */
export function approachRows(
  out: usize,
  from: i32,
  to: i32,
  offsets: usize,
  index: usize,
  factors: usize,
  gram: usize,
  weights: usize,
  d: i32,
  steps: i32,
  work: usize,
): void {
  const bytes = (<usize>d) << 2;
  const r = work;
  const p = r + bytes;
  const q = p + bytes;
  for (let row = from; row < to; row++) {
    const first = load<u32>(offsets + ((<usize>row) << 2));
    const last = load<u32>(offsets + ((<usize>row) << 2), 4);
    const weight = load<f32>(weights + ((<usize>row) << 2));
    const x = out + (<usize>row) * bytes;
    // Right side minus what the beginning already explains, in one pass over the entries.
    memory.fill(r, 0, bytes);
    for (let k: usize = 0; k < <usize>d; k++) addScaled(r, -load<f32>(x + (k << 2)), gram + k * bytes, bytes);
    addScaled(r, -weight, x, bytes);
    for (let e = first; e < last; e++) {
      const y = factors + (<usize>load<u32>(index + ((<usize>e) << 2))) * bytes;
      addScaled(r, <f32>1 - dot(x, y, bytes), y, bytes);
    }
    memory.copy(p, r, bytes);
    let rest = dot(r, r, bytes);
    for (let step = 0; step < steps; step++) {
      if (rest < 1e-12) break;
      memory.fill(q, 0, bytes);
      for (let k: usize = 0; k < <usize>d; k++) addScaled(q, load<f32>(p + (k << 2)), gram + k * bytes, bytes);
      addScaled(q, weight, p, bytes);
      for (let e = first; e < last; e++) {
        const y = factors + (<usize>load<u32>(index + ((<usize>e) << 2))) * bytes;
        addScaled(q, dot(p, y, bytes), y, bytes);
      }
      const length = rest / dot(p, q, bytes);
      addScaled(x, length, p, bytes);
      addScaled(r, -length, q, bytes);
      const next = dot(r, r, bytes);
      const turn = f32x4.splat(next / rest);
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(p + j, f32x4.add(v128.load(r + j), f32x4.mul(turn, v128.load(p + j))));
      }
      rest = next;
    }
  }
}
