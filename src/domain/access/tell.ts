import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Billing, Plan, Subscription } from '#domain/billing';
import type { Delivery, NewNotice } from '#domain/delivery';
import type { Verdict } from './entitlements.js';
import { matches } from './act.js';
import type { Seat } from './model.js';
import { placeName } from './naming.js';
import type { PlaceStore } from './place-store.js';
import { graceReminders } from './reminders.js';
import type { AccessStore, StoredEntitlement } from './store.js';

export interface TellDeps {
  database: Database;
  billing: Billing;
  delivery: Delivery;
  store: AccessStore;
  placeStore: PlaceStore;
  clock: Clock;
}

/**
 * Posts what the member has to know, from what is now true. It recounts each time: the keys of the outbox
 * make sure that a fact is told once. Nobody is welcomed before a seat was seen, nor told goodbye before.
 */
export async function tell(
  deps: TellDeps,
  communityId: string,
  memberId: string,
  verdicts: readonly Verdict[],
): Promise<void> {
  const { database, billing, delivery, store, placeStore, clock } = deps;
  const stored = await store.entitlements(communityId, memberId);
  if (stored.length === 0) return;
  const facts: Facts = {
    memberId,
    communityId,
    now: clock.now(),
    plans: new Map((await billing.plans(communityId, true)).map((plan) => [plan.id, plan])),
    planIdsOfPlace: new Map((await placeStore.places(communityId)).map((one) => [one.id, one.planIds])),
    seats: await store.seats(communityId, memberId),
    subscriptions: await billing.subscriptions(communityId, memberId),
    reasons: new Map((await store.grants(communityId, memberId)).map((grant) => [grant.id, grant.reason])),
  };
  const notices = stored.flatMap((entitlement) => {
    const verdict = verdicts.find((one) => one.planId === entitlement.planId);
    return [...aboutAccess(entitlement, facts), ...(verdict ? aboutGrace(verdict, facts) : [])];
  });
  notices.push(...facts.seats.flatMap((seat) => aboutJoining(seat, facts)));
  if (notices.length === 0) return;
  let fresh = 0;
  await database.transaction(async (tx) => {
    for (const notice of notices) if (await delivery.post(tx, notice)) fresh += 1;
  });
  if (fresh > 0) await delivery.wake(communityId);
}

interface Facts {
  memberId: string;
  communityId: string;
  now: Date;
  plans: Map<string, Plan>;
  planIdsOfPlace: Map<string, string[]>;
  seats: Seat[];
  subscriptions: Subscription[];
  reasons: Map<string, string>;
}

function aboutAccess(entitlement: StoredEntitlement, facts: Facts): NewNotice[] {
  const plan = facts.plans.get(entitlement.planId);
  if (!plan) return [];
  const seats = facts.seats.filter((seat) => facts.planIdsOfPlace.get(seat.place.id)?.includes(plan.id));
  const { memberId } = facts;
  if (entitlement.granting) {
    const settled = seats.every((seat) => seat.observed === 'in' || seat.problem === 'waiting');
    if (!settled) return [];
    const since = entitlement.since.getTime();
    const places = seats.filter((seat) => seat.observed === 'in').map((seat) => placeName(seat.place));
    const values = { plan: plan.name, places: places.join('\n') };
    const giving = entitlement.sources.filter((source) => source.verdict !== 'ended');
    const grant = giving.every((source) => source.kind === 'grant')
      ? giving.find((source) => source.verdict === 'active')
      : undefined;
    const key = `welcome:${memberId}:${plan.id}:${since}`;
    if (!grant && entitlement.endedAt)
      return [{ ...of(facts), kind: 'back_again', key: `back:${memberId}:${plan.id}:${since}`, values }];
    if (!grant) return [{ ...of(facts), kind: 'welcome', key, values }];
    const reason = facts.reasons.get(grant.id) ?? '';
    return [
      { ...of(facts), kind: 'grant_given', key, values: { plan: plan.name, reason, until: grant.until } },
    ];
  }
  if (!entitlement.endedAt || !seats.every((seat) => seat.wanted === 'in' || matches('out', seat.observed))) {
    return [];
  }
  const key = `ended:${memberId}:${plan.id}:${entitlement.endedAt.getTime()}`;
  return [
    { ...of(facts), kind: 'access_ended', key, values: { plan: plan.name, reason: endReason(entitlement) } },
  ];
}

/** Why it ended: `unpaid`, `cancelled`, `grant_over` or `other`; keys of texts. */
function endReason(entitlement: StoredEntitlement): string {
  const last = [...entitlement.sources].sort((a, b) => (a.until ?? '').localeCompare(b.until ?? '')).at(-1);
  // A price that left the plan leaves no source behind; the subscription itself may go on.
  if (!last) return 'other';
  if (last.kind === 'grant') return 'grant_over';
  return last.failed ? 'unpaid' : 'cancelled';
}

function aboutGrace(verdict: Verdict, facts: Facts): NewNotice[] {
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
  const prices = new Set(plan.prices.map((price) => price.priceId));
  const failing = facts.subscriptions.find(
    (one) => one.failingSince !== null && one.payUrl !== null && one.priceIds.some((id) => prices.has(id)),
  );
  return failing?.payUrl ?? null;
}

function aboutJoining(seat: Seat, facts: Facts): NewNotice[] {
  if (seat.wanted !== 'in' || seat.problem !== 'waiting' || !seat.place.joinLink) return [];
  const key = `join:${seat.id}:${seat.wantedAt.getTime()}`;
  const values = { place: placeName(seat.place), url: seat.place.joinLink };
  return [{ ...of(facts), kind: 'join_link', key, values, urgent: true }];
}

const of = ({ communityId, memberId }: Facts) => ({ communityId, memberId });
