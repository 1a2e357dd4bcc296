import { randomUUID } from 'node:crypto';
import { days, later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { hashOfCode } from '#kernel/ids';
import type { Member, Members } from '#domain/members';
import type { BookStore } from './book-store.js';
import type { Billing } from './door.js';
import { giftCode, giftCodeOf } from './gift-code.js';
import type { Plan, Subscription } from './model.js';
import type { createPlanStore } from './plan-store.js';
import type { PortalTask, Provider } from './ports.js';
import { signReference } from './reference.js';

export interface SellingDeps {
  members: Members;
  plans: ReturnType<typeof createPlanStore>;
  books: BookStore;
  provider: Provider;
  clock: Clock;
  /** Sign references and make gift codes; the first is the current one. */
  secrets: readonly [string, ...string[]];
}

type Selling = Pick<
  Billing,
  | 'checkout'
  | 'trialDaysFor'
  | 'subscribeByInvoice'
  | 'closeCheckouts'
  | 'portal'
  | 'switchPage'
  | 'cancelPage'
  | 'gifts'
  | 'giftCode'
  | 'giftToRedeem'
  | 'takeGift'
>;

/** The same member asking twice within so long is shown the same page. */
const SAME_PAGE_MS = 300_000;

/** Where members pay, change and cancel; and gifts. Nothing here says that anything was paid. */
export function createSelling(deps: SellingDeps): Selling {
  const { members, plans, books, provider, clock, secrets } = deps;

  async function customerOf(communityId: string, member: Member): Promise<string> {
    const { stripeIds, deleted } = await books.chargeable(communityId, member.id);
    if (stripeIds[0]) return stripeIds[0];
    const stripeId = await provider.createCustomer({
      name: member.accounts[0]?.name ?? '',
      metadata: { lyceum_community: communityId, lyceum_member: member.id },
      // The answer to a key is repeated for a day, though its customer was deleted since.
      key: `customer:${communityId}:${member.id}${deleted > 0 ? `:${deleted}` : ''}`,
    });
    await books.putCustomer(communityId, member.id, stripeId, clock.now());
    return stripeId;
  }

  async function sold(communityId: string, priceId: string) {
    const price = await plans.planOfPrice(communityId, priceId);
    if (!price || price.plan.archivedAt) throw new UserFacingError('plan_unknown');
    return price;
  }

  async function trialDaysFor(
    communityId: string,
    memberId: string,
    plan: Pick<Plan, 'id' | 'trialDays'>,
  ): Promise<number> {
    if (plan.trialDays === 0) return 0;
    const prices = new Set((await plans.plan(communityId, plan.id))?.prices.map((price) => price.priceId));
    const had = [
      ...(await books.subscriptions(communityId, memberId)).filter(
        (one) => one.status !== 'incomplete_expired',
      ),
      // What was bought for somebody else was not tried by whoever paid.
      ...(await books.ordersFor(communityId, memberId)),
    ];
    return had.some((one) => one.priceIds.some((id) => prices.has(id))) ? 0 : plan.trialDays;
  }

  async function portalAt(communityId: string, memberId: string, customerId: string, task?: PortalTask) {
    const { locale } = await members.member(communityId, memberId);
    const url = await provider.portalUrl(customerId, locale, task);
    if (url === null) throw new UserFacingError('portal_refuses');
    return { url };
  }

  async function running(communityId: string, memberId: string, id: string): Promise<Subscription> {
    const found = (await books.subscriptions(communityId, memberId)).find((one) => one.id === id);
    if (!found || found.endedAt) throw new UserFacingError('subscription_unknown');
    return found;
  }

  /** Minutes in which asking again is the same wish. */
  const moment = () => Math.floor(clock.now().getTime() / SAME_PAGE_MS);

  return {
    trialDaysFor,

    async checkout(communityId, member, priceId, wish = {}) {
      const price = await sold(communityId, priceId);
      const recurring = price.interval !== null;
      if (wish.gift && recurring) throw new UserFacingError('gift_recurring');
      const promotionCode = wish.code ? await provider.promotionCode(wish.code) : null;
      if (wish.code && promotionCode === null) throw new UserFacingError('code_unknown', { code: wish.code });
      const customerId = await customerOf(communityId, member);
      const giftId = wish.gift ? await newGift(communityId, member.id, price) : null;
      // Once something was bought, asking again is another wish: the first page is done with.
      const bought =
        (await books.orders(communityId, member.id)).length +
        (await books.subscriptions(communityId, member.id)).length;
      const about = [member.id, priceId, member.locale, promotionCode ?? '', giftId ?? '', bought].join(':');
      const url = await provider.checkoutUrl({
        customerId,
        priceId,
        recurring,
        trialDays: recurring ? await trialDaysFor(communityId, member.id, price.plan) : 0,
        promotionCode,
        reference: signReference(communityId, member.id, secrets[0]),
        locale: member.locale,
        metadata: {
          lyceum_community: communityId,
          lyceum_member: member.id,
          ...(giftId ? { lyceum_gift: giftId } : {}),
        },
        key: `checkout:${about}:${moment()}`,
      });
      if (url === null) throw new UserFacingError('code_unknown', { code: wish.code ?? '' });
      return { url };
    },

    async subscribeByInvoice(communityId, member, priceId, email) {
      const { plan, interval } = await sold(communityId, priceId);
      if (!plan.byInvoice || interval === null) throw new UserFacingError('not_by_invoice');
      const customerId = await customerOf(communityId, member);
      const url = await provider.subscribeByInvoice({
        customerId,
        priceId,
        daysUntilDue: plan.daysUntilDue,
        email: email ?? null,
        metadata: { lyceum_community: communityId, lyceum_member: member.id },
        // One a day: whoever let the first one lapse may begin again.
        key: `invoiced:${member.id}:${priceId}:${Math.floor(clock.now().getTime() / days(1))}`,
      });
      if (url === null) throw new UserFacingError(email ? 'email_bad' : 'email_needed');
      return { url };
    },

    async closeCheckouts(communityId, memberId) {
      for (const { stripeId } of await books.customers(communityId, memberId)) {
        await provider.closeCheckouts(stripeId);
      }
    },
    async portal(communityId, memberId) {
      const { stripeIds } = await books.chargeable(communityId, memberId);
      const open = (await books.subscriptions(communityId, memberId)).filter((one) => !one.endedAt);
      // Of several customers (accounts that were joined), the one who pays has something to look after.
      const paying = stripeIds.find((id) => open.some((one) => one.stripeCustomerId === id));
      const customerId = paying ?? stripeIds[0];
      return customerId ? portalAt(communityId, memberId, customerId) : null;
    },
    async switchPage(communityId, memberId, subscriptionId, priceId) {
      await sold(communityId, priceId);
      const { stripeId, stripeCustomerId } = await running(communityId, memberId, subscriptionId);
      const task = { kind: 'switch', subscriptionId: stripeId, priceId } as const;
      return portalAt(communityId, memberId, stripeCustomerId, task);
    },
    async cancelPage(communityId, memberId, subscriptionId) {
      const { stripeId, stripeCustomerId } = await running(communityId, memberId, subscriptionId);
      return portalAt(communityId, memberId, stripeCustomerId, { kind: 'cancel', subscriptionId: stripeId });
    },

    gifts: (communityId, memberId) => books.gifts(communityId, memberId),
    async giftCode(communityId, memberId, giftId) {
      const gift = (await books.gifts(communityId, memberId)).find((one) => one.id === giftId);
      if (!gift) throw new UserFacingError('gift_unknown');
      if (!gift.paidAt) throw new UserFacingError('gift_unpaid');
      const code = giftCodeOf(gift.id, gift.codeHash, secrets);
      if (!code) throw new UserFacingError('gift_unknown');
      return code;
    },
    async giftToRedeem(communityId, code) {
      const gift = await books.giftByCode(communityId, hashOfCode(code));
      if (!gift) throw new UserFacingError('gift_unknown');
      if (!gift.paidAt) throw new UserFacingError('gift_unpaid');
      if (gift.redeemedById) throw new UserFacingError('gift_taken');
      return gift;
    },
    takeGift: (tx, communityId, giftId, memberId) =>
      books.takeGift(communityId, giftId, memberId, clock.now(), tx),
  };

  /** A new gift, or the one that this member began for the same price a few minutes ago and has not paid yet. */
  async function newGift(
    communityId: string,
    payerId: string,
    { planId, stripeId: priceId }: { planId: string; stripeId: string },
  ): Promise<string> {
    const since = later(clock.now(), -SAME_PAGE_MS);
    const begun = (await books.gifts(communityId, payerId)).find(
      (one) => one.priceId === priceId && one.paidAt === null && one.createdAt > since,
    );
    if (begun) return begun.id;
    const id = randomUUID();
    const codeHash = hashOfCode(giftCode(id, secrets[0]));
    await books.putGift(communityId, {
      id,
      communityId,
      payerId,
      planId,
      priceId,
      codeHash,
      createdAt: clock.now(),
    });
    return id;
  }
}
