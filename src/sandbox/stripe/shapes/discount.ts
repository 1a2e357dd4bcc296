/** A coupon at work on a subscription, or used for an order. */
export interface Discount {
  id: string;
  object: 'discount';
  checkout_session: string | null;
  customer: string;
  customer_account: null;
  /** When it stops by itself; `null` for a coupon that is used once or for ever. */
  end: number | null;
  invoice: null;
  invoice_item: null;
  promotion_code: string | null;
  source: { coupon: string; type: 'coupon' };
  start: number;
  subscription: string | null;
  subscription_item: null;
}

/** What a discount takes off a line or an invoice. */
export interface DiscountAmount {
  amount: number;
  discount: string;
}

/** A discount that begins now. */
export function newDiscount(
  id: string,
  start: number,
  given: {
    coupon: string;
    promotionCode: string | null;
    customer: string;
    subscription: string | null;
    session: string | null;
    end: number | null;
  },
): Discount {
  return {
    id,
    object: 'discount',
    checkout_session: given.session,
    customer: given.customer,
    customer_account: null,
    end: given.end,
    invoice: null,
    invoice_item: null,
    promotion_code: given.promotionCode,
    source: { coupon: given.coupon, type: 'coupon' },
    start,
    subscription: given.subscription,
    subscription_item: null,
  };
}
