import type { Lift } from './served.js';
import type { Shown } from './lift-store.js';

/** Fewer members on one of the sides tell nothing. */
const FEWEST = 10;

/** 97.5 % of a normal distribution lie below. */
const Z = 1.959963984540054;

/** Sums up both groups and compares them. @param isHeldOut of a member's id */
export function liftOf(rows: readonly Shown[], isHeldOut: (memberId: string) => boolean): Lift {
  const sum = (of: readonly Shown[]): Lift['served'] => {
    const total = { members: of.length, shown: 0, taken: 0, up: 0, down: 0, known: 0 };
    for (const row of of) {
      for (const what of ['shown', 'taken', 'up', 'down', 'known'] as const) total[what] += row[what];
    }
    return total;
  };
  const served = rows.filter(({ memberId }) => !isHeldOut(memberId));
  const heldOut = rows.filter(({ memberId }) => isHeldOut(memberId));
  const began = (of: readonly Shown[]) => of.filter(({ taken }) => taken > 0).length;
  const isEnough = served.length >= FEWEST && heldOut.length >= FEWEST;
  return {
    served: sum(served),
    heldOut: sum(heldOut),
    lift: isEnough ? shareDifference(began(served), served.length, began(heldOut), heldOut.length) : null,
  };
}

/**
 * Difference of two shares with its 95 % interval, which stays honest for small groups and shares near 0 (R. Newcombe,
 * Interval estimation for the difference between independent proportions, 1998, method 10).
 */
export function shareDifference(
  hits: number,
  of: number,
  otherHits: number,
  otherOf: number,
): { mean: number; low: number; high: number } {
  const [one, other] = [wilson(hits, of), wilson(otherHits, otherOf)];
  const mean = one.share - other.share;
  return {
    mean,
    low: mean - Math.hypot(one.share - one.low, other.high - other.share),
    high: mean + Math.hypot(one.high - one.share, other.share - other.low),
  };
}

/** A share and Wilson's 95 % interval of it. */
function wilson(hits: number, of: number): { share: number; low: number; high: number } {
  const share = hits / of;
  const middle = (hits + Z ** 2 / 2) / (of + Z ** 2);
  const half = (Z / (of + Z ** 2)) * Math.sqrt((hits * (of - hits)) / of + Z ** 2 / 4);
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
