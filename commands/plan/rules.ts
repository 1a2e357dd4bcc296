import type { PlanChange } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';

/** Options that set a plan's rules; `create` and `edit` share them. */
export const ruleOptions = {
  grace: { type: 'integer', min: 0, max: 60, summary: 'commands.plan.options.grace.summary' },
  removal: {
    type: 'choice',
    summary: 'commands.plan.options.removal.summary',
    choices: [
      { value: 'role', label: 'commands.plan.choices.removal.role' },
      { value: 'kick', label: 'commands.plan.choices.removal.kick' },
      { value: 'role_then_kick', label: 'commands.plan.choices.removal.role_then_kick' },
    ],
  },
  kick_after: { type: 'integer', min: 1, max: 365, summary: 'commands.plan.options.kick_after.summary' },
} as const;

/** Long enough for any name, short enough for a button. */
export const NAME_LENGTH = 40;

/** A name as it is kept: without blanks around it. Throws UserFacingError `plan_name_bad`. */
export function planName(typed: string): string {
  const name = typed.replaceAll(/\s+/g, ' ').trim();
  if (name === '') throw new UserFacingError('plan_name_bad');
  return name;
}

/**
 * What was given of the rules.
 * @param removalNow what holds when `removal` is not given
 */
export function rulesOf(
  given: {
    grace: number | undefined;
    removal: NonNullable<PlanChange['removal']> | undefined;
    kick_after: number | undefined;
  },
  removalNow: NonNullable<PlanChange['removal']>,
): Pick<PlanChange, 'graceDays' | 'removal' | 'kickAfterDays'> {
  const { grace, removal, kick_after: kickAfter } = given;
  if (kickAfter !== undefined && (removal ?? removalNow) !== 'role_then_kick') {
    throw new UserFacingError('kick_after_unused');
  }
  return {
    ...(grace === undefined ? {} : { graceDays: grace }),
    ...(removal === undefined ? {} : { removal }),
    ...(kickAfter === undefined ? {} : { kickAfterDays: kickAfter }),
  };
}
