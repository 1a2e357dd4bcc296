import { days, later } from '#kernel/clock';

/** Days before the end of a grace on which a member is reminded, as far as the grace is longer than that. */
const REMIND_DAYS_BEFORE = [3, 1] as const;

export interface GraceReminders {
  /** The reminder that is due now; null: none yet. Missed earlier ones are not made up for. */
  dueDaysLeft: number | null;
  /** When the next one is due; null: none is left. */
  nextAt: Date | null;
}

/** Which reminder a running grace asks for at `now`. */
export function graceReminders(since: Date, graceUntil: Date, now: Date): GraceReminders {
  const instants = REMIND_DAYS_BEFORE.map((left) => ({ left, at: later(graceUntil, -days(left)) })).filter(
    // A reminder on the very day of the failure would say the same thing twice.
    ({ at }) => at.getTime() - since.getTime() >= days(1),
  );
  const due = instants.filter(({ at }) => at <= now).at(-1);
  const next = instants.find(({ at }) => at > now);
  return { dueDaysLeft: due?.left ?? null, nextAt: next?.at ?? null };
}
