/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number (Box & Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Hours of something smooth, like a load: a day, a week whose ups and downs grow and shrink over the weeks, a slow
 * drift, and noise that lasts. Always above zero.
 */
export function smoothHours(seed: number, hours: number): Float64Array {
  const random = seeded(seed);
  const usual = week(random);
  const level = Math.exp(4 + 4 * random());
  const noise = 0.01 + 0.04 * random();
  let [drift, lasting, swing] = [0, 0, 1];
  return Float64Array.from({ length: hours }, (_, hour) => {
    drift += 0.002 * normal(random);
    swing = 1 + 0.995 * (swing - 1) + 0.025 * normal(random);
    lasting = 0.9 * lasting + noise * normal(random);
    return level * Math.exp(swing * (usual[hour % 168] as number) + drift + lasting);
  });
}

/** Hours of a chat: the same, thin at night, in bursts, whole numbers with many zeros. */
export function chatHours(seed: number, hours: number): Float64Array {
  const random = seeded(seed);
  const usual = week(random);
  const level = Math.exp(3 * random());
  let lasting = 0;
  return Float64Array.from({ length: hours }, (_, hour) => {
    lasting = 0.8 * lasting + 0.5 * normal(random);
    const burst = -Math.log(1 - random());
    return Math.floor(level * burst * Math.exp(2 * (usual[hour % 168] as number) + lasting - 0.3));
  });
}

function week(random: () => number): Float64Array {
  const [peak, height, weekend] = [24 * random(), 0.3 + 0.5 * random(), -0.4 * random()];
  return Float64Array.from({ length: 168 }, (_, hour) => {
    const day =
      Math.cos((2 * Math.PI * (hour - peak)) / 24) + 0.3 * Math.cos((4 * Math.PI * (hour - peak)) / 24);
    return height * day + (hour >= 120 ? weekend : 0);
  });
}
