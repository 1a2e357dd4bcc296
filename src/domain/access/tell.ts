import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Billing } from '#domain/billing';
import type { Delivery } from '#domain/delivery';
import type { Members } from '#domain/members';
import { aboutAccess, aboutJoining } from './about-access.js';
import {
  aboutDisputes,
  aboutEnding,
  aboutGifts,
  aboutGrace,
  aboutInvoices,
  type Facts,
} from './about-money.js';
import type { Verdict } from './entitlements.js';
import type { PlaceStore } from './place-store.js';
import type { AccessStore } from './store.js';

export interface TellDeps {
  database: Database;
  members: Members;
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
  const { database, delivery } = deps;
  const facts = await factsOf(deps, communityId, memberId);
  const notices = facts.entitlements.flatMap((entitlement) => {
    const verdict = verdicts.find((one) => one.planId === entitlement.planId);
    const running = verdict
      ? [...aboutGrace(verdict, facts), ...aboutEnding(verdict, entitlement, facts)]
      : [];
    return [...aboutAccess(entitlement, facts), ...running];
  });
  notices.push(...facts.seats.flatMap((seat) => aboutJoining(seat, facts)));
  notices.push(...aboutInvoices(facts), ...aboutGifts(facts), ...aboutDisputes(facts));
  if (notices.length === 0) return;
  const fresh = await database.transaction(async (tx) => {
    const posted = [];
    for (const notice of notices) posted.push(await delivery.post(tx, notice));
    return posted;
  });
  await delivery.wake(communityId, fresh);
}

async function factsOf(deps: TellDeps, communityId: string, memberId: string): Promise<Facts> {
  const { members, billing, store, placeStore, clock } = deps;
  const payments = await billing.payments(communityId, memberId);
  const disputed = payments.some((payment) => payment.dispute !== 'none');
  return {
    memberId,
    communityId,
    now: clock.now(),
    entitlements: await store.entitlements(communityId, memberId),
    plans: new Map((await billing.plans(communityId, true)).map((plan) => [plan.id, plan])),
    planIdsOfPlace: new Map((await placeStore.places(communityId)).map((one) => [one.id, one.planIds])),
    seats: await store.seats(communityId, memberId),
    subscriptions: await billing.subscriptions(communityId, memberId),
    payments,
    gifts: await billing.gifts(communityId, memberId),
    reasons: new Map((await store.grants(communityId, memberId)).map((grant) => [grant.id, grant.reason])),
    staff: disputed ? await members.staff(communityId) : [],
  };
}
