import type { Database } from '#database';
import type { Billing } from '#domain/billing';
import type { Members, Platform } from '#domain/members';
import { hashOfCode } from '#kernel/ids';
import type { Clock } from '#kernel/clock';
import type { History } from './history.js';
import { priceOf } from './receipts.js';
import { giftIdOf } from './told.js';
import { aroundRoles } from './world.js';

export interface LaidOut {
  communityId: string;
  memberId: string;
  /** Who pays for gifts to the member. */
  friendId: string;
}

export const person = (platform: Platform) => ({ platform, externalId: `person-${platform}`, name: 'Ada' });

/** The code by which a gift is redeemed; what it is made of is tried elsewhere. */
export const codeOf = (orderId: string): string => `CODE-OF-${orderId.toUpperCase()}`;

/**
 * The community of a history, laid straight into the tables: how plans, places, members and gifts come about is
 * tried elsewhere.
 */
export async function layOut(
  { unscoped }: Database,
  { members }: { members: Members; billing: Billing },
  history: History,
  clock: Clock,
): Promise<LaidOut> {
  const createdAt = clock.now();
  const { id: communityId } = await members.createCommunity({ name: 'L', locale: 'en', timeZone: 'UTC' });
  const own = { communityId, createdAt };
  const { id: memberId } = await unscoped.member.create({ data: own });
  const { id: friendId } = await unscoped.member.create({ data: own });
  const accounts = history.accounts.map((platform) => ({ ...person(platform), ...own, memberId }));
  await unscoped.account.createMany({ data: accounts.map((one) => ({ ...one, lastSeenAt: createdAt })) });
  const spaces = new Map(history.places.map(({ spaceId, platform }) => [spaceId, platform]));
  await unscoped.space.createMany({
    data: [...spaces].map(([id, platform]) => ({ ...own, id, platform, externalId: id, title: id })),
  });
  await unscoped.plan.createMany({
    data: history.plans.map(({ id, graceDays, removal, kickAfterDays }) => {
      return { ...own, id, name: id, graceDays, removal, kickAfterDays };
    }),
  });
  await unscoped.planPrice.createMany({
    data: history.plans.flatMap(({ id: planId, prices }) =>
      prices.map(({ id: stripeId, days }) => {
        const { amount, currency, interval } = priceOf(stripeId);
        return { communityId, planId, stripeId, amount, currency, interval, days };
      }),
    ),
  });
  const around = history.places.filter((one) => one.kind === 'role').map((one) => aroundRoles(one.spaceId));
  const places = new Map([...history.places, ...around].map((place) => [place.id, place]));
  await unscoped.place.createMany({
    data: [...places.values()].map(({ id, spaceId, kind }) => {
      return { ...own, id, spaceId, kind, externalId: kind === 'role' ? id : '', title: id };
    }),
  });
  await unscoped.planPlace.createMany({
    data: history.places.flatMap(({ id: placeId, planIds, phases }) =>
      planIds.map((planId) => ({ communityId, planId, placeId, during: phases[planId] ?? 'always' })),
    ),
  });
  await unscoped.gift.createMany({
    data: history.orders
      .filter((order) => order.gift !== null)
      .map(({ id, prices, customer }) => ({
        ...own,
        id: giftIdOf(id),
        payerId: customer === 'cus-friend' ? friendId : memberId,
        planId:
          history.plans.find((plan) => plan.prices.some((price) => prices.includes(price.id)))?.id ?? 'none',
        priceId: prices[0] ?? '',
        codeHash: hashOfCode(codeOf(id)),
      })),
  });
  return { communityId, memberId, friendId };
}
