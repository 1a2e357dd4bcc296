// The heart of all that is dense here: C (4 rows × 8 columns) += P (depth × 4) · Q (depth × 8), in registers.

/**
 * @param c first of 4 rows, `cRow` bytes apart
 * @param p `depth` steps of `pStep` bytes; 4 floats are read of each
 * @param q `depth` steps of `qStep` bytes; 8 floats are read of each
 */
// @ts-ignore: decorator
@inline
export function tile(c: usize, cRow: usize, p: usize, pStep: usize, q: usize, qStep: usize, depth: i32): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let a0 = v128.load(c);
  let b0 = v128.load(c, 16);
  let a1 = v128.load(c1);
  let b1 = v128.load(c1, 16);
  let a2 = v128.load(c2);
  let b2 = v128.load(c2, 16);
  let a3 = v128.load(c3);
  let b3 = v128.load(c3, 16);
  for (let step = 0; step < depth; step++) {
    const qa = v128.load(q);
    const qb = v128.load(q, 16);
    let x = v128.load32_splat(p);
    a0 = f32x4.add(a0, f32x4.mul(x, qa));
    b0 = f32x4.add(b0, f32x4.mul(x, qb));
    x = v128.load32_splat(p, 4);
    a1 = f32x4.add(a1, f32x4.mul(x, qa));
    b1 = f32x4.add(b1, f32x4.mul(x, qb));
    x = v128.load32_splat(p, 8);
    a2 = f32x4.add(a2, f32x4.mul(x, qa));
    b2 = f32x4.add(b2, f32x4.mul(x, qb));
    x = v128.load32_splat(p, 12);
    a3 = f32x4.add(a3, f32x4.mul(x, qa));
    b3 = f32x4.add(b3, f32x4.mul(x, qb));
    p += pStep;
    q += qStep;
  }
  v128.store(c, a0);
  v128.store(c, b0, 16);
  v128.store(c1, a1);
  v128.store(c1, b1, 16);
  v128.store(c2, a2);
  v128.store(c2, b2, 16);
  v128.store(c3, a3);
  v128.store(c3, b3, 16);
}
