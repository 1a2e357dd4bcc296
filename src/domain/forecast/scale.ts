/** Scales on which errors of small and large values are comparable. */
export type ScaleName = 'plain' | 'root' | 'log';

export interface Scale {
  readonly to: (value: number) => number;
  readonly from: (value: number) => number;
}

/**
 * A scale for these values. Square root and logarithm need values that are not negative; zeros are met by adding a
 * small share of the mean before the logarithm. With negative values everything stays as it is.
 */
export function scaleFor(name: ScaleName, values: Float64Array): Scale {
  let [least, sum] = [Infinity, 0];
  for (const value of values) {
    least = Math.min(least, value);
    sum += Math.abs(value);
  }
  if (name === 'plain' || !(least >= 0) || sum === 0) return { to: (value) => value, from: (value) => value };
  if (name === 'root') {
    return { to: (value) => Math.sqrt(value), from: (value) => (value > 0 ? value * value : 0) };
  }
  const shift = least > 0 ? 0 : (0.1 * sum) / values.length;
  return {
    to: (value) => Math.log(value + shift),
    from: (value) => Math.max(0, Math.exp(value) - shift),
  };
}
