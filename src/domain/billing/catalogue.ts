import { isUniqueViolation } from '#database';
import { UserFacingError } from '#kernel/errors';
import type { Clock } from '#kernel/clock';
import type { Billing } from './door.js';
import type { Plan, PlanPrice } from './model.js';
import type { createPlanStore } from './plan-store.js';
import type { Provider } from './ports.js';

export interface CatalogueDeps {
  store: ReturnType<typeof createPlanStore>;
  provider: Provider;
  clock: Clock;
}

type Catalogue = Pick<
  Billing,
  'plans' | 'plan' | 'createPlan' | 'addPrice' | 'removePrice' | 'editPlan' | 'archivePlan' | 'freePrices'
>;

/** What is for sale: plans, and the prices that are sold under each. */
export function createCatalogue({ store, provider, clock }: CatalogueDeps): Catalogue {
  async function plan(communityId: string, planId: string): Promise<Plan> {
    const found = await store.plan(communityId, planId);
    if (!found) throw new UserFacingError('plan_unknown');
    return found;
  }

  async function priceToAdd(
    communityId: string,
    priceId: string,
    solo: boolean,
    days?: number,
  ): Promise<PlanPrice> {
    const price = await provider.price(priceId);
    if (!price) throw new UserFacingError('price_unknown', { price: priceId });
    if (price.interval !== null && solo) throw new UserFacingError('solo_recurring');
    // What renews itself ends when it is cancelled, and not after so many days.
    if (price.interval !== null && days !== undefined) throw new UserFacingError('price_recurring');
    const used = await store.planOfPrice(communityId, priceId);
    if (used) throw new UserFacingError('price_taken', { plan: used.plan.name });
    return { ...price, days: days ?? null };
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

  return {
    plans: (communityId, archivedToo = false) => store.plans(communityId, archivedToo),
    plan,

    async createPlan(communityId, { name, priceId, days, ...rules }) {
      const price = await priceToAdd(communityId, priceId, rules.solo ?? false, days);
      let id = '';
      await named(name, async () => {
        id = await store.createPlan(communityId, { name, ...rules }, price, clock.now());
      });
      return plan(communityId, id);
    },
    async addPrice(communityId, planId, priceId, days) {
      const { solo } = await plan(communityId, planId);
      await store.addPrice(communityId, planId, await priceToAdd(communityId, priceId, solo, days));
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
      const free = (await provider.prices()).filter((price) => !used.has(price.priceId));
      return free.map((price) => ({ ...price, days: null }));
    },
  };
}
