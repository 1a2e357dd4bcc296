import type { Database, Prisma } from '#database';
import type { Plan, PlanChange, PlanPrice } from './model.js';

const withPrices = { prices: { orderBy: { amount: 'asc' } } } as const;
type PlanRow = Prisma.PlanGetPayload<{ include: { prices: true } }>;

/** Plans, and the prices that are sold under each. */
export function createPlanStore(database: Database) {
  const { prisma } = database;

  return {
    async plans(communityId: string, archivedToo: boolean): Promise<Plan[]> {
      const rows = await prisma.plan.findMany({
        where: { communityId, ...(archivedToo ? {} : { archivedAt: null }) },
        include: withPrices,
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(plan);
    },
    async plan(communityId: string, id: string): Promise<Plan | null> {
      const row = await prisma.plan.findUnique({ where: { id, communityId }, include: withPrices });
      return row && plan(row);
    },
    async createPlan(
      communityId: string,
      input: { name: string; solo?: boolean } & PlanChange,
      price: PlanPrice,
      now: Date,
    ) {
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
  };
}

function priceRow(communityId: string, price: PlanPrice) {
  const { priceId, amount, currency, interval, intervalCount, days } = price;
  return { communityId, stripeId: priceId, amount, currency, interval, intervalCount, days };
}

function plan(row: PlanRow): Plan {
  return {
    ...row,
    prices: row.prices.map(({ stripeId, amount, currency, interval, intervalCount, days }) => ({
      priceId: stripeId,
      amount,
      currency,
      interval: interval as PlanPrice['interval'],
      intervalCount,
      days,
    })),
  };
}
