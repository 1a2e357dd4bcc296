import { isSpaced, type Reading } from './features.js';
import { speaks } from './learn/vectors.js';
import type { Encoder } from './model.js';

/** How many texts go to the encoder at a time. */
const AT_A_TIME = 16;

/**
 * Vectors of texts, nothing but zeros for what the encoder cannot read; null when there is no encoder, it fails, or it
 * can read none of them.
 */
export async function embedded(
  readings: readonly Reading[],
  encoder?: Encoder,
): Promise<Float32Array[] | null> {
  if (!encoder) return null;
  const vectors: Float32Array[] = [];
  try {
    for (let at = 0; at < readings.length; at += AT_A_TIME) {
      vectors.push(...(await encoder.embed(readings.slice(at, at + AT_A_TIME).map(forEncoder))));
    }
    return vectors.some(speaks) ? vectors : null;
  } catch {
    return null;
  }
}

/**
 * An encoder is used to text as people write it, with capitals and mistakes; what is written without spaces goes through
 * a dictionary, which knows simplified characters.
 */
export const forEncoder = (reading: Reading): string => (isSpaced(reading) ? reading.raw : reading.text);
