import { seededRandom } from '../random.js';
import { mean } from './metrics.js';

export interface Difference {
  /** Mean of the first minus mean of the second. */
  by: number;
  /** The middle `level` of what resampled members give. */
  low: number;
  high: number;
}

/**
 * How sure it is that one model does better than another on the same members: members are drawn with repetition,
 * both models' values together. The same seed gives the same interval.
 * @param one,other values by member, in the same order
 */
export function bootstrapDifference(
  one: Float64Array,
  other: Float64Array,
  { rounds = 1_000, level = 0.95, seed = 1 } = {},
): Difference {
  if (one.length !== other.length) throw new RangeError('values of other members');
  const differences = one.map((value, at) => value - (other[at] as number));
  const by = mean(differences);
  if (differences.length === 0) return { by, low: 0, high: 0 };
  const random = seededRandom(seed);
  const size = differences.length;
  const means = new Float64Array(rounds);
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    for (let draw = 0; draw < size; draw += 1) sum += differences[Math.floor(random() * size)] as number;
    means[round] = sum / size;
  }
  means.sort();
  const at = (share: number) => means[Math.min(rounds - 1, Math.floor(share * rounds))] as number;
  return { by, low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
