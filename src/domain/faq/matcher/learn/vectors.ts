/** How much of what all have in common is taken away: all of it would take meaning with it. */
const COMMON = 0.7;

/** The mean direction of vectors, those of nothing but zeros aside. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  const some = vectors.filter(speaks);
  for (const vector of some) {
    const share = 1 / (lengthOf(vector) * some.length);
    vector.forEach((value, d) => {
      mean[d] = (mean[d] as number) + value * share;
    });
  }
  return mean;
}

/**
 * A vector without most of what all of a community's texts have in common (Mu & Viswanath 2018, "All-but-the-top"), as
 * long as it was. Nothing but zeros stays so: nothing could be made of that text.
 */
export function centred(vector: Float32Array, mean: Float32Array): Float32Array {
  const length = lengthOf(vector);
  if (length === 0) return new Float32Array(mean.length);
  const moved = vector.map((value, d) => value / length - COMMON * (mean[d] as number));
  const norm = lengthOf(moved);
  return norm > 1e-9 ? moved.map((value) => (value / norm) * length) : new Float32Array(mean.length);
}

export const lengthOf = (vector: Float32Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

export const speaks = (vector: Float32Array): boolean => vector.some((value) => value !== 0);

/** Vectors one behind the other, each number as a 127th: a quarter of the memory. */
export function rounded(vectors: readonly Float32Array[], dims: number): Int8Array {
  const all = new Int8Array(vectors.length * dims);
  vectors.forEach((vector, row) => {
    for (let d = 0; d < dims; d += 1) {
      all[row * dims + d] = Math.round(Math.max(-1, Math.min(1, vector[d] as number)) * 127);
    }
  });
  return all;
}
