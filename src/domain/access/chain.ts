import type { Billing, Order, Plan, Subscription } from '#domain/billing';
import type { Members } from '#domain/members';
import { matches } from './act.js';
import type { ChainLink, Place, Seat } from './model.js';
import { placeName } from './naming.js';
import type { PlaceStore } from './place-store.js';
import type { AccessStore, StoredEntitlement } from './store.js';

export interface ChainDeps {
  members: Members;
  billing: Billing;
  store: AccessStore;
  placeStore: PlaceStore;
}

/**
 * Why somebody has access, or has not: payment → subscription → entitlement → account → seat, each with
 * whether it holds. The same chain for the member and for a moderator.
 */
export async function chainOf(deps: ChainDeps, communityId: string, memberId: string): Promise<ChainLink[]> {
  const { members, billing, store, placeStore } = deps;
  const member = await members.member(communityId, memberId);
  const plans = new Map((await billing.plans(communityId, true)).map((plan) => [plan.id, plan]));
  const subscriptions = await billing.subscriptions(communityId, memberId);
  const customers = await billing.customers(communityId, memberId);
  const entitlements = await store.entitlements(communityId, memberId);
  const granting = entitlements.filter((one) => one.granting);
  const opened = (await placeStore.places(communityId)).filter((place) =>
    granting.some((one) => place.planIds.includes(one.planId)),
  );
  const orders = (await billing.ordersFor(communityId, memberId)).filter((order) =>
    order.priceIds.some((id) =>
      [...plans.values()].some((plan) => plan.prices.some((it) => it.priceId === id)),
    ),
  );
  const grants = (await store.grants(communityId, memberId)).filter((grant) =>
    granting.some((one) => one.sources.some((it) => it.id === grant.id && it.verdict === 'active')),
  );

  const links: ChainLink[] = [];
  const boughtOnly = subscriptions.length === 0 && orders.length > 0;
  const byHandOnly = grants.length > 0 && customers.length === 0;
  if (boughtOnly) links.push(paidOnce(orders));
  else if (!byHandOnly) {
    links.push(payment(subscriptions, customers));
    links.push(...subscriptionLinks(subscriptions, plans, entitlements, granting.length > 0));
  }
  links.push(...orderLinks(orders, plans, granting));
  for (const grant of grants) {
    const values = {
      plan: plans.get(grant.planId)?.name ?? '',
      reason: grant.reason,
      until: grant.endsAt?.toISOString() ?? '',
    };
    links.push({ link: 'subscription', ok: true, text: 'grant_active', values });
  }

  if (granting.length > 0) {
    const names = granting.map((one) => plans.get(one.planId)?.name ?? '').join(', ');
    links.push({ link: 'entitlement', ok: true, text: 'entitlement_ok', values: { plans: names } });
  } else {
    const unknown = entitlements.some((one) => one.state === 'unknown');
    const text = unknown ? 'entitlement_unknown' : 'entitlement_none';
    links.push({ link: 'entitlement', ok: false, text, values: {} });
    return links;
  }
  links.push(...accountLinks(member.accounts, opened));
  links.push(...seatLinks(await store.seats(communityId, memberId), opened));
  return links;
}

function payment(
  subscriptions: readonly Subscription[],
  customers: readonly { failedAt: Date | null }[],
): ChainLink {
  const link = 'payment' as const;
  if (customers.some((customer) => customer.failedAt)) {
    return { link, ok: false, text: 'payment_unknown', values: {} };
  }
  if (subscriptions.length === 0) return { link, ok: false, text: 'payment_none', values: {} };
  const live = subscriptions.filter(
    (one) => one.status !== 'canceled' && one.status !== 'incomplete_expired',
  );
  const failing = live.find((one) => one.failingSince);
  if (failing?.failingSince) {
    const values = { since: failing.failingSince.toISOString(), ...owedBy(failing) };
    return { link, ok: false, text: failing.byInvoice ? 'payment_late' : 'payment_failed', values };
  }
  // One that is paid for is enough; what is wrong with another is said by its own link.
  const [first] = live;
  if (first && live.every((one) => isBegun(one) || one.money !== 'kept')) {
    return isBegun(first)
      ? { link, ok: false, text: 'payment_open', values: owedBy(first) }
      : { link, ok: false, text: `payment_${first.money}`, values: {} };
  }
  const free = live.length > 0 && live.every((one) => one.status === 'trialing');
  return { link, ok: true, text: free ? 'payment_free' : 'payment_ok', values: {} };
}

/** Begun, but nothing was ever paid for it. */
function isBegun({ status, byInvoice, paidThrough }: Subscription): boolean {
  return status === 'incomplete' || (status !== 'trialing' && byInvoice && paidThrough === null);
}

function owedBy({ openAmount, amount, currency }: Subscription): ChainLink['values'] {
  const owed = openAmount ?? amount;
  return owed === null || currency === null ? {} : { amount: owed, currency };
}

function paidOnce(orders: readonly Order[]): ChainLink {
  const link = 'payment' as const;
  const last = orders.at(-1);
  if (!last || orders.some((order) => order.money === 'kept')) {
    return { link, ok: true, text: 'payment_ok', values: {} };
  }
  return { link, ok: false, text: `payment_${last.money}`, values: {} };
}

function subscriptionLinks(
  subscriptions: readonly Subscription[],
  plans: ReadonlyMap<string, Plan>,
  entitlements: readonly { planId: string; graceUntil: Date | null }[],
  granted: boolean,
): ChainLink[] {
  const link = 'subscription' as const;
  if (subscriptions.length === 0) return [{ link, ok: false, text: 'subscription_none', values: {} }];
  // What ended matters only where nothing runs, and where nothing else gives access either.
  const running = subscriptions.filter((one) => !ENDED.has(one.status));
  const told = running.length > 0 ? running : granted ? [] : subscriptions.slice(-1);
  return told.map((one) => {
    const plan = planOf(one.priceIds, plans);
    if (!plan) return { link, ok: false, text: 'subscription_foreign_price', values: {} };
    if (one.money !== 'kept') {
      return { link, ok: false, text: `subscription_${one.money}`, values: { plan: plan.name } };
    }
    const until = (one.cancelAt ?? one.periodEnd)?.toISOString() ?? '';
    const grace = entitlements.find((it) => it.planId === plan.id)?.graceUntil?.toISOString();
    switch (one.status) {
      case 'trialing': {
        const at = one.trialEnd?.toISOString() ?? until;
        return { link, ok: true, text: 'subscription_trial', values: { plan: plan.name, until: at } };
      }
      case 'active':
        if (one.byInvoice && !one.paidThrough) {
          return { link, ok: false, text: 'subscription_incomplete', values: { plan: plan.name } };
        }
        if (one.collectionPaused) {
          const ends = one.paidThrough?.toISOString() ?? '';
          return { link, ok: false, text: 'subscription_pausing', values: { plan: plan.name, until: ends } };
        }
        return { link, ok: true, text: 'subscription_active', values: { plan: plan.name, until } };
      case 'past_due':
      case 'unpaid':
        return grace
          ? { link, ok: false, text: 'subscription_grace', values: { plan: plan.name, until: grace } }
          : { link, ok: false, text: 'subscription_unpaid', values: { plan: plan.name } };
      case 'paused':
        return { link, ok: false, text: 'subscription_paused', values: { plan: plan.name } };
      case 'incomplete':
        return { link, ok: false, text: 'subscription_incomplete', values: { plan: plan.name } };
      case 'canceled':
      case 'incomplete_expired':
        return {
          link,
          ok: false,
          text: 'subscription_ended',
          values: { at: one.endedAt?.toISOString() ?? '' },
        };
    }
  });
}

function planOf(priceIds: readonly string[], plans: ReadonlyMap<string, Plan>): Plan | undefined {
  return [...plans.values()].find((plan) => plan.prices.some((price) => priceIds.includes(price.priceId)));
}

/** What was bought once. An order that is over says nothing beside one that gives. */
function orderLinks(
  orders: readonly Order[],
  plans: ReadonlyMap<string, Plan>,
  granting: readonly StoredEntitlement[],
): ChainLink[] {
  const link = 'subscription' as const;
  const sources = new Map(granting.flatMap((one) => one.sources).map((source) => [source.id, source]));
  const giving = orders.filter((order) => {
    const source = sources.get(order.id);
    return source !== undefined && source.verdict !== 'ended';
  });
  const told = giving.length > 0 ? giving : granting.length > 0 ? [] : orders.slice(-1);
  return told.map((order) => {
    const plan = planOf(order.priceIds, plans)?.name ?? '';
    if (order.money !== 'kept') return { link, ok: false, text: `order_${order.money}`, values: { plan } };
    const source = sources.get(order.id);
    if (!source) return { link, ok: false, text: 'order_over', values: { plan } };
    return { link, ok: true, text: 'order_active', values: { plan, until: source.until ?? '' } };
  });
}

const ENDED = new Set(['canceled', 'incomplete_expired']);

function accountLinks(
  accounts: readonly { platform: string; name: string }[],
  opened: readonly Place[],
): ChainLink[] {
  const link = 'account' as const;
  const missing = [...new Set(opened.map((place) => place.platform))].filter(
    (platform) => !accounts.some((account) => account.platform === platform),
  );
  return [
    ...accounts.map(({ name, platform }) => ({
      link,
      ok: true,
      text: 'account_ok',
      values: { account: name, platform },
    })),
    ...missing.map((platform) => ({ link, ok: false, text: 'account_missing', values: { platform } })),
  ];
}

function seatLinks(seats: readonly Seat[], opened: readonly Place[]): ChainLink[] {
  const link = 'seat' as const;
  if (opened.length === 0) return [{ link, ok: false, text: 'seat_none', values: {} }];
  return seats
    .filter((seat) => seat.wanted !== 'free' && !(seat.wanted === 'out' && matches('out', seat.observed)))
    .map((seat) => {
      const place = placeName(seat.place);
      if (seat.wanted === 'out') {
        return {
          link,
          ok: false,
          text: seat.problem === 'held' ? 'seat_held' : 'seat_extra',
          values: { place },
        };
      }
      if (seat.observed === 'in') return { link, ok: true, text: 'seat_ok', values: { place } };
      if (seat.problem === 'waiting') {
        return { link, ok: false, text: 'seat_join', values: { place, url: seat.place.joinLink ?? '' } };
      }
      // Refused before anybody could look: the refusal says more.
      if (seat.observed === 'unknown' && !seat.problem)
        return { link, ok: false, text: 'seat_unknown', values: { place } };
      return { link, ok: false, text: 'seat_missing', values: { place, problem: seat.problem ?? '' } };
    });
}
