import { Stripe } from 'stripe';
import { finding, type ClockReading, type Finding } from '#contracts';

/** Looks at Stripe, and remembers what the key may not look at. */
export interface Sight {
  /**
   * Asks one question; null when the key may not. Other errors pass through.
   * @param permission as the dashboard calls it where a restricted key is edited
   */
  look<T>(permission: string, call: () => Promise<T>): Promise<T | null>;
  /** What could not be looked at, except what `findings` miss in any case. */
  unseen(findings: readonly Finding[]): Finding[];
  clock: ClockReading[];
}

export function createSight(machineNow: () => Date): Sight {
  const closed = new Set<string>();
  const clock: ClockReading[] = [];
  return {
    clock,
    async look(permission, call) {
      const asked = machineNow().getTime();
      try {
        const answer = await call();
        const told = Date.parse(dateOf(answer));
        if (!Number.isNaN(told)) clock.push({ asked, told, answered: machineNow().getTime(), grain: 1_000 });
        return answer;
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripePermissionError)) throw error;
        closed.add(permission);
        return null;
      }
    },
    unseen(findings) {
      const missed = findings.map(({ what }) => what.values?.['permission']);
      return [...closed]
        .filter((permission) => !missed.includes(permission))
        .map((permission) => finding('stripe.cannot_see', 'risky', { permission }));
    },
  };
}

/** The Date header of an answer, which the client hangs on to every object. */
function dateOf(answer: unknown): string {
  const { lastResponse } = (answer ?? {}) as Partial<Stripe.Response<object>>;
  return lastResponse?.headers['date'] ?? '';
}
