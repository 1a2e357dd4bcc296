import type { ChartUnit } from '#contracts';

/** Round numbers from 0 to the top, the steps between them equal. */
export interface Scale {
  top: number;
  ticks: number[];
}

const ROUND = [1, 2, 2.5, 5, 10];
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const SPANS = [1, 2, 5, 10, 15, 30]
  .flatMap((one) => [one, one * MINUTE])
  .concat([HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY])
  .toSorted((a, b) => a - b);

/** @param most the highest number that is to be drawn */
export function scaleFor(most: number, unit: ChartUnit, wanted = 5): Scale {
  const step = stepFor(Math.max(most, leastOf(unit)), unit, wanted);
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  const top = steps * step;
  return { top, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}

/** What is drawn from 0 to 1 when there is nothing. */
function leastOf(unit: ChartUnit): number {
  if (unit === 'count') return 2;
  if (unit === 'share') return 0.01;
  return unit === 'seconds' ? MINUTE : 100;
}

function stepFor(most: number, unit: ChartUnit, wanted: number): number {
  const rough = most / wanted;
  if (unit === 'seconds') return SPANS.find((span) => span >= rough) ?? Math.ceil(rough / DAY) * DAY;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (ROUND.find((one) => one * power >= rough - 1e-12) ?? 10) * power;
  // Nobody is two and a half members.
  return unit === 'count' ? Math.max(1, Math.ceil(step)) : step;
}
