// What members should take next, from a table of what each course says about each other.

/**
 * Best `k` of `n` (a multiple of 4) for members `from` to `to`: Σ recency[age] · table[course] + prior · its weight.
 * Courses that were taken, and those at or above `real`, are left out. Ties go to the lower number; where fewer
 * than `k` are left, the rest is 0xffffffff.
 * @param recency weights by age, newest first, `reach` floats; older courses say nothing
 * @param priorWeights by length of history, `lengths` floats; longer histories take the last
 * @param scores room for n floats
 */
export function rankRows(
  table: usize,
  n: i32,
  real: i32,
  offsets: usize,
  index: usize,
  from: i32,
  to: i32,
  recency: usize,
  reach: i32,
  prior: usize,
  priorWeights: usize,
  lengths: i32,
  k: i32,
  scores: usize,
  best: usize,
  bestScores: usize,
): void {
  for (let row = from; row < to; row++) {
    const first = load<u32>(offsets + ((<usize>row) << 2));
    const last = load<u32>(offsets + ((<usize>row) << 2), 4);
    const size = <i32>(last - first);
    begin(scores, n, prior, priorWeights + ((<usize>min(size, lengths - 1)) << 2));
    for (let age = 0; age < min(size, reach); age++) {
      const course = load<u32>(index + ((<usize>(last - 1 - age)) << 2));
      add(scores, n, recency + ((<usize>age) << 2), table + ((<usize>course * <usize>n) << 2));
    }
    leaveOut(scores, n, real, index + ((<usize>first) << 2), size);
    const skip = (<usize>((row - from) * k)) << 2;
    choose(scores, n, k, best + skip, bestScores + skip);
  }
}

/**
 * As `rankRows`, from factors: `table` has a row of n for each of `d` factors, `x` d numbers for each member from
 * `from` on.
 */
export function rankFactors(
  table: usize,
  n: i32,
  real: i32,
  offsets: usize,
  index: usize,
  from: i32,
  to: i32,
  x: usize,
  d: i32,
  prior: usize,
  priorWeights: usize,
  lengths: i32,
  k: i32,
  scores: usize,
  best: usize,
  bestScores: usize,
): void {
  for (let row = from; row < to; row++) {
    const first = load<u32>(offsets + ((<usize>row) << 2));
    const last = load<u32>(offsets + ((<usize>row) << 2), 4);
    const size = <i32>(last - first);
    const own = x + ((<usize>((row - from) * d)) << 2);
    begin(scores, n, prior, priorWeights + ((<usize>min(size, lengths - 1)) << 2));
    for (let f = 0; f < d; f++) add(scores, n, own + ((<usize>f) << 2), table + ((<usize>(f * n)) << 2));
    leaveOut(scores, n, real, index + ((<usize>first) << 2), size);
    const skip = (<usize>((row - from) * k)) << 2;
    choose(scores, n, k, best + skip, bestScores + skip);
  }
}

/** `scores` = prior × the float at `weight`. */
// @ts-ignore: decorator
@inline
function begin(scores: usize, n: i32, prior: usize, weight: usize): void {
  const f = v128.load32_splat(weight);
  const bytes = (<usize>n) << 2;
  for (let j: usize = 0; j < bytes; j += 16) v128.store(scores + j, f32x4.mul(f, v128.load(prior + j)));
}

/** `scores` += row × the float at `weight`. */
// @ts-ignore: decorator
@inline
function add(scores: usize, n: i32, weight: usize, row: usize): void {
  const f = v128.load32_splat(weight);
  const bytes = (<usize>n) << 2;
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(scores + j, f32x4.add(v128.load(scores + j), f32x4.mul(f, v128.load(row + j))));
  }
}

// @ts-ignore: decorator
@inline
function leaveOut(scores: usize, n: i32, real: i32, taken: usize, size: i32): void {
  for (let j = real; j < n; j++) store<f32>(scores + (j << 2), -f32.MAX_VALUE);
  for (let e = 0; e < size; e++) {
    store<f32>(scores + ((<usize>load<u32>(taken + (e << 2))) << 2), -f32.MAX_VALUE);
  }
}

/** Insertion into a short sorted list; four numbers are passed over at once when none is good enough. */
function choose(scores: usize, n: i32, k: i32, best: usize, bestScores: usize): void {
  for (let s = 0; s < k; s++) {
    store<f32>(bestScores + (s << 2), -f32.MAX_VALUE);
    store<u32>(best + (s << 2), 0xffffffff);
  }
  const lowest = bestScores + ((k - 1) << 2);
  let bar = -f32.MAX_VALUE;
  for (let j = 0; j < n; j += 4) {
    if (!v128.any_true(f32x4.gt(v128.load(scores + (j << 2)), f32x4.splat(bar)))) continue;
    for (let c = j; c < j + 4; c++) {
      const score = load<f32>(scores + (c << 2));
      if (!(score > bar)) continue;
      let s = k - 1;
      while (s > 0 && load<f32>(bestScores + ((s - 1) << 2)) < score) {
        store<f32>(bestScores + (s << 2), load<f32>(bestScores + ((s - 1) << 2)));
        store<u32>(best + (s << 2), load<u32>(best + ((s - 1) << 2)));
        s--;
      }
      store<f32>(bestScores + (s << 2), score);
      store<u32>(best + (s << 2), <u32>c);
      bar = load<f32>(lowest);
    }
  }
}
