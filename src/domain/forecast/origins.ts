/**
 * Points of the past to forecast from, so as to compare with what came (Tashman 2000: rolling origins). One season
 * apart, the last one with its whole future known; in a short history closer together, with futures cut off.
 * @returns ascending, each the number of steps known there; none where the history has fewer than six steps
 */
export function rollingOrigins(
  size: number,
  plan: { horizon: number; stride: number; wanted: number; least: number },
): number[] {
  const { horizon, stride, wanted } = plan;
  const least = Math.max(plan.least, Math.ceil(size / 2));
  const whole: number[] = [];
  for (let at = size - horizon; at >= least && whole.length < wanted; at -= stride) whole.unshift(at);
  if (whole.length >= 4 || size < 6) return whole;
  const from = Math.min(least, Math.ceil(size / 2));
  const step = Math.max(1, Math.ceil((size - 1 - from) / 8));
  const cut: number[] = [];
  for (let at = size - 1; at >= from; at -= step) cut.unshift(at);
  return cut;
}
