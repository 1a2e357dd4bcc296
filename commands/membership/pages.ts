import { say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { membershipButton, plansButton, switchButton } from '../pieces/buttons.js';
import { findPrice, inOrder, pricePhrase } from '../pieces/prices.js';
import { canBecome, ownSubscription } from '../pieces/subscriptions.js';
import { rowsOf } from '../pieces/words.js';

/** Pages of Stripe, each opened when it is asked for: their links live for minutes. */

export async function managing({ actor, community }: CommandContext, { billing }: Rooms): Promise<Reply> {
  const portal = await billing.portal(community.id, actor.member.id);
  if (!portal) return { body: [say('member.membership.manage_none')], buttons: [[plansButton()]] };
  return {
    title: say('member.membership.manage_title'),
    body: [say('member.membership.manage_body')],
    buttons: [[{ label: say('member.membership.manage_open'), url: portal.url }]],
  };
}

export async function cancelling(typed: string, context: CommandContext, rooms: Rooms): Promise<Reply> {
  const { actor, community } = context;
  const { subscription, plan } = await ownSubscription(typed, context, rooms);
  const { url } = await rooms.billing.cancelPage(community.id, actor.member.id, subscription.id);
  return {
    title: say('member.membership.cancel_title', { plan: plan.name }),
    body: [say('member.membership.cancel_body'), say('member.membership.link_short')],
    buttons: [[{ label: say('member.membership.manage_open'), url }, membershipButton()]],
  };
}

/** @param wanted the price to switch to; without one, there is a choice of all that Stripe's page can switch to */
export async function switching(
  typed: string,
  wanted: string | undefined,
  context: CommandContext,
  rooms: Rooms,
): Promise<Reply> {
  const { actor, community } = context;
  const { subscription, plan, plans } = await ownSubscription(typed, context, rooms);
  const offers = plans
    .filter(({ archivedAt }) => !archivedAt)
    .flatMap((one) => inOrder(one.prices).map((price) => ({ ...price, plan: one.name })))
    .filter((price) => canBecome(subscription, price));
  const had = plan.name;
  if (offers.length === 0) {
    return { body: [say('member.membership.switch_none', { plan: had })], buttons: [[membershipButton()]] };
  }
  const named = (offer: (typeof offers)[number]) =>
    say('common.price.product', { product: offer.plan, price: pricePhrase(offer) });
  if (wanted === undefined) {
    const buttons = offers.map((offer): ReplyButton =>
      switchButton(subscription.id, offer.priceId, named(offer)),
    );
    return {
      title: say('member.membership.switch_title', { plan: had }),
      body: [say('member.membership.switch_hint')],
      buttons: rowsOf(buttons, buttons.length > 15 ? 5 : 3),
    };
  }
  const offer = findPrice(offers, wanted, context);
  if (!offer) throw new UserFacingError('price_not_in_plan', { plan: had });
  const { url } = await rooms.billing.switchPage(
    community.id,
    actor.member.id,
    subscription.id,
    offer.priceId,
  );
  return {
    title: say('member.membership.switch_ready', { plan: had, to: named(offer) }),
    body: [say('member.membership.switch_body'), say('member.membership.link_short')],
    buttons: [[{ label: say('member.membership.manage_open'), url }, membershipButton()]],
  };
}
