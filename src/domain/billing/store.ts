import type { Database, Prisma, Tx } from '#database';
import type { Customer, Plan, PlanChange, PlanPrice, Subscription, SubscriptionStatus } from './model.js';
import type { ProviderEvent, ProviderSubscription } from './ports.js';

type PlanRow = Prisma.PlanGetPayload<{ include: { prices: true } }>;
type SubscriptionRow = Prisma.SubscriptionGetPayload<{ include: { customer: true } }>;

/** The room's rows. */
export function createBillingStore(database: Database) {
  const { prisma, unscoped } = database;
  const on = (tx?: Tx) => tx ?? prisma;

  return {
    async plans(communityId: string, archivedToo: boolean): Promise<Plan[]> {
      const rows = await prisma.plan.findMany({
        where: { communityId, ...(archivedToo ? {} : { archivedAt: null }) },
        include: { prices: { orderBy: { amount: 'asc' } } },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(plan);
    },
    async plan(communityId: string, id: string): Promise<Plan | null> {
      const row = await prisma.plan.findUnique({
        where: { id, communityId },
        include: { prices: { orderBy: { amount: 'asc' } } },
      });
      return row && plan(row);
    },
    async createPlan(communityId: string, input: { name: string } & PlanChange, price: PlanPrice, now: Date) {
      return database.transaction(async (tx) => {
        const { id } = await tx.plan.create({ data: { communityId, ...input, createdAt: now } });
        await tx.planPrice.create({ data: { ...priceRow(communityId, price), planId: id } });
        return id;
      });
    },
    async updatePlan(
      communityId: string,
      id: string,
      change: PlanChange & { archivedAt?: Date | null },
    ): Promise<void> {
      await prisma.plan.update({ where: { id, communityId }, data: change });
    },
    async addPrice(communityId: string, planId: string, price: PlanPrice): Promise<void> {
      await prisma.planPrice.create({ data: { ...priceRow(communityId, price), planId } });
    },
    async removePrice(communityId: string, planId: string, priceId: string): Promise<number> {
      const gone = await prisma.planPrice.deleteMany({ where: { communityId, planId, stripeId: priceId } });
      return gone.count;
    },
    async planOfPrice(communityId: string, priceId: string) {
      const where = { communityId_stripeId: { communityId, stripeId: priceId } };
      return prisma.planPrice.findUnique({ where, include: { plan: true } });
    },
    async pricesInUse(communityId: string): Promise<string[]> {
      const rows = await prisma.planPrice.findMany({ where: { communityId }, select: { stripeId: true } });
      return rows.map((row) => row.stripeId);
    },

    async customers(communityId: string, memberId: string): Promise<Customer[]> {
      return prisma.customer.findMany({ where: { communityId, memberId }, orderBy: { createdAt: 'asc' } });
    },
    /** A webhook names a customer before it can name a community. */
    async customerByStripeId(stripeId: string) {
      return unscoped.customer.findUnique({ where: { stripeId } });
    },
    async putCustomer(communityId: string, memberId: string, stripeId: string, now: Date): Promise<void> {
      await prisma.customer.createMany({
        data: [{ communityId, memberId, stripeId, createdAt: now }],
        skipDuplicates: true,
      });
    },
    async customerFailed(communityId: string, stripeId: string, now: Date): Promise<void> {
      await prisma.customer.updateMany({ where: { communityId, stripeId }, data: { failedAt: now } });
    },
    async subscriptions(communityId: string, memberId: string, tx?: Tx): Promise<Subscription[]> {
      const rows = await on(tx).subscription.findMany({
        where: { communityId, memberId },
        include: { customer: true },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(subscription);
    },
    /**
     * Writes the whole truth about a customer as of `askedAt`, unless a later one is already there.
     * Subscriptions that Stripe no longer lists have ended.
     */
    async writeTruth(
      customer: { id: string; communityId: string; memberId: string },
      listed: readonly ProviderSubscription[],
      askedAt: Date,
    ): Promise<boolean> {
      const { communityId, memberId, id: customerId } = customer;
      return database.transaction(async (tx) => {
        const current = await tx.customer.updateMany({
          where: { communityId, id: customerId, OR: [{ fetchedAt: null }, { fetchedAt: { lte: askedAt } }] },
          data: { fetchedAt: askedAt, failedAt: null },
        });
        if (current.count === 0) return false;
        for (const { id, ...rest } of listed) {
          const where = { stripeId: id, communityId };
          const failingSince = await failureStart(tx, where, rest, askedAt);
          const data = { communityId, memberId, customerId, ...rest, failingSince, fetchedAt: askedAt };
          await tx.subscription.upsert({ where, create: { ...data, stripeId: id }, update: data });
        }
        await tx.subscription.updateMany({
          where: { communityId, customerId, stripeId: { notIn: listed.map((one) => one.id) }, endedAt: null },
          data: { status: 'canceled', endedAt: askedAt, fetchedAt: askedAt },
        });
        return true;
      });
    },

    async takeEvent(event: ProviderEvent, now: Date): Promise<boolean> {
      const { id, type, customerId } = event;
      const made = await unscoped.stripeEvent.createMany({
        data: [{ id, type, stripeCustomerId: customerId, receivedAt: now }],
        skipDuplicates: true,
      });
      return made.count === 1;
    },
    async unhandled(before: Date): Promise<string[]> {
      const rows = await unscoped.stripeEvent.findMany({
        where: { handledAt: null, receivedAt: { lt: before }, stripeCustomerId: { not: null } },
        distinct: ['stripeCustomerId'],
        orderBy: { receivedAt: 'asc' },
        select: { stripeCustomerId: true },
        take: 500,
      });
      return rows.map((row) => row.stripeCustomerId).filter((id) => id !== null);
    },
    async markHandled(stripeCustomerId: string, upTo: Date, now: Date): Promise<void> {
      await unscoped.stripeEvent.updateMany({
        where: { stripeCustomerId, handledAt: null, receivedAt: { lte: upTo } },
        data: { handledAt: now },
      });
    },
    async dropEvents(handledBefore: Date): Promise<void> {
      await unscoped.stripeEvent.deleteMany({ where: { handledAt: { lt: handledBefore } } });
      // Events about nobody (a product, a price) are never handled; they only keep their id from being taken twice.
      await unscoped.stripeEvent.deleteMany({
        where: { stripeCustomerId: null, receivedAt: { lt: handledBefore } },
      });
    },
    async stale(communityId: string, before: Date, limit: number): Promise<string[]> {
      const rows = await prisma.customer.findMany({
        where: { communityId, OR: [{ fetchedAt: null }, { fetchedAt: { lt: before } }] },
        orderBy: [{ fetchedAt: { sort: 'asc', nulls: 'first' } }],
        take: limit,
        select: { stripeId: true },
      });
      return rows.map((row) => row.stripeId);
    },
    async cursor(name: string): Promise<string | null> {
      return (await unscoped.cursor.findUnique({ where: { name } }))?.value ?? null;
    },
    async putCursor(name: string, value: string, now: Date): Promise<void> {
      const data = { value, at: now };
      await unscoped.cursor.upsert({ where: { name }, create: { name, ...data }, update: data });
    },
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      await tx.customer.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await tx.subscription.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
    },
  };
}

export type BillingStore = ReturnType<typeof createBillingStore>;

/**
 * When the present failure began. Should Stripe say that something is owed without an invoice to date it by,
 * the first time we heard of it counts: a grace without a beginning would never end.
 */
async function failureStart(
  tx: Tx,
  where: { stripeId: string; communityId: string },
  told: Pick<ProviderSubscription, 'status' | 'failingSince'>,
  askedAt: Date,
): Promise<Date | null> {
  if (told.failingSince || (told.status !== 'past_due' && told.status !== 'unpaid')) return told.failingSince;
  const known = await tx.subscription.findUnique({ where, select: { failingSince: true } });
  return known?.failingSince ?? askedAt;
}

function priceRow(communityId: string, price: PlanPrice) {
  const { priceId, amount, currency, interval, intervalCount } = price;
  return { communityId, stripeId: priceId, amount, currency, interval, intervalCount };
}

function plan(row: PlanRow): Plan {
  return {
    ...row,
    prices: row.prices.map(({ stripeId, amount, currency, interval, intervalCount }) => ({
      priceId: stripeId,
      amount,
      currency,
      interval: interval as PlanPrice['interval'],
      intervalCount,
    })),
  };
}

function subscription({ customer, ...row }: SubscriptionRow): Subscription {
  return { ...row, status: row.status as SubscriptionStatus, stripeCustomerId: customer.stripeId };
}
