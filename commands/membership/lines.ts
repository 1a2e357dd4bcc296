import { say, type Phrase } from '#contracts';
import type { Entitlement, Grant, Place, PlacePhase, Source } from '#domain/access';
import type { Order, Plan, Subscription } from '#domain/billing';
import { placePhrase } from '../pieces/places.js';
import { nextOf, stateOf } from '../pieces/subscriptions.js';
import { listed } from '../pieces/words.js';

/** What is known of somebody's money. */
export interface Books {
  plans: Plan[];
  subscriptions: Subscription[];
  /** Their own, and gifts they redeemed. */
  orders: Order[];
  grants: Grant[];
}

/** How one plan stands, and every reason for it. */
export function linesOf(
  entitlement: Entitlement,
  plan: Plan,
  books: Books,
  places: readonly (Place & { during: PlacePhase })[],
): Phrase[] {
  const { granting, endedAt, sources, trial } = entitlement;
  const mine = new Set(plan.prices.map((price) => price.priceId));
  const known = new Set(sources.map((source) => source.id));
  const paid = books.subscriptions.filter(
    (one) =>
      known.has(one.id) ||
      (one.priceIds.some((id) => mine.has(id)) && !one.endedAt && one.status !== 'incomplete'),
  );
  const opened = places.filter(({ during }) => during === 'always' || (during === 'trial') === trial);
  return [
    stateOf(entitlement),
    ...paid.filter((one) => isNews(one, granting || endedAt !== null)).map(nextOf),
    ...sources.flatMap((source) => passLine(source, books.orders)),
    ...books.grants.filter((one) => one.planId === plan.id).map(grantLine),
    ...(opened.length > 0
      ? [say('member.membership.opens', { places: listed(opened.map(placePhrase)) })]
      : []),
  ];
}

/**
 * A subscription that is over says nothing new beside one that runs, or beside the end itself; nor does one whose
 * money went back, once the end has said so.
 */
function isNews({ endedAt, money }: Subscription, told: boolean): boolean {
  return !told || (!endedAt && money === 'kept');
}

function passLine({ kind, id, verdict, until }: Source, orders: readonly Order[]): Phrase[] {
  if (kind !== 'order' || verdict === 'ended') return [];
  const key = orders.find((order) => order.id === id)?.giftId ? 'pass_gift' : 'pass';
  if (until === null) return [say(`member.membership.${key}_open`)];
  return [say(`member.membership.${key}`, { at: { at: new Date(until), as: 'date' } })];
}

function grantLine({ endsAt, reason }: Grant): Phrase {
  return endsAt
    ? say('member.membership.gift', { at: { at: endsAt, as: 'date' }, reason })
    : say('member.membership.gift_open', { reason });
}
