import { invalidRequest, type StripeFault } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { Coupon, PromotionCode } from '../shapes/coupon.js';

/** What a coupon would be redeemed for. */
export interface Purchase {
  customer: string | null;
  currency: string;
  /** Before any discount, in the smallest unit. */
  subtotal: number;
}

const refusal = (message: string, param: string, code?: string): StripeFault =>
  invalidRequest(message, { param, ...(code && { code }) });

/** Refuses a coupon that cannot be redeemed for this purchase. */
export function checkCoupon(coupon: Coupon, purchase: Purchase, param: string): void {
  if (!coupon.valid) throw refusal(`Coupon expired: ${coupon.id}`, param, 'coupon_expired');
  if (coupon.currency !== null && coupon.currency !== purchase.currency) {
    throw refusal(
      `The coupon's currency (${coupon.currency}) does not match the currency of the purchase (${purchase.currency}).`,
      param,
    );
  }
}

/** Refuses a promotion code that cannot be redeemed for this purchase. */
export function checkCode(ledger: Ledger, code: PromotionCode, purchase: Purchase, param: string): void {
  if (!code.active) throw refusal('This promotion code is inactive.', param);
  const coupon = ledger.coupons.get(code.promotion.coupon);
  if (!coupon) throw refusal('This promotion code is inactive.', param);
  checkCoupon(coupon, purchase, param);
  if (code.customer !== null && code.customer !== purchase.customer) {
    throw refusal('This promotion code cannot be redeemed by this customer.', param);
  }
  const { minimum_amount: least, minimum_amount_currency: currency } = code.restrictions;
  if (least !== null && (currency !== purchase.currency || purchase.subtotal < least)) {
    throw refusal('This promotion code cannot be redeemed: the minimum amount is not reached.', param);
  }
  if (code.restrictions.first_time_transaction && hasPaid(ledger, purchase.customer)) {
    throw refusal('This promotion code cannot be redeemed: the customer has paid before.', param);
  }
}

function hasPaid(ledger: Ledger, customer: string | null): boolean {
  return customer !== null && ledger.charges.all().some((row) => row.customer === customer && row.paid);
}

/** The active code that a customer types; codes do not care about case. */
export function codeTyped(ledger: Ledger, typed: string): PromotionCode | undefined {
  const wanted = typed.trim().toLowerCase();
  return ledger.promotionCodes.all().find((row) => row.active && row.code.toLowerCase() === wanted);
}
