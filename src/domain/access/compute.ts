import { lockMember, type Database, type Tx } from '#database';
import { UserFacingError } from '#kernel/errors';
import type { Clock } from '#kernel/clock';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import type { Verdict } from './entitlements.js';
import { livesOf, recheckOf, standingOf } from './life.js';
import type { PlaceStore } from './place-store.js';
import type { AccessStore } from './store.js';
import { seatsWanted } from './wanted.js';

export interface ComputeDeps {
  database: Database;
  members: Members;
  billing: Billing;
  store: AccessStore;
  placeStore: PlaceStore;
  clock: Clock;
}

/** What is read before the transaction: a second connection asked for inside one could wait for ever. */
async function surroundings({ members, billing }: ComputeDeps, communityId: string, memberId: string) {
  const plans = await billing.plans(communityId, true);
  const { accounts, leavingAt } = await members.member(communityId, memberId);
  return { plans, accounts, isLeaving: leavingAt !== null };
}

/** What the rules say about a member right now: nothing is written. */
export async function judge(deps: ComputeDeps, communityId: string, memberId: string) {
  return judgeIn(deps, communityId, memberId, await surroundings(deps, communityId, memberId));
}

async function judgeIn(
  { billing, store, placeStore, clock }: ComputeDeps,
  communityId: string,
  memberId: string,
  { plans, accounts, isLeaving }: Awaited<ReturnType<typeof surroundings>>,
  tx?: Tx,
) {
  const now = clock.now();
  const before = new Map((await store.entitlements(communityId, memberId, tx)).map((e) => [e.planId, e]));
  // Nothing is theirs any more who asked to be forgotten.
  const subscriptions = isLeaving ? [] : await billing.subscriptions(communityId, memberId, tx);
  const grants = isLeaving ? [] : await store.grants(communityId, memberId, tx);
  const orders = isLeaving ? [] : await billing.ordersFor(communityId, memberId, tx);
  const { verdicts, lives } = livesOf({ now, plans, subscriptions, orders, grants }, before);
  const seats = await store.seats(communityId, memberId, tx);
  const { wishes, nextAt } = seatsWanted({
    now,
    accounts,
    places: await placeStore.places(communityId, tx),
    plans: plans.map((plan) => standingOf(plan, lives.get(plan.id))),
    known: new Map(seats.map((seat) => [`${seat.accountId}:${seat.place.id}`, seat])),
  });
  return { now, verdicts, lives, wishes, kickAt: nextAt };
}

/**
 * Writes what should be true for a member: entitlements from all sources, and the seats they mean.
 * One at a time per member; nothing on any platform is touched here.
 */
export async function compute(deps: ComputeDeps, communityId: string, memberId: string): Promise<Verdict[]> {
  const { database, store } = deps;
  const around = await surroundings(deps, communityId, memberId);
  return database.transaction(async (tx) => {
    if (!(await lockMember(tx, communityId, memberId))) throw new UserFacingError('member_unknown');
    const { now, verdicts, lives, wishes, kickAt } = await judgeIn(deps, communityId, memberId, around, tx);
    for (const verdict of verdicts) {
      const life = lives.get(verdict.planId);
      if (!life) continue;
      const recheckAt = recheckOf(verdict, life, kickAt, now);
      await store.putEntitlement(communityId, memberId, verdict, { ...life, recheckAt }, now, tx);
    }
    for (const wish of wishes) await store.wish(communityId, memberId, wish, now, tx);
    return verdicts;
  });
}
