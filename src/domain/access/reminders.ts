import { days, later } from '#kernel/clock';
import type { Verdict } from './entitlements.js';
import type { Life } from './life.js';

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

/** A trial or a pass is spoken of so many days before it ends. */
const END_DAYS_BEFORE = 3;

export interface EndReminder {
  /** The end that is to be told of now; null: none. */
  endsAt: Date | null;
  /** What happens then: a trial becomes paid, or a pass is over. */
  what: 'trial' | 'pass';
  nextAt: Date | null;
}

/**
 * Whether a member is to be told that a trial or a pass is about to end. Whoever cancelled knows, and so does who
 * was granted a plan with its end.
 */
export function endReminder(
  verdict: Pick<Verdict, 'state' | 'trial' | 'trialEnd' | 'until' | 'sources'>,
  life: Pick<Life, 'since'>,
  now: Date,
): EndReminder {
  const giving = verdict.sources.filter((one) => one.verdict !== 'ended');
  const pass = giving.length > 0 && giving.every((one) => one.kind === 'order');
  const what = verdict.trial ? 'trial' : 'pass';
  const none = { endsAt: null, what, nextAt: null } as const;
  const endsAt = verdict.trialEnd ?? (pass ? verdict.until : null);
  if (verdict.state !== 'active' || !endsAt || endsAt <= now) return none;
  const at = later(endsAt, -days(END_DAYS_BEFORE));
  // What lasts hardly longer than that was just begun.
  if (at.getTime() - life.since.getTime() < days(1)) return none;
  return at > now ? { endsAt: null, what, nextAt: at } : { endsAt, what, nextAt: null };
}
