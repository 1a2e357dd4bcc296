/** How much of what all have in common is taken away: all of it would take meaning with it. */
const COMMON = 0.7;

/** The mean of vectors, those of nothing but zeros aside. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  const some = vectors.filter(speaks);
  for (const vector of some) {
    vector.forEach((value, d) => {
      mean[d] = (mean[d] as number) + value / some.length;
    });
  }
  return mean;
}

/**
 * A vector without most of what all of a community's texts have in common (Mu & Viswanath 2018, "All-but-the-top"), of
 * length 1 again. Nothing but zeros stays so: nothing could be made of that text.
 */
export function centred(vector: Float32Array, mean: Float32Array): Float32Array {
  if (!speaks(vector)) return new Float32Array(mean.length);
  const moved = vector.map((value, d) => value - COMMON * (mean[d] as number));
  const norm = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return norm > 1e-9 ? moved.map((value) => value / norm) : new Float32Array(mean.length);
}

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
