import type { CommandContext, CommandOptions, Rooms } from '#contracts';
import type { Entitlement } from '#domain/access';
import type { Plan, Subscription } from '#domain/billing';

/** How somebody wants to buy, kept through every button of the way. The e-mail address never is. */
export interface Wish {
  code: string | undefined;
  pay: 'card' | 'invoice' | undefined;
  /** Beside another subscription. */
  also: boolean | undefined;
}

/** The same wish said again, with something more. */
export function again(
  { code, pay, also }: Wish,
  more: CommandOptions,
): { command: string; options: CommandOptions } {
  const options = {
    ...more,
    ...(code === undefined ? {} : { code }),
    ...(pay === undefined ? {} : { pay }),
    ...(also === undefined ? {} : { also }),
  };
  return { command: 'subscribe', options };
}

/** What the speaker has already. */
export interface Standing {
  plans: Plan[];
  subscriptions: Subscription[];
  /** Of the plan in question. */
  entitlement: Entitlement | undefined;
  /** Days free before a subscription's first payment. */
  trialDays: number;
  /** The end of what was paid for once; `for good` has none. */
  pass: { until: Date | null } | null;
}

export async function standingOf(
  plan: Plan,
  { actor, community, now }: CommandContext,
  { billing, access }: Rooms,
): Promise<Standing> {
  const who = [community.id, actor.member.id] as const;
  const entitlement = (await access.entitlements(...who)).find((one) => one.planId === plan.id);
  return {
    plans: await billing.plans(community.id, true),
    subscriptions: await billing.subscriptions(...who),
    entitlement,
    trialDays: await billing.trialDaysFor(...who, plan),
    pass: passOf(entitlement, now),
  };
}

function passOf(entitlement: Entitlement | undefined, now: Date): Standing['pass'] {
  const bought = (entitlement?.sources ?? []).filter(
    ({ kind, verdict, until }) =>
      kind === 'order' && verdict === 'active' && (until === null || new Date(until) > now),
  );
  if (bought.length === 0) return null;
  const ends = bought.map(({ until }) => (until === null ? Infinity : Date.parse(until)));
  const last = Math.max(...ends);
  return { until: last === Infinity ? null : new Date(last) };
}
