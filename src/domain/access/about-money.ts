import type { Gift, Payment, Plan, Subscription } from '#domain/billing';
import type { NewNotice } from '#domain/delivery';
import type { Verdict } from './entitlements.js';
import type { Seat } from './model.js';
import { endReminder, graceReminders } from './reminders.js';
import type { StoredEntitlement } from './store.js';

/** Everything that is told of, for one member. */
export interface Facts {
  memberId: string;
  communityId: string;
  now: Date;
  entitlements: StoredEntitlement[];
  plans: ReadonlyMap<string, Plan>;
  planIdsOfPlace: ReadonlyMap<string, string[]>;
  seats: Seat[];
  subscriptions: Subscription[];
  payments: Payment[];
  gifts: Gift[];
  /** Of grants. */
  reasons: ReadonlyMap<string, string>;
  /** Who hears of disputes. */
  staff: string[];
}

export const of = ({ communityId, memberId }: Facts) => ({ communityId, memberId });

/** A payment that fails: at once, and again before the grace runs out. */
export function aboutGrace(verdict: Verdict, facts: Facts): NewNotice[] {
  const plan = facts.plans.get(verdict.planId);
  const { failingSince, graceUntil } = verdict;
  if (!plan || verdict.state !== 'grace' || !failingSince || !graceUntil) return [];
  const payUrl = payUrlFor(plan, facts);
  const stem = `${facts.memberId}:${plan.id}:${failingSince.getTime()}`;
  const base = { plan: plan.name, graceUntil: graceUntil.toISOString(), payUrl };
  const notices: NewNotice[] = [
    { ...of(facts), kind: 'payment_failed', key: `failed:${stem}`, values: base, urgent: true },
  ];
  const { dueDaysLeft } = graceReminders(failingSince, graceUntil, facts.now);
  if (dueDaysLeft !== null) {
    const values = { ...base, daysLeft: dueDaysLeft };
    notices.push({ ...of(facts), kind: 'grace_ending', key: `grace:${stem}:${dueDaysLeft}`, values });
  }
  return notices;
}

function payUrlFor(plan: Plan, facts: Facts): string | null {
  const failing = facts.subscriptions.find(
    (one) => one.failingSince !== null && one.payUrl !== null && sells(plan, one.priceIds),
  );
  return failing?.payUrl ?? null;
}

/** A trial that is about to be paid for, or a pass that is about to be over. */
export function aboutEnding(verdict: Verdict, entitlement: StoredEntitlement, facts: Facts): NewNotice[] {
  const plan = facts.plans.get(verdict.planId);
  const { endsAt, what } = endReminder(verdict, entitlement, facts.now);
  if (!plan || !endsAt) return [];
  const key = `${what}:${facts.memberId}:${plan.id}:${endsAt.getTime()}`;
  const at = endsAt.toISOString();
  if (what === 'pass') return [{ ...of(facts), kind: 'pass_ending', key, values: { plan: plan.name, at } }];
  const tried = facts.subscriptions.find((one) => one.status === 'trialing' && sells(plan, one.priceIds));
  const values = { plan: plan.name, at, amount: tried?.amount ?? null, currency: tried?.currency ?? null };
  return [{ ...of(facts), kind: 'trial_ending', key, values }];
}

/** Each period's invoice that is paid by hand. The first one was handed over when it was asked for. */
export function aboutInvoices(facts: Facts): NewNotice[] {
  return facts.subscriptions.flatMap((one): NewNotice[] => {
    const plan = [...facts.plans.values()].find((it) => sells(it, one.priceIds));
    const { openInvoice, payUrl, openAmount, currency, openDueAt, paidThrough } = one;
    if (!plan || !one.byInvoice || one.endedAt || !openInvoice || !payUrl || !paidThrough) return [];
    const values = {
      plan: plan.name,
      payUrl,
      amount: openAmount,
      currency,
      dueAt: openDueAt?.toISOString() ?? null,
    };
    return [{ ...of(facts), kind: 'invoice_open', key: `invoice:${openInvoice}`, values }];
  });
}

/** A gift that was paid for: its payer can now hand the code on. */
export function aboutGifts(facts: Facts): NewNotice[] {
  return facts.gifts.flatMap((gift): NewNotice[] => {
    const plan = facts.plans.get(gift.planId);
    if (!plan || !gift.paidAt || gift.redeemedAt) return [];
    const values = { plan: plan.name, gift: gift.id };
    return [{ ...of(facts), kind: 'gift_ready', key: `gift:${gift.id}`, values, urgent: true }];
  });
}

/** A bank that takes money back, or asks about it, is the moderators' business, and so is how it ends. */
export function aboutDisputes(facts: Facts): NewNotice[] {
  const { communityId } = facts;
  return facts.payments
    .filter((payment) => payment.dispute !== 'none')
    .flatMap(({ stripeId, dispute, disputeId, amount, currency }) =>
      facts.staff.map((memberId): NewNotice => {
        const values = { about: facts.memberId, amount, currency, state: dispute };
        const key = `dispute:${disputeId ?? stripeId}:${dispute}:${memberId}`;
        return { communityId, memberId, kind: 'dispute', key, values, urgent: dispute === 'open' };
      }),
    );
}

function sells(plan: Plan, priceIds: readonly string[]): boolean {
  return plan.prices.some((price) => priceIds.includes(price.priceId));
}
