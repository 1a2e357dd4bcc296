import { command, say, type Phrase, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Entitlement, Place } from '#domain/access';
import type { Plan, Subscription } from '#domain/billing';
import { platforms, type Member } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { linkButton, manageButton, membershipButton, payButton, verifyButton } from './pieces/buttons.js';
import { placePhrase } from './pieces/places.js';
import { planOf, runningSubscription, suggestPlans } from './pieces/plans.js';
import { findPrice, pricePhrase, suggestPlanPrices } from './pieces/prices.js';
import { nextOf } from './pieces/subscriptions.js';
import { listed, rowsOf } from './pieces/words.js';

export const subscribe = command({
  name: 'subscribe',
  for: 'member',
  visibility: 'private',
  options: {
    plan: {
      type: 'text',
      summary: 'commands.subscribe.options.plan.summary',
      suggest: suggestPlans('active'),
    },
    price: {
      type: 'text',
      summary: 'commands.subscribe.options.price.summary',
      suggest: suggestPlanPrices(false),
    },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const plan = options.plan
      ? await planOf(options.plan, 'active', context, rooms)
      : await onlyPlan(community.id, rooms);
    if (!plan) return choosePlan(community.id, rooms);

    const running = runningSubscription(
      await rooms.billing.subscriptions(community.id, actor.member.id),
      plan,
    );
    if (running) return already(plan, running);
    if (plan.prices.length === 0) return { body: [say('member.plans.not_sold')] };

    const price = options.price
      ? findPrice(plan.prices, options.price, context)
      : plan.prices.length === 1
        ? plan.prices[0]
        : undefined;
    if (options.price && !price) throw new UserFacingError('price_not_in_plan', { plan: plan.name });
    if (!price) return choosePrice(plan);

    const places = await rooms.access.placesOfPlan(community.id, plan.id);
    const entitlements = await rooms.access.entitlements(community.id, actor.member.id);
    const { url } = await rooms.billing.checkout(community.id, actor.member, price.priceId);
    const missing = platformsWithout(actor.member, places);
    return {
      title: say('member.subscribe.title', { plan: plan.name }),
      body: [
        say('member.subscribe.price', { price: pricePhrase(price) }),
        places.length > 0
          ? say('member.subscribe.opens', { places: listed(places.map(placePhrase)) })
          : say('member.subscribe.opens_nothing'),
        ...giftLine(entitlements.find((one) => one.planId === plan.id)),
        ...(missing.length > 0 ? [say('member.subscribe.elsewhere', { platforms: listed(missing) })] : []),
        say('member.subscribe.after'),
      ],
      buttons: [
        [{ label: say('member.subscribe.pay', { price: pricePhrase(price) }), url }],
        [...(missing.length > 0 ? [linkButton()] : []), verifyButton()],
      ],
    };
  },
});

async function onlyPlan(communityId: string, { billing }: Rooms): Promise<Plan | undefined> {
  const sold = (await billing.plans(communityId)).filter((plan) => plan.prices.length > 0);
  return sold.length === 1 ? sold[0] : undefined;
}

async function choosePlan(communityId: string, { billing }: Rooms): Promise<Reply> {
  const sold = (await billing.plans(communityId)).filter((plan) => plan.prices.length > 0);
  if (sold.length === 0) return { body: [say('member.plans.none')] };
  const buttons = sold.map((plan): ReplyButton => ({
    label: say('common.literal', { text: plan.name }),
    command: 'subscribe',
    options: { plan: plan.id },
  }));
  return { title: say('member.subscribe.choose_plan'), buttons: rowsOf(buttons) };
}

function choosePrice(plan: Plan): Reply {
  const buttons = plan.prices.map((price): ReplyButton => ({
    label: pricePhrase(price),
    command: 'subscribe',
    options: { plan: plan.id, price: price.priceId },
  }));
  return {
    title: say('member.subscribe.choose_price', { plan: plan.name }),
    buttons: rowsOf(buttons),
    replaces: true,
  };
}

/** A second subscription to the same plan would be paid twice and open nothing more. */
function already(plan: Plan, subscription: Subscription): Reply {
  const owed = subscription.status === 'past_due' || subscription.status === 'unpaid';
  return {
    ...(owed ? { tone: 'warning' } : {}),
    title: say(owed ? 'member.subscribe.owed' : 'member.subscribe.already', { plan: plan.name }),
    body: [nextOf(subscription), say(owed ? 'member.subscribe.owed_hint' : 'member.subscribe.already_hint')],
    buttons: [
      [...(subscription.payUrl ? [payButton(subscription.payUrl)] : []), manageButton(), membershipButton()],
    ],
  };
}

function giftLine(entitlement: Entitlement | undefined): Phrase[] {
  const gifts = (entitlement?.granting ? entitlement.sources : []).filter(
    ({ kind, verdict }) => kind === 'grant' && verdict === 'active',
  );
  if (gifts.length === 0) return [];
  const ends = gifts.map(({ until }) => until);
  if (ends.includes(null)) return [say('member.subscribe.gift_open')];
  const last = new Date(Math.max(...ends.map((until) => Date.parse(until ?? ''))));
  return [say('member.subscribe.gift', { until: say('common.until', { at: { at: last, as: 'date' } }) })];
}

function platformsWithout(member: Member, places: readonly Place[]): Phrase[] {
  const known = new Set(member.accounts.map((account) => account.platform));
  const asked = new Set(places.map((place) => place.platform));
  return platforms
    .filter((platform) => asked.has(platform) && !known.has(platform))
    .map((platform) => say(`common.platforms.${platform}`));
}
