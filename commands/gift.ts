import { command, say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Plan, PlanPrice } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { ordersButton, plansButton } from './pieces/buttons.js';
import { planOf, suggestPlans } from './pieces/plans.js';
import { openedCourse } from './pieces/solo.js';
import { findPrice, moneyOf, oncePhrase, priceButtons, suggestPlanPrices } from './pieces/prices.js';
import { rowsOf } from './pieces/words.js';

export const gift = command({
  name: 'gift',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  sells: true,
  options: {
    plan: { type: 'text', summary: 'commands.gift.options.plan.summary', suggest: suggestPlans('active') },
    price: {
      type: 'text',
      summary: 'commands.gift.options.price.summary',
      suggest: suggestPlanPrices(false, 'once'),
    },
  },
  async run(context, rooms) {
    const { community, options } = context;
    const plans = (await rooms.billing.plans(community.id)).filter((one) => once(one).length > 0);
    const named = options.plan ? await planOf(options.plan, 'active', context, rooms) : undefined;
    if (named && once(named).length === 0) throw new UserFacingError('gift_recurring');
    if (plans.length === 0) return { body: [say('selling.gift.none')], buttons: [[plansButton()]] };
    const plan = named ?? (plans.length === 1 ? plans[0] : undefined);
    if (!plan) return choosePlan(plans.toSorted((one, other) => Number(one.solo) - Number(other.solo)));

    const prices = once(plan);
    const price = options.price ? findPrice(plan.prices, options.price, context) : only(prices);
    if (options.price && !price) throw new UserFacingError('price_not_in_plan', { plan: plan.name });
    if (price?.interval) throw new UserFacingError('gift_recurring');
    if (!price) return choosePrice(plan, prices);
    if (plan.solo) await openedCourse(plan, context, rooms);
    return page(plan, price, context, rooms);
  },
});

/** Only what is paid once can be given: nobody should pay for somebody else without an end. */
function once({ prices }: Plan): PlanPrice[] {
  return prices.filter(({ interval }) => interval === null);
}

function only(prices: readonly PlanPrice[]): PlanPrice | undefined {
  return prices.length === 1 ? prices[0] : undefined;
}

function choosePlan(plans: readonly Plan[]): Reply {
  const buttons = plans.map(({ id, name }): ReplyButton => ({
    label: say('common.literal', { text: name }),
    command: 'gift',
    options: { plan: id },
  }));
  // Courses sold alone may be many: those beyond are typed.
  return { title: say('selling.gift.choose'), buttons: rowsOf(buttons.slice(0, 20)) };
}

function choosePrice(plan: Plan, prices: readonly PlanPrice[]): Reply {
  const options = ({ priceId }: PlanPrice) => ({ plan: plan.id, price: priceId });
  return {
    title: say('selling.gift.choose'),
    buttons: priceButtons(prices, (price) => ({ command: 'gift', options: options(price) })),
    replaces: true,
  };
}

async function page(
  plan: Plan,
  price: PlanPrice,
  { actor, community }: CommandContext,
  { billing }: Rooms,
): Promise<Reply> {
  const { url } = await billing.checkout(community.id, actor.member, price.priceId, { gift: true });
  const money = moneyOf(price);
  return {
    title: say('selling.gift.title', { what: oncePhrase(plan, price) }),
    body: [say('selling.gift.price', { money }), say('selling.gift.how'), say('selling.gift.again')],
    buttons: [[{ label: say('selling.gift.pay', { money }), url }, ordersButton()]],
  };
}
