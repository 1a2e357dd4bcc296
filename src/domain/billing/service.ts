import { isUniqueViolation, type Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import { ProviderUnavailable, UserFacingError } from '#kernel/errors';
import type { Members } from '#domain/members';
import type { Billing, Plan } from './model.js';
import type { Provider } from './ports.js';
import { readReference, signReference } from './reference.js';
import { createBillingStore } from './store.js';

export interface BillingDeps {
  database: Database;
  members: Members;
  provider: Provider;
  clock: Clock;
  /** Signs checkout references; at least 32 random bytes. */
  secret: string;
}

const EVENTS_CURSOR = 'stripe.events';

/** Builds the billing room. */
export function createBilling({ database, members, provider, clock, secret }: BillingDeps): Billing {
  const store = createBillingStore(database);

  async function plan(communityId: string, planId: string): Promise<Plan> {
    const found = await store.plan(communityId, planId);
    if (!found) throw new UserFacingError('plan_unknown');
    return found;
  }

  async function priceToAdd(communityId: string, priceId: string) {
    const price = await provider.price(priceId);
    if (!price) throw new UserFacingError('price_unknown', { price: priceId });
    // What is paid once would have to end some day, and nothing here says when yet.
    if (price.interval === null) throw new UserFacingError('price_one_off');
    const used = await store.planOfPrice(communityId, priceId);
    if (used) throw new UserFacingError('price_taken', { plan: used.plan.name });
    return price;
  }

  /** Runs a write whose unique name may be taken. */
  async function named(name: string | undefined, write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (isUniqueViolation(error)) throw new UserFacingError('plan_name_taken', { name: name ?? '' });
      throw error;
    }
  }

  async function customerOf(communityId: string, memberId: string, name: string): Promise<string> {
    const known = (await store.customers(communityId, memberId))[0];
    if (known) return known.stripeId;
    const stripeId = await provider.createCustomer({
      name,
      metadata: { lyceum_community: communityId, lyceum_member: memberId },
      key: `customer:${communityId}:${memberId}`,
    });
    await store.putCustomer(communityId, memberId, stripeId, clock.now());
    return stripeId;
  }

  async function sync(stripeCustomerId: string) {
    const customer = await store.customerByStripeId(stripeCustomerId);
    if (!customer) return null;
    const { communityId, memberId } = customer;
    // The truth is dated from before the question: whatever changes meanwhile will be asked again.
    const askedAt = clock.now();
    try {
      const listed = (await provider.subscriptions(stripeCustomerId)) ?? [];
      await store.writeTruth(customer, listed, askedAt);
    } catch (error) {
      if (error instanceof ProviderUnavailable) {
        await store.customerFailed(communityId, stripeCustomerId, askedAt);
      }
      throw error;
    }
    return { communityId, memberId };
  }

  return {
    plans: (communityId, archivedToo = false) => store.plans(communityId, archivedToo),
    plan,

    async createPlan(communityId, { name, priceId, ...rules }) {
      const price = await priceToAdd(communityId, priceId);
      let id = '';
      await named(name, async () => {
        id = await store.createPlan(communityId, { name, ...rules }, price, clock.now());
      });
      return plan(communityId, id);
    },
    async addPrice(communityId, planId, priceId) {
      await plan(communityId, planId);
      await store.addPrice(communityId, planId, await priceToAdd(communityId, priceId));
      return plan(communityId, planId);
    },
    async removePrice(communityId, planId, priceId) {
      if ((await store.removePrice(communityId, planId, priceId)) === 0) {
        throw new UserFacingError('price_unknown', { price: priceId });
      }
      return plan(communityId, planId);
    },
    async editPlan(communityId, planId, change) {
      await plan(communityId, planId);
      await named(change.name, () => store.updatePlan(communityId, planId, change));
      return plan(communityId, planId);
    },
    async archivePlan(communityId, planId, archived) {
      await plan(communityId, planId);
      await store.updatePlan(communityId, planId, { archivedAt: archived ? clock.now() : null });
      return plan(communityId, planId);
    },
    async freePrices(communityId) {
      const used = new Set(await store.pricesInUse(communityId));
      return (await provider.prices()).filter((price) => price.interval !== null && !used.has(price.priceId));
    },

    async checkout(communityId, member, priceId) {
      const sold = await store.planOfPrice(communityId, priceId);
      if (!sold || sold.plan.archivedAt) throw new UserFacingError('plan_unknown');
      const name = member.accounts[0]?.name ?? '';
      const customerId = await customerOf(communityId, member.id, name);
      const url = await provider.checkoutUrl({
        customerId,
        priceId,
        recurring: sold.interval !== null,
        reference: signReference(communityId, member.id, secret),
        locale: member.locale,
        metadata: { lyceum_community: communityId, lyceum_member: member.id },
        // The same member asking twice within a few minutes is shown the same page.
        key: `checkout:${member.id}:${priceId}:${member.locale}:${Math.floor(clock.now().getTime() / 300_000)}`,
      });
      return { url };
    },
    async portal(communityId, memberId) {
      const customer = (await store.customers(communityId, memberId))[0];
      if (!customer) return null;
      const { locale } = await members.member(communityId, memberId);
      return { url: await provider.portalUrl(customer.stripeId, locale) };
    },
    customers: (communityId, memberId) => store.customers(communityId, memberId),
    subscriptions: (communityId, memberId, tx) => store.subscriptions(communityId, memberId, tx),

    async acceptEvent(rawBody, signature) {
      const now = clock.now();
      const event = provider.readEvent(rawBody, signature, now);
      const fresh = await store.takeEvent(event, now);
      return { fresh, type: event.type, customerId: event.customerId, sessionId: event.sessionId };
    },
    sync,

    async syncCheckout(sessionId) {
      const session = await provider.checkout(sessionId);
      if (!session?.customerId) return null;
      const payer = readReference(session.reference, secret);
      const known = await store.customerByStripeId(session.customerId);
      // A customer once tied stays tied: a later checkout cannot move somebody's payments to another person.
      if (!known && payer) {
        const { communityId, memberId } = payer;
        await members.member(communityId, memberId);
        await store.putCustomer(communityId, memberId, session.customerId, clock.now());
      }
      return sync(session.customerId);
    },

    async missedEvents() {
      const last = await store.cursor(EVENTS_CURSOR);
      const { events, newestId } = await provider.eventsSince(last);
      const customers = [...new Set(events.map((event) => event.customerId).filter((id) => id !== null))];
      const sessions = [...new Set(events.map((event) => event.sessionId).filter((id) => id !== null))];
      return { customers, sessions, cursor: newestId };
    },
    async sawEvents(cursor) {
      await store.putCursor(EVENTS_CURSOR, cursor, clock.now());
    },
    unhandledEvents: (olderThan) => store.unhandled(olderThan),
    markHandled: (stripeCustomerId, upTo) => store.markHandled(stripeCustomerId, upTo, clock.now()),
    tidy: () => store.dropEvents(later(clock.now(), -days(31))),
    staleCustomers: (communityId, before, limit) => store.stale(communityId, before, limit),
    move: (tx, communityId, from, to) => store.move(tx, communityId, from, to),
  };
}
