import type { Plan, PlanChange } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';

/** Options that set a plan's rules; `create` and `edit` share them. */
export const ruleOptions = {
  grace: { type: 'integer', min: 0, max: 60, summary: 'commands.plan.options.grace.summary' },
  trial_days: { type: 'integer', min: 0, max: 365, summary: 'commands.plan.options.trial_days.summary' },
  by_invoice: { type: 'flag', summary: 'commands.plan.options.by_invoice.summary' },
  days_until_due: {
    type: 'integer',
    min: 1,
    max: 90,
    summary: 'commands.plan.options.days_until_due.summary',
  },
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

/** For a price that is paid once. */
export const daysOption = {
  type: 'integer',
  min: 1,
  max: 3_650,
  summary: 'commands.plan.options.days.summary',
} as const;

/** Long enough for any name, short enough for a button. */
export const NAME_LENGTH = 40;

/** A name as it is kept: without blanks around it. Throws UserFacingError `plan_name_bad`. */
export function planName(typed: string): string {
  const name = typed.replaceAll(/\s+/g, ' ').trim();
  if (name === '') throw new UserFacingError('plan_name_bad');
  return name;
}

interface GivenRules {
  grace: number | undefined;
  trial_days: number | undefined;
  by_invoice: boolean | undefined;
  days_until_due: number | undefined;
  removal: Plan['removal'] | undefined;
  kick_after: number | undefined;
}

/**
 * What was given of the rules.
 * @param now what holds where nothing is given
 */
export function rulesOf(
  given: GivenRules,
  now: Pick<Plan, 'removal' | 'byInvoice'>,
): Omit<PlanChange, 'name'> {
  const { grace, removal, kick_after: kickAfter, trial_days: trialDays } = given;
  const { by_invoice: byInvoice, days_until_due: daysUntilDue } = given;
  if (kickAfter !== undefined && (removal ?? now.removal) !== 'role_then_kick') {
    throw new UserFacingError('kick_after_unused');
  }
  if (daysUntilDue !== undefined && !(byInvoice ?? now.byInvoice)) throw new UserFacingError('due_unused');
  return {
    ...(grace === undefined ? {} : { graceDays: grace }),
    ...(trialDays === undefined ? {} : { trialDays }),
    ...(byInvoice === undefined ? {} : { byInvoice }),
    ...(daysUntilDue === undefined ? {} : { daysUntilDue }),
    ...(removal === undefined ? {} : { removal }),
    ...(kickAfter === undefined ? {} : { kickAfterDays: kickAfter }),
  };
}
