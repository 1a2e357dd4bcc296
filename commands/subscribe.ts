import { command, say, type Reply, type ReplyButton } from '#contracts';
import type { Plan, PlanPrice } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { planOf, suggestPlans } from './pieces/plans.js';
import { openedCourse } from './pieces/solo.js';
import { findPrice, priceButtons, suggestPlanPrices } from './pieces/prices.js';
import { rowsOf } from './pieces/words.js';
import { checkoutPage } from './subscribe/checkout.js';
import { insteadOfBuying } from './subscribe/instead.js';
import { invoicePage } from './subscribe/invoice.js';
import { again, standingOf, type Wish } from './subscribe/wish.js';

export const subscribe = command({
  name: 'subscribe',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  sells: true,
  options: {
    plan: {
      type: 'text',
      summary: 'commands.subscribe.options.plan.summary',
      suggest: suggestPlans('memberships'),
    },
    price: {
      type: 'text',
      summary: 'commands.subscribe.options.price.summary',
      suggest: suggestPlanPrices(false),
    },
    code: { type: 'text', maxLength: 60, summary: 'commands.subscribe.options.code.summary' },
    pay: {
      type: 'choice',
      summary: 'commands.subscribe.options.pay.summary',
      choices: [
        { value: 'card', label: 'commands.subscribe.choices.pay.card' },
        { value: 'invoice', label: 'commands.subscribe.choices.pay.invoice' },
      ],
    },
    email: { type: 'text', maxLength: 254, summary: 'commands.subscribe.options.email.summary' },
    also: { type: 'flag', summary: 'commands.subscribe.options.also.summary' },
  },
  async run(context, rooms) {
    const { options } = context;
    const { code, pay, also, email } = options;
    const wish: Wish = { code, pay, also };
    if (code && pay === 'invoice') throw new UserFacingError('code_by_card');
    const sold = (await rooms.billing.plans(context.community.id)).filter(
      (one) => !one.solo && one.prices.length > 0,
    );
    const named = options.plan ? await planOf(options.plan, 'active', context, rooms) : undefined;
    const plan = named ?? (sold.length === 1 ? sold[0] : undefined);
    if (!plan) return choosePlan(sold, wish);

    const prices = offered(plan, pay);
    const price = options.price ? findPrice(plan.prices, options.price, context) : only(prices);
    if (options.price && !price) throw new UserFacingError('price_not_in_plan', { plan: plan.name });
    if (pay === 'invoice' && (!plan.byInvoice || price?.interval === null)) {
      throw new UserFacingError('not_by_invoice');
    }
    const standing = await standingOf(plan, context, rooms);
    const instead = insteadOfBuying(plan, price, wish, standing);
    if (instead) return instead;
    if (prices.length === 0) return { body: [say('member.plans.not_sold')] };
    if (plan.solo) await openedCourse(plan, context, rooms);
    if (!price) return choosePrice(plan, prices, wish);
    return pay === 'invoice'
      ? invoicePage(plan, price, email, standing, context, rooms)
      : checkoutPage(plan, price, wish, standing, context, rooms);
  },
});

/** What is paid once comes with no invoice in each period. */
function offered({ prices }: Plan, pay: Wish['pay']): PlanPrice[] {
  return pay === 'invoice' ? prices.filter(({ interval }) => interval !== null) : prices;
}

function only(prices: readonly PlanPrice[]): PlanPrice | undefined {
  return prices.length === 1 ? prices[0] : undefined;
}

function choosePlan(sold: readonly Plan[], wish: Wish): Reply {
  if (sold.length === 0) return { body: [say('member.plans.none')] };
  const buttons = sold.map((plan): ReplyButton => ({
    label: say('common.literal', { text: plan.name }),
    ...again(wish, { plan: plan.id }),
  }));
  return { title: say('member.subscribe.choose_plan'), buttons: rowsOf(buttons) };
}

function choosePrice(plan: Plan, prices: readonly PlanPrice[], wish: Wish): Reply {
  return {
    title: say('member.subscribe.choose_price', { plan: plan.name }),
    buttons: priceButtons(prices, ({ priceId }) => again(wish, { plan: plan.id, price: priceId })),
    replaces: true,
  };
}
