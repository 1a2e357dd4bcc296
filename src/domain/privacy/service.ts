import type { Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import type { Access } from '#domain/access';
import type { Billing, Subscription, SubscriptionStatus } from '#domain/billing';
import type { Members } from '#domain/members';
import type { Privacy } from './model.js';
import type { Memory } from './ports.js';
import { createScourStore } from './store.js';

export interface PrivacyDeps {
  database: Database;
  members: Members;
  billing: Billing;
  access: Access;
  memory: Memory;
  clock: Clock;
}

/** Longer than this nobody has to wait for a platform that refuses us. */
const PATIENCE_MS = days(30);

/** What is charged, or will be unless somebody ends it. */
const RUNNING: ReadonlySet<SubscriptionStatus> = new Set([
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'paused',
]);

/** Builds the privacy room. */
export function createPrivacy({ database, members, billing, access, memory, clock }: PrivacyDeps): Privacy {
  const store = createScourStore(database);

  /** What Stripe says now: what we last heard may be old. */
  async function running(communityId: string, memberId: string): Promise<Subscription[]> {
    for (const { stripeId } of await billing.customers(communityId, memberId)) await billing.sync(stripeId);
    const all = await billing.subscriptions(communityId, memberId);
    return all.filter((one) => RUNNING.has(one.status) && !one.endedAt);
  }

  return {
    kept: (communityId, memberId) => members.kept(communityId, memberId),

    async farewell(communityId, memberId) {
      const who = [communityId, memberId] as const;
      const plans = new Map((await billing.plans(communityId, true)).map((plan) => [plan.id, plan.name]));
      const still = await running(...who);
      const entitlements = (await access.entitlements(...who)).filter((one) => one.granting);
      const gifts = await billing.gifts(...who);
      return {
        running: still,
        plans: entitlements.map((one) => plans.get(one.planId) ?? '').filter((name) => name !== ''),
        grants: await access.grants(...who),
        orders: (await billing.orders(...who)).filter((one) => one.giftId === null && one.money === 'kept'),
        giftsOpen: gifts.filter((one) => one.paidAt && !one.redeemedAt).length,
      };
    },

    async forget(communityId, memberId) {
      const still = await running(communityId, memberId);
      if (still.length > 0) {
        if (await members.isKnown(communityId, memberId)) return { kind: 'refused', running: still };
        // They began to leave, and began something new meanwhile: then they stay, with all that is theirs.
        await members.stay(communityId, memberId);
        await access.converge(communityId, memberId, 'event');
        return { kind: 'refused', running: still };
      }
      await members.leave(communityId, memberId);
      const open = await access.vacate(communityId, memberId);
      const { leavingAt } = await members.member(communityId, memberId);
      if (open.length > 0 && leavingAt && clock.now() < later(leavingAt, PATIENCE_MS)) {
        return { kind: 'under_way', open };
      }
      // Nobody should pay for something that nobody knows of any more.
      await billing.closeCheckouts(communityId, memberId);
      const traces = await members.forget(communityId, memberId);
      await memory.forget(traces);
      await store.owe(clock.now());
      return { kind: 'forgotten' };
    },

    leaving: (communityId) => members.leaving(communityId),

    async scour() {
      const since = await store.owed();
      if (since && (await database.scour())) await store.paid(since);
    },
  };
}
