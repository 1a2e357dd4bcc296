import type { Stripe } from 'stripe';

/** What to ask for, so that the terms of discounts come with a list of subscriptions. */
export const withDiscounts = 'data.discounts.source.coupon';

/**
 * What the discounts of a subscription take off each period from now on, in minor units. One that is good for a
 * single invoice takes nothing off what recurs.
 * @param amount what a period costs without them
 */
export function discountOf({ discounts, currency }: Stripe.Subscription, amount: number): number {
  let left = amount;
  for (const discount of discounts) {
    const coupon = typeof discount === 'string' ? null : discount.source.coupon;
    if (coupon === null || typeof coupon === 'string' || coupon.duration === 'once') continue;
    const off =
      coupon.percent_off === null
        ? coupon.currency === currency
          ? (coupon.amount_off ?? 0)
          : 0
        : Math.round((left * coupon.percent_off) / 100);
    left = Math.max(0, left - off);
  }
  return amount - left;
}
