import { isSpaced, type Reading } from './features.js';
import type { Encoder } from './model.js';

/** How many texts go to the encoder at a time. */
const AT_A_TIME = 16;

/**
 * Vectors of texts in the encoder's language, nothing but zeros for others; null when there is no encoder, it fails, or
 * no text is for it.
 */
export async function embedded(
  readings: readonly Reading[],
  encoder?: Encoder,
): Promise<Float32Array[] | null> {
  if (!encoder) return null;
  const spoken = readings.filter(isSpaced);
  if (spoken.length === 0) return null;
  const vectors = new Map<Reading, Float32Array>();
  try {
    for (let at = 0; at < spoken.length; at += AT_A_TIME) {
      const some = spoken.slice(at, at + AT_A_TIME);
      const found = await encoder.embed(some.map(({ raw }) => raw));
      some.forEach((reading, index) => vectors.set(reading, found[index] as Float32Array));
    }
    return readings.map((reading) => vectors.get(reading) ?? new Float32Array(encoder.dims));
  } catch {
    return null;
  }
}
