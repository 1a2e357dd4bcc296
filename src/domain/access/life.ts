import type { Plan } from '#domain/billing';
import { entitlementsOf, type Facts, type Verdict } from './entitlements.js';
import { earliest } from './instants.js';
import { endReminder, graceReminders } from './reminders.js';
import type { StoredEntitlement } from './store.js';

/** How an entitlement runs on: whether it grants, since when, and when it last ended. */
export interface Life {
  granting: boolean;
  /** Only a trial gives it. */
  trial: boolean;
  since: Date;
  endedAt: Date | null;
}

/** Every plan with a source now or ever: what the rules say of it, and how it runs on from what it was. */
export function livesOf(
  facts: Facts,
  before: ReadonlyMap<string, StoredEntitlement>,
): { verdicts: Verdict[]; lives: Map<string, Life> } {
  const spoken = entitlementsOf(facts);
  const forgotten = [...before.keys()].filter((id) => !spoken.some((verdict) => verdict.planId === id));
  const verdicts = [...spoken, ...forgotten.map(endedWithoutSource)];
  const lives = verdicts.map((one) => [one.planId, lifeOf(one, before.get(one.planId), facts.now)] as const);
  return { verdicts, lives: new Map(lives) };
}

/** No source speaks of the plan any more: the subscription changed its price, or the plan gave a price up. */
function endedWithoutSource(planId: string): Verdict {
  const nothing = { until: null, graceUntil: null, failingSince: null, trialEnd: null, recheckAt: null };
  return { planId, state: 'ended', trial: false, ...nothing, sources: [] };
}

/** How an entitlement runs on from what it was: when it began, when it last ended. */
export function lifeOf(verdict: Verdict, before: StoredEntitlement | undefined, now: Date): Life {
  const was = before?.granting ?? false;
  // Unknown is not expired: whatever held, still holds; and what was no more than a trial is no more than that.
  const granting = verdict.state === 'unknown' ? was : verdict.state !== 'ended';
  const wasPaid = before !== undefined && was && !before.trial;
  const trial = granting && (verdict.trial ?? !wasPaid);
  const since = before?.since ?? now;
  const endedAt = before?.endedAt ?? null;
  if (granting === was) return { granting, trial, since, endedAt };
  return granting ? { granting, trial, since: now, endedAt } : { granting, trial, since, endedAt: now };
}

/** A plan as the rules about seats see it. */
export function standingOf(plan: Pick<Plan, 'id' | 'removal' | 'kickAfterDays'>, life: Life | undefined) {
  const { id: planId, removal, kickAfterDays } = plan;
  return {
    planId,
    granting: life?.granting ?? false,
    trial: life?.trial ?? false,
    endedAt: life?.endedAt ?? null,
    removal,
    kickAfterDays,
  };
}

/**
 * When an entitlement is to be computed again though nothing happens: its own end, a reminder, a removal.
 * @param kickAt when the next removal from a guild is due
 */
export function recheckOf(verdict: Verdict, life: Life, kickAt: Date | null, now: Date): Date | null {
  const { failingSince, graceUntil } = verdict;
  const reminderAt = failingSince && graceUntil ? graceReminders(failingSince, graceUntil, now).nextAt : null;
  const endingAt = endReminder(verdict, life, now).nextAt;
  return earliest([verdict.recheckAt, reminderAt, endingAt, life.granting ? null : kickAt]);
}
