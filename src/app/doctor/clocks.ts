import { finding, type ClockReading, type Finding } from '#contracts';

export type Other = 'postgres' | 'stripe' | 'discord';

const BROKEN_MS = 5_000;
const RISKY_MS = 1_000;
const names: Record<Other, string> = { postgres: 'Postgres', stripe: 'Stripe', discord: 'Discord' };

/**
 * How far our clock is ahead of theirs at the very least, in milliseconds (negative: behind); 0 when the two may
 * agree. The reading that allows the most agreement counts: any other was only slow.
 */
export function skewOf(readings: readonly ClockReading[]): number {
  const skews = readings.map(({ asked, told, answered, grain }) => {
    // They read their clock between our asking and our getting the answer.
    const [least, most] = [asked - (told + grain), answered - told];
    return least > 0 ? least : most < 0 ? most : 0;
  });
  return skews.reduce((best, skew) => (Math.abs(skew) < Math.abs(best) ? skew : best), skews[0] ?? 0);
}

/** Which clock is off: ours, when everybody who was asked says the same, else the other one. */
export function judgeClocks(seen: Partial<Record<Other, readonly ClockReading[]>>): Finding[] {
  const skews = (['postgres', 'stripe', 'discord'] as const).flatMap((other) => {
    const readings = seen[other] ?? [];
    return readings.length > 0 ? [{ other, skew: skewOf(readings) }] : [];
  });
  const off = skews.filter(({ skew }) => Math.abs(skew) > RISKY_MS);
  if (off.length === 0) return skews.length > 0 ? [finding('clock.works', 'fine')] : [];
  const worst = off.reduce((most, one) => (Math.abs(one.skew) > Math.abs(most.skew) ? one : most));
  const together = off.every(({ skew }) => Math.sign(skew) === Math.sign(worst.skew));
  if (off.length > 1 && off.length === skews.length && together) {
    const others = off.map(({ other }) => names[other]).join(', ');
    return [finding('clock.machine', severityOf(worst.skew), { seconds: secondsOf(worst.skew), others })];
  }
  return off.map(({ other, skew }) =>
    finding(`clock.${other}`, severityOf(skew), { seconds: secondsOf(skew) }),
  );
}

function severityOf(skew: number): 'broken' | 'risky' {
  return Math.abs(skew) > BROKEN_MS ? 'broken' : 'risky';
}

function secondsOf(skew: number): number {
  return Math.round(Math.abs(skew) / 1000);
}
