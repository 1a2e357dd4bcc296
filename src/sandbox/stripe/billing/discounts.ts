import type { Ledger } from '../ledger.js';
import type { Coupon } from '../shapes/coupon.js';
import { newDiscount, type Discount, type DiscountAmount } from '../shapes/discount.js';
import type { Invoice, InvoiceLine } from '../shapes/invoice.js';
import { isLive, type Subscription } from '../shapes/subscription.js';
import { monthsAfter } from './periods.js';

/** What somebody redeems: a coupon, by its code or without one. */
export interface Redemption {
  coupon: string;
  promotionCode: string | null;
}

/** A coupon's terms, which outlive the coupon for those who already have it. */
export function termsOf(ledger: Ledger, id: string): Coupon {
  const coupon = ledger.coupons.get(id) ?? ledger.state.deletedCoupons[id];
  if (!coupon) throw new Error(`coupon ${id} never existed`);
  return coupon;
}

/** Takes an amount off each of some sums, in the smallest unit: the same share of each, never more than there is. */
export function takeOff(coupon: Coupon, sums: readonly number[]): number[] {
  if (coupon.percent_off !== null) {
    return sums.map((sum) => Math.round((sum * (coupon.percent_off ?? 0)) / 100));
  }
  const whole = sums.reduce((total, sum) => total + sum, 0);
  let left = Math.min(coupon.amount_off ?? 0, whole);
  let rest = whole;
  return sums.map((sum) => {
    const part = rest === 0 ? 0 : Math.round((left * sum) / rest);
    rest -= sum;
    left -= part;
    return part;
  });
}

/** Whether a coupon takes anything off a product sold in a currency. */
export function covers(ledger: Ledger, coupon: Coupon, product: string, currency: string): boolean {
  const products = ledger.state.couponProducts[coupon.id];
  if (products && !products.includes(product)) return false;
  return coupon.currency === null || coupon.currency === currency;
}

/** Counts a redemption; a coupon or a code whose last one this was is over. */
export function redeem(ledger: Ledger, { coupon: id, promotionCode }: Redemption): void {
  const coupon = termsOf(ledger, id);
  coupon.times_redeemed += 1;
  const code = ledger.promotionCodes.get(promotionCode ?? '');
  if (code) {
    code.times_redeemed += 1;
    if (code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions) code.active = false;
  }
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) {
    endCoupon(ledger, coupon);
  }
}

/** A coupon that nobody can redeem any more takes its codes with it. */
export function endCoupon(ledger: Ledger, coupon: Coupon): void {
  coupon.valid = false;
  for (const code of ledger.promotionCodes.all()) {
    if (code.promotion.coupon === coupon.id) code.active = false;
  }
}

/** Gives a subscription a discount, beside or instead of what it has. The caller tells of the subscription. */
export function attachDiscount(
  ledger: Ledger,
  subscription: Subscription,
  redemption: Redemption,
  session: string | null = null,
): Discount {
  const now = ledger.now();
  const coupon = termsOf(ledger, redemption.coupon);
  const end = coupon.duration === 'repeating' ? monthsAfter(now, coupon.duration_in_months ?? 1) : null;
  const discount = newDiscount(ledger.newId('di'), now, {
    coupon: coupon.id,
    promotionCode: redemption.promotionCode,
    customer: subscription.customer,
    subscription: subscription.id,
    session,
    end,
  });
  ledger.discounts.add(discount);
  subscription.discounts.push(discount.id);
  redeem(ledger, redemption);
  if (end !== null) ledger.schedule(end, 'discount-ends', discount.id);
  return discount;
}

/** Takes a discount away from its subscription. */
export function detachDiscount(ledger: Ledger, discount: Discount): void {
  const subscription = ledger.subscriptions.get(discount.subscription ?? '');
  if (!subscription?.discounts.includes(discount.id)) return;
  ledger.change(subscription, isLive(subscription) ? 'customer.subscription.updated' : null, (edited) => {
    edited.discounts = edited.discounts.filter((id) => id !== discount.id);
  });
  ledger.emit('customer.discount.deleted', discount);
}

/** The discounts that the next invoice of a subscription still gets. */
export function runningDiscounts(ledger: Ledger, subscription: Subscription): Discount[] {
  return subscription.discounts
    .map((id) => ledger.discounts.get(id))
    .filter((discount): discount is Discount => {
      if (!discount || (discount.end !== null && discount.end <= ledger.now())) return false;
      if (termsOf(ledger, discount.source.coupon).duration !== 'once') return true;
      return !ledger.invoices.all().some((invoice) => invoice.discounts.includes(discount.id));
    });
}

/** Writes onto the lines what a subscription's discounts take off them, one discount after the other. */
export function discountLines(ledger: Ledger, subscription: Subscription, lines: InvoiceLine[]): void {
  for (const discount of runningDiscounts(ledger, subscription)) {
    const coupon = termsOf(ledger, discount.source.coupon);
    const covered = lines.filter(
      (line) =>
        line.discountable &&
        line.amount > 0 &&
        covers(ledger, coupon, line.pricing.price_details.product, line.currency),
    );
    const parts = takeOff(coupon, covered.map(netOf));
    covered.forEach((line, index) => {
      const amount = parts[index] ?? 0;
      if (amount > 0) line.discount_amounts.push({ amount, discount: discount.id });
    });
  }
}

/** What is left of a line after its discounts. */
export function netOf(line: Pick<InvoiceLine, 'amount' | 'discount_amounts'>): number {
  return line.amount - line.discount_amounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** What each discount takes off all lines together. */
export function discountSums(lines: readonly InvoiceLine[]): DiscountAmount[] {
  const sums = new Map<string, number>();
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts)) {
    sums.set(discount, (sums.get(discount) ?? 0) + amount);
  }
  return [...sums].map(([discount, amount]) => ({ amount, discount }));
}

/** A claim was made: a discount that is used once has been used. */
export function useUp(ledger: Ledger, invoice: Invoice): void {
  for (const id of invoice.discounts) {
    const discount = ledger.discounts.get(id);
    if (discount && termsOf(ledger, discount.source.coupon).duration === 'once') {
      detachDiscount(ledger, discount);
    }
  }
}
